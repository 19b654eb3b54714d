#include "guardrails/detectors/validators/ireland.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr std::string_view kPersonWords =
    "pps,ppsn,pps no,pps number,pps numbers,personal public service,uimhir psp,uimhir pps,psp,"
    "public services card,revenue,rsi,social welfare,tax number,tin";

constexpr std::string_view kVatWords =
    "vat,vat no,vat number,vat reg,vat registration,vat id,cbl,cáin bhreisluacha,revenue,invoice*";

constexpr std::string_view kPassportWords = "passport*,pas,uimhir phas,travel document";

constexpr std::string_view kLicenceWords =
    "driving licence*,driver licence*,driver's licence*,driving license*,driver number,ndls,"
    "ceadúnas tiomána,licence number,driver no";

constexpr std::string_view kAddressWords =
    "eircode*,postcode*,address,seoladh,postal code,delivery,deliver,county,street,road,dublin";

constexpr Detector kRows[] = {
    {.entity = "IE_DRIVING_LICENCE",
     .country = "ie",
     .groups = "pii/ie pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b\\d{6}[A-Z]{4}\\b",
     .score = 0.2,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kLicenceWords,
     .description = "Irish driving licence, six digits and four letters",
     .source = "Road Safety Authority, NDLS; directive 2006/126/EC"},
    {.entity = "IE_EIRCODE",
     .country = "ie",
     .groups = "pii/ie pii/eu pii/contact",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[AC-FHKNPRTV-Y]\\d[0-9W][ -]?[0-9AC-FHKNPRTV-Y]{4}\\b",
     .score = 0.2,
     .validate = likely<is_eircode>,
     .needs_word = true,
     .context = kAddressWords,
     .description = "Irish postal code (Eircode)",
     .source = "Eircode, Product guide"},
    {.entity = "IE_PASSPORT",
     .country = "ie",
     .groups = "pii/ie pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-Z]{2}\\d{7}\\b",
     .score = 0.2,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .description = "Irish passport, two letters and seven digits",
     .source = "Department of Foreign Affairs; Council of the EU, PRADO"},
    {.entity = "IE_PPS",
     .country = "ie",
     .groups = "pii/ie pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b\\d{7}[ -]?[A-W][ABHWTX]?\\b",
     .score = 0.6,
     .validate = unless_hexadecimal<validate_pps_number>,
     .context = kPersonWords,
     .description = "Irish personal public service number (PPS)",
     .source = "Department of Social Protection; Revenue"},
    {.entity = "IE_VAT_ID",
     .country = "ie",
     .groups = "pii/ie pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bIE[ .:-]?(?:\\d{7}[ -]?[A-W][A-W]?|\\d[A-Z+*]\\d{5}[A-W])\\b",
     .score = 0.5,
     .validate = validate_irish_vat_number,
     .context = kVatWords,
     .description = "Irish VAT number, with IE",
     .source = "Revenue; European Commission, VIES"},
    {.entity = "IE_VAT_ID",
     .country = "ie",
     .groups = "pii/ie pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b(?:\\d{7}[ -]?[A-W][A-W]?|\\d[A-Z+*]\\d{5}[A-W])\\b",
     .score = 0.2,
     .validate = validate_irish_vat_number,
     .needs_word = true,
     .context = kVatWords,
     .description = "Irish VAT number without IE",
     .source = "Revenue; European Commission, VIES"},
};

}  // namespace

std::span<const Detector> ireland_detectors() {
  return kRows;
}

}  // namespace weir
