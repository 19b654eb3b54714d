#include "streams/corpus.h"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "guardrails/scanner.h"
#include "support/catch.h"

namespace weir::streams {
namespace {

GuardrailPolicy guardrail(std::string name, std::vector<RulePolicy> rules) {
  return {std::move(name), std::move(rules)};
}

std::vector<GuardrailPolicy> policy() {
  RulePolicy everything;
  everything.detect = {"pii", "secret"};
  everything.action = GuardrailAction::kMask;
  RulePolicy own = everything;
  own.detect = {};
  own.keywords = {"Kalevala-7", "salainen", "Äijä", "ΑΘΗΝΑ", "проект юг", "a b", "x"};
  own.patterns = {{"ticket", "TCK-[0-9]{6}"},
                  {"open_ticket", "OPN-[0-9]{2,6}"},
                  {"sentence", "\\bcode is [a-z]{3,40} [a-z]{2,9}\\b"},
                  {"at_line_start", "(?m:^)=> \\d{1,4}"},
                  {"at_line_end", "\\d{1,4} <=(?m:$)"},
                  {"alternatives", "(?:\\bfoo|bar)baz(?:qux)?"}};
  // What a policy may ask of a match: check digits, a score with words, an allowlist.
  own.patterns.push_back({"member", "\\bMB\\d{5,9}", 0, PatternValidator::kLuhn, {}, 0, 1.0, {}});
  own.patterns.push_back(
      {"weak", "\\b\\d{4,6}\\b", 0, PatternValidator::kNone, {}, 0, 0.3, {"asiakas", "card*"}});
  own.patterns.push_back(
      {"token", "tok_\\w{8,24}", 0, PatternValidator::kEntropy, {}, 2.5, 1.0, {}});
  own.allowlist = {{"TCK-123456", "salainen"}, {"OPN-\\d{2,3}", "MB1.*"}};
  everything.allowlist = {{"192.168.17.254", "matti.meikalainen@example.fi"}, {"5500.*"}};
  RulePolicy flagged = everything;
  flagged.detect = {"pii/contact", "pii/payment", "JWT"};
  flagged.action = GuardrailAction::kFlag;
  RulePolicy blocked;
  blocked.keywords = {"forbidden fruit"};
  blocked.detect = {"AWS_ACCESS_KEY_ID"};
  blocked.action = GuardrailAction::kBlock;
  return {guardrail("mask", {everything, own}), guardrail("flag", {flagged}),
          guardrail("block", {blocked})};
}

constexpr std::array<std::string_view, 24> kWords = {
    "the",      "report",        "was",   "sent",    "to",       "our",  "office",  "in",
    "Turku",    "and",           "then",  "asiakas", "soitti",   "että", "lasku",   "on",
    "maksettu", "henkilötunnus", "phone", "card",    "käyttäjä", "no",   "version", "2.1"};

constexpr std::array<std::string_view, 40> kSpecimens = {"131052-308T",
                                                         "131052-308U",
                                                         "010190A999P",
                                                         "2077474-0",
                                                         "FI21 1234 5600 0007 85",
                                                         "FI2112345600000785",
                                                         "DE89 3704 0044 0532 0130 00",
                                                         "4111 1111 1111 1111",
                                                         "4111-1111-1111-1112",
                                                         "378282246310005",
                                                         "5500000000000004 5500000000000004",
                                                         "matti.meikalainen@example.fi",
                                                         "a@b.co",
                                                         "not@an",
                                                         "matti.meikäläinen@pöytä.fi",
                                                         "+358 40 123 4567",
                                                         "040 123 4567",
                                                         "00358 (0)40 1234567",
                                                         "(212) 555-0187",
                                                         "192.168.17.254",
                                                         "1.2.3.4.5",
                                                         "2001:db8::8a2e:370:7334",
                                                         "fe80::1",
                                                         "536-22-1234",
                                                         "AKIAIOSFODNN7EXAMPLE",
                                                         "ghp_0123456789abcdefghijABCDEFGHIJ456789",
                                                         "sk-ant-abcDEF0123456789xyzXYZ_-55",
                                                         "Kalevala-7",
                                                         "SALAINEN",
                                                         "äIJÄ",
                                                         "TCK-123456",
                                                         "OPN-1234",
                                                         "code is abcdefgh ij",
                                                         "foobazqux",
                                                         "a\xCC\x88ij\xD0\xB0\xCC\x88",
                                                         "MB18000273",
                                                         "MB28000271",
                                                         "asiakas 12345",
                                                         "tok_a1B2c3D4e5",
                                                         "tok_aaaaaaaaaa"};

std::string token(size_t bytes, std::string_view alphabet, Random& random) {
  std::string out;
  while (out.size() < bytes) out += alphabet[random() % alphabet.size()];
  return out;
}

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::string long_specimen(Random& random) {
  switch (random() % 4) {
    case 0:
      return "eyJ" + token(60, kBase64, random) + ".eyJ" + token(random() % 3000, kBase64, random) +
             "." + token(300, kBase64, random);
    case 1: {
      std::string key = "-----BEGIN RSA PRIVATE KEY-----\n";
      for (size_t lines = random() % 30; lines > 0; --lines)
        key += token(64, kBase64, random) + '\n';
      return key + (random() % 4 == 0 ? "" : "-----END RSA PRIVATE KEY-----\n");
    }
    case 2:
      return "sk-ant-" + token(random() % 1200, kBase64, random);
    default:
      return token(random() % 1400, kBase64, random);
  }
}

void append_utf8(char32_t code_point, std::string& out) {
  if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | (code_point >> 6));
  } else {
    out += static_cast<char>(0xE0 | (code_point >> 12));
    out += static_cast<char>(0x80 | ((code_point >> 6) & 0x3F));
  }
  out += static_cast<char>(0x80 | (code_point & 0x3F));
}

