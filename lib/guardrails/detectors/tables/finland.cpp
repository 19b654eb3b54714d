#include "guardrails/detectors/validators/finland.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr Detector kRows[] = {
    {.entity = "FI_PERSONAL_IDENTITY_CODE",
     .country = "fi",
     .groups = "pii/fi pii/eu pii/nordic",
     .trigger = "\\d\\d",
     .expression = "\\d{6}[-+A-FU-Ya-fu-y]\\d{3}[0-9A-FHJ-NPR-Ya-fhj-npr-y]",
     .score = 0.5,
     .validate = validate_personal_identity_code,
     .description = "Finnish personal identity code (henkilötunnus)",
     .source = "dvv.fi, personal identity code; notice of 11 December 2023"},
    {.entity = "FI_BUSINESS_ID",
     .country = "fi",
     .groups = "pii/fi pii/eu pii/nordic",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{7}-\\d\\b",
     .score = 0.6,
     .validate = validate_business_id,
     .context = "y-tunnu*,ytunnu*,business id,business identity code,fo-nummer,company",
     .description = "Finnish business identity code (Y-tunnus)",
     .source = "ytj.fi, Business ID"},
    {.entity = "FI_BUSINESS_ID",
     .country = "fi",
     .groups = "pii/fi pii/eu pii/nordic",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6}-\\d\\b",
     .score = 0.3,
     .validate = validate_business_id,
     .context = "y-tunnu*,ytunnu*,business id,business identity code,fo-nummer,company",
     .description = "Finnish business identity code without its leading zero",
     .source = "ytj.fi, Business ID"},
};

}  // namespace

std::span<const Detector> finland_detectors() {
  return kRows;
}

}  // namespace weir
