#include "guardrails/detectors/validators/portugal.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kTaxWords =
    "nif,nipc,contribuinte,contribuintes,identificação fiscal,número fiscal,n.º fiscal,fiscal,"
    "iva,vat,tax id,tax number,n.i.f.,n.i.p.c.";
constexpr std::string_view kCardWords =
    "cartão de cidadão,cartao de cidadao,cartão do cidadão,cc,"
    "bilhete de identidade,documento,identity card,citizen card";
constexpr std::string_view kSocialSecurityWords =
    "niss,segurança social,seguranca social,social security";
constexpr std::string_view kHealthWords =
    "utente,número de utente,nº utente,n.º utente,sns,cartão de saúde,"
    "health service";
constexpr std::string_view kPassportWords = "passaporte,passaportes,passport,passports";

constexpr Detector kRows[] = {
    {.entity = "PT_NIF",
     .country = "pt",
     .groups = "pii/pt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:PT[ -]?|pt)(?:\\d{9}|\\d{3}[ .]\\d{3}[ .]\\d{3})\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_portuguese_nif>,
     .context = kTaxWords,
     .description = "Portuguese tax number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", PT"},
    {.entity = "PT_NIF",
     .country = "pt",
     .groups = "pii/pt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{9}|\\d{3}[ .-]\\d{3}[ .-]\\d{3})\\b",
     .score = 0.3,
     .validate = likely<is_portuguese_nif>,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Portuguese tax number (NIF, NIPC)",
     .source = "Autoridade Tributária; Decreto-Lei 14/2013"},
    {.entity = "PT_CC",
     .country = "pt",
     .groups = "pii/pt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}[ -]?\\d[ -]?(?:[A-Z][A-Z0-9]|[0-9][A-Z])[ -]?\\d\\b",
     .score = 0.5,
     .validate = proven<is_citizen_card_number>,
     .context = kCardWords,
     .description = "Portuguese citizen card (Cartão de Cidadão)",
     .source = "Autenticação.gov, validation of the card's document number"},
    {.entity = "PT_CC",
     .country = "pt",
     .groups = "pii/pt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}[ -]?\\d[ -]?(?:[a-z][a-z0-9]|[0-9][a-z])[ -]?\\d\\b",
     .score = 0.4,
     .validate = likely<is_citizen_card_number>,
     .needs_word = true,
     .context = kCardWords,
     .description = "Portuguese citizen card in small letters",
     .source = "Autenticação.gov, validation of the card's document number"},
    {.entity = "PT_CC",
     .country = "pt",
     .groups = "pii/pt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}[ -]?\\d[ -]?\\d\\d[ -]?\\d\\b",
     .score = 0.2,
     .validate = likely<is_citizen_card_number>,
     .needs_word = true,
     .context = kCardWords,
     .description = "Portuguese citizen card whose version is digits",
     .source = "Autenticação.gov, validation of the card's document number"},
    {.entity = "PT_NISS",
     .country = "pt",
     .groups = "pii/pt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[12](?:\\d{10}|\\d\\d[ .]\\d{4}[ .]\\d{4}"
                   "|\\d\\d[ .]\\d{3}[ .]\\d{3}[ .]\\d\\d)\\b",
     .score = 0.3,
     .validate = likely<is_portuguese_niss>,
     .needs_word = true,
     .context = kSocialSecurityWords,
     .description = "Portuguese social security number (NISS)",
     .source = "Instituto de Informática da Segurança Social"},
    {.entity = "PT_SNS",
     .country = "pt",
     .groups = "pii/pt pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{9}|\\d{3} \\d{3} \\d{3})\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kHealthWords,
     .context_minimum = kDefaultThreshold,
     .description = "Portuguese health service number (número de utente)",
     .source = "Serviço Nacional de Saúde"},
    {.entity = "PT_PASSPORT",
     .country = "pt",
     .groups = "pii/pt pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{1,2} ?\\d{6}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Portuguese passport number",
     .source = "Council of the European Union, PRADO, PRT-AO"},
};

}  // namespace

std::span<const Detector> portugal_detectors() {
  return kRows;
}

}  // namespace weir
