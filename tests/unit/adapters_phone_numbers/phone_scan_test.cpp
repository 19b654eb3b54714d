// What the numbering plans add to scans of texts and streams.
#include <array>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/hyperscan/hyperscan_matcher.h"
#include "adapters/phone_numbers/numbering_plan_matcher.h"
#include "guardrails/detector_set.h"
#include "guardrails/scanner.h"
#include "guardrails/stream_scanner.h"
#include "support/catch.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

std::unique_ptr<PatternMatcher> engine() {
  auto matcher = HyperscanMatcher::open("");
  REQUIRE(matcher.ok());
  return std::move(matcher).value();
}

class Phones {
 public:
  explicit Phones(double threshold)
      : Phones(threshold, std::make_unique<NumberingPlanMatcher>(engine())) {}
  Phones(double threshold, std::unique_ptr<PatternMatcher> matcher) {
    RulePolicy rule;
    rule.detect = {"PHONE_NUMBER"};
    rule.action = GuardrailAction::kMask;
    rule.threshold = threshold;
    const std::array<GuardrailPolicy, 1> guardrails = {{{"phones", {rule}}}};
    auto set = DetectorSet::compile(guardrails, *matcher);
    if (!set.ok()) FAIL(std::string(set.status().message()));
    set_ = std::move(set).value();
    rules_ = set_->ruleset(std::array<size_t, 1>{0});
  }

  [[nodiscard]] const Ruleset& rules() const { return rules_; }
  [[nodiscard]] std::string hash() const { return std::string(set_->hash()); }

  [[nodiscard]] std::vector<Finding> findings(std::string_view text) const {
    auto result = scan(rules_, text);
    REQUIRE(result.ok());
    return std::move(result->findings);
  }

  [[nodiscard]] Texts found(std::string_view text) const {
    Texts texts;
    for (const Finding& one : findings(text)) {
      texts.emplace_back(text.substr(one.start, one.end - one.start));
    }
    return texts;
  }

 private:
  std::shared_ptr<const DetectorSet> set_;
  Ruleset rules_;
};

}  // namespace

TEST_CASE("Numbers in national form need a word beside them") {
  const Phones likely(kDefaultThreshold);
  const Phones all(0);
  for (const std::string text :
       {"020 7946 0958", "(020) 7946 0958", "030/901820", "0171 123 45 67", "01 42 68 53 00",
        "01.42.68.53.00", "09-7625400", "98123 45678", "(11) 96123-4567", "611 1234",
        "(8-612) 34567", "090-1234-5678", "138 1234 5678", "5123 4567", "0 30 / 90 18 20"}) {
    INFO(text);
    CHECK(all.found("order " + text) == Texts{text});
    CHECK(likely.found("phone " + text) == Texts{text});
    CHECK(likely.found(text + ", mobile") == Texts{text});
  }
  for (const std::string text : {"98123 45678", "13812345678", "(11) 96123-4567", "611 1234"}) {
    INFO(text);
    CHECK(likely.found("order " + text).empty());
    CHECK(likely.found("tel.:" + text + " 2 times") == Texts{text});
  }
}

TEST_CASE("Words for telephones in the languages of the countries") {
  const Phones likely(kDefaultThreshold);
  for (const std::string text :
       {"T\xC3\xA9l\xC3\xA9phone : 01 42 68 53 00", "Rufnummer 0 30 / 90 18 20",
        "ligue 11 96123-4567", "S\xC3\xADmi 611 1234", "helistage 5123 4567",
        "t\xC4\x81lrunis 21 234 567", "skambinkite 8 612 34567",
        "\xE9\x9B\xBB\xE8\xA9\xB1: 090-1234-5678", "\xE6\x89\x8B\xE6\x9C\xBA 138 1234 5678",
        "\xD7\x98\xD7\x9C\xD7\xA4\xD7\x95\xD7\x9F 050-234-5678"}) {
    INFO(text);
    CHECK(likely.found(text).size() == 1);
  }
}

TEST_CASE("What no plan has, and what is something else, is no number") {
  const Phones all(0);
  for (const std::string text :
       {"phone 1234567", "phone 000 000 0000", "phone 2024-01-31", "phone 192.168.100.200",
        "call 10.250.1.10", "phone 1.234.567.890", "phone 3,14159265358", "phone 138-1234",
        "phone 1 2 3 4 5 6 7 8", "phone 13812345678%", "phone x13812345678"}) {
    INFO(text);
    CHECK(all.found(text).empty());
  }
}

