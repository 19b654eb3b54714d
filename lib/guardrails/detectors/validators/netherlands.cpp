#include "guardrails/detectors/validators/netherlands.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr size_t kBsnSize = 9;
constexpr size_t kSuffixSize = 3;  // B01

std::string filled(std::string_view digits) {
  return std::string(kBsnSize - std::min(kBsnSize, digits.size()), '0') + std::string(digits);
}

}  // namespace

bool is_bsn(std::string_view number) {
  constexpr int kWeights[] = {9, 8, 7, 6, 5, 4, 3, 2, -1};
  if (number.size() < kBsnSize - 1 || number.size() > kBsnSize || !are_digits(number)) return false;
  const std::string digits = filled(number);
  return digits.find_first_not_of('0') != std::string::npos &&
         weighted_sum(digits, kWeights, 11) == 0;
}

bool is_dutch_vat_number(std::string_view number) {
  if (number.starts_with("NL")) number.remove_prefix(2);
  if (number.size() <= kSuffixSize) return false;
  const std::string digits = filled(number.substr(0, number.size() - kSuffixSize));
  const std::string_view suffix = number.substr(number.size() - kSuffixSize);
  if (digits.size() != kBsnSize || !are_digits(digits) || suffix[0] != 'B') return false;
  if (!are_digits(suffix.substr(1)) || suffix == "B00") return false;
  if (digits.find_first_not_of('0') == std::string::npos) return false;
  return is_bsn(digits) || mod_97("NL" + digits + std::string(suffix)) == 1;
}

bool is_dutch_document_number(std::string_view number) {
  return number.size() == 9 && is_letter(number[0]) && is_letter(number[1]) &&
         is_digit(number[8]) && number.find('O') == std::string_view::npos;
}

bool is_dutch_document_number_of_digits(std::string_view number) {
  return is_dutch_document_number(number) &&
         std::count_if(number.begin(), number.end(), is_digit) >= 3;
}

}  // namespace weir
