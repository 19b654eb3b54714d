#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/united_states.h"

namespace weir {
namespace {

constexpr std::string_view kSsnWords =
    "ssn,ssns,social security,social security number,social,ssid,taxpayer";

constexpr Detector kRows[] = {
    {.entity = "US_SSN",
     .country = "us",
     .groups = "pii/us",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}-\\d{2}-\\d{4}\\b",
     .score = 0.6,
     .validate = validate_us_ssn,
     .context = kSsnWords,
     .description = "United States Social Security number",
     .source = "Social Security Administration; 20 CFR 422"},
    {.entity = "US_SSN",
     .country = "us",
     .groups = "pii/us",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{3}[ .]\\d{2}[ .]\\d{4}|\\d{9})\\b",
     .score = 0.2,
     .validate = validate_us_ssn,
     .context = kSsnWords,
     .description = "United States Social Security number with spaces, dots or none",
     .source = "Social Security Administration; 20 CFR 422"},
};

}  // namespace

std::span<const Detector> united_states_detectors() {
  return kRows;
}

}  // namespace weir
