#include "guardrails/normaliser/normaliser.h"

#include <algorithm>
#include <string>
#include <vector>

#include "guardrails/normaliser/code_point_folds.h"
#include "guardrails/normaliser/utf8.h"
#include "support/catch.h"

namespace weir {
namespace {

constexpr auto kText = NormaliseMode::kText;
constexpr auto kJson = NormaliseMode::kJsonEscapes;

std::string folded(std::string_view text, NormaliseMode mode = kText) {
  return std::string(normalise(text, mode).text());
}

// The original bytes of the first place where `part` stands in the folded text.
std::string original_of(std::string_view text, std::string_view part, NormaliseMode mode = kText) {
  const Normalised normalised = normalise(text, mode);
  const size_t at = normalised.text().find(part);
  REQUIRE(at != std::string_view::npos);
  const size_t start = normalised.original_start(at);
  return std::string(text.substr(start, normalised.original_end(at + part.size()) - start));
}

}  // namespace

TEST_CASE("Plain text stays as it is, with an empty map and slack behind it") {
  for (size_t size = 0; size < 200; ++size) {
    const std::string text(size, 'x');
    const Normalised normalised = normalise(text, kText);
    CHECK(normalised.text() == text);
    CHECK(normalised.is_unchanged());
    CHECK(normalised.original_start(size) == size);
    CHECK(normalised.original_end(size) == size);
    const char* behind = normalised.text().data() + size;
    CHECK(std::all_of(behind, behind + kScanSlack, [](char byte) { return byte == '\0'; }));
  }
}

TEST_CASE("Look-alikes of an identifier fold to it") {
  for (const std::string_view text :
       {"１３１０５２－３０８Ｔ", "131052–308T", "131052—308T", "131052−308T", "131052‑308T",
        "131052﹣308T", "13\u200B10\u200D52-3\u206008T\uFEFF", "\u202E131052-308T\u202C",
        "1\u00AD31052-308T", "١٣١٠٥٢-٣٠٨T", "१३१०५२-३०८T", "𝟏𝟑𝟏𝟎𝟓𝟐-𝟑𝟎𝟖𝐓", "𝟣𝟥𝟣𝟢𝟧𝟤-𝟥𝟢𝟪𝖳",
        "①③①⓪⑤②-③⓪⑧Ⓣ", "1\uFE0F\u20E33\uFE0F\u20E31052-308T", "131052-308T\U000E0041",
        "¹³¹⁰⁵²⁻³⁰⁸T", "131\u2063052-308T", "131\u034F052-308T"}) {
    INFO(text);
    CHECK(folded(text) == "131052-308T");
  }
}

TEST_CASE("Spaces, signs and full-width letters fold to ASCII") {
  CHECK(folded("a\u00A0b\u2009c\u3000d\u202Fe") == "a b c d e");
  CHECK(folded("ｍａｔｔｉ＠ｅｘａｍｐｌｅ．ｆｉ") == "matti@example.fi");
  CHECK(folded("a﹫b。fi") == "a@b.fi");
  CHECK(folded("carte d’identité, ‘a’ ‚b‘ ‹c›") == "carte d'identité, 'a' 'b' 'c'");
  CHECK(folded("“a” „b“ «c»") == "\"a\" \"b\" \"c\"");
  CHECK(folded("ＡＫＩＡ：／") == "AKIA:/");
  CHECK(folded("𝒜ℬ𝒞 𝓪𝓫 ℂ ℝ K") == "ABC ab C R K");
}

TEST_CASE("Letters of languages stay, marks and all") {
  for (const std::string_view text :
       {"hyvää yötä", "Ångström", "Привет", "日本語", "a\u0308", "ß ﬁ €", "🙂"}) {
    CHECK(folded(text) == text);
  }
}

TEST_CASE("Every code point: an ASCII byte, nothing, or itself; never ASCII's own change") {
  size_t dropped = 0;
  size_t changed = 0;
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    const int fold = fold_code_point(code_point);
    CHECK((fold == kFoldKeep || fold == kFoldDrop || (fold >= 0x0A && fold < 0x7F)));
    if (code_point < 0x80) CHECK(fold == kFoldKeep);
    if (fold == kFoldDrop) ++dropped;
    if (fold >= 0) ++changed;
    // What the fast path passes over holds nothing that folds.
    std::string bytes;
    append_utf8(code_point, &bytes);
    const auto lead = static_cast<unsigned char>(bytes[0]);
    if (fold != kFoldKeep) CHECK((may_begin_fold(lead) && (lead == 0xC2 || lead >= 0xCC)));
  }
  // Unicode 15.0: 4174 code points are Default_Ignorable_Code_Point (DerivedCoreProperties.txt); to
  // them come U+FFF9-FFFB and U+20E3.
  CHECK(dropped == 4174 + 4);
  CHECK(changed > 1500);
}

