#include "guardrails/detectors/validators/slovenia.h"

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr int kFirstYearOfLastCentury = 800;  // 800 to 999: the 1800s and 1900s

bool is_emso_of(std::string_view number, int first_register, int last_register) {
  if (!is_emso(number)) return false;
  const int place = number_of(number.substr(7, 2));
  return place >= first_register && place <= last_register;
}

}  // namespace

bool is_emso(std::string_view number) {
  constexpr int kWeights[] = {7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  if (number.size() != 13 || !are_digits(number)) return false;
  const int last_digits = number_of(number.substr(4, 3));
  const int year = last_digits + (last_digits < kFirstYearOfLastCentury ? 2000 : 1000);
  if (!is_date(year, number_of(number.substr(2, 2)), number_of(number.substr(0, 2)))) return false;
  return number.back() - '0' == (11 - weighted_sum(number, kWeights, 11)) % 11 % 10;
}

bool is_jmbg_of_bosnia(std::string_view number) {
  return is_emso_of(number, 10, 19);
}

bool is_jmbg_of_montenegro(std::string_view number) {
  return is_emso_of(number, 20, 29);
}

bool is_jmbg_of_croatia(std::string_view number) {
  return is_emso_of(number, 30, 39);
}

bool is_jmbg_of_north_macedonia(std::string_view number) {
  return is_emso_of(number, 40, 49);
}

bool is_jmbg_of_serbia(std::string_view number) {
  return is_emso_of(number, 70, 99);
}

Verdict validate_emso(const Candidate& candidate, double base_score) {
  const std::string number = compact_of(candidate.match());
  if (!is_emso(number)) return refuse();
  return judge_number(candidate, "-.", is_emso_of(number, 50, 59) ? 1.0 : base_score);
}

bool is_slovenian_tax_number(std::string_view number) {
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2};
  if (number.size() != 8 || !are_digits(number) || number.front() == '0') return false;
  const int remainder = weighted_sum(number, kWeights, 11);
  return remainder != 0 && number.back() - '0' == (11 - remainder) % 10;
}

}  // namespace weir
