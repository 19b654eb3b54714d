#include "guardrails/detectors/validators/switzerland.h"

#include <algorithm>
#include <iterator>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {

bool is_swiss_insurance_number(std::string_view number) {
  return number.size() == 13 && number.starts_with("756") && passes_gs1(number);
}

bool is_swiss_business_number(std::string_view number) {
  constexpr int kWeights[] = {5, 4, 3, 2, 7, 6, 5, 4, 1};
  constexpr std::string_view kTaxes[] = {"", "MWST", "TVA", "IVA", "TPV"};
  if (number.starts_with("CHE")) number.remove_prefix(3);
  if (number.size() < 9 || !are_digits(number.substr(0, 9))) return false;
  if (std::find(std::begin(kTaxes), std::end(kTaxes), number.substr(9)) == std::end(kTaxes)) {
    return false;
  }
  return number.find_first_not_of('0') < 9 && weighted_sum(number, kWeights, 11) == 0;
}

Verdict validate_liechtenstein_person_number(const Candidate& candidate, double base_score) {
  Candidate number = candidate;
  number.start += candidate.match().find_first_of("0123456789");
  const size_t first = number.match().find_first_not_of('0');
  if (first == std::string_view::npos || number.match().size() - first < 4) return refuse();
  if (is_glued_after(number, "-./")) return refuse();
  return accept(number, base_score);
}

}  // namespace weir
