#include "guardrails/detectors/validators/cyprus.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kTaxWords =
    "αφμ,φπα,αριθμός φορολογικής,φορολογικής ταυτότητας,tic,tin,vat,tax identification,tax id,"
    "tax code";
constexpr std::string_view kPassportWords =
    "διαβατήριο,διαβατηρίου,διαβατηριο,διαβατηριου,pasaport,passport,passports";
constexpr std::string_view kIdentityCardWords =
    "ταυτότητα,ταυτότητας,ταυτοτητα,ταυτοτητας,δελτίο ταυτότητας,arc,identity card,id card,αδτ,"
    "α.δ.τ.";

constexpr Detector kRows[] = {
    {.entity = "CY_TIC",
     .country = "cy",
     .groups = "pii/cy pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:CY[ -]?|cy)\\d{8}[A-Za-z]\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_cypriot_tax_code>,
     .context = kTaxWords,
     .description = "Cypriot VAT number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", CY"},
    {.entity = "CY_TIC",
     .country = "cy",
     .groups = "pii/cy pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}-?[A-Za-z]\\b",
     .score = 0.4,
     .validate = likely<is_cypriot_tax_code>,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Cypriot tax identification code",
     .source = "Tax Department of Cyprus; VIES, \"VAT identification number structure\""},
    {.entity = "CY_PASSPORT",
     .country = "cy",
     .groups = "pii/cy pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]\\d{6,8}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Cypriot passport number",
     .source = "Council of the European Union, PRADO, CYP-AO"},
    {.entity = "CY_ID_CARD",
     .country = "cy",
     .groups = "pii/cy pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{10}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Cypriot identity card",
     .source = "Council of the European Union, PRADO, CYP-BO"},
};

}  // namespace

std::span<const Detector> cyprus_detectors() {
  return kRows;
}

}  // namespace weir
