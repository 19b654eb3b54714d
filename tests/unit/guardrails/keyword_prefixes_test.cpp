#include "guardrails/keyword_prefixes.h"

#include <random>
#include <string>
#include <vector>

#include "guardrails/normaliser/utf8.h"
#include "guardrails/regex/utf8_sequences.h"
#include "support/catch.h"

using namespace weir;

namespace {

size_t held(const KeywordPrefixes& prefixes, std::string_view text, size_t from = 0) {
  return prefixes.longest_held(text, from);
}

std::string utf8(char32_t code_point) {
  std::string out;
  append_utf8(code_point, &out);
  return out;
}

}  // namespace

TEST_CASE("what may become a keyword is held, in any case", "[keyword]") {
  const KeywordPrefixes prefixes({"Kalevala", "Äijä", "проект юг", "a b", "#tag"});
  CHECK(held(prefixes, "the kALe") == 4);
  CHECK(held(prefixes, "the kalevalx") == 0);
  CHECK(held(prefixes, "xkale") == 0);
  CHECK(held(prefixes, "_kale") == 0);
  CHECK(held(prefixes, "x#TA") == 3);
  CHECK(held(prefixes, "ÄI") == 3);
  CHECK(held(prefixes, "äij") == 4);
  CHECK(held(prefixes, "ПРОЕКТ Ю") == 15);
  CHECK(held(prefixes, "kalevala") == 0);
  CHECK(held(prefixes, "kalevala a") == 1);
  CHECK(held(prefixes, "a ") == 2);
  CHECK(held(prefixes, "a ", 1) == 0);
  CHECK(held(prefixes, "") == 0);
  CHECK(held(KeywordPrefixes(), "kale") == 0);
}

TEST_CASE("both cases of a letter are one", "[keyword]") {
  for (char32_t code_point = 0x20; code_point < 0x2000; ++code_point) {
    const std::string letter = utf8(code_point);
    const std::string other = utf8(regex::other_case(code_point));
    if (letter.size() != other.size()) continue;
    INFO(static_cast<uint32_t>(code_point));
    CHECK(without_case(letter) == without_case(other));
    CHECK(without_case(letter).size() == letter.size());
  }
  CHECK(without_case("a\xC3\x28\xFFz") == "A\xC3\x28\xFFZ");
}

TEST_CASE("no beginning is missed among many keywords", "[keyword]") {
  std::mt19937_64 random(61);
  constexpr std::string_view kLetters = "abAB -";
  const auto some = [&](size_t most) {
    std::string out;
    const size_t size = 1 + random() % most;
    while (out.size() < size) out += kLetters[random() % kLetters.size()];
    return out;
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> keywords;
    for (int i = 0; i < 8; ++i) keywords.push_back(some(7));
    const KeywordPrefixes prefixes(keywords);
    const std::string text = some(12);
    size_t longest = 0;
    for (size_t start = 0; start < text.size(); ++start) {
      const auto is_letter = [](char byte) { return byte != ' ' && byte != '-'; };
      if (start > 0 && is_letter(text[start - 1]) && is_letter(text[start])) continue;
      const std::string ending = without_case(text.substr(start));
      for (const std::string& keyword : keywords) {
        const bool begins =
            keyword.size() > ending.size() && without_case(keyword).starts_with(ending);
        if (begins) longest = std::max(longest, ending.size());
      }
    }
    CAPTURE(text);
    CHECK(held(prefixes, text) == longest);
  }
}
