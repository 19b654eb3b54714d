#include "guardrails/detectors/validators/baltic.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr std::string_view kEstonia = "pii/ee pii/eu";
constexpr std::string_view kEeHealth = "pii/ee pii/eu pii/health";
constexpr std::string_view kLatvia = "pii/lv pii/eu";
constexpr std::string_view kLvHealth = "pii/lv pii/eu pii/health";
constexpr std::string_view kLithuania = "pii/lt pii/eu";
constexpr std::string_view kLtHealth = "pii/lt pii/eu pii/health";

constexpr std::string_view kEePersonalWords =
    "isikukood*,isikukoodi,ik,personal code,personal identification code,estonian id";
constexpr std::string_view kEeRegistryWords =
    "registrikood*,registrinumb*,registri nr,reg.nr,reg. nr,reg. kood,reg "
    "kood,reg.kood,rg-kood,registry code,registration code,"
    "company code,registration number";
constexpr std::string_view kEeVatWords =
    "kmkr*,kmkr nr,käibemaks*,käibemaksukohustuslas*,vat,vat id,vat number,vat no";
constexpr std::string_view kEeVatNumberWords =
    "kmkr*,kmkr nr,käibemaksukohustuslas*,vat id,vat number,vat no";
constexpr std::string_view kEePassportWords = "passport*,pass,passi,passi number,passinumber*";
constexpr std::string_view kEeIdCardWords =
    "id-kaar*,id kaar*,isikutunnistus*,dokumendi number*,identity card,id card";
constexpr std::string_view kEeEhicWords =
    "ehic,european health insur*,euroopa ravikindl*,health insurance card,ravikindlustuskaar*";
constexpr std::string_view kLvPersonalWords =
    "personas kod*,personas kods,pers.kods,pers. kods,p.k,personal code,"
    "personal identity number,latvian id";
constexpr std::string_view kLvVatWords =
    "pvn,pvn numur*,pvn nr,pvn reģ*,vat,vat id,vat number,vat no";
constexpr std::string_view kLvRegistrationWords =
    "pvn,pvn numur*,pvn nr,reģ,reģ.nr,reģ. nr,reģistrācijas numur*,reģistrācijas nr,"
    "reģistrācijas n*,vienotais reģistrācijas*,nodokļu maksātāj*,registration number,reg. no,"
    "company number,vat number";
constexpr std::string_view kLvPassportWords = "passport*,pase,pases,pases numur*,pases nr";
constexpr std::string_view kLvIdCardWords =
    "personas apliecīb*,eid kart*,id kart*,identity card,id card";
constexpr std::string_view kLvEhicWords =
    "ehic,evak,european health insur*,eiropas veselības*,health insurance card,veselības "
    "apdrošināšanas kart*";
constexpr std::string_view kLtPersonalWords =
    "asmens kod*,asmens kodas,a.k,a. k,personal code,personal identification number,lithuanian id";
constexpr std::string_view kLtCompanyWords =
    "įmonės kod*,į. k,į.k,įm. k,juridinio asmens kod*,įm. kodas,įm.k,imones kod*,company code,"
    "legal entity code,registration number";
constexpr std::string_view kLtVatWords =
    "pvm,pvm kod*,pvm mokėtoj*,pvm moketoj*,vat,vat id,vat number,vat code,vat no";
constexpr std::string_view kLtPassportWords = "passport*,pasas,paso,pasą,paso nr,paso numer*";
constexpr std::string_view kLtIdCardWords =
    "asmens tapatybės kortel*,tapatybės kortel*,identity card,id card";
constexpr std::string_view kLtEhicWords =
    "ehic,esdk,european health insur*,europos sveikatos*,health insurance card,sveikatos draudimo "
    "kortel*";

