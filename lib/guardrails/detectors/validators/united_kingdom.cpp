#include "guardrails/detectors/validators/united_kingdom.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr double kPlateOfWordsScore = 0.4;
constexpr double kOldPlateOfWordsScore = 0.05;
constexpr int kWomanMonth = 50;
constexpr size_t kSurname = 5;

bool is_small(char byte) {
  return byte >= 'a' && byte <= 'z';
}

// Small letters with a space or dash, or beside capitals, as words and names in programs have them;
// or all of them from a to f: the short name of a commit.
bool reads_as_words(std::string_view match) {
  if (std::none_of(match.begin(), match.end(), is_small)) return false;
  return std::any_of(match.begin(), match.end(),
                     [](char byte) {
                       return byte == ' ' || byte == '-' || (is_letter(byte) && !is_small(byte));
                     }) ||
         reads_as_hexadecimal(match);
}

// 8888, the three digits of a GD or HA number, these mod 97.
bool is_of_public_body(std::string_view number) {
  return number.size() == 9 && number.starts_with("8888") &&
         number_of(number.substr(4, 3)) % 97 == number_of(number.substr(7));
}

bool is_surname(std::string_view text) {
  const size_t letters = std::min(text.find('9'), text.size());
  return letters > 0 && std::all_of(text.begin(), text.begin() + letters, is_letter) &&
         text.find_first_not_of('9', letters) == std::string_view::npos;
}

}  // namespace

bool is_nhs_number(std::string_view number) {
  constexpr int kWeights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
  return number.size() == 10 && are_digits(number) &&
         number.find_first_not_of('0') != std::string_view::npos &&
         weighted_sum(number, kWeights, 11) == 0;
}

bool is_national_insurance_number(std::string_view number) {
  constexpr std::string_view kNotGiven[] = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};
  return number.size() == 9 && std::find(std::begin(kNotGiven), std::end(kNotGiven),
                                         number.substr(0, 2)) == std::end(kNotGiven);
}

bool is_british_driver_number(std::string_view number) {
  if (number.size() != 16 || !is_surname(number.substr(0, kSurname))) return false;
  const std::string_view born = number.substr(kSurname, 6);
  if (!are_digits(born)) return false;
  const int month = number_of(born.substr(1, 2));
  const int year = (born[0] - '0') * 10 + born[5] - '0';
  return is_date_of_either(1900, 2000, year, month > kWomanMonth ? month - kWomanMonth : month,
                           number_of(born.substr(3, 2)));
}

bool is_british_vat_number(std::string_view number) {
  constexpr int kWeights[] = {8, 7, 6, 5, 4, 3, 2, 10, 1};
  if (number.starts_with("GB") || number.starts_with("XI")) number.remove_prefix(2);
  if ((number.size() != 9 && number.size() != 12) || !are_digits(number)) return false;
  if (number.substr(0, 9) == "000000000") return false;
  if (is_of_public_body(number)) return true;
  const int remainder = weighted_sum(number, kWeights, 97);
  return remainder == 0 || (number[0] != '0' && (remainder + 55) % 97 == 0);
}

bool is_british_public_vat_number(std::string_view number) {
  if (number.starts_with("GB") || number.starts_with("XI")) number.remove_prefix(2);
  if (number.size() < 5) return false;
  const bool is_department = number.starts_with("GD");
  if (!is_department && !number.starts_with("HA")) return false;
  number.remove_prefix(2);
  if (!are_digits(number) || (number.size() != 3 && !is_of_public_body(number))) return false;
  return (number[number.size() == 3 ? 0 : 4] < '5') == is_department;
}

bool is_taxpayer_reference(std::string_view number) {
  constexpr int kWeights[] = {0, 6, 7, 8, 9, 10, 5, 4, 3, 2};
  constexpr std::string_view kChecks = "21987654321";
  if (number.starts_with('K')) number.remove_prefix(1);
  if (number.ends_with('K')) number.remove_suffix(1);
  if (number.size() != 10 || !are_digits(number)) return false;
  return number[0] == kChecks[static_cast<size_t>(weighted_sum(number, kWeights, 11))];
}

Verdict validate_british_plate(const Candidate& candidate, double /*base_score*/) {
  const std::string number = compact_of(candidate.match());
  const int age = number_of(std::string_view(number).substr(2, 2));
  if (age < 2 || (age > 29 && age < 51) || age > 79) return refuse();
  // "man3/be16toh.3" and "be16toh(x)": a file's or a function's name.
  const bool is_name = candidate.before() == '/' || candidate.after() == '(';
  const bool is_doubtful = is_name || reads_as_words(candidate.match());
  return accept(candidate, is_doubtful ? kPlateOfWordsScore : 1.0);
}

Verdict validate_old_british_plate(const Candidate& candidate, double base_score) {
  return accept(candidate, reads_as_words(candidate.match()) ? kOldPlateOfWordsScore : base_score);
}

bool is_old_british_passport(std::string_view number) {
  return number.size() == 9 && are_digits(number);
}

}  // namespace weir