TEST_CASE("A finding maps to every original byte that took part, and to no more") {
  CHECK(original_of("a １２３ b", "123") == "１２３");
  CHECK(original_of("x1\u200B\u200B2\u200By", "12") == "1\u200B\u200B2");
  CHECK(original_of("x\u200B12", "12") == "12");
  CHECK(original_of("ää 12–3 öö", "12-3") == "12–3");
  CHECK(original_of("１", "1") == "１");
  CHECK(original_of("hyvää 131052-308T", "131052-308T") == "131052-308T");
}

TEST_CASE("JSON escapes are decoded, then folded") {
  CHECK(folded(R"(a\u0040b.fi)", kJson) == "a@b.fi");
  CHECK(folded(R"(\/\"\\\b\f\n\r\t)", kJson) == "/\"\\\b\f\n\r\t");
  CHECK(folded(R"(\uff11\u200b\u2013\ud835\udfcf)", kJson) == "1-1");
  CHECK(folded(R"(\u00e4\u20ac\ud83d\ude42)", kJson) == "ä€🙂");
  CHECK(folded(R"(\\u0040)", kJson) == R"(\u0040)");
  CHECK(folded(R"(１\u0031)", kJson) == "11");
  CHECK(folded(R"(a\u0040b)") == R"(a\u0040b)");
  CHECK(original_of(R"(x a\u0040b.fi y)", "a@b.fi", kJson) == R"(a\u0040b.fi)");
  CHECK(original_of(R"(\u00e4\u00f6)", "ä", kJson) == R"(\u00e4)");
  CHECK(original_of(R"(\u00e4\u00f6)", "\xA4", kJson) == R"(\u00e4)");
  CHECK(original_of(R"(1\u200b2)", "12", kJson) == R"(1\u200b2)");
}

TEST_CASE("What is no JSON escape passes through") {
  for (const std::string_view text : {R"(\q)", R"(\u12g4)", R"(\)", R"(\u)", R"(\U0041)"}) {
    INFO(text);
    CHECK(folded(text, kJson) == text);
  }
}

TEST_CASE("A surrogate without its partner is a character that cannot be read") {
  CHECK(folded(R"(\ud800)", kJson) == "\uFFFD");
  CHECK(folded(R"(\udc00x)", kJson) == "\uFFFDx");
  CHECK(folded(R"(\ud800\u0041)", kJson) == "\uFFFDA");
  CHECK(folded(R"(\ud800\ud83d\ude42)", kJson) == "\uFFFD🙂");
  CHECK(folded(R"(\ud800\u00)", kJson) == R"(�\u00)");
  CHECK(original_of(R"(x\ud80012)", "12", kJson) == "12");
}

TEST_CASE("Invalid UTF-8 passes through unharmed") {
  for (const std::string_view text :
       {"\x80", "\xC2", "a\xFF\xFE", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x80",
        "\xF0\x9F\x99", "\xE2\x80x", "\xF5\x80\x80\x80"}) {
    CHECK(folded(text) == text);
    CHECK(folded(text, kJson) == text);
  }
}

TEST_CASE("Incomplete tails are measured to the byte") {
  CHECK(incomplete_tail("", kText) == 0);
  CHECK(incomplete_tail("abc", kText) == 0);
  CHECK(incomplete_tail("ä", kText) == 0);
  CHECK(incomplete_tail("a\xC3", kText) == 1);
  CHECK(incomplete_tail("\xE2\x80", kText) == 2);
  CHECK(incomplete_tail("\xF0\x9F\x99", kText) == 3);
  CHECK(incomplete_tail("\x80\x80", kText) == 0);
  CHECK(incomplete_tail("\\", kText) == 0);
  CHECK(incomplete_tail("\\", kJson) == 1);
  CHECK(incomplete_tail("\\\\", kJson) == 0);
  CHECK(incomplete_tail("\\\\\\", kJson) == 1);
  CHECK(incomplete_tail(R"(\u004)", kJson) == 5);
  CHECK(incomplete_tail(R"(\u0040)", kJson) == 0);
  CHECK(incomplete_tail(R"(\ud83d)", kJson) == 6);
  CHECK(incomplete_tail(R"(\ud83d\)", kJson) == 7);
  CHECK(incomplete_tail(R"(\ud83d\ude4)", kJson) == 11);
  CHECK(incomplete_tail(R"(\ud83d\ude42)", kJson) == 0);
  CHECK(incomplete_tail(R"(\\ud83d)", kJson) == 0);
  CHECK(incomplete_tail(R"(\ud83d\n)", kJson) == 0);
  CHECK(incomplete_tail("\\u00\xC3", kJson) == 1);
}

}  // namespace weir
