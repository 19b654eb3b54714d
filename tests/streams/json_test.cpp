// What is masked in JSON stays JSON: the arguments of tool calls, however they are escaped and cut.
#include <rapidjson/document.h>

#include <array>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "guardrails/normaliser/utf8.h"
#include "streams/corpus.h"
#include "support/catch.h"

using namespace weir;
using namespace weir::streams;

namespace {

bool is_json(std::string_view text) {
  rapidjson::Document document;
  document.Parse<rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag>(
      text.data(), text.size());
  return !document.HasParseError();
}

std::string unit_escape(unsigned unit, Random& random) {
  const char* digits = random() % 2 == 0 ? "0123456789abcdef" : "0123456789ABCDEF";
  std::string out = "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += digits[(unit >> shift) & 0xF];
  return out;
}

std::string escape(char32_t code_point, Random& random) {
  if (code_point < 0x10000) return unit_escape(static_cast<unsigned>(code_point), random);
  const auto rest = static_cast<unsigned>(code_point - 0x10000);
  return unit_escape(0xD800 + (rest >> 10), random) + unit_escape(0xDC00 + (rest & 0x3FF), random);
}

// `text` as a JSON string, one character in `rarity` escaped though it need not be.
std::string quoted(std::string_view text, size_t rarity, Random& random) {
  std::string out = "\"";
  while (!text.empty()) {
    const Utf8Sequence next = decode_utf8(text);
    if (next.size == 0) {  // a stray byte
      text.remove_prefix(1);
      continue;
    }
    const char first = text.front();
    const bool must = next.code_point < 0x20 || first == '"' || first == '\\';
    if ((first == '"' || first == '\\') && random() % 2 == 0) {
      out += '\\';
      out += first;
    } else if (must || random() % rarity == 0) {
      out += escape(next.code_point, random);
    } else {
      out += text.substr(0, next.size);
    }
    text.remove_prefix(next.size);
  }
  return out + '"';
}

std::string string_value(Random& random) {
  constexpr std::string_view kSeams[] = {"",   " ", "\n", "\"", "\\", "\xF0\x9F\x98\x80",
                                         "\t", "u", "0"};
  std::string content = text(random() % 40, 24, random);
  for (size_t count = random() % 4; count > 0; --count) {
    content += kSeams[random() % std::size(kSeams)];
    content += specimen(random);
  }
  return quoted(content, 1 + random() % 12, random);
}

std::string value(int depth, Random& random) {
  constexpr std::string_view kBare[] = {
      "true",  "null",      "-4111111111111111", "4111111111111111",
      "3.5e7", "401234567", "0.131052308",       "5500000000000004E1"};
  switch (random() % (depth > 2 ? 4 : 6)) {
    case 0:
      return std::string(kBare[random() % std::size(kBare)]);
    case 4:
    case 5: {
      const bool is_object = random() % 2 == 0;
      std::string out(1, is_object ? '{' : '[');
      for (size_t count = random() % 4; count > 0; --count) {
        if (out.size() > 1) out += random() % 2 == 0 ? "," : ", ";
        if (is_object) out += string_value(random) + (random() % 2 == 0 ? ":" : " : ");
        out += value(depth + 1, random);
      }
      return out + (is_object ? '}' : ']');
    }
    default:
      return string_value(random);
  }
}

// Patterns that begin and end inside characters and escapes, and that reach over quotes and
// brackets.
std::shared_ptr<const DetectorSet> bytes_and_structure() {
  RulePolicy rule;
  rule.action = GuardrailAction::kMask;
  rule.keywords = {"ude0", "d8", "\"", "00"};
  rule.patterns = {{"tail", "\\x98\\x80[0-9a-z]?"},
                   {"middle", "[a-z]\\xF0\\x9F"},
                   {"wide", "[0-9a-z]\"[]}:, \\[{]{1,4}\"?[0-9A-Za-z]{0,3}"},
                   {"brackets", "[]\\[{}]{2}"},
                   {"digits", "1{2,5}"},
                   {"escapes", "[\\\\\"]{2}"}};
  auto matcher = HyperscanMatcher::open("");
  REQUIRE(matcher.ok());
  const std::array<GuardrailPolicy, 1> guardrails = {{{"own", {rule}}}};
  auto set = DetectorSet::compile(guardrails, **matcher);
  if (!set.ok()) FAIL(std::string(set.status().message()));
  return std::move(set).value();
}

}  // namespace

TEST_CASE("masked JSON parses, however it is escaped and cut", "[chunking][json]") {
  Random random(11);
  const auto own = bytes_and_structure();
  const Ruleset own_rules = own->ruleset(std::array<size_t, 1>{0});
  for (int round = 0; round < 6000; ++round) {
    const Ruleset& rules = round % 3 == 0 ? own_rules : masking();
    const std::string given = value(0, random);
    CAPTURE(given);
    REQUIRE(is_json(given));
    const Outcome whole = run_whole(rules, given, TextMode::kJson);
    CAPTURE(whole.released);
    CHECK(is_json(whole.released));
    const auto cuts = random_cuts(given.size(), 1 + random() % 16, random);
    CHECK(run(rules, given, cuts, TextMode::kJson) == whole);
  }
}

TEST_CASE("a surrogate without its partner is taken whole", "[json]") {
  const std::string given =
      R"({"a":"\ud83d131052-308T","b":"x\udE00\ud83d4111 1111 1111 1111","c":"\uD83D\uD83D\u0041"})";
  const Outcome whole = run_whole(masking(), given, TextMode::kJson);
  CHECK(whole.released ==
        R"({"a":"\ud83d<FI_PERSONAL_IDENTITY_CODE>","b":"x\udE00\ud83d<CREDIT_CARD>",)"
        R"("c":"\uD83D\uD83D\u0041"})");
  for (size_t cut = 1; cut < given.size(); ++cut) {
    CHECK(run(masking(), given, {cut}, TextMode::kJson) == whole);
  }
}

TEST_CASE("keys that are masked alike are told apart, in each object", "[json]") {
  const std::string given =
      R"({"a@b.co":{"a@b.co":1},"c@d.co and e@f.co":["g@h.co",{"i@j.co":"k@l.co"}],"m@n.co":2})";
  const std::string masked =
      R"({"<EMAIL_ADDRESS>":{"<EMAIL_ADDRESS>":1},"<EMAIL_ADDRESS>_2 and <EMAIL_ADDRESS>":)"
      R"(["<EMAIL_ADDRESS>",{"<EMAIL_ADDRESS>":"<EMAIL_ADDRESS>"}],"<EMAIL_ADDRESS>_3":2})";
  const Outcome whole = run_whole(masking(), given, TextMode::kJson);
  CHECK(whole.released == masked);
  for (size_t cut = 1; cut < given.size(); ++cut) {
    CHECK(run(masking(), given, {cut}, TextMode::kJson) == whole);
  }
  const std::string deep =
      std::string(200, '[') + R"({"a@b.co":1,"c@d.co":2})" + std::string(200, ']');
  CHECK(is_json(run_whole(masking(), deep, TextMode::kJson).released));
}
