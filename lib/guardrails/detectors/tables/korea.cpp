#include "guardrails/detectors/validators/korea.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr std::string_view kResidentWords =
    "주민등록번호*,주민번호*,주민등록*,rrn,resident registration number,resident registration";
constexpr std::string_view kForeignerWords =
    "외국인등록번호*,외국인번호*,외국인등록*,frn,foreigner registration number,"
    "foreigner registration,alien registration number";
constexpr std::string_view kBusinessWords =
    "사업자등록번호*,사업자번호*,사업자*,brn,business registration number,business number,"
    "tax registration number";
constexpr std::string_view kLicenseWords =
    "운전면허*,면허번호*,면허*,korean driver*,driver*,driving license,licen*";
constexpr std::string_view kPassportWords = "여권*,대한민국 여권*,passport*";

constexpr Detector kRows[] = {
    {.entity = "KR_RRN",
     .country = "kr",
     .groups = "pii/kr",
     .trigger = "\\d\\d",
     .expression = "\\b\\d\\d[01]\\d[0-3]\\d-?[1-490]\\d{6}\\b",
     .score = 0.5,
     .validate = validate_kr_rrn,
     .context = kResidentWords,
     .description = "Korean resident registration number",
     .source = "Resident Registration Act, enforcement rule 2"},
    {.entity = "KR_FRN",
     .country = "kr",
     .groups = "pii/kr",
     .trigger = "\\d\\d",
     .expression = "\\b\\d\\d[01]\\d[0-3]\\d-?[5-8]\\d{6}\\b",
     .score = 0.5,
     .validate = validate_kr_frn,
     .context = kForeignerWords,
     .description = "Korean foreigner registration number",
     .source = "Immigration Act, enforcement rule 49"},
    {.entity = "KR_BRN",
     .country = "kr",
     .groups = "pii/kr",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}(?:-\\d\\d-| - \\d\\d - )\\d{5}\\b",
     .score = 0.5,
     .validate = validate_kr_brn,
     .context = kBusinessWords,
     .description = "Korean business registration number, as printed",
     .source = "National Tax Service, business registration number"},
    {.entity = "KR_BRN",
     .country = "kr",
     .groups = "pii/kr",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{10}|\\d{3} \\d\\d \\d{5})\\b",
     .score = 0.3,
     .validate = validate_kr_brn,
     .needs_word = true,
     .context = kBusinessWords,
     .description = "Korean business registration number, digits alone",
     .source = "National Tax Service, business registration number"},
    {.entity = "KR_DRIVER_LICENSE",
     .country = "kr",
     .groups = "pii/kr",
     .trigger = "\\d\\d",
     .expression = "\\b[12]\\d[ -]\\d\\d[ -]\\d{6}[ -]\\d\\d\\b",
     .score = 0.4,
     .validate = validate_kr_driver_license,
     .needs_word = true,
     .context = kLicenseWords,
     .description = "Korean driver's licence number, as printed",
     .source = "Korean National Police Agency, driver's licence numbers"},
    {.entity = "KR_DRIVER_LICENSE",
     .country = "kr",
     .groups = "pii/kr",
     .trigger = "\\d\\d",
     .expression = "\\b[12]\\d{11}\\b",
     .score = 0.05,
     .validate = validate_kr_driver_license,
     .needs_word = true,
     .context = kLicenseWords,
     .context_minimum = kDefaultThreshold,
     .description = "Korean driver's licence number, digits alone",
     .source = "Korean National Police Agency, driver's licence numbers"},
    {.entity = "KR_PASSPORT",
     .country = "kr",
     .groups = "pii/kr",
     .trigger = "\\d\\d",
     .expression = "\\b[DMORSdmors]\\d{3}[A-Za-z]\\d{4}\\b",
     .score = 0.1,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Korean passport number",
     .source = "Ministry of Foreign Affairs, passport numbers since 2021"},
    {.entity = "KR_PASSPORT",
     .country = "kr",
     .groups = "pii/kr",
     .trigger = "\\d\\d",
     .expression = "\\b[DMORSdmors]\\d{8}\\b",
     .score = 0.05,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Korean passport number before 2021",
     .source = "Ministry of Foreign Affairs, passport numbers"},
};

}  // namespace

std::span<const Detector> korea_detectors() {
  return kRows;
}

}  // namespace weir
