#include "guardrails/detectors/validators/malta.h"

#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {

bool is_maltese_vat_number(std::string_view number) {
  constexpr int kWeights[] = {3, 4, 6, 7, 8, 9, 10, 1};
  return number.size() == 8 && are_digits(number) && number.front() != '0' &&
         weighted_sum(number, kWeights, 37) == 0;
}

}  // namespace weir
