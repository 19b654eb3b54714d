#include "guardrails/detectors/validators/bulgaria.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kPersonalWords =
    "егн,е.г.н.,единен граждански номер,граждански номер,egn,personal number";
constexpr std::string_view kForeignerWords =
    "лнч,личен номер на чужденец,чужденец,lnch,lnc,foreigner";
constexpr std::string_view kRegisterWords = "еик,булстат,eik,bulstat,uic";
constexpr std::string_view kVatWords = "ддс,ин по ддс,ин по зддс,зддс,данъчен номер,vat,tax id";
constexpr std::string_view kIdentityCardWords =
    "лична карта,личната карта,лк,л.к.,документ за самоличност,identity card,id card";
constexpr std::string_view kPassportWords = "паспорт,паспорта,паспортът,passport,passports";

constexpr Detector kRows[] = {
    {.entity = "BG_EGN",
     .country = "bg",
     .groups = "pii/bg pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{6}[ -]?\\d{4}|\\d{6} \\d{3} \\d)\\b",
     .score = 0.4,
     .validate = proven<is_egn>,
     .context = kPersonalWords,
     .description = "Bulgarian personal number (EGN)",
     .source = "Civil Registration Act, article 11; grao.bg"},
    {.entity = "BG_LNCH",
     .country = "bg",
     .groups = "pii/bg pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{10}|\\d{4} \\d{3} \\d{3}|\\d{6} \\d{4})\\b",
     .score = 0.3,
     .validate = likely<is_lnch>,
     .needs_word = true,
     .context = kForeignerWords,
     .description = "Bulgarian personal number of a foreigner (LNCh)",
     .source = "Act on Foreigners in the Republic of Bulgaria"},
    {.entity = "BG_VAT_ID",
     .country = "bg",
     .groups = "pii/bg pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:BG[ -]?|bg)(?:\\d{9,10}|\\d{3} \\d{3} \\d{3})\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_bulgarian_vat_number>,
     .context = kVatWords,
     .description = "Bulgarian VAT number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", BG"},
    {.entity = "BG_VAT_ID",
     .country = "bg",
     .groups = "pii/bg pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{9,10}|\\d{3} \\d{3} \\d{3})\\b",
     .score = 0.25,
     .validate = likely<is_bulgarian_vat_number>,
     .needs_word = true,
     .context = kVatWords,
     .description = "Bulgarian VAT number without its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", BG"},
    {.entity = "BG_EIK",
     .country = "bg",
     .groups = "pii/bg pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{13}\\b",
     .score = 0.4,
     .validate = likely<is_eik>,
     .needs_word = true,
     .context = kRegisterWords,
     .description = "Bulgarian register number of a branch (EIK, thirteen digits)",
     .source = "BULSTAT Register Act"},
    {.entity = "BG_EIK",
     .country = "bg",
     .groups = "pii/bg pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{9}|\\d{3} \\d{3} \\d{3})\\b",
     .score = 0.3,
     .validate = likely<is_eik>,
     .needs_word = true,
     .context = kRegisterWords,
     .description = "Bulgarian register number of a firm (EIK, BULSTAT)",
     .source = "BULSTAT Register Act"},
    {.entity = "BG_ID_CARD",
     .country = "bg",
     .groups = "pii/bg pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Bulgarian identity card",
     .source = "Council of the European Union, PRADO, BGR-BO"},
    {.entity = "BG_ID_CARD",
     .country = "bg",
     .groups = "pii/bg pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2}\\d{7}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Bulgarian identity card of the series with letters",
     .source = "Council of the European Union, PRADO, BGR-BO"},
    {.entity = "BG_PASSPORT",
     .country = "bg",
     .groups = "pii/bg pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Bulgarian passport number",
     .source = "Council of the European Union, PRADO, BGR-AO"},
};

}  // namespace

std::span<const Detector> bulgaria_detectors() {
  return kRows;
}

}  // namespace weir
