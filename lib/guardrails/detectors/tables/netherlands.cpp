#include "guardrails/detectors/validators/netherlands.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr std::string_view kPersonWords =
    "bsn,bsn-nummer,burgerservicenummer*,burger service nummer,sofinummer*,sofi-nummer,sofi,"
    "persoonsnummer,citizen service number,social security*,burgerservicenr*";

constexpr std::string_view kVatWords =
    "btw,btw-id,btw-nummer,btw nummer,btw-identificatienummer*,omzetbelasting,omzetbelastingnummer,"
    "ob-nummer,rsin,factuur,facturen,vat,vat id,vat number,invoice*";

constexpr std::string_view kPassportWords =
    "paspoort*,paspoortnummer*,reisdocument*,documentnummer*,passport*,travel document";

constexpr std::string_view kCardWords =
    "identiteitskaart*,id-kaart,id kaart,idkaart,identiteitsbewijs*,legitimatie*,documentnummer*,"
    "identity card,id card";

constexpr Detector kRows[] = {
    {.entity = "NL_BSN",
     .country = "nl",
     .groups = "pii/nl pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{3}[ .-]?\\d{3}[ .-]?\\d{3}|\\d{4}[ .-]\\d{2}[ .-]\\d{3})\\b",
     .score = 0.3,
     .validate = unless_fraction<likely<is_bsn>>,
     .needs_word = true,
     .context = kPersonWords,
     .description = "Dutch citizen service number (BSN)",
     .source = "RvIG, BSN, elfproef"},
    {.entity = "NL_BSN",
     .country = "nl",
     .groups = "pii/nl pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}\\b",
     .score = 0.2,
     .validate = likely_if_named<is_bsn, kPersonWords>,
     .needs_word = true,
     .context = kPersonWords,
     .description = "Dutch citizen service number (BSN) without its leading zero",
     .source = "RvIG, BSN, elfproef"},
    {.entity = "NL_ID_CARD",
     .country = "nl",
     .groups = "pii/nl pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[A-Z]{2} ?[A-Z0-9]{6} ?\\d\\b",
     .score = 0.2,
     .validate = likely<is_dutch_document_number_of_digits>,
     .needs_word = true,
     .context = kCardWords,
     .description = "Dutch identity card",
     .source = "RvIG, documentnummer"},
    {.entity = "NL_ID_CARD",
     .country = "nl",
     .groups = "pii/nl pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[A-Z]{2}[A-Z0-9]{6}\\d\\b",
     .score = 0.2,
     .validate = likely_if_named<is_dutch_document_number, kCardWords>,
     .needs_word = true,
     .context = kCardWords,
     .description = "Dutch identity card with hardly a digit, beside a word that names it",
     .source = "RvIG, documentnummer"},
    {.entity = "NL_PASSPORT",
     .country = "nl",
     .groups = "pii/nl pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[A-Z]{2} ?[A-Z0-9]{6} ?\\d\\b",
     .score = 0.2,
     .validate = likely<is_dutch_document_number_of_digits>,
     .needs_word = true,
     .context = kPassportWords,
     .description = "Dutch passport",
     .source = "RvIG, documentnummer"},
    {.entity = "NL_PASSPORT",
     .country = "nl",
     .groups = "pii/nl pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[A-Z]{2}[A-Z0-9]{6}\\d\\b",
     .score = 0.2,
     .validate = likely_if_named<is_dutch_document_number, kPassportWords>,
     .needs_word = true,
     .context = kPassportWords,
     .description = "Dutch passport with hardly a digit, beside a word that names it",
     .source = "RvIG, documentnummer"},
    {.entity = "NL_VAT_ID",
     .country = "nl",
     .groups = "pii/nl pii/eu",
     .trigger = "\\d\\d",
     .expression =
         "(?i)\\bNL[ .:-]?(?:\\d{7,9}|\\d{3,4}[ .-]\\d{2,3}[ .-]\\d{3})[ .-]?B[ .-]?\\d{2}"
         "\\b",
     .score = 0.5,
     .validate = proven<is_dutch_vat_number>,
     .context = kVatWords,
     .description = "Dutch VAT number, with NL",
     .source = "Belastingdienst, btw-identificatienummer; European Commission, VIES"},
    {.entity = "NL_VAT_ID",
     .country = "nl",
     .groups = "pii/nl pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b(?:\\d{8,9}|\\d{3,4}[ .-]\\d{2,3}[ .-]\\d{3})[ .-]?B[ .-]?\\d{2}\\b",
     .score = 0.4,
     .validate = likely<is_dutch_vat_number>,
     .needs_word = true,
     .context = kVatWords,
     .description = "Dutch VAT number without NL",
     .source = "Belastingdienst, btw-identificatienummer; European Commission, VIES"},
};

}  // namespace

std::span<const Detector> netherlands_detectors() {
  return kRows;
}

}  // namespace weir