std::shared_ptr<const DetectorSet> compile() {
  auto matcher = HyperscanMatcher::open("");
  REQUIRE(matcher.ok());
  auto set = DetectorSet::compile(policy(), **matcher);
  if (!set.ok()) FAIL(std::string(set.status().message()));
  return std::move(set).value();
}

}  // namespace

const DetectorSet& detector_set() {
  static const std::shared_ptr<const DetectorSet> set = compile();
  return *set;
}

Ruleset masking() {
  return detector_set().ruleset(std::array<size_t, 1>{0});
}

Ruleset flagging() {
  return detector_set().ruleset(std::array<size_t, 1>{1});
}

Ruleset mixed() {
  return detector_set().ruleset(std::array<size_t, 2>{1, 2});
}

std::string specimen(Random& random) {
  if (random() % 40 == 0) return long_specimen(random);
  std::string text(kSpecimens[random() % kSpecimens.size()]);
  switch (random() % 8) {
    case 0:  // a near miss
      text[random() % text.size()] = static_cast<char>('0' + random() % 10);
      return text;
    case 1:
      return text + std::string(kSpecimens[random() % kSpecimens.size()]);
    case 2:
      return text.substr(0, 1 + random() % text.size());
    default:
      return text;
  }
}

// A letter that looks like `byte`, and is none of its script; 0: there is none.
char32_t look_alike(char byte) {
  switch (byte) {
    case 'a':
      return 0x430;
    case 'e':
      return 0x435;
    case 'o':
      return 0x3BF;
    case 'i':
      return 0x456;
    case 'l':
      return 0x4CF;
    case 'A':
      return 0x391;
    case 'K':
      return 0x39A;
    default:
      return 0;
  }
}

std::string disguise(std::string_view text, Random& random) {
  constexpr std::array<char32_t, 5> kInvisible = {0x200B, 0x200D, 0x2060, 0xFEFF, 0xAD};
  std::string out;
  for (const char byte : text) {
    if (random() % 6 == 0) append_utf8(kInvisible[random() % kInvisible.size()], out);
    if (look_alike(byte) != 0 && random() % 3 == 0) {
      append_utf8(look_alike(byte), out);
    } else if (byte >= '0' && byte <= '9' && random() % 2 == 0) {
      append_utf8(static_cast<char32_t>(0xFF10 + (byte - '0')), out);
    } else if (byte == '-' && random() % 2 == 0) {
      append_utf8(0x2013, out);
    } else if (byte == ' ' && random() % 2 == 0) {
      append_utf8(0xA0, out);
    } else {
      out += byte;
    }
  }
  return out;
}

std::string text(size_t bytes, size_t distance, Random& random) {
  constexpr std::array<std::string_view, 8> kGlue = {" ", " ", " ", ", ", "\n", "", ":", "\n\n"};
  std::string out;
  while (out.size() < bytes) {
    if (random() % distance < 8) {
      const std::string found = specimen(random);
      out += random() % 4 == 0 ? disguise(found, random) : found;
    } else {
      out += kWords[random() % kWords.size()];
    }
    if (random() % 100 == 0) out += static_cast<char>(random() % 256);
    out += kGlue[random() % kGlue.size()];
  }
  if (random() % 2 == 0) out += specimen(random);
  return out;
}

Outcome run(const Ruleset& ruleset, std::string_view text, const std::vector<size_t>& cuts,
            TextMode mode) {
  StreamScanner scanner(ruleset, mode);
  Outcome outcome;
  const auto collect = [&] {
    for (const Finding& finding : scanner.take_findings()) outcome.findings.push_back(finding);
    for (Edit& edit : scanner.take_edits()) outcome.edits.push_back(std::move(edit));
  };
  size_t begin = 0;
  for (const size_t cut : cuts) {
    REQUIRE(scanner.push(text.substr(begin, cut - begin), outcome.released).ok());
    collect();
    begin = cut;
  }
  REQUIRE(scanner.push(text.substr(begin), outcome.released).ok());
  REQUIRE(scanner.finish(outcome.released).ok());
  collect();
  outcome.verdict = scanner.verdict();
  outcome.media = scanner.media();
  return outcome;
}

Outcome run_whole(const Ruleset& ruleset, std::string_view text, TextMode mode) {
  Outcome outcome = run(ruleset, text, {}, mode);
  const Result<ScanResult> result = scan(ruleset, text, mode);
  REQUIRE(result.ok());
  CHECK(result->findings == outcome.findings);
  CHECK(result->edits == outcome.edits);
  CHECK(result->verdict == outcome.verdict);
  CHECK(result->media == outcome.media);
  if (!outcome.verdict.blocked) CHECK(apply(text, result->edits) == outcome.released);
  return outcome;
}

std::vector<size_t> random_cuts(size_t size, size_t most, Random& random) {
  std::vector<size_t> cuts;
  for (size_t at = 1 + random() % most; at < size; at += 1 + random() % most) cuts.push_back(at);
  return cuts;
}

}  // namespace weir::streams
