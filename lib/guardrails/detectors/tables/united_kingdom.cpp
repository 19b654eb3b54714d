#include "guardrails/detectors/validators/united_kingdom.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr std::string_view kHealthWords =
    "nhs,nhs number,nhs no,national health service,health services authority,health authority,"
    "patient*,chi number";

constexpr std::string_view kInsuranceWords =
    "national insurance*,ni number,ni no,nino,ninos,insurance number,hmrc,payroll";

constexpr std::string_view kPassportWords =
    "passport*,travel document,british passport,uk passport,her majesty,his majesty,hm passport,"
    "hmpo";

constexpr std::string_view kPostcodeWords =
    "postcode*,post code,postal code,zip,address,addresses,delivery,mailing,shipping,"
    "correspondence";

constexpr std::string_view kPlateWords =
    "vehicle*,registration,number plate*,licence plate*,license plate*,reg,reg no,vrn,vrm,dvla,v5c,"
    "logbook,mot,car,insured vehicle";

constexpr std::string_view kLicenceWords =
    "driving licence*,driving license*,driver's licence*,driver's license*,driver number,dvla,"
    "dl number,licence number,license number";

constexpr std::string_view kVatWords =
    "vat,vat no,vat number,vat reg,vat registration,vat id,hmrc,invoice*";

constexpr std::string_view kTaxpayerWords =
    "utr,utrs,utr number,unique taxpayer reference,taxpayer*,tax reference,self assessment,"
    "self-assessment,hmrc,tax return";

