#include "guardrails/detectors/validators/greece.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kAmkaWords =
    "αμκα,α.μ.κ.α.,amka,ασφάλισης,ασφαλισης,social security,health insurance";
constexpr std::string_view kTaxWords =
    "αφμ,α.φ.μ.,φπα,afm,φορολογικό,φορολογικού,φορολογικο,φορολογικου,μητρώου,vat,tax id,tin";
constexpr std::string_view kIdentityCardWords =
    "ταυτότητα,ταυτότητας,ταυτοτητα,ταυτοτητας,αδτ,α.δ.τ.,identity card,id card,adt";
constexpr std::string_view kPassportWords =
    "διαβατήριο,διαβατηρίου,διαβατηριο,διαβατηριου,passport,passports";

constexpr Detector kRows[] = {
    {.entity = "GR_AMKA",
     .country = "gr",
     .groups = "pii/gr pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6}(?:[ -]?\\d{5}|[ -]\\d{4}[ -]\\d)\\b",
     .score = 0.4,
     .validate = proven<is_greek_amka>,
     .context = kAmkaWords,
     .description = "Greek social security number (AMKA)",
     .source = "Law 3655/2008, article 153; amka.gr"},
    {.entity = "GR_VAT_ID",
     .country = "gr",
     .groups = "pii/gr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:(?:EL|GR)[ -]?|el|gr)\\d{8,9}\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_greek_vat_number>,
     .context = kTaxWords,
     .description = "Greek VAT number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", EL"},
    {.entity = "GR_VAT_ID",
     .country = "gr",
     .groups = "pii/gr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{9}|\\d{3}[ .]\\d{3}[ .]\\d{3})\\b",
     .score = 0.3,
     .validate = likely<is_greek_vat_number>,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Greek tax and VAT number (AFM)",
     .source = "AADE; VIES, \"VAT identification number structure\""},
    {.entity = "GR_ID_CARD",
     .country = "gr",
     .groups = "pii/gr pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?:\\b[A-Za-z]|\\xCE[\\x91-\\xA9])(?:[A-Za-z]"
                   "|\\xCE[\\x91-\\xA9])?[ -]?\\d{6}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Greek identity card, one or two letters and six digits",
     .source = "Council of the European Union, PRADO, GRC-BO"},
    {.entity = "GR_PASSPORT",
     .country = "gr",
     .groups = "pii/gr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2} ?\\d{7}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Greek passport number",
     .source = "Council of the European Union, PRADO, GRC-AO"},
};

}  // namespace

std::span<const Detector> greece_detectors() {
  return kRows;
}

}  // namespace weir
