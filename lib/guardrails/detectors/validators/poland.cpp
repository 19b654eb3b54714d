#include "guardrails/detectors/validators/poland.h"

#include <array>
#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr size_t kDocumentSize = 9;
using DocumentWeights = std::array<int, kDocumentSize>;

// Without the "nr" that may stand between series and number.
std::string without_sign(std::string_view number, size_t letters) {
  std::string document(number);
  if (number.size() == kDocumentSize + 2 && number.substr(letters, 2) == "NR") {
    document.erase(letters, 2);
  }
  return document;
}

bool is_document(std::string_view written, size_t letters, const DocumentWeights& weights) {
  const std::string document = without_sign(written, letters);
  const std::string_view number = document;
  if (number.size() != kDocumentSize || !are_digits(number.substr(letters))) return false;
  int sum = 0;
  for (size_t i = 0; i < kDocumentSize; ++i) {
    if (i < letters && !is_letter(number[i])) return false;
    sum += (i < letters ? number[i] - 'A' + 10 : number[i] - '0') * weights[i];
  }
  return sum % 10 == number[letters] - '0';
}

}  // namespace

bool is_pesel(std::string_view number) {
  constexpr int kWeights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
  constexpr int kCenturies[] = {1900, 2000, 2100, 2200, 1800};
  if (number.size() != 11 || !are_digits(number)) return false;
  if (weighted_sum(number, kWeights, 10) != 0) return false;
  const int month = number_of(number.substr(2, 2));
  const int year = kCenturies[month / 20] + number_of(number.substr(0, 2));
  return is_date(year, month % 20, number_of(number.substr(4, 2)));
}

bool is_nip(std::string_view number) {
  constexpr int kWeights[] = {6, 5, 7, 2, 3, 4, 5, 6, 7};
  if (number.size() != 10 || !are_digits(number) || number_of(number.substr(0, 9)) == 0) {
    return false;
  }
  return weighted_sum(number, kWeights, 11) == number.back() - '0';
}

bool is_nip_of_office(std::string_view number) {
  return is_nip(number) && number.front() != '0';
}

bool is_regon(std::string_view number) {
  constexpr int kShort[] = {8, 9, 2, 3, 4, 5, 6, 7};
  constexpr int kLong[] = {2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8};
  if ((number.size() != 9 && number.size() != 14) || !are_digits(number)) return false;
  if (number_of(number.substr(0, 9)) == 0) return false;
  if (weighted_sum(number, kShort, 11) % 10 != number[8] - '0') return false;
  return number.size() == 9 || weighted_sum(number, kLong, 11) % 10 == number[13] - '0';
}

bool is_polish_identity_card(std::string_view number) {
  return is_document(number, 3, {7, 3, 1, 0, 7, 3, 1, 7, 3});
}

bool is_polish_passport(std::string_view number) {
  return is_document(number, 2, {7, 3, 0, 1, 7, 3, 1, 7, 3});
}

}  // namespace weir
