#include "guardrails/detectors/validators/australia.h"

#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr double kPieceScore = 0.1;  // for groups that others stand beside

bool is_zero(std::string_view digits) {
  return digits.find_first_not_of('0') == std::string_view::npos;
}

Verdict weak_verdict(const Candidate& candidate, double base_score) {
  if (!is_lone_number(candidate)) return refuse();
  return accept(candidate, has_group_beside(candidate) ? kPieceScore : base_score);
}

}  // namespace

Verdict validate_au_abn(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19};
  std::string digits = digits_of(candidate.match());
  if (digits.size() != 11 || digits[0] == '0') return refuse();
  --digits[0];
  if (weighted_sum(digits, kWeights, 89) != 0 || !is_lone_number(candidate)) return refuse();
  return accept(candidate, base_score);
}

Verdict validate_au_acn(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2, 1, 1};
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 9 || is_zero(digits)) return refuse();
  if (weighted_sum(digits, kWeights, 10) != 0) return refuse();
  return weak_verdict(candidate, base_score);
}

Verdict validate_au_tfn(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {1, 4, 3, 7, 5, 8, 6, 9, 10};
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 9 || is_zero(digits)) return refuse();
  if (weighted_sum(digits, kWeights, 11) != 0) return refuse();
  return weak_verdict(candidate, base_score);
}

Verdict validate_au_medicare(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {1, 3, 7, 9, 1, 3, 7, 9};
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 10 || weighted_sum(digits, kWeights, 10) != digits[8] - '0') {
    return refuse();
  }
  return weak_verdict(candidate, base_score);
}

}  // namespace weir
