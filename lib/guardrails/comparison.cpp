#include "guardrails/comparison.h"

#include <algorithm>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/normaliser/normaliser.h"

namespace weir {
namespace {

bool is_separator(char byte) {
  return byte == ' ' || byte == '-' || byte == '(' || byte == ')' || byte == '\n';
}

}  // namespace

// C3 80-9E but for the sign of C3 97 become C3 A0-BE.
std::string lower_latin(std::string_view folded) {
  std::string out(folded);
  for (size_t i = 0; i < out.size(); ++i) {
    const auto byte = static_cast<unsigned char>(out[i]);
    const bool is_capital =
        i > 0 && out[i - 1] == '\xC3' && byte >= 0x80 && byte <= 0x9E && byte != 0x97;
    out[i] = is_capital ? static_cast<char>(byte + 0x20) : to_lower(out[i]);
  }
  return out;
}

std::string folded_lower(std::string_view text) {
  return lower_latin(normalise(text, NormaliseMode::kText).text());
}

std::string comparable(std::string_view folded) {
  std::string out = lower_latin(folded);
  const bool is_number = std::all_of(out.begin(), out.end(), [](char byte) {
    return is_alphanumeric(byte) || is_separator(byte) || byte == '+';
  });
  if (is_number && std::any_of(out.begin(), out.end(), is_alphanumeric)) {
    std::erase_if(out, is_separator);
  }
  return out;
}

}  // namespace weir