// The texts of Presidio's own tests (presidio-analyzer, tests/test_phone_recognizer.py, MIT) and
// where it finds numbers in them; it gives them 0.4.
TEST_CASE("What Presidio finds in the texts of its tests") {
  const Phones all(0);
  const std::string us = "My US number is (415) 555-0132, and my international one is";
  const std::vector<std::pair<std::string, Texts>> expected = {
      {us + " +1 415 555 0132", {"(415) 555-0132", "+1 415 555 0132"}},
      {"My Israeli number is 09-7625400", {"09-7625400"}},
      {"_: (415)555-0132", {"(415)555-0132"}},
      {"United States: (415)555-0132", {"(415)555-0132"}},
      {"US: 415-555-0132", {"415-555-0132"}},
      {"Brazil: +55 11 98456 5666", {"+55 11 98456 5666"}},
      {"My Japanese number is 090-1234-5678", {"090-1234-5678"}},
      {"My CN number is 13812345678", {"13812345678"}},
      {us + "415-555-0132", {"(415) 555-0132"}},
      {us + " 91-415-555-0132", {"(415) 555-0132", "91-415-555-0132"}},
      {us + " +91 4155 550132", {"(415) 555-0132", "+91 4155 550132"}},
      {us + " +91 4155550132", {"(415) 555-0132", "+91 4155550132"}},
      {us + " +44 (20) 7123 4567", {"(415) 555-0132", "+44 (20) 7123 4567"}},
      {us + " +55 11 98456 5666", {"(415) 555-0132", "+55 11 98456 5666"}},
      {us + " +49 30 1234567", {"(415) 555-0132", "+49 30 1234567"}},
      {us + " +39 06 678 4343", {"(415) 555-0132", "+39 06 678 4343"}},
      {us + " +30 21 0 1234567", {"(415) 555-0132", "+30 21 0 1234567"}},
      {us + " +33 1 42 68 53 00", {"(415) 555-0132", "+33 1 42 68 53 00"}},
  };
  for (const auto& [text, numbers] : expected) {
    INFO(text);
    CHECK(all.found(text) == numbers);
    for (const Finding& one : all.findings(text)) CHECK(one.score >= 0.4);
  }
}

TEST_CASE("An international number ends where its country's numbers do") {
  const Phones likely(kDefaultThreshold);
  CHECK(likely.found("+47 406 12 345 12 pcs") == Texts{"+47 406 12 345"});
  CHECK(likely.found("call +1 415 555 0132 2 times") == Texts{"+1 415 555 0132"});
  CHECK(likely.found("at +20220202101403").empty());
  CHECK(likely.found("+1 555 234 5678") == Texts{"+1 555 234 5678"});
  CHECK(likely.found("+447700900123") == Texts{"+447700900123"});
  CHECK(likely.found("phone +20220202101403") == Texts{"+20220202101403"});
}

TEST_CASE("Without the plans the row is not there, and the hash of the set says so") {
  const Phones with(0);
  const Phones without(0, engine());
  CHECK(with.found("13812345678") == Texts{"13812345678"});
  CHECK(without.found("13812345678").empty());
  CHECK(with.hash() != without.hash());
}

TEST_CASE("Streams give what whole texts do, however they are cut") {
  constexpr std::string_view kPieces[] = {
      "phone ",      "020 7946 0958",  " 24/7",      ", ",          "(11) 96123-4567", "tel: ",
      "030/901820",  "01.42.68.53.00", "\n",         "+358 40 123", " 4567",           " 12 pcs",
      "98123 45678", "order ",         "2024-01-31", "words "};
  std::mt19937 random(31);
  for (const double threshold : {0.0, kDefaultThreshold}) {
    const Phones phones(threshold);
    size_t masked = 0;
    for (int round = 0; round < 150; ++round) {
      std::string text;
      while (text.size() < 200) text += kPieces[random() % std::size(kPieces)];
      auto whole = scan(phones.rules(), text);
      REQUIRE(whole.ok());
      masked += whole->findings.size();
      StreamScanner stream(phones.rules());
      std::string streamed;
      for (size_t at = 0; at < text.size();) {
        const size_t size = 1 + random() % 7;
        REQUIRE(stream.push(text.substr(at, size), streamed).ok());
        at += size;
      }
      REQUIRE(stream.finish(streamed).ok());
      CAPTURE(text);
      REQUIRE(streamed == weir::apply(text, whole->edits));
    }
    CHECK(masked > 100);
  }
}

}  // namespace weir
