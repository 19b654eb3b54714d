#include "guardrails/detectors/validators/singapore.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr std::string_view kUenWords = "uen,unique entity number,business registration,acra";

constexpr Detector kRows[] = {
    {.entity = "SG_NRIC_FIN",
     .country = "sg",
     .groups = "pii/sg",
     .trigger = "\\d\\d",
     .expression = "\\b[STFGMstfgm]\\d{7}[A-Za-z]\\b",
     .score = 0.5,
     .validate = validate_sg_nric_fin,
     .context = "fin,nric,identity card,foreign identification number",
     .description = "Singaporean NRIC or FIN",
     .source = "Immigration & Checkpoints Authority"},
    {.entity = "SG_UEN",
     .country = "sg",
     .groups = "pii/sg",
     .trigger = "\\d\\d",
     .expression = "\\b[TSRtsr]\\d\\d[A-Za-z]{2}\\d{4}[A-Xa-x0-9]\\b",
     .score = 0.5,
     .validate = validate_sg_uen,
     .context = kUenWords,
     .description = "Singaporean Unique Entity Number of neither business nor company",
     .source = "Accounting and Corporate Regulatory Authority, uen.gov.sg"},
    {.entity = "SG_UEN",
     .country = "sg",
     .groups = "pii/sg",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}[A-Za-z]\\b",
     .score = 0.6,
     .validate = validate_sg_uen,
     .context = kUenWords,
     .description = "Singaporean Unique Entity Number of a company",
     .source = "Accounting and Corporate Regulatory Authority, uen.gov.sg"},
    {.entity = "SG_UEN",
     .country = "sg",
     .groups = "pii/sg",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}[A-Za-z]\\b",
     .score = 0.4,
     .validate = validate_sg_uen,
     .needs_word = true,
     .context = kUenWords,
     .description = "Singaporean Unique Entity Number of a business",
     .source = "Accounting and Corporate Regulatory Authority, uen.gov.sg"},
};

}  // namespace

std::span<const Detector> singapore_detectors() {
  return kRows;
}

}  // namespace weir
