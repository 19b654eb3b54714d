#include "guardrails/scanner.h"

#include <string>

#include "guardrails/policies.h"

using namespace weir;
using weir::testing::Compiled;
using weir::testing::rule;

namespace {

constexpr auto kMask = GuardrailAction::kMask;
constexpr auto kBlock = GuardrailAction::kBlock;

const Compiled& masking() {
  static const Compiled set({rule(kMask, {"pii", "secret"}, {"Kalevala-7", "äijä"},
                                  {{"ticket", "TCK-[0-9]{6}"}, {"any", "~.{2}"}})});
  return set;
}

std::string masked(std::string_view text, TextMode mode = TextMode::kPlain) {
  const auto result = scan(masking().ruleset, text, mode);
  REQUIRE(result.ok());
  return apply(text, result->edits);
}

}  // namespace

TEST_CASE("identifiers become their placeholders", "[scan]") {
  CHECK(masked("hetu 131052-308T.") == "hetu <FI_PERSONAL_IDENTITY_CODE>.");
  CHECK(masked("hetu 131052-308U.") == "hetu 131052-308U.");
  CHECK(masked("IBAN FI21 1234 5600 0007 85, ok") == "IBAN <IBAN_CODE>, ok");
  CHECK(masked("4111 1111 1111 1111") == "<CREDIT_CARD>");
  CHECK(masked("write to matti@example.fi.") == "write to <EMAIL_ADDRESS>.");
  CHECK(masked("TCK-123456 and TCK-12345") == "<ticket> and TCK-12345");
  CHECK(masked("AKIAIOSFODNN7EXAMPLE") == "<AWS_ACCESS_KEY_ID>");
  CHECK(masked("").empty());
}

TEST_CASE("disguises are seen through, and the text round them stays", "[scan]") {
  CHECK(masked("ä １３１０５２-308T ö") == "ä <FI_PERSONAL_IDENTITY_CODE> ö");
  CHECK(masked("ä 1310\u200B52\u2013308T\u200B ö") == "ä <FI_PERSONAL_IDENTITY_CODE>\u200B ö");
  CHECK(masked("matti\uFF20example.fi") == "<EMAIL_ADDRESS>");
}

TEST_CASE("keywords match whole words in any case", "[scan]") {
  CHECK(masked("KALEVALA-7 kalevala-7x xKalevala-7 Kalevala-71") ==
        "<KEYWORD> kalevala-7x xKalevala-7 Kalevala-71");
  // One word with a letter beyond ASCII; scripts that put no spaces between words are no such
  // thing.
  for (const char* word : {"ä131052-308T", "131052-308Tö", "я131052-308T", "131052-308Tа",
                           "a\u0308131052-308T", "131052-308Tế", "ế131052-308T"}) {
    CHECK(masked(word) == word);
  }
  CHECK(masked("号码131052-308T号") == "号码<FI_PERSONAL_IDENTITY_CODE>号");
  CHECK(masked("×131052-308T÷") == "×<FI_PERSONAL_IDENTITY_CODE>÷");
  CHECK(masked("ÄIJÄ, Äijä. äijän") == "<KEYWORD>, <KEYWORD>. äijän");
}

TEST_CASE("a mask never cuts a character in two", "[scan]") {
  CHECK(masked("a~bäc") == "a<any>c");
  CHECK(masked("a~äc") == "a<any>c");
  CHECK(masked("a~b😀c") == "a<any>c");
}

