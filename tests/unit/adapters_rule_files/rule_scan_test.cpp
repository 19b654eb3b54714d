// What the rules of a file find in texts and streams.
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "adapters/rule_files/rule_file_matcher.h"
#include "guardrails/detector_set.h"
#include "guardrails/scanner.h"
#include "guardrails/stream_scanner.h"
#include "support/catch.h"

namespace weir {
namespace {

constexpr std::string_view kRules = R"(
[[rules]]
id = "acme-token"
regex = '''(?i)[\w.-]{0,50}?(?:acme)(?:[ \t\w.-]{0,20})[\s'"]{0,3}(?:=|:|=>)[\x60'"\s=]{0,5}([a-z0-9]{12,})(?:[\x60'"\s;]|\\[nr]|$)'''
entropy = 2
keywords = ["acme"]
  [[rules.allowlists]]
  stopwords = ["sample"]
  [[rules.allowlists]]
  regexTarget = "match"
  regexes = ['''(?i)acme_public''']
  [[rules.allowlists]]
  condition = "AND"
  regexTarget = "line"
  regexes = ['''only in tests''']
  stopwords = ["0test0"]
  [[rules.allowlists]]
  condition = "AND"
  paths = ['''.*''']
  regexes = ['''.*''']

[[rules]]
id = "number-of-acme"
regex = '''\b(no-(\d{4}))\b'''
secretGroup = 2
keywords = ["acme"]

[[rules]]
id = "block"
regex = '''<<BEGIN[\s\S]{4,}?END>>'''
)";

// A file in a folder of its own, for as long as this lives.
class RuleFile {
 public:
  explicit RuleFile(std::string_view text)
      : folder_(std::filesystem::temp_directory_path() /
                ("weir-rules-" + std::to_string(getpid()))) {
    std::filesystem::create_directory(folder_);
    std::ofstream(path()) << text;
  }
  ~RuleFile() { std::filesystem::remove_all(folder_); }
  RuleFile(const RuleFile&) = delete;
  RuleFile& operator=(const RuleFile&) = delete;
  [[nodiscard]] std::string path() const { return (folder_ / "rules.toml").string(); }

 private:
  std::filesystem::path folder_;
};

Result<std::shared_ptr<const DetectorSet>> compile(std::string_view text) {
  const RuleFile file(text);
  auto engine = HyperscanMatcher::open("");
  REQUIRE(engine.ok());
  RuleFileMatcher matcher(std::move(engine).value());
  GuardrailPolicy guardrail;
  guardrail.name = "g";
  RulePolicy rule;
  rule.action = GuardrailAction::kMask;
  rule.rule_files = {file.path()};
  guardrail.rules.push_back(rule);
  return DetectorSet::compile({&guardrail, 1}, matcher);
}

const DetectorSet& rules() {
  static const auto set = compile(kRules);
  REQUIRE(set.ok());
  return **set;
}

Ruleset ruleset() {
  const size_t only = 0;
  return rules().ruleset({&only, 1});
}

std::string masked(std::string_view text) {
  const auto result = scan(ruleset(), text);
  REQUIRE(result.ok());
  return apply(text, result->edits);
}

}  // namespace

TEST_CASE("A rule's secret is masked, and nothing round it") {
  CHECK(masked("ACME_KEY = \"k3v9x1m7q2w8\" # ours") == "ACME_KEY = \"<acme-token>\" # ours");
  CHECK(masked("my.acme.key=k3v9x1m7q2w8") == "my.acme.key=<acme-token>");
  CHECK(masked("acme no-1234 here") == "acme no-<number-of-acme> here");
  CHECK(masked("a <<BEGIN text\nEND>> b") == "a <block> b");
}

TEST_CASE("Entropy, allowlists and keywords decide") {
  for (const std::string text :
       {"acme_key=aaaaaaaaaaaa", "acme_key=k3v9SAMPLEx1m7", "acme_public_key=k3v9x1m7q2w8",
        "acme_key=k3v9x0test0m7 only in tests", "no-1234", "other_key=k3v9x1m7q2w8"}) {
    CHECK(masked(text) == text);
  }
  CHECK(masked("acme_key=k3v9x0test0m7 in use") == "acme_key=<acme-token> in use");
  CHECK(masked("acme_key=k3v9x1m7q2w8 only in tests") == "acme_key=<acme-token> only in tests");
  // Far from its keyword a match does not count.
  const std::string far = "acme " + std::string(100, '.') + " no-1234";
  CHECK(masked(far) == far);
}

TEST_CASE("A match of more than 512 bytes is not found, a shorter one is") {
  const auto block = [](size_t bytes) { return "<<BEGIN" + std::string(bytes, 'x') + "END>>"; };
  CHECK(masked("a " + block(490) + " b") == "a <block> b");
  const std::string longer = "a " + block(600) + " b";
  CHECK(masked(longer) == longer);
}

TEST_CASE("A stream gives what the whole text gives, however it is cut") {
  const std::string text =
      "x acme_key=k3v9x1m7q2w8; acme no-1234, <<BEGIN one END>> and\n"
      "ACME: 'z9y8x7w6v5u4t3' <<BEGIN two END>>acme=q1w2e3r4t5y6u7";
  const std::string whole = masked(text);
  CHECK(whole.find("k3v9") == std::string::npos);
  CHECK(whole.find("z9y8") == std::string::npos);
  CHECK(whole.find("q1w2") == std::string::npos);
  for (size_t cut = 0; cut <= text.size(); ++cut) {
    StreamScanner stream(ruleset());
    std::string out;
    REQUIRE(stream.push(std::string_view(text).substr(0, cut), out).ok());
    REQUIRE(stream.push(std::string_view(text).substr(cut), out).ok());
    REQUIRE(stream.finish(out).ok());
    CHECK(out == whole);
  }
  for (size_t piece = 1; piece < 9; ++piece) {
    StreamScanner stream(ruleset());
    std::string out;
    for (size_t at = 0; at < text.size(); at += piece) {
      REQUIRE(stream.push(std::string_view(text).substr(at, piece), out).ok());
    }
    REQUIRE(stream.finish(out).ok());
    CHECK(out == whole);
  }
}

TEST_CASE("A rule that this engine cannot run is named with its file") {
  const auto costly = compile("[[rules]]\nid = \"dear\"\nregex = '''(?:a{500}b{500}){30}'''\n");
  REQUIRE_FALSE(costly.ok());
  CHECK(costly.status().code() == Code::kInvalidPolicy);
  CHECK(costly.status().message().find("rules.toml\": rule \"dear\": ") != std::string_view::npos);
  const auto empty = compile("[[rules]]\nid = \"none\"\nregex = '''a*'''\n");
  REQUIRE_FALSE(empty.ok());
  CHECK(empty.status().reason() == "pattern.matches_empty");
}

TEST_CASE("Without the reader a policy with rule files is refused") {
  auto engine = HyperscanMatcher::open("");
  REQUIRE(engine.ok());
  GuardrailPolicy guardrail;
  guardrail.rules.emplace_back();
  guardrail.rules.back().rule_files = {"/a.toml"};
  const auto set = DetectorSet::compile({&guardrail, 1}, **engine);
  REQUIRE_FALSE(set.ok());
  CHECK(set.status().reason() == "rule_file.unsupported");
}

TEST_CASE("What a set finds is in its hash") {
  const auto other = compile(std::string(kRules) + "\n[allowlist]\nstopwords = [\"zzz\"]\n");
  REQUIRE(other.ok());
  CHECK((*other)->hash() != rules().hash());
}

}  // namespace weir
