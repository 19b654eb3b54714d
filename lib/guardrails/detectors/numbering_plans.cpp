#include "guardrails/detectors/numbering_plans.h"

#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/national_number.h"
#include "guardrails/detectors/validators/phone.h"

namespace weir {
namespace {

// Takes a number below the default threshold, and a context word brings it back.
constexpr double kLossIfImpossible = 0.35;

bool is_possible(std::string_view match, const NumberingPlans& plans) {
  constexpr size_t kExitCode = 2;  // "00"
  const std::string all = digits_of(match);
  const std::string_view digits = std::string_view(all).substr(match[0] == '+' ? 0 : kExitCode);
  const size_t code = country_code_size(digits);
  return plans.is_possible(static_cast<uint32_t>(number_of(digits.substr(0, code))),
                           digits.substr(code));
}

// What a match is without its last group, a candidate as well; empty: it has one group.
std::string_view without_last_group(std::string_view match) {
  const size_t space = match.rfind(' ');
  return space == std::string_view::npos ? std::string_view() : match.substr(0, space);
}

// The digits of the shortest number that is asked about.
bool is_number(std::string_view match) {
  constexpr size_t kShortest = 8;
  return digits_of(match).size() >= kShortest;
}

}  // namespace

Verdict judge_by_plans(const Detector& detector, std::string_view text, const Verdict& verdict,
                       const NumberingPlans& plans) {
  const std::string_view match = text.substr(verdict.start, verdict.end - verdict.start);
  if (detector.plans == PlanUse::kConfirm) {
    return plans.is_national(digits_of(match)) ? verdict : refuse();
  }
  if (is_possible(match, plans)) return verdict;
  const std::string_view shorter = without_last_group(match);
  if (is_number(shorter) && is_possible(shorter, plans)) return refuse();
  Verdict doubted = verdict;
  doubted.score -= kLossIfImpossible;
  return doubted;
}

}  // namespace weir
