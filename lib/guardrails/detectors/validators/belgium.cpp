#include "guardrails/detectors/validators/belgium.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr int kBisOfUnknownSex = 20;
constexpr int kLastYear = 49;  // of births since 2000: later ones are not born yet

bool has_check(const std::string& nine_digits, int check) {
  return 97 - mod_97(nine_digits) == check;
}

}  // namespace

Verdict validate_belgian_national_number(const Candidate& candidate, double base_score) {
  const std::string number = compact_of(candidate.match());
  if (number.size() != 11 || !are_digits(number)) return refuse();
  const std::string nine_digits = number.substr(0, 9);
  const int check = number_of(std::string_view(number).substr(9));
  const bool is_of_1900s = has_check(nine_digits, check);
  const int year_of_century = number_of(number.substr(0, 2));
  const bool is_of_2000s = year_of_century <= kLastYear && has_check("2" + nine_digits, check);
  if (!is_of_1900s && !is_of_2000s) return refuse();
  const int year = (is_of_1900s ? 1900 : 2000) + year_of_century;
  const int month = number_of(number.substr(2, 2));
  if (month > 2 * kBisOfUnknownSex + 12 || month % kBisOfUnknownSex > 12) return refuse();
  const bool is_real = is_date(year, month % kBisOfUnknownSex, number_of(number.substr(4, 2)));
  return judge_number(candidate, "-.", is_real ? 1.0 : base_score);
}

bool is_belgian_enterprise_number(std::string_view number) {
  const bool has_country = number.starts_with("BE");
  if (has_country) number.remove_prefix(2);
  const std::string ten = (has_country && number.size() == 9 ? "0" : "") + std::string(number);
  if (ten.size() != 10 || !are_digits(ten) || ten[0] > '1') return false;
  const std::string_view digits = ten;
  if (ten.find_first_not_of('0') == std::string::npos) return false;
  return (number_of(digits.substr(0, 8)) + number_of(digits.substr(8))) % 97 == 0;
}

bool is_belgian_card_number(std::string_view number) {
  if (number.size() != 12 || !are_digits(number) || number.starts_with("0000000000")) return false;
  const int remainder = mod_97(number.substr(0, 10));
  return number_of(number.substr(10)) == (remainder == 0 ? 97 : remainder);
}

}  // namespace weir
