#include "guardrails/detectors/validators/spain.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kNifWords =
    "dni,nif,documento nacional de identidad,identificación,identificacion,identificació,cédula,"
    "cif,titular,tax id,identity card,national id,d.n.i.,n.i.f.";
constexpr std::string_view kNieWords =
    "nie,número de identificación de extranjero,número de identidad de extranjero,extranjero,"
    "extranjera,foreigner,residencia,tax id,n.i.e.";
constexpr std::string_view kCifWords =
    "cif,nif,empresa,sociedad,razón social,s.l.,s.a.,n.i.f.,c.i.f.,"
    "company,tax id,vat,iva";
constexpr std::string_view kPassportWords = "pasaporte,pasaportes,passaport,passport,passports";
constexpr std::string_view kSocialSecurityWords =
    "seguridad social,nuss,naf,afiliación,número de afiliación,"
    "seguretat social,social security";

constexpr Detector kRows[] = {
    {.entity = "ES_NIF",
     .country = "es",
     .groups = "pii/es pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}-?[A-HJ-NP-TV-Za-hj-np-tv-z]\\b"
                   "|\\b\\d\\d\\.\\d{3}\\.\\d{3}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z]\\b",
     .score = 0.5,
     .validate = proven<is_spanish_nif>,
     .context = kNifWords,
     .description = "Spanish tax number of a person (DNI, NIF)",
     .source = "Ministerio del Interior, \"Cálculo del dígito de control del NIF-NIE\""},
    {.entity = "ES_NIF",
     .country = "es",
     .groups = "pii/es pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[KLMklm][ -]?\\d{7}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z]\\b",
     .score = 0.5,
     .validate = proven<is_spanish_nif>,
     .context = kNifWords,
     .description = "Spanish tax number of a person without a DNI number",
     .source = "Ministerio del Interior, \"Cálculo del dígito de control del NIF-NIE\""},
    {.entity = "ES_NIF",
     .country = "es",
     .groups = "pii/es pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8} [A-HJ-NP-TV-Z]\\b|\\b\\d{7}-?[A-HJ-NP-TV-Za-hj-np-tv-z]\\b"
                   "|\\b\\d\\.\\d{3}\\.\\d{3}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z]\\b",
     .score = 0.4,
     .validate = likely<is_spanish_nif>,
     .needs_word = true,
     .context = kNifWords,
     .description = "Spanish tax number, its letter apart or without its leading zero",
     .source = "Ministerio del Interior, \"Cálculo del dígito de control del NIF-NIE\""},
    {.entity = "ES_NIF",
     .country = "es",
     .groups = "pii/es pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:ES[ -]?|es)(?:\\d{8}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z]"
                   "|[KLM][ -]?\\d{7}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z])\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_spanish_nif>,
     .context = kNifWords,
     .description = "Spanish tax number of a person as a VAT number",
     .source = "European Commission, VIES, \"VAT identification number structure\", ES"},
    {.entity = "ES_NIE",
     .country = "es",
     .groups = "pii/es pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[XYZxyz][ -]?\\d{7}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z]\\b"
                   "|\\b[XYZxyz][ -]?\\d\\.\\d{3}\\.\\d{3}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z]\\b",
     .score = 0.5,
     .validate = proven<is_spanish_nie>,
     .context = kNieWords,
     .description = "Spanish tax number of a foreigner (NIE)",
     .source = "Ministerio del Interior, \"Cálculo del dígito de control del NIF-NIE\""},
    {.entity = "ES_NIE",
     .country = "es",
     .groups = "pii/es pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:ES[ -]?|es)[XYZxyz][ -]?\\d{7}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z]\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_spanish_nie>,
     .context = kNieWords,
     .description = "Spanish tax number of a foreigner as a VAT number",
     .source = "European Commission, VIES, \"VAT identification number structure\", ES"},
    {.entity = "ES_CIF",
     .country = "es",
     .groups = "pii/es pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:ES[ -]?|es)[A-HJNP-SUVWa-hjnp-suvw][ -]?\\d{7}[ -]?[0-9A-Ja-j]\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_spanish_cif>,
     .context = kCifWords,
     .description = "Spanish tax number of a legal person as a VAT number",
     .source = "European Commission, VIES, \"VAT identification number structure\", ES"},
    {.entity = "ES_CIF",
     .country = "es",
     .groups = "pii/es pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-HJNP-SUVWa-hjnp-suvw]-?\\d{7}-?[0-9A-Ja-j]\\b"
                   "|\\b[A-HJNP-SUVW][ -]?\\d\\d[ .]?\\d{3}[ .]?\\d\\d[0-9A-J]\\b",
     .score = 0.4,
     .validate = likely<is_spanish_cif>,
     .needs_word = true,
     .context = kCifWords,
     .description = "Spanish tax number of a legal person (NIF, once CIF)",
     .source = "Orden EHA/451/2008, de 20 de febrero"},
    {.entity = "ES_NUSS",
     .country = "es",
     .groups = "pii/es pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{2}[ /-]?\\d{7,8}[ /-]?\\d{2}\\b",
     .score = 0.4,
     .validate = proven<is_spanish_social_security_number>,
     .context = kSocialSecurityWords,
     .description = "Spanish social security number",
     .source = "Tesorería General de la Seguridad Social"},
    {.entity = "ES_PASSPORT",
     .country = "es",
     .groups = "pii/es pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{3}\\d{6}\\b",
     .score = 0.05,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Spanish passport number",
     .source = "Council of the European Union, PRADO, ESP-AO"},
};

}  // namespace

std::span<const Detector> spain_detectors() {
  return kRows;
}

}  // namespace weir
