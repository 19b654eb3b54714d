#include "guardrails/detectors/validators/south_africa.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

int two_digits(std::string_view digits, size_t at) {
  return (digits[at] - '0') * 10 + (digits[at + 1] - '0');
}

// Milliseconds since 1970 in the years 2001 to 2033, as programs write them; a child's number too.
double score_of_number(const Candidate& candidate) {
  constexpr double kAmongDataScore = 0.05;
  if (candidate.match().size() != 13 || candidate.match()[0] != '1') return 1.0;
  return stands_among_data(candidate) ? kAmongDataScore : kDoubtfulScore;
}

}  // namespace

Verdict validate_za_id_number(const Candidate& candidate, double /*base_score*/) {
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 13 || !passes_luhn(digits)) return refuse();
  const int year = two_digits(digits, 0);
  const int month = two_digits(digits, 2);
  const int day = two_digits(digits, 4);
  if (!is_date(1900 + year, month, day) && !is_date(2000 + year, month, day)) return refuse();
  return validate_lone_number(candidate, score_of_number(candidate));
}

}  // namespace weir
