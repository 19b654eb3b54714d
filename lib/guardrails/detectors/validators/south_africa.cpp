#include "guardrails/detectors/validators/south_africa.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

int two_digits(std::string_view digits, size_t at) {
  return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

}  // namespace

Verdict validate_za_id_number(const Candidate& candidate, double /*base_score*/) {
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 13 || !passes_luhn(digits)) return refuse();
  const int year = two_digits(digits, 0);
  const int month = two_digits(digits, 2);
  const int day = two_digits(digits, 4);
  if (!is_date(1900 + year, month, day) && !is_date(2000 + year, month, day)) return refuse();
  return validate_lone_number(candidate, 1.0);
}

}  // namespace weir
