#include "guardrails/detectors/validators/czechia_slovakia.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

// One birth number is one finding. Both rows take it; the Czech score is a little higher, and a
// word that only Slovaks use lifts the Slovak one above it. "Rodné číslo" is said in both languages
// and tells nothing. The same holds for the IČO.

constexpr std::string_view kCzechWords =
    "česk*,čr,občanský průkaz,občanského průkazu,praha,praze,brno,ostrava,cz,czech*";
constexpr std::string_view kSlovakWords =
    "slovensk*,občiansky preukaz,občianskeho preukazu,bratislav*,košic*,"
    "žilin*,sk,slovak*";
constexpr std::string_view kOrganisationWords =
    "ičo,ič,ico,identifikační číslo,identifikačné číslo,company id,registration number";
constexpr std::string_view kCzechTaxWords =
    "dič,dic,daňové identifikační číslo,plátce dph,dph,vat,tax id";
constexpr std::string_view kCzechTaxNumberWords =
    "dič,dic,daňové identifikační číslo,vat number,vat id,tax id";
constexpr std::string_view kSlovakTaxWords =
    "ič dph,ic dph,dič,dic,daňové identifikačné číslo,dph,vat,tax id";
constexpr std::string_view kCzechIdentityCardWords =
    "občanský průkaz,občanského průkazu,občanském průkazu,občanky,číslo op,obcansky prukaz,"
    "identity card,id card,č. op,č.op,op č";
constexpr std::string_view kCzechPassportWords =
    "cestovní pas,cestovního pasu,cestovním pasu,číslo pasu,passport,passports,č. pasu,pas č,"
    "cestovní doklad,cestovního dokladu";
constexpr std::string_view kSlovakIdentityCardWords =
    "občiansky preukaz,občianskeho preukazu,číslo op,obciansky preukaz,identity card,id card,"
    "č. op,č.op,op č";
constexpr std::string_view kSlovakPassportWords =
    "cestovný pas,cestovného pasu,cestovnom pase,číslo pasu,passport,passports,č. pasu,pas č,"
    "cestovný doklad,cestovného dokladu";
constexpr std::string_view kInsuranceWords =
    "pojištěnce,pojištěnec,zdravotní pojišťovna,"
    "průkaz pojištěnce,ehic,health insurance";

