#include "guardrails/detectors/validators/croatia.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kOibWords =
    "oib,osobni identifikacijski broj,osobnog identifikacijskog broja,pdv,"
    "porezni broj,vat,tax id,personal number";
constexpr std::string_view kHealthWords =
    "mbo,matični broj osigurane osobe,broj osigurane osobe,"
    "osigurane osobe,hzzo,zdravstveno osiguranje,zdravstvena iskaznica,"
    "health insurance";
constexpr std::string_view kIdentityCardWords =
    "osobna iskaznica,osobne iskaznice,osobnu iskaznicu,osobne,"
    "identity card,id card";
constexpr std::string_view kPassportWords =
    "putovnica,putovnice,putovnicu,putovnici,passport,passports";

constexpr Detector kRows[] = {
    {.entity = "HR_OIB",
     .country = "hr",
     .groups = "pii/hr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:HR[ -]?|hr)\\d{11}\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_oib>,
     .context = kOibWords,
     .description = "Croatian personal and VAT number (OIB) with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", HR"},
    {.entity = "HR_OIB",
     .country = "hr",
     .groups = "pii/hr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{11}\\b|\\b\\d{3}[ -]\\d{4}[ -]\\d{4}\\b",
     .score = 0.3,
     .validate = likely<is_oib>,
     .needs_word = true,
     .context = kOibWords,
     .description = "Croatian personal number (OIB)",
     .source = "Zakon o osobnom identifikacijskom broju, NN 60/08"},
    {.entity = "HR_MBO",
     .country = "hr",
     .groups = "pii/hr pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kHealthWords,
     .context_minimum = kDefaultThreshold,
     .description = "Croatian health insurance number (MBO)",
     .source = "Hrvatski zavod za zdravstveno osiguranje"},
    {.entity = "HR_ID_CARD",
     .country = "hr",
     .groups = "pii/hr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Croatian identity card",
     .source = "Council of the European Union, PRADO, HRV-BO"},
    {.entity = "HR_PASSPORT",
     .country = "hr",
     .groups = "pii/hr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Croatian passport number",
     .source = "Council of the European Union, PRADO, HRV-AO"},
};

}  // namespace

std::span<const Detector> croatia_detectors() {
  return kRows;
}

}  // namespace weir
