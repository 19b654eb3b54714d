#include "guardrails/detectors/validators/austria.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr std::string_view kInsuranceWords =
    "sozialversicherungsnummer*,sozialversicherung*,versicherungsnummer*,vsnr,svnr,sv-nummer,sv-nr,"
    "sv nr,e-card,ecard,ögk,gesundheitskasse,krankenkasse,social security*,insurance number";

constexpr std::string_view kVatWords =
    "uid,uid-nummer,uid-nr,uid nr,umsatzsteuer*,ust-id,ust-idnr,ust,mwst,vat,vat id,vat number,"
    "rechnung*,invoice*";

constexpr std::string_view kTaxWords =
    "abgabenkonto*,abgabenkontonummer*,steuernummer*,steuer-nr,steuernr,st.-nr,stnr,finanzamt*,"
    "finanzonline,fa,tax number,tax id,tin";

constexpr std::string_view kPassportWords =
    "reisepass*,reisepaß,pass,passnummer*,pass-nr,pass nr,passport*,ausweisdokument*";

constexpr std::string_view kRegisterWords =
    "firmenbuch*,firmenbuchnummer*,fbnr,fn,handelsgericht,landesgericht,company register,gmbh,ag";

constexpr Detector kRows[] = {
    {.entity = "AT_FIRMENBUCH",
     .country = "at",
     .groups = "pii/at pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bFN[ :]{0,2}\\d{2,6} ?[a-z]\\b",
     .score = 0.5,
     .validate = proven<is_austrian_register_number>,
     .context = kRegisterWords,
     .description = "Austrian company register number (Firmenbuchnummer)",
     .source = "Firmenbuchgesetz (FBG), section 3"},
    {.entity = "AT_FIRMENBUCH",
     .country = "at",
     .groups = "pii/at pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{5,6} ?[a-z]\\b",
     .score = 0.2,
     .validate = likely<is_austrian_register_number>,
     .needs_word = true,
     .context = kRegisterWords,
     .description = "Austrian company register number without FN",
     .source = "Firmenbuchgesetz (FBG), section 3"},
    {.entity = "AT_PASSPORT",
     .country = "at",
     .groups = "pii/at pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-Z] ?\\d{7}\\b",
     .score = 0.2,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .description = "Austrian passport, a letter and seven digits",
     .source = "Passgesetz-Durchführungsverordnung; Council of the EU, PRADO"},
    {.entity = "AT_SVNR",
     .country = "at",
     .groups = "pii/at pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b[1-9]\\d{3}[ ./-]?\\d{2}[ .]?\\d{2}[ .]?\\d{2}\\b",
     .score = 0.3,
     .validate = unless_fraction<validate_austrian_insurance_number>,
     .context = kInsuranceWords,
     .description = "Austrian social insurance number (Sozialversicherungsnummer)",
     .source = "Dachverband der Sozialversicherungsträger; section 31 (4) ASVG"},
    {.entity = "AT_TAX_NUMBER",
     .country = "at",
     .groups = "pii/at pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{2}(?:[ -]| - )\\d{3} ?/ ?\\d{4}\\b",
     .score = 0.45,
     .validate = likely<is_austrian_tax_number>,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Austrian tax number (Abgabenkontonummer) in groups",
     .source = "BMF, Abgabenkontonummer, Prüfziffernverfahren"},
    {.entity = "AT_TAX_NUMBER",
     .country = "at",
     .groups = "pii/at pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{2}[ -]?\\d{3}[ -]?\\d{4}\\b",
     .score = 0.2,
     .validate = likely<is_austrian_tax_number>,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Austrian tax number (Abgabenkontonummer) with spaces or none",
     .source = "BMF, Abgabenkontonummer, Prüfziffernverfahren"},
    {.entity = "AT_VAT_ID",
     .country = "at",
     .groups = "pii/at pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bAT[ -]?U[ -]?\\d{2,4}[ .-]?\\d{3,4}(?:[ .-]?\\d{2,3})?\\b",
     .score = 0.5,
     .validate = proven<is_austrian_vat_number>,
     .context = kVatWords,
     .description = "Austrian VAT identification number (UID), ATU and eight digits",
     .source = "BMF, Umsatzsteuer-Identifikationsnummer, Prüfziffernverfahren"},
    {.entity = "AT_VAT_ID",
     .country = "at",
     .groups = "pii/at pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bU\\d{8}\\b",
     .score = 0.3,
     .validate = likely<is_austrian_vat_number>,
     .needs_word = true,
     .context = kVatWords,
     .description = "Austrian VAT identification number (UID) without AT",
     .source = "BMF, Umsatzsteuer-Identifikationsnummer, Prüfziffernverfahren"},
};

}  // namespace

std::span<const Detector> austria_detectors() {
  return kRows;
}

}  // namespace weir
