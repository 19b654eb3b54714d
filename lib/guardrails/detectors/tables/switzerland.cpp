#include "guardrails/detectors/validators/switzerland.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr std::string_view kInsuranceWords =
    "ahv,ahv-nummer,ahv-nr,ahvn13,ahv nummer,avs,numéro avs,no avs,n° avs,navs13,avs/ahv,"
    "sozialversicherung*,versichertennummer,numéro d'assuré,assicurazione,numero avs,"
    "social security*,oasi";

constexpr std::string_view kBusinessWords =
    "uid,uid-nummer,ide,idi,mwst,mwst-nr,mwst-nummer,tva,numéro tva,iva,numero iva,tpv,"
    "handelsregister,registre du commerce,registro di commercio,vat,vat number,"
    "enterprise identification number";

constexpr std::string_view kPassportWords =
    "reisepass*,pass,passnummer*,pass-nr,pass nr,schweizerpass,passeport*,numéro de passeport,"
    "passaporto,numero di passaporto,passport*";

constexpr Detector kRows[] = {
    {.entity = "CH_AHV",
     .country = "ch",
     .groups = "pii/ch pii/li",
     .trigger = "\\d\\d",
     .expression = "\\b756[ .-]?\\d{4}[ .-]?\\d{4}[ .-]?\\d{2}\\b",
     .score = 0.5,
     .validate = unless_fraction<proven<is_swiss_insurance_number>>,
     .context = kInsuranceWords,
     .description = "Swiss and Liechtenstein insurance number (AHV, AVS)",
     .source = "Zentrale Ausgleichsstelle, AHVN13; section 133 AHVV"},
    {.entity = "CH_PASSPORT",
     .country = "ch",
     .groups = "pii/ch",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-Z]\\d{7}\\b",
     .score = 0.2,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .description = "Swiss passport, a letter and seven digits",
     .source = "fedpol, Ausweisverordnung (VAwG); Council of the EU, PRADO"},
    {.entity = "CH_UID",
     .country = "ch",
     .groups = "pii/ch",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bCHE[ -]?\\d{3}[ .]?\\d{3}[ .]?\\d{3}(?:[ /-]?(?:MWST|TVA|IVA|TPV))?\\b",
     .score = 0.5,
     .validate = proven<is_swiss_business_number>,
     .context = kBusinessWords,
     .description = "Swiss business number (UID), also as a VAT number",
     .source = "Bundesamt für Statistik, UID; eCH-0097"},
    {.entity = "CH_UID",
     .country = "ch",
     .groups = "pii/ch",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b\\d{3}\\.\\d{3}\\.\\d{3}(?: (?:MWST|TVA|IVA|TPV))?\\b",
     .score = 0.3,
     .validate = likely<is_swiss_business_number>,
     .needs_word = true,
     .context = kBusinessWords,
     .description = "Swiss business number (UID) without CHE",
     .source = "Bundesamt für Statistik, UID; eCH-0097"},
    {.entity = "LI_PEID",
     .country = "li",
     .groups = "pii/li pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b(?:PEID|Personenidentifikationsnummer)(?:[ -]?Nr\\.?)?[ :=(]{0,3}"
                   "(?:\\d{4,12}|\\d{1,3}(?:\\.\\d{3}){2,3})\\b",
     .score = 0.55,
     .validate = validate_liechtenstein_person_number,
     .description = "Liechtenstein's number of a person (PEID), behind its name",
     .source = "OECD, Liechtenstein, information on tax identification numbers"},
};

}  // namespace

std::span<const Detector> switzerland_detectors() {
  return kRows;
}

}  // namespace weir