constexpr Detector kRows[] = {
    {.entity = "CZ_RODNE_CISLO",
     .country = "cz",
     .groups = "pii/cz pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6} ?/ ?\\d{4}\\b|\\b\\d{6} \\d{4}\\b|\\b\\d{10}\\b",
     .score = 0.98,
     .validate = validate_birth_number,
     .context = kCzechWords,
     .description = "Czech birth number (rodné číslo)",
     .source = "Act 133/2000 Sb., section 13"},
    {.entity = "CZ_RODNE_CISLO",
     .country = "cz",
     .groups = "pii/cz pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6} ?/ ?\\d{3}\\b|\\b\\d{9}\\b",
     .score = 0.2,
     .validate = likely<is_old_birth_number>,
     .needs_word = true,
     .context = kBirthNumberWords,
     .description = "Czech birth number of before 1954, without a check digit",
     .source = "Act 133/2000 Sb., section 13"},
    {.entity = "SK_RODNE_CISLO",
     .country = "sk",
     .groups = "pii/sk pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6} ?/ ?\\d{4}\\b|\\b\\d{6} \\d{4}\\b|\\b\\d{10}\\b",
     .score = 0.96,
     .validate = validate_birth_number,
     .context = kSlovakWords,
     .description = "Slovak birth number (rodné číslo)",
     .source = "Act 301/1995 Z. z., section 2"},
    {.entity = "SK_RODNE_CISLO",
     .country = "sk",
     .groups = "pii/sk pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6} ?/ ?\\d{3}\\b|\\b\\d{9}\\b",
     .score = 0.18,
     .validate = likely<is_old_birth_number>,
     .needs_word = true,
     .context = kBirthNumberWords,
     .description = "Slovak birth number of before 1954, without a check digit",
     .source = "Act 301/1995 Z. z., section 2"},
    {.entity = "CZ_VAT_ID",
     .country = "cz",
     .groups = "pii/cz pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:CZ[ -]?|cz)(?:\\d{8,10}|\\d{6}/\\d{3,4})\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_czech_vat_number>,
     .context = kCzechTaxWords,
     .description = "Czech VAT number (DIČ)",
     .source = "European Commission, VIES, \"VAT identification number structure\", CZ"},
    {.entity = "CZ_VAT_ID",
     .country = "cz",
     .groups = "pii/cz pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8,10}\\b",
     .score = 0.2,
     .validate = likely<is_czech_vat_number>,
     .needs_word = true,
     .context = kCzechTaxNumberWords,
     .description = "Czech VAT number (DIČ) without its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", CZ"},
    {.entity = "SK_VAT_ID",
     .country = "sk",
     .groups = "pii/sk pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:SK[ -]?|sk)(?:\\d{10}|\\d{3} \\d{3} \\d{2} \\d{2})\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_slovak_vat_number>,
     .context = kSlovakTaxWords,
     .description = "Slovak VAT number (IČ DPH)",
     .source = "European Commission, VIES, \"VAT identification number structure\", SK"},
    {.entity = "SK_VAT_ID",
     .country = "sk",
     .groups = "pii/sk pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{10}|\\d{3} \\d{3} \\d{2} \\d{2})\\b",
     .score = 0.3,
     .validate = likely<is_slovak_vat_number>,
     .needs_word = true,
     .context = kSlovakTaxWords,
     .description = "Slovak tax number (DIČ)",
     .source = "Finančná správa SR; VIES, \"VAT identification number structure\""},
    {.entity = "CZ_ICO",
     .country = "cz",
     .groups = "pii/cz pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{8}|\\d{3} \\d\\d \\d{3}|\\d\\d \\d{3} \\d{3})\\b",
     .score = 0.3,
     .validate = likely<is_organisation_number>,
     .needs_word = true,
     .context = kOrganisationWords,
     .description = "Czech organisation number (IČO)",
     .source = "Act 304/2013 Sb.; Registr osob"},
    {.entity = "SK_ICO",
     .country = "sk",
     .groups = "pii/sk pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{8}|\\d{3} \\d\\d \\d{3}|\\d\\d \\d{3} \\d{3})\\b",
     .score = 0.28,
     .validate = likely<is_organisation_number>,
     .needs_word = true,
     .context = kOrganisationWords,
     .description = "Slovak organisation number (IČO)",
     .source = "Act 272/2015 Z. z."},
    {.entity = "SK_ICO",
     .country = "sk",
     .groups = "pii/sk pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{8}|\\d{3} \\d\\d \\d{3}|\\d\\d \\d{3} \\d{3})\\b",
     .score = 0.35,
     .validate = likely<is_organisation_number>,
     .needs_word = true,
     .context = kSlovakWords,
     .description = "Slovak organisation number beside a Slovak word",
     .source = "Act 272/2015 Z. z."},
    {.entity = "CZ_ID_CARD",
     .country = "cz",
     .groups = "pii/cz pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kCzechIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Czech identity card",
     .source = "Council of the European Union, PRADO, CZE-BO"},
    {.entity = "CZ_PASSPORT",
     .country = "cz",
     .groups = "pii/cz pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kCzechPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Czech passport number",
     .source = "Council of the European Union, PRADO, CZE-AO"},
    {.entity = "CZ_EHIC",
     .country = "cz",
     .groups = "pii/cz pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b80203\\d{15}\\b",
     .score = 0.4,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kInsuranceWords,
     .description = "Number of the Czech European health insurance card",
     .source = "Decision S1 of 12 June 2009; ISO 3166-1, 203"},
    {.entity = "SK_ID_CARD",
     .country = "sk",
     .groups = "pii/sk pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2} ?\\d{6}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kSlovakIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Slovak identity card",
     .source = "Council of the European Union, PRADO, SVK-BO"},
    {.entity = "SK_PASSPORT",
     .country = "sk",
     .groups = "pii/sk pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{1,2} ?\\d{7}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kSlovakPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Slovak passport number",
     .source = "Council of the European Union, PRADO, SVK-AO"},
};

}  // namespace

std::span<const Detector> czechia_slovakia_detectors() {
  return kRows;
}

}  // namespace weir
