#include "guardrails/detectors/validators/italy.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kFiscalCodeWords =
    "codice fiscale,cod. fiscale,cod.fisc,cf,c.f.,fiscal code,tax code";
constexpr std::string_view kVatWords =
    "piva,p.iva,p. iva,pi,p.i.,partita iva,iva,vat,codice fiscale,cf,c.f.";
constexpr std::string_view kLicenseWords =
    "patente,patente di guida,patenti,licenza,licenza di guida,"
    "driving licence,driver*";
constexpr std::string_view kIdentityCardWords =
    "carta d'identit*,carta di identit*,carta identit*,carta,cie,documento,riconoscimento,"
    "espatrio,identity card,id card,c.i.";
constexpr std::string_view kPassportWords = "passaporto,passaporti,passport,passports";
constexpr std::string_view kHealthWords =
    "tessera sanitaria,team,tessera,assicurazione malattia,health card,ehic";

constexpr Detector kRows[] = {
    {.entity = "IT_FISCAL_CODE",
     .country = "it",
     .groups = "pii/it pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{3} ?[A-Za-z]{3} "
                   "?[0-9L-NP-Vl-np-v]{2}[A-EHLMPR-Ta-ehlmpr-t][0-9L-NP-Vl-np-v]{2} "
                   "?[A-Za-z][0-9L-NP-Vl-np-v]{3} ?[A-Za-z]\\b",
     .score = 0.3,
     .validate = validate_fiscal_code,
     .context = kFiscalCodeWords,
     .description = "Italian fiscal code (codice fiscale), also with letters for digits",
     .source = "Decreto Ministeriale 23 December 1976"},
    {.entity = "IT_FISCAL_CODE",
     .country = "it",
     .groups = "pii/it pii/eu",
     .trigger = "[A-Z]{6}[L-NP-V]{2}[A-EHLMPR-T][0-9L-NP-V]{2}",
     .expression = "\\b[A-Z]{6}[L-NP-V]{2}[A-EHLMPR-T][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]\\b",
     .score = 0.3,
     .validate = validate_fiscal_code,
     .context = kFiscalCodeWords,
     .description = "Italian fiscal code with letters for nearly all digits",
     .source = "Decreto Ministeriale 23 December 1976"},
    {.entity = "IT_VAT_CODE",
     .country = "it",
     .groups = "pii/it pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:IT[ -]?|it)\\d{11}\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_italian_vat_number>,
     .context = kVatWords,
     .description = "Italian VAT number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", IT"},
    {.entity = "IT_VAT_CODE",
     .country = "it",
     .groups = "pii/it pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}[ _]?\\d{3}\\b|\\b\\d{3}[ .]\\d{4}[ .]\\d{4}\\b"
                   "|\\b\\d{2}[ .]\\d{3}[ .]\\d{3}[ .]\\d{3}\\b",
     .score = 0.2,
     .validate = validate_vat_code,
     .context = kVatWords,
     .description = "Italian VAT number (partita IVA), also the fiscal code of a firm",
     .source = "DPR 633/1972, article 35"},
    {.entity = "IT_DRIVER_LICENSE",
     .country = "it",
     .groups = "pii/it pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2}\\d{7}[A-Za-z]\\b",
     .score = 0.2,
     .needs_word = true,
     .context = kLicenseWords,
     .description = "Italian driving licence",
     .source = "Ministero delle Infrastrutture e dei Trasporti"},
    {.entity = "IT_DRIVER_LICENSE",
     .country = "it",
     .groups = "pii/it pii/eu",
     .trigger = "[Uu]1[B-HJ-NPR-UW-Zb-hj-npr-uw-z0-9]{3}",
     .expression = "\\b[Uu]1[B-HJ-NPR-UW-Zb-hj-npr-uw-z0-9]{7}[A-Za-z]\\b",
     .score = 0.2,
     .needs_word = true,
     .context = kLicenseWords,
     .description = "Italian driving licence, U1 and seven characters",
     .source = "Ministero delle Infrastrutture e dei Trasporti"},
    {.entity = "IT_IDENTITY_CARD",
     .country = "it",
     .groups = "pii/it pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2} ?\\d{7}\\b|\\b[A-Za-z]{2}\\d{5}[A-Za-z]{2}\\b",
     .score = 0.01,
     .needs_word = true,
     .context = kIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Italian identity card, of paper or electronic",
     .source = "Ministero dell'Interno, Carta di identità elettronica"},
    {.entity = "IT_IDENTITY_CARD",
     .country = "it",
     .groups = "pii/it pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{7}[A-Za-z]{2}\\b",
     .score = 0.01,
     .needs_word = true,
     .context = kIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Italian electronic identity card of the second kind",
     .source = "Ministero dell'Interno, Carta di identità elettronica"},
    {.entity = "IT_PASSPORT",
     .country = "it",
     .groups = "pii/it pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2}\\d{7}\\b",
     .score = 0.01,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Italian passport number",
     .source = "Council of the European Union, PRADO, ITA-AO"},
    {.entity = "IT_HEALTH_CARD",
     .country = "it",
     .groups = "pii/it pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b80380\\d{15}\\b",
     .score = 0.4,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kHealthWords,
     .description = "Number of the Italian health insurance card (TEAM)",
     .source = "Decreto Ministeriale 11 March 2004; EN 1867"},
};

}  // namespace

std::span<const Detector> italy_detectors() {
  return kRows;
}

}  // namespace weir