constexpr Detector kRows[] = {
    {.entity = "EE_ISIKUKOOD",
     .country = "ee",
     .groups = kEstonia,
     .trigger = "\\d\\d",
     .expression = "\\b[1-8]\\d{10}\\b",
     .score = 0.6,
     .validate = validate_ee_isikukood,
     .context = kEePersonalWords,
     .description = "Estonian personal identification code (isikukood)",
     .source = "EVS 585:2007; Rahvastikuregistri seadus § 39"},
    {.entity = "EE_REGISTRIKOOD",
     .country = "ee",
     .groups = kEstonia,
     .trigger = "\\d\\d",
     .expression = "\\b[1789]\\d{7}\\b",
     .score = 0.2,
     .validate = validate_ee_registrikood,
     .needs_word = true,
     .context = kEeRegistryWords,
     .description = "Estonian registry code of an organisation (registrikood)",
     .source = "Estonian e-Business Register, ariregister.rik.ee"},
    {.entity = "EE_VAT_ID",
     .country = "ee",
     .groups = kEstonia,
     .trigger = "\\d\\d",
     .expression = "\\b[Ee][Ee][ -]?\\d{3} ?\\d{3} ?\\d{3}\\b",
     .score = 0.3,
     .validate = validate_ee_vat_id,
     .context = kEeVatWords,
     .description = "Estonian VAT number (KMKR)",
     .source = "Estonian Tax and Customs Board; European Commission, VIES"},
    {.entity = "EE_VAT_ID",
     .country = "ee",
     .groups = kEstonia,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.2,
     .validate = validate_ee_vat_id,
     .needs_word = true,
     .context = kEeVatNumberWords,
     .description = "Estonian VAT number without its country",
     .source = "Estonian Tax and Customs Board; European Commission, VIES"},
    {.entity = "EE_PASSPORT",
     .country = "ee",
     .groups = kEstonia,
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{1,2}\\d{7}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kEePassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Estonian passport number",
     .source = "Council of the European Union, PRADO, EST-AO"},
    {.entity = "EE_ID_CARD",
     .country = "ee",
     .groups = kEstonia,
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{1,2}\\d{7}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kEeIdCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Number of an Estonian identity card",
     .source = "Council of the European Union, PRADO, EST-BO"},
    {.entity = "EE_EHIC",
     .country = "ee",
     .groups = kEeHealth,
     .trigger = "\\d\\d",
     .expression = "\\b80233[ -]?\\d{5}[ -]?\\d{5}[ -]?\\d{5}\\b",
     .score = 0.4,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kEeEhicWords,
     .description = "Number of a European Health Insurance Card of Estonia",
     .source = "Administrative Commission, Decision S2 (2009), annex; EN 1867:1997"},
    {.entity = "LV_PERSONAS_KODS",
     .country = "lv",
     .groups = kLatvia,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6}-?\\d{5}\\b",
     .score = 0.4,
     .validate = validate_lv_personas_kods,
     .context = kLvPersonalWords,
     .description = "Latvian personal code (personas kods)",
     .source = "pmlp.gov.lv; Fizisko personu reģistra likums"},
    {.entity = "LV_VAT_ID",
     .country = "lv",
     .groups = kLatvia,
     .trigger = "\\d\\d",
     .expression = "\\b[Ll][Vv][ -]?(?:\\d{6}-?\\d{5}|\\d{4} \\d{4} \\d{3})\\b",
     .score = 0.3,
     .validate = validate_lv_vat_id,
     .context = kLvVatWords,
     .description = "Latvian VAT number (PVN)",
     .source = "vid.gov.lv; European Commission, VIES"},
    {.entity = "LV_REGISTRATION_NUMBER",
     .country = "lv",
     .groups = kLatvia,
     .trigger = "\\d\\d",
     .expression = "\\b[4-9]\\d{3} ?\\d{4} ?\\d{3}\\b",
     .score = 0.3,
     .validate = validate_lv_registration_number,
     .needs_word = true,
     .context = kLvRegistrationWords,
     .description = "Latvian registration number of a legal person, or its VAT number without LV",
     .source = "Uzņēmumu reģistrs; vid.gov.lv"},
    {.entity = "LV_PASSPORT",
     .country = "lv",
     .groups = kLatvia,
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2}\\d{7}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kLvPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Latvian passport number",
     .source = "Council of the European Union, PRADO, LVA-AO"},
    {.entity = "LV_ID_CARD",
     .country = "lv",
     .groups = kLatvia,
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2}\\d{7}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kLvIdCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Number of a Latvian identity card (eID)",
     .source = "Council of the European Union, PRADO, LVA-BO"},
    {.entity = "LV_EHIC",
     .country = "lv",
     .groups = kLvHealth,
     .trigger = "\\d\\d",
     .expression = "\\b80428[ -]?\\d{5}[ -]?\\d{5}[ -]?\\d{5}\\b",
     .score = 0.4,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kLvEhicWords,
     .description = "Number of a European Health Insurance Card of Latvia",
     .source = "Administrative Commission, Decision S2 (2009), annex; EN 1867:1997"},
    {.entity = "LT_ASMENS_KODAS",
     .country = "lt",
     .groups = kLithuania,
     .trigger = "\\d\\d",
     .expression = "\\b[1-69]\\d{10}\\b",
     .score = 0.6,
     .validate = validate_lt_asmens_kodas,
     .context = kLtPersonalWords,
     .description = "Lithuanian personal code (asmens kodas)",
     .source = "Gyventojų registro įstatymas, article 8"},
    {.entity = "LT_IMONES_KODAS",
     .country = "lt",
     .groups = kLithuania,
     .trigger = "\\d\\d",
     .expression = "\\b[1-9]\\d{8}\\b",
     .score = 0.2,
     .validate = validate_lt_imones_kodas,
     .needs_word = true,
     .context = kLtCompanyWords,
     .description = "Lithuanian code of a legal person (įmonės kodas)",
     .source = "Centre of Registers, registrucentras.lt"},
    {.entity = "LT_VAT_ID",
     .country = "lt",
     .groups = kLithuania,
     .trigger = "\\d\\d",
     .expression = "\\b(?:[Ll][Tt][ -]?)?(?:\\d{9}|\\d{12})\\b",
     .score = 0.3,
     .validate = validate_lt_vat_id,
     .context = kLtVatWords,
     .description = "Lithuanian VAT number (PVM)",
     .source = "vmi.lt; European Commission, VIES"},
    {.entity = "LT_PASSPORT",
     .country = "lt",
     .groups = kLithuania,
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{8}|[A-Za-z]{2}\\d{6})\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kLtPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Lithuanian passport number",
     .source = "Council of the European Union, PRADO, LTU-AO"},
    {.entity = "LT_ID_CARD",
     .country = "lt",
     .groups = kLithuania,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kLtIdCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Number of a Lithuanian identity card",
     .source = "Council of the European Union, PRADO, LTU-BO"},
    {.entity = "LT_EHIC",
     .country = "lt",
     .groups = kLtHealth,
     .trigger = "\\d\\d",
     .expression = "\\b80440[ -]?\\d{5}[ -]?\\d{5}[ -]?\\d{5}\\b",
     .score = 0.4,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kLtEhicWords,
     .description = "Number of a European Health Insurance Card of Lithuania",
     .source = "Administrative Commission, Decision S2 (2009), annex; EN 1867:1997"},
};

}  // namespace

std::span<const Detector> baltic_detectors() {
  return kRows;
}

}  // namespace weir
