#include "guardrails/keyword.h"

#include "guardrails/detector_set.h"
#include "guardrails/policies.h"
#include "guardrails/regex/measures.h"
#include "guardrails/scanner.h"
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

TEST_CASE("a keyword of ASCII is looked for as it is written, any other as it may be",
          "[keyword]") {
  CHECK(other_spellings("Kalevala-7").empty());
  CHECK(other_spellings("modern") == std::vector<std::string>{});
  CHECK(other_spellings("äiti") == std::vector<std::string>{"a\u0308iti"});
  CHECK(other_spellings("a\u0308iti") == std::vector<std::string>{"äiti"});
  CHECK(other_spellings("сор") == std::vector<std::string>{"cop"});
  CHECK(other_spellings("ВАЗ") == std::vector<std::string>{"BA3", "\u0299a\u025C"});
}

TEST_CASE("keywords are found in letters that look like theirs", "[keyword][skeleton]") {
  const weir::testing::Compiled compiled({weir::testing::rule(
      GuardrailAction::kMask, {}, {"password", "äiti", "IBAN", "сор", "file"})});
  const auto masked = [&](std::string_view text) {
    const auto result = scan(compiled.ruleset, text);
    REQUIRE(result.ok());
    return apply(text, result->edits);
  };
  for (const auto* text :
       {"password", "PASSWORD", "pаsswоrd", "рαsswοrd", "ｐａｓｓｗｏｒｄ", "𝐩𝒂𝓼𝕤word", "Ρаsѕword",
        "äiti", "a\u0308iti", "А\u0308ITI", "ӓіti", "ΙВАΝ", "ІBAN", "cop", "ᴄор", "ﬁle", "ﬁlе"}) {
    INFO(text);
    CHECK(masked(std::string("my ") + text + "!") == "my <KEYWORD>!");
  }
  for (const auto* text : {"passvvord", "aiti", "pаsswоrds", "xpаsswоrd", "жpаsswоrd",
                           "p\u0301assword", "lBAN", "сорт", "f\u0131le\u0301", "passwоrd\u0308"}) {
    INFO(text);
    CHECK(masked(std::string("my ") + text + "!") == std::string("my ") + text + "!");
  }
}

TEST_CASE("ASCII words do not stand for each other", "[keyword][skeleton]") {
  const weir::testing::Compiled compiled(
      {weir::testing::rule(GuardrailAction::kMask, {}, {"modern", "Ill", "clone", "O0"})});
  for (const auto* text : {"modem", "rnodern", "Il1", "lll", "done", "00", "OO"}) {
    INFO(text);
    const auto result = scan(compiled.ruleset, text);
    REQUIRE(result.ok());
    CHECK(result->findings.empty());
  }
}
