#include "guardrails/detectors/validators/malta.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kIdentityWords =
    "karta tal-identit*,karta tal-id,numru tal-identit*,identity card,id card,id number,"
    "identity number,i.d. card,i.d. no,i.d. number,id no";
constexpr std::string_view kVatWords = "vat,taxxa,numru tal-vat,tax";
constexpr std::string_view kPassportWords = "passaport,passaporti,passport,passports";

constexpr Detector kRows[] = {
    {.entity = "MT_ID",
     .country = "mt",
     .groups = "pii/mt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{7}[MGAPLHBZmgaplhbz]\\b",
     .score = 0.2,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdentityWords,
     .description = "Maltese identity card number",
     .source = "Identity Card and other Identity Documents Act, cap. 258"},
    {.entity = "MT_ID",
     .country = "mt",
     .groups = "pii/mt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{2,6}[MGAPLHBZ]\\b|\\b\\d{2,7} ?\\([MGAPLHBZ]\\)",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdentityWords,
     .context_minimum = kDefaultThreshold,
     .description = "Maltese identity card number without its leading zeros",
     .source = "Identity Card and other Identity Documents Act, cap. 258"},
    {.entity = "MT_VAT_ID",
     .country = "mt",
     .groups = "pii/mt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:MT[ -]?|mt)\\d{4}[ -]?\\d{4}\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_maltese_vat_number>,
     .context = kVatWords,
     .description = "Maltese VAT number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", MT"},
    {.entity = "MT_VAT_ID",
     .country = "mt",
     .groups = "pii/mt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{4}-?\\d{4}\\b",
     .score = 0.3,
     .validate = likely<is_maltese_vat_number>,
     .needs_word = true,
     .context = kVatWords,
     .description = "Maltese VAT number",
     .source = "European Commission, VIES, \"VAT identification number structure\", MT"},
    {.entity = "MT_PASSPORT",
     .country = "mt",
     .groups = "pii/mt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{7}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Maltese passport number",
     .source = "Council of the European Union, PRADO, MLT-AO"},
};

}  // namespace

std::span<const Detector> malta_detectors() {
  return kRows;
}

}  // namespace weir
