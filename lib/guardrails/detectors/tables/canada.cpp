#include "guardrails/detectors/validators/canada.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr std::string_view kSinWords =
    "sin,sin number,social insurance,social insurance number,canada,nas,numéro nas,"
    "assurance sociale,numéro d'assurance sociale";

constexpr Detector kRows[] = {
    {.entity = "CA_SIN",
     .country = "ca",
     .groups = "pii/ca",
     .trigger = "\\d\\d",
     .expression = "\\b[1-79]\\d\\d[ -]\\d{3}[ -]\\d{3}\\b",
     .score = 0.5,
     .validate = validate_ca_sin,
     .context = kSinWords,
     .description = "Canadian Social Insurance Number, as printed",
     .source = "Employment and Social Development Canada, SIN code of practice"},
    {.entity = "CA_SIN",
     .country = "ca",
     .groups = "pii/ca",
     .trigger = "\\d\\d",
     .expression = "\\b[1-79]\\d{8}\\b",
     .score = 0.3,
     .validate = validate_ca_sin,
     .needs_word = true,
     .context = kSinWords,
     .description = "Canadian Social Insurance Number, digits alone",
     .source = "Employment and Social Development Canada, SIN code of practice"},
};

}  // namespace

std::span<const Detector> canada_detectors() {
  return kRows;
}

}  // namespace weir
