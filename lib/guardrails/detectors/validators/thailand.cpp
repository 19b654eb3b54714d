#include "guardrails/detectors/validators/thailand.h"

#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

// The highest second digit of the provinces in each region; the region is their first digit.
constexpr std::string_view kLastProvinces = "?979987766";

bool is_province(char region, char number) {
  return region != '0' && number <= kLastProvinces[static_cast<size_t>(region - '0')];
}

}  // namespace

Verdict validate_th_tnin(const Candidate& candidate, double base_score) {
  constexpr int kWeights[] = {13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 13 || !is_province(digits[1], digits[2])) return refuse();
  const int check = (11 - weighted_sum(digits, kWeights, 11)) % 10;
  if (check != digits[12] - '0') return refuse();
  return validate_lone_number(candidate, base_score);
}

}  // namespace weir