TEST_CASE("anchors of a pattern mean the whole text, wherever a piece or a scan begins", "[scan]") {
  const Compiled set({rule(kMask, {"secret"}, {},
                           {{"first", "^x{1,3}\\d"},
                            {"last", "z\\d{1,2}$"},
                            {"line", "(?m:^)y{2,4}"},
                            {"either", "(?:^|=)q{1,2}!"}})});
  const std::string filler(40'000, ' ');
  const std::string given =
      "xx7 x7 yy\nyyy z1\nq! =qq! qq!" + filler + "x7 yy z22 q! =q!\nyyyy\nz3";
  const std::string expected = "<first> x7 yy\n<line> z1\nq! <either> qq!" + filler +
                               "x7 yy z22 q! <either>\n<line>\n<last>";
  for (const size_t piece : {given.size(), size_t{1}, size_t{7}, size_t{600}}) {
    INFO(piece);
    StreamScanner scanner(set.ruleset);
    std::string released;
    for (size_t at = 0; at < given.size(); at += piece) {
      REQUIRE(scanner.push(std::string_view(given).substr(at, piece), released).ok());
    }
    REQUIRE(scanner.finish(released).ok());
    CHECK((released == expected));
  }
  const auto whole = scan(set.ruleset, given);
  REQUIRE(whole.ok());
  CHECK((weir::apply(given, whole->edits) == expected));
}

TEST_CASE("patterns that start of match could not compile are matched from their start", "[scan]") {
  const Compiled set(
      {rule(kMask, {}, {},
            {{"wide", "x(?:(?:\\w?|d)bc){1,3}(?:bc){60}y"}, {"varied", "<[a-z]{1,300}>"}})});
  std::string wide = "x_bcdbc";
  for (int i = 0; i < 60; ++i) wide += "bc";
  const std::string given =
      "a " + wide + "y <" + std::string(300, 'k') + "> <> <" + std::string(301, 'k') + "> <<b>>";
  const auto result = scan(set.ruleset, given);
  REQUIRE(result.ok());
  CHECK(weir::apply(given, result->edits) ==
        "a <wide> <varied> <> <" + std::string(301, 'k') + "> <<varied>>");
}

TEST_CASE("a blocking rule blocks, with findings up to it", "[scan]") {
  const Compiled set({rule(kMask, {"pii/fi"}), rule(kBlock, {"secret"}, {"stop word"})});
  const auto result = scan(set.ruleset, "131052-308T then a STOP WORD then 131052-308T");
  REQUIRE(result.ok());
  CHECK(result->verdict.blocked);
  CHECK(result->verdict.reason == "guardrail.blocked");
  CHECK(result->verdict.guardrail == "g");
  CHECK(result->verdict.entity == "KEYWORD");
  REQUIRE(result->findings.size() == 2);
  CHECK(result->findings[1].start == 19);
  CHECK(result->findings[1].end == 28);
  CHECK(result->findings[1].rule == 1);

  StreamScanner stream(set.ruleset);
  std::string released;
  REQUIRE(stream.push("131052-308T then a STOP", released).ok());
  REQUIRE(stream.push(" WORD then much more text, which is not to leave any more", released).ok());
  CHECK(stream.verdict().blocked);
  REQUIRE(stream.push("131052-308T", released).ok());
  REQUIRE(stream.finish(released).ok());
  CHECK(released == "<FI_PERSONAL_IDENTITY_CODE> then a ");
}

TEST_CASE("thresholds drop weak findings", "[scan]") {
  const Compiled strict({rule(kMask, {"pii/contact"}, {}, {}, 0.99)});
  const Compiled lax({rule(kMask, {"pii/contact"}, {}, {}, 0.1)});
  const std::string text = "number 040 123 4567";
  CHECK(scan(strict.ruleset, text)->findings.empty());
  CHECK(scan(lax.ruleset, text)->findings.size() == 1);
}

TEST_CASE("masked arguments of a tool call stay JSON", "[scan]") {
  const auto json = [](std::string_view text) { return masked(text, TextMode::kJson); };
  CHECK(json(R"({"card":4111111111111111,"n":1})") == R"({"card":"<CREDIT_CARD>","n":1})");
  CHECK(json(R"({"card":-4111111111111111})") == R"({"card":"<CREDIT_CARD>"})");
  CHECK(json(R"([4111111111111111])") == R"(["<CREDIT_CARD>"])");
  CHECK(json("4111111111111111") == "\"<CREDIT_CARD>\"");
  CHECK(json(R"({"id":"131052-308T"})") == R"({"id":"<FI_PERSONAL_IDENTITY_CODE>"})");
  CHECK(json(R"({"id":"x\"131052-308T"})") == R"({"id":"x\"<FI_PERSONAL_IDENTITY_CODE>"})");
  CHECK(json(R"({"m":"matti\u0040example.fi"})") == R"({"m":"<EMAIL_ADDRESS>"})");
  CHECK(json(R"({"m":"\u006datti@example.fi\n"})") == R"({"m":"<EMAIL_ADDRESS>\n"})");
}

TEST_CASE("masks in JSON leave its structure alone", "[scan]") {
  const Compiled set(
      {rule(kMask, {}, {}, {{"wide", "12, \"b[a-z]{2}"}, {"close", "7\\}"}, {"ones", "1{3,80}"}})});
  const auto json = [&](std::string_view text) {
    const auto result = scan(set.ruleset, text, TextMode::kJson);
    REQUIRE(result.ok());
    return weir::apply(text, result->edits);
  };
  CHECK(json(R"({"a":12, "bcd":3})") == R"({"a":"<wide>", "<wide>":3})");
  CHECK(json(R"({"a":12, "bcde":3})") == R"({"a":"<wide>", "<wide>e":3})");
  CHECK(json(R"({"a":"x12, \"bcde"})") == R"({"a":"x<wide>e"})");
  CHECK(json(R"({"a":17})") == R"({"a":"<close>"})");
  CHECK(json(R"({"a":[111,1110,-111.5e1] })") == R"({"a":["<ones>","<ones>","<ones>"] })");
  // The first part of a very long number has left when its end turns out to be masked.
  CHECK(json("[" + std::string(90, '2') + "111]") == "[" + std::string(90, '2') + "]");
  CHECK(json("[" + std::string(90, '2') + ".111]") == "[" + std::string(90, '2') + ".0]");
  // No JSON, but what small models send now and then.
  CHECK(json("{'a': '111', b: 111}") == "{'a': \"<ones>\", b: \"<ones>\"}");
}

TEST_CASE("edits take escapes whole", "[scan]") {
  const Compiled set({rule(kMask, {}, {"00", "\xF0\x9F\x98\x80x"},
                           {{"tail", "\\x98\\x80!"}, {"half", "ude01|00e"}})});
  const auto text_of = [&](std::string_view text, auto read) {
    const auto result = read(text);
    REQUIRE(result.ok());
    return weir::apply(text, result->edits);
  };
  const auto json = [&](std::string_view text) {
    return text_of(text, [&](auto it) { return scan(set.ruleset, it, TextMode::kJson); });
  };
  const auto prose = [&](std::string_view text) {
    return text_of(text, [&](auto it) { return weir::scan(set.ruleset, it); });
  };
  CHECK(json(R"("a\ud83d\ude00!")") == R"("a<tail>")");
  CHECK(json(R"("a\ud83d\ude00\u0078")") == R"("a<KEYWORD>")");
  CHECK(json(R"("\u00300")") == R"("<KEYWORD>")");
  CHECK(prose(R"(say "a\ud83d\ude00!")") == R"(say "a<tail>")");
  CHECK(prose(R"(say "a\u00e4")") == R"(say "a<half>")");
  CHECK(prose(R"(say "a\ud83d\ude01")") == R"(say "a<half>")");
}

TEST_CASE("endless matches are masked to their end", "[scan]") {
  const std::string key = "sk-ant-" + std::string(3000, 'a') + "Zq9" + std::string(3000, 'b');
  CHECK(masked("key " + key + " end") == "key <ANTHROPIC_API_KEY> end");
  CHECK(masked("key " + key) == "key <ANTHROPIC_API_KEY>");
  std::string pem = "-----BEGIN PRIVATE KEY-----\n";
  for (int line = 0; line < 60; ++line) pem += std::string(60, 'M') + "Ab0\n";
  const std::string out = masked("a " + pem + "-----END PRIVATE KEY-----\nb");
  CHECK(out.substr(0, 15) == "a <PRIVATE_KEY>");
  CHECK(out.find("Ab0") == std::string::npos);
  CHECK(out.substr(out.size() - 2) == "\nb");
}

TEST_CASE("text that nothing is found in leaves at once", "[scan]") {
  StreamScanner stream(masking().ruleset);
  std::string released;
  REQUIRE(stream.push("Nothing to see here, ", released).ok());
  CHECK(released.size() > 12);
  REQUIRE(stream.push("131052-", released).ok());
  CHECK(released.find("131") == std::string::npos);
  REQUIRE(stream.push("308T or so, and much more text that follows behind.", released).ok());
  CHECK(stream.take_findings().size() == 1);
  CHECK(stream.take_findings().empty());
  REQUIRE(stream.finish(released).ok());
  CHECK(released ==
        "Nothing to see here, <FI_PERSONAL_IDENTITY_CODE> or so, and much more text that follows "
        "behind.");
}

TEST_CASE("prose that quotes JSON is read as it stands and with its escapes", "[scan]") {
  const auto prose = [](std::string_view text) {
    const auto result = weir::scan(masking().ruleset, text);
    REQUIRE(result.ok());
    return weir::apply(text, result->edits);
  };
  CHECK(prose(R"({"t":"x\n131052-308T"})") == R"({"t":"x\n<FI_PERSONAL_IDENTITY_CODE>"})");
  CHECK(prose(R"({"t":"bob\u0040example.com"})") == R"({"t":"<EMAIL_ADDRESS>"})");
  CHECK(prose(R"(C:\users\new\131052-308T)") == R"(C:\users\new\<FI_PERSONAL_IDENTITY_CODE>)");
  CHECK(prose(R"(a\bob@example.com b 131052-308T)") ==
        R"(a<EMAIL_ADDRESS> b <FI_PERSONAL_IDENTITY_CODE>)");
  CHECK(prose(R"(no escapes, matti@example.com)") == "no escapes, <EMAIL_ADDRESS>");
}

TEST_CASE("two readings of one text become one without an overlap", "[scan]") {
  const auto finding = [](size_t start, size_t end) {
    weir::Finding out;
    out.entity = "X";
    out.start = start;
    out.end = end;
    return out;
  };
  const std::vector<weir::Finding> first = {finding(0, 5), finding(20, 30)};
  const std::vector<weir::Finding> second = {finding(3, 8), finding(10, 12), finding(40, 41)};
  CHECK(weir::merged(first, second).size() == 4);
  const std::vector<weir::Edit> expected = {
      {0, 8, "<A>"}, {10, 12, "<D>"}, {20, 30, "<B>"}, {40, 41, "<E>"}};
  CHECK(weir::merged({{0, 5, "<A>"}, {20, 30, "<B>"}},
                     {{3, 8, "<C>"}, {10, 12, "<D>"}, {40, 41, "<E>"}}) == expected);
}
