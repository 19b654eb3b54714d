#include "guardrails/detectors/validators/luxembourg.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {

bool is_luxembourg_matricule(std::string_view number) {
  if (number.size() != 13 || !are_digits(number)) return false;
  if (!is_date(number_of(number.substr(0, 4)), number_of(number.substr(4, 2)),
               number_of(number.substr(6, 2)))) {
    return false;
  }
  const std::string eleven(number.substr(0, 11));
  return passes_luhn(number.substr(0, 12)) && passes_verhoeff(eleven + number[12]);
}

bool is_luxembourg_vat_number(std::string_view number) {
  if (number.starts_with("LU")) number.remove_prefix(2);
  if (number.size() != 8 || !are_digits(number) || number.starts_with("000000")) return false;
  return number_of(number.substr(0, 6)) % 89 == number_of(number.substr(6));
}

}  // namespace weir
