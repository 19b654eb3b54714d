#include "guardrails/detectors/validators/hungary.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kTaxWords =
    "adószám,adószáma,adószámunk,közösségi adószám,áfa,nav,vat,tax number,tax id,adoszam*";
constexpr std::string_view kHealthWords =
    "taj,taj-szám,tajszám,taj szám,társadalombiztosítási,társadalombiztosítás,social security,"
    "health insurance,tb szám,tb-szám,taj szam";
constexpr std::string_view kSignWords =
    "adójel,tax identification,tax id,adóazonosító*,adóaz. jel,adoazonosito*";
constexpr std::string_view kPersonalWords =
    "személyi szám,személyi száma,személyi azonosító,"
    "személyazonosító jel,személyi,personal number,personal id";
constexpr std::string_view kIdentityCardWords =
    "személyazonosító igazolvány,igazolvány,igazolványszám,okmányazonosító,identity card,id card,"
    "személyi igazolvány*,szig,személyi ig,szem. ig,szemelyi igazolvany*";
constexpr std::string_view kPassportWords = "passport,passports,útlevél*,útlevel*,utlevel*";

constexpr Detector kRows[] = {
    {.entity = "HU_ANUM",
     .country = "hu",
     .groups = "pii/hu pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:HU[ -]?|hu)\\d{8}\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_hungarian_vat_number>,
     .context = kTaxWords,
     .description = "Hungarian VAT number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", HU"},
    {.entity = "HU_ANUM",
     .country = "hu",
     .groups = "pii/hu pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}-[1-5]-\\d\\d\\b",
     .score = 0.5,
     .validate = proven<is_hungarian_tax_number>,
     .context = kTaxWords,
     .description = "Hungarian tax number (adószám) of a firm",
     .source = "Act CL of 2017, annex 1"},
    {.entity = "HU_ANUM",
     .country = "hu",
     .groups = "pii/hu pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}[1-5]\\d\\d\\b",
     .score = 0.3,
     .validate = likely<is_hungarian_tax_number>,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Hungarian tax number of a firm without its dashes",
     .source = "Act CL of 2017, annex 1"},
    {.entity = "HU_ANUM",
     .country = "hu",
     .groups = "pii/hu pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}\\b",
     .score = 0.3,
     .validate = likely<is_hungarian_vat_number>,
     .needs_word = true,
     .context = kTaxWords,
     .description = "First part of a Hungarian tax number",
     .source = "Act CL of 2017, annex 1"},
    {.entity = "HU_TAJ",
     .country = "hu",
     .groups = "pii/hu pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}[ -]?\\d{3}[ -]?\\d{3}\\b",
     .score = 0.3,
     .validate = likely<is_taj>,
     .needs_word = true,
     .context = kHealthWords,
     .description = "Hungarian social security number (TAJ)",
     .source = "Act XX of 1996, annex"},
    {.entity = "HU_TAX_ID",
     .country = "hu",
     .groups = "pii/hu pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b8(?:\\d{9}|\\d{3} \\d{3} \\d{3})\\b",
     .score = 0.3,
     .validate = likely<is_tax_identification_sign>,
     .needs_word = true,
     .context = kSignWords,
     .description = "Hungarian tax identification sign of a person (adóazonosító jel)",
     .source = "Act XX of 1996, annex"},
    {.entity = "HU_PERSONAL_ID",
     .country = "hu",
     .groups = "pii/hu pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[1-8][ -]?\\d{6}[ -]?\\d{4}\\b",
     .score = 0.4,
     .validate = validate_hungarian_personal_number,
     .context = kPersonalWords,
     .description = "Hungarian personal number (személyi azonosító)",
     .source = "Act XX of 1996, annex"},
    {.entity = "HU_ID_CARD",
     .country = "hu",
     .groups = "pii/hu pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6} ?[A-Za-z]{2}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Hungarian identity card",
     .source = "Council of the European Union, PRADO, HUN-BO"},
    {.entity = "HU_PASSPORT",
     .country = "hu",
     .groups = "pii/hu pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2} ?\\d{6,7}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Hungarian passport number",
     .source = "Council of the European Union, PRADO, HUN-AO"},
};

}  // namespace

std::span<const Detector> hungary_detectors() {
  return kRows;
}

}  // namespace weir
