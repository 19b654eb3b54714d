#include "guardrails/detectors/validators/australia.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr std::string_view kBusinessWords = "abn,australian business number,business number,a.b.n.";
constexpr std::string_view kCompanyWords = "acn,australian company number,company number";
constexpr std::string_view kTaxWords = "tfn,tax file number,tax file,ato";
constexpr std::string_view kMedicareWords = "medicare,medicare number,medicare card,irn";

constexpr Detector kRows[] = {
    {.entity = "AU_ABN",
     .country = "au",
     .groups = "pii/au",
     .trigger = "\\d\\d",
     .expression = "\\b[1-9]\\d[ -]\\d{3}[ -]\\d{3}[ -]\\d{3}\\b",
     .score = 1.0,
     .validate = validate_au_abn,
     .context = kBusinessWords,
     .description = "Australian Business Number, as printed",
     .source = "Australian Business Register, format of the ABN"},
    {.entity = "AU_ABN",
     .country = "au",
     .groups = "pii/au",
     .trigger = "\\d\\d",
     .expression = "\\b[1-9](?:\\d{10}|\\d\\d \\d{3} \\d{3} \\d\\d)\\b",
     .score = 0.4,
     .validate = validate_au_abn,
     .needs_word = true,
     .context = kBusinessWords,
     .description = "Australian Business Number, digits alone",
     .source = "Australian Business Register, format of the ABN"},
    {.entity = "AU_ACN",
     .country = "au",
     .groups = "pii/au",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}[ -]?\\d{3}[ -]?\\d{3}\\b",
     .score = 0.3,
     .validate = validate_au_acn,
     .needs_word = true,
     .context = kCompanyWords,
     .description = "Australian Company Number",
     .source = "Australian Securities and Investments Commission, ACN digit check"},
    {.entity = "AU_TFN",
     .country = "au",
     .groups = "pii/au",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}[ -]?\\d{3}[ -]?\\d{3}\\b",
     .score = 0.3,
     .validate = validate_au_tfn,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Australian tax file number",
     .source = "Australian Taxation Office, tax file number algorithm"},
    {.entity = "AU_MEDICARE",
     .country = "au",
     .groups = "pii/au pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b[2-6]\\d{3}[ -]?\\d{5}[ -]?\\d\\b",
     .score = 0.3,
     .validate = validate_au_medicare,
     .needs_word = true,
     .context = kMedicareWords,
     .description = "Australian Medicare card number",
     .source = "Services Australia, Medicare number check digit"},
};

}  // namespace

std::span<const Detector> australia_detectors() {
  return kRows;
}

}  // namespace weir