constexpr Detector kRows[] = {
    {.entity = "UK_DRIVING_LICENCE",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-Z9]{5} ?\\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\\d|3[01])\\d"
                   " ?[A-Z9]{2}[A-Z0-9] ?[A-Z]{2}\\b",
     .score = 0.5,
     .validate = likely<is_british_driver_number>,
     .context = kLicenceWords,
     .description = "British driver number, as on the driving licence",
     .source = "DVLA, INF255"},
    {.entity = "UK_NHS",
     .country = "gb",
     .groups = "pii/uk pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}[ -]\\d{3}[ -]\\d{4}\\b",
     .score = 0.4,
     .validate = likely<is_nhs_number>,
     .needs_word = true,
     .context = kHealthWords,
     .description = "NHS number in groups",
     .source = "NHS Data Dictionary, NHS NUMBER"},
    {.entity = "UK_NHS",
     .country = "gb",
     .groups = "pii/uk pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}[ -]?\\d{3}[ -]?\\d{4}\\b",
     .score = 0.3,
     .validate = likely<is_nhs_number>,
     .needs_word = true,
     .context = kHealthWords,
     .description = "NHS number, ten digits",
     .source = "NHS Data Dictionary, NHS NUMBER"},
    {.entity = "UK_NINO",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "\\d\\d",
     .expression =
         "(?i)\\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?"
         "[A-D]\\b",
     .score = 0.5,
     .validate = likely<is_national_insurance_number>,
     .context = kInsuranceWords,
     .description = "British National Insurance number",
     .source = "HMRC, National Insurance Manual NIM39110"},
    {.entity = "UK_PASSPORT",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-Z]{2}\\d{7}\\b",
     .score = 0.1,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "British passport, two letters and seven digits",
     .source = "HM Passport Office; ICAO Doc 9303"},
    {.entity = "UK_PASSPORT",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.2,
     .validate = likely_if_named<is_old_british_passport, kPassportWords>,
     .needs_word = true,
     .context = kPassportWords,
     .description = "British passport of nine digits, beside a word that names it",
     .source = "HM Passport Office; ICAO Doc 9303"},
    {.entity = "UK_POSTCODE",
     .country = "gb",
     .groups = "pii/uk pii/contact",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b(?:GIR ?0AA"
                   "|[A-PR-UWYZ]\\d[ABCDEFGHJKPSTUW]? ?\\d[ABD-HJLNP-UW-Z]{2}"
                   "|[A-PR-UWYZ]\\d{2} ?\\d[ABD-HJLNP-UW-Z]{2}"
                   "|[A-PR-UWYZ][A-HK-Y]\\d[ABEHMNPRVWXY]? ?\\d[ABD-HJLNP-UW-Z]{2}"
                   "|[A-PR-UWYZ][A-HK-Y]\\d{2} ?\\d[ABD-HJLNP-UW-Z]{2})\\b",
     .score = 0.1,
     .needs_word = true,
     .context = kPostcodeWords,
     .context_minimum = kDefaultThreshold,
     .description = "British postcode",
     .source = "Royal Mail, Programmer's Guide; BS 7666"},
    {.entity = "UK_UTR",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bK?\\d{5} ?\\d{5}K?\\b",
     .score = 0.3,
     .validate = likely<is_taxpayer_reference>,
     .needs_word = true,
     .context = kTaxpayerWords,
     .description = "British unique taxpayer reference (UTR)",
     .source = "HMRC; OECD, United Kingdom, tax identification numbers"},
    {.entity = "UK_VAT_ID",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b(?:GB|XI)[ .:-]?\\d{3}[ .-]?(?:\\d{4}[ .-]?\\d{2}|\\d{3}[ .-]?\\d{3})"
                   "(?:[ .-]?\\d{3})?\\b",
     .score = 0.5,
     .validate = proven<is_british_vat_number>,
     .context = kVatWords,
     .description = "British VAT number, with GB or XI",
     .source = "HMRC, VAT Registration Manual; European Commission, VIES"},
    {.entity = "UK_VAT_ID",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b(?:GB|XI)[ -]?(?:GD|HA) ?(?:8888)?\\d{3}(?:\\d{2})?\\b",
     .score = 0.6,
     .validate = likely<is_british_public_vat_number>,
     .context = kVatWords,
     .description = "British VAT number of a public body, with GB or XI",
     .source = "HMRC; European Commission, VIES"},
    {.entity = "UK_VAT_ID",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3} ?(?:\\d{4} ?\\d{2}(?: ?\\d{3})?|\\d{3} ?\\d{3})\\b",
     .score = 0.3,
     .validate = likely<is_british_vat_number>,
     .needs_word = true,
     .context = kVatWords,
     .description = "British VAT number without GB",
     .source = "HMRC, VAT Registration Manual; European Commission, VIES"},
    {.entity = "UK_VAT_ID",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b(?:GD|HA)(?:8888)?\\d{3}(?:\\d{2})?\\b",
     .score = 0.3,
     .validate = likely<is_british_public_vat_number>,
     .needs_word = true,
     .context = kVatWords,
     .description = "British VAT number of a public body without GB",
     .source = "HMRC; European Commission, VIES"},
    {.entity = "UK_VEHICLE_REGISTRATION",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-HJ-PR-Y]{2}\\d{2}[ -]?[A-HJ-PR-Z]{3}\\b",
     .score = 0.3,
     .validate = validate_british_plate,
     .context = kPlateWords,
     .description = "British number plate since 2001",
     .source = "DVLA, Vehicle registration numbers and number plates"},
    {.entity = "UK_VEHICLE_REGISTRATION",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[A-HJ-NPR-TV-Y]\\d{1,3}[ -]?[A-HJ-PR-Y][A-HJ-PR-Z]{2}\\b",
     .score = 0.2,
     .validate = validate_old_british_plate,
     .needs_word = true,
     .context = kPlateWords,
     .description = "British number plate of 1983 to 2001",
     .source = "DVLA, Vehicle registration numbers and number plates"},
    {.entity = "UK_VEHICLE_REGISTRATION",
     .country = "gb",
     .groups = "pii/uk",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[A-HJ-PR-Z]{3}[ -]?\\d{1,3}[ -]?[A-HJ-NPR-TV-Y]\\b",
     .score = 0.15,
     .validate = validate_old_british_plate,
     .needs_word = true,
     .context = kPlateWords,
     .description = "British number plate of 1963 to 1983",
     .source = "DVLA, Vehicle registration numbers and number plates"},
};

}  // namespace

std::span<const Detector> united_kingdom_detectors() {
  return kRows;
}

}  // namespace weir
