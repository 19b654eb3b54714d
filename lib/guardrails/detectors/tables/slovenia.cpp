#include "guardrails/detectors/validators/slovenia.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kEmsoWords =
    "emšo,emso,enotna matična številka,matična številka,personal number";
constexpr std::string_view kTaxWords =
    "id za ddv,ddv,vat,tax number,tax id,davčna številka,davčne številke,davčno številko,davčni "
    "številki,davčna,davčni zavezanec,davcna stevilka,davcne stevilke";
constexpr std::string_view kHealthWords =
    "zzzs,zdravstveno zavarovanje,številka zavarovane osebe,zavarovane osebe,"
    "kartica zdravstvenega zavarovanja,health insurance,zdravstvenega zavarovanja,zdr. zav";
constexpr std::string_view kIdentityCardWords =
    "osebna izkaznica,osebne izkaznice,osebno izkaznico,identity card,"
    "id card";
constexpr std::string_view kPassportWords =
    "potni list,potnega lista,potnem listu,passport,passports";

constexpr Detector kRows[] = {
    {.entity = "SI_EMSO",
     .country = "si",
     .groups = "pii/si pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{13}|\\d{7}[ -]\\d{6}|\\d{7} \\d\\d \\d{3} \\d)\\b",
     .score = 0.9,
     .validate = validate_emso,
     .context = kEmsoWords,
     .description = "Slovenian personal number (EMŠO)",
     .source = "Zakon o centralnem registru prebivalstva; Službeni list SFRJ 58/76"},
    {.entity = "SI_VAT_ID",
     .country = "si",
     .groups = "pii/si pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:SI[ -]?|si)\\d{4} ?\\d{4}\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_slovenian_tax_number>,
     .context = kTaxWords,
     .description = "Slovenian VAT number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", SI"},
    {.entity = "SI_VAT_ID",
     .country = "si",
     .groups = "pii/si pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}\\b",
     .score = 0.3,
     .validate = likely<is_slovenian_tax_number>,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Slovenian tax number (davčna številka)",
     .source = "Zakon o davčnem postopku; VIES, \"VAT identification number structure\""},
    {.entity = "SI_ZZZS",
     .country = "si",
     .groups = "pii/si pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kHealthWords,
     .context_minimum = kDefaultThreshold,
     .description = "Slovenian health insurance number",
     .source = "Zavod za zdravstveno zavarovanje Slovenije"},
    {.entity = "SI_ID_CARD",
     .country = "si",
     .groups = "pii/si pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Slovenian identity card",
     .source = "Council of the European Union, PRADO, SVN-BO"},
    {.entity = "SI_PASSPORT",
     .country = "si",
     .groups = "pii/si pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[Pp][A-Za-z]\\d{7}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Slovenian passport number",
     .source = "Council of the European Union, PRADO, SVN-AO"},
};

}  // namespace

std::span<const Detector> slovenia_detectors() {
  return kRows;
}

}  // namespace weir
