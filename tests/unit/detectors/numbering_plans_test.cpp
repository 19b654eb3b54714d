// How the detectors use a library of numbering plans, by one that is made up here.
#include "guardrails/detectors/numbering_plans.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/detectors/context.h"
#include "guardrails/detectors/registry.h"
#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

class MadeUpPlans final : public NumberingPlans {
 public:
  bool is_possible(uint32_t country_code, std::string_view national) const override {
    asked.push_back("+" + std::to_string(country_code) + " " + std::string(national));
    return national.size() == 9;
  }
  bool is_national(std::string_view digits) const override {
    asked.emplace_back(digits);
    return digits == "0207946095";
  }

  mutable std::vector<std::string> asked;
};

const Detector& row_of(PlanUse use) {
  for (const Detector* row : find_detectors("PHONE_NUMBER").value()) {
    if (row->plans == use) return *row;
  }
  throw std::logic_error("no row uses the plans so");
}

// The verdicts of `row` on all its candidates in `text`; those that are accepted.
std::vector<Verdict> verdicts(const Detector& row, std::string_view text, double threshold,
                              const NumberingPlans* plans) {
  std::vector<Verdict> accepted;
  ContextWords context;
  for (const Candidate& candidate : candidates(row, text)) {
    const Verdict verdict = assess(row, candidate, threshold, context, plans);
    if (verdict.accepted) accepted.push_back(verdict);
  }
  return accepted;
}

// What the form alone lets through to the plans.
std::vector<std::string> asked_about(std::string_view text, double threshold) {
  const MadeUpPlans plans;
  static_cast<void>(verdicts(row_of(PlanUse::kConfirm), text, threshold, &plans));
  return plans.asked;
}

}  // namespace

TEST_CASE("A number that must be confirmed is found where the plans have it") {
  const Detector& row = row_of(PlanUse::kConfirm);
  const MadeUpPlans plans;
  const auto found = verdicts(row, "phone 020 794 6095", kDefaultThreshold, &plans);
  REQUIRE(found.size() == 1);
  CHECK(found[0].start == 6);
  CHECK(found[0].end == 18);
  CHECK(found[0].score == Approx(0.75));
  CHECK(verdicts(row, "phone 020 794 6096", kDefaultThreshold, &plans).empty());
  CHECK(verdicts(row, "phone 020 794 6095", 0, nullptr).empty());
}

TEST_CASE("The plans are not asked about what does not come to the threshold") {
  CHECK(asked_about("order 020 794 6095", kDefaultThreshold).empty());
  CHECK(asked_about("order 020 794 6095", 0.4) == std::vector<std::string>{"0207946095"});
  CHECK(asked_about("phone 020 794 6095", kDefaultThreshold).size() == 1);
  CHECK(asked_about("phone 020 794 6095", 0.8).empty());
  const MadeUpPlans plans;
  const Detector& international = row_of(PlanUse::kMayDoubt);
  CHECK(verdicts(international, "+358401234567", 0.9, &plans).size() == 1);
  CHECK(plans.asked.empty());
}

TEST_CASE("A number with + scores less if its country has none of this length") {
  const Detector& row = row_of(PlanUse::kMayDoubt);
  const MadeUpPlans plans;
  const auto score_in = [&](std::string_view text) {
    const auto all = verdicts(row, text, 0, &plans);
    return all.empty() ? -1 : all.back().score;
  };
  CHECK(score_in("+358401234567") == Approx(0.75));
  CHECK(score_in("00358 401234567") == Approx(0.75));
  CHECK(score_in("+3584012345678") == Approx(0.4));
  CHECK(score_in("phone +3584012345678") == Approx(0.65));
  CHECK(plans.asked[0] == "+358 401234567");
  CHECK(plans.asked[1] == "+358 401234567");
  CHECK(plans.asked[2] == "+358 4012345678");
  CHECK(verdicts(row, "+3584012345678", 0, nullptr)[0].score == Approx(0.75));
}

TEST_CASE("A group behind a number of the right length is no part of it") {
  const Detector& row = row_of(PlanUse::kMayDoubt);
  const MadeUpPlans plans;
  const auto all = verdicts(row, "+358 401234567 12", 0, &plans);
  REQUIRE(all.size() == 1);
  CHECK(all[0].end == 14);
}

TEST_CASE("The form of a number in national form") {
  const auto is_asked = [](const std::string& text, const std::string& digits) {
    const auto asked = asked_about(text, 0);
    return std::find(asked.begin(), asked.end(), digits) != asked.end();
  };
  for (const std::string text :
       {"020 7946 0958", "(020) 7946 0958", "0207946-0958", "020/7946 0958", "020 / 7946 0958",
        "020.7946.0958", "0 20 79 46 09 58"}) {
    INFO(text);
    CHECK(is_asked(text, "02079460958"));
    CHECK(is_asked("(" + text + ")", "02079460958"));
    CHECK(is_asked("tel:" + text + ".", "02079460958"));
    CHECK(is_asked("tel." + text, "02079460958"));
    CHECK(is_asked("Jane," + text + ",1999-12-31", "02079460958"));
    CHECK_FALSE(is_asked("12," + text, "02079460958"));
    CHECK_FALSE(is_asked(text + ",50", "02079460958"));
    CHECK(is_asked(text + " 24/7", "02079460958"));
    CHECK_FALSE(is_asked(text + " 2479", "02079460958"));
    CHECK_FALSE(is_asked("12 " + text, "02079460958"));
    CHECK_FALSE(is_asked("1-" + text, "02079460958"));
    CHECK_FALSE(is_asked("+" + text, "02079460958"));
    CHECK_FALSE(is_asked(text + ":30", "02079460958"));
    CHECK_FALSE(is_asked(text + "%", "02079460958"));
  }
  CHECK(is_asked("(0401234567)", "0401234567"));
  for (const std::string text :
       {"2024-01-31", "31.01.2024 12", "12 31.01.2024", "01/31/2024", "192.168.100.200",
        "12.345.678", "1 2 3 4 5 6 7 8", "123456", "12345678901234", "(020) (79)460958",
        "020) 79460958", "10 10 10 10 10 10 10 10 10", "a/b-20794609", "$20794609"}) {
    INFO(text);
    CHECK(asked_about(text, 0).empty());
  }
}

TEST_CASE("What is as likely something else is not asked about, with a word or without") {
  for (const std::string text : {"20794609 bytes", "/20794609/", "id=20794609", "20240131",
                                 "1700000000", "20794.609", "order_id: 20794609"}) {
    INFO(text);
    CHECK(asked_about(text + " phone", kDefaultThreshold).empty());
    CHECK(asked_about("phone " + text, kDefaultThreshold).empty());
    CHECK(asked_about(text, 0).size() == 1);
  }
}

}  // namespace weir
