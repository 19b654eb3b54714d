#include "policy/pattern_builder.h"

#include <array>

#include "policy/node_values.h"

namespace weir {
namespace {

void set_validator(const Node& node, const std::string& pointer, PatternPolicy& pattern,
                   ErrorList& errors) {
  const Node* const validator = node.find("validator");
  const Node* const weights = node.find("weights");
  const Node* const entropy = node.find("entropy");
  if (validator == nullptr) {
    for (const Node* const lost : {weights, entropy}) {
      if (lost == nullptr) continue;
      errors.add("policy.required", pointer, lost->offset,
                 lost == weights ? "weights need \"validator\": \"mod11\""
                                 : "entropy needs \"validator\": \"entropy\"");
    }
    return;
  }
  constexpr std::array<std::string_view, 11> kNames = {"",
                                                       "luhn",
                                                       "mod97",
                                                       "mod11",
                                                       "iso7064_mod11_2",
                                                       "iso7064_mod11_10",
                                                       "iso7064_mod37_2",
                                                       "iso7064_mod37_36",
                                                       "verhoeff",
                                                       "gs1",
                                                       "entropy"};
  pattern.validator = word<PatternValidator>(validator->text, kNames);
  for (size_t i = 0; weights != nullptr && i < weights->items.size(); ++i) {
    pattern.weights.push_back(static_cast<int>(integer(weights->items[i])));
  }
  if (entropy != nullptr) pattern.entropy = fraction(*entropy);
  if (pattern.validator == PatternValidator::kMod11 && weights == nullptr) {
    errors.add("policy.required", pointer, node.offset,
               "the validator mod11 needs weights, one a digit");
  }
  if (pattern.validator == PatternValidator::kEntropy && entropy == nullptr) {
    errors.add("policy.required", pointer, node.offset,
               "the validator entropy needs the least entropy, in bits a byte: \"entropy\": 3.5");
  }
}

}  // namespace

PatternPolicy build_pattern(const Node& node, const std::string& pointer, double threshold,
                            ErrorList& errors) {
  PatternPolicy pattern;
  pattern.name = node.find("name")->text;
  pattern.regex = node.find("regex")->text;
  if (const Node* const group = node.find("capture")) {
    pattern.capture = static_cast<size_t>(integer(*group));
  }
  pattern.score = fraction(*node.find("score"));
  pattern.context = texts(node.find("context"));
  set_validator(node, pointer, pattern, errors);
  if (!pattern.context.empty() && pattern.score >= 1) {
    errors.add("policy.value", pointer + "/context", node.find("context")->offset,
               "context words change nothing at the score 1: give the pattern a lower score");
  }
  if (pattern.context.empty() && pattern.score < threshold) {
    errors.add(
        "policy.value", pointer + "/score", node.find("score")->offset,
        "it is below the rule's threshold, and nothing raises it: give the pattern context, a "
        "higher score, or the rule a lower threshold");
  }
  return pattern;
}

}  // namespace weir
