#include "guardrails/keyword.h"

#include "guardrails/detector_set.h"
#include "guardrails/regex/measures.h"
#include "support/catch.h"

using namespace weir;

TEST_CASE("a keyword's matches have one length", "[keyword]") {
  for (const auto* keyword :
       {"Kalevala-7", "äijä", "ΑΘΗΝΑ", "straße", "проект юг", "a.b*c", "漢字", "İstanbul", "x"}) {
    const auto tree = keyword_tree(keyword);
    REQUIRE(tree.ok());
    CHECK(regex::min_width(*tree) == regex::max_width(*tree));
  }
}

TEST_CASE("keywords that cannot be looked for are refused", "[keyword]") {
  for (const std::string& keyword :
       {std::string(), std::string("\xE2\x80\x8B"), std::string("\xC3"), std::string("a\xFF"),
        std::string(kMaxKeywordBytes + 1, 'a')}) {
    const auto tree = keyword_tree(keyword);
    REQUIRE_FALSE(tree.ok());
    CHECK(tree.status().code() == Code::kInvalidPolicy);
    CHECK(tree.status().reason() == "keyword.invalid");
  }
  CHECK(keyword_tree(std::string(kMaxKeywordBytes, 'a')).ok());
}

TEST_CASE("words end at punctuation and spaces of any script", "[keyword]") {
  for (const auto* text : {"a", "Z", "9", "_", "ä", "Ж", "ω", "字", "ª", "x\xC3\xA9"}) {
    CHECK(ends_in_word(text));
  }
  for (const auto* text : {"", " ", "-", "a.", "«", "—", "€", "×", "\xC3", "a\xFF", "😀", "、"}) {
    CHECK_FALSE(ends_in_word(text));
  }
  CHECK(begins_with_word("äb"));
  CHECK_FALSE(begins_with_word("—b"));
  CHECK_FALSE(begins_with_word(""));
}
