#include "guardrails/detectors/validators/croatia.h"

#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {

bool is_oib(std::string_view number) {
  return number.size() == 11 && are_digits(number) && passes_iso7064_mod_11_10(number);
}

}  // namespace weir
