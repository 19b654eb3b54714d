#include "guardrails/detectors/validators/sweden.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr std::string_view kGroups = "pii/se pii/eu pii/nordic";
constexpr std::string_view kHealth = "pii/se pii/eu pii/nordic pii/health";
constexpr std::string_view kPayment = "pii/se pii/eu pii/nordic pii/payment";

constexpr std::string_view kPersonalWords =
    "personnummer*,personnumret,personnr,person nr,pnr,personal identity number,personal number,"
    "swedish id,svensk id,svenskt id,samordningsnummer*,samordningsnr,coordination number,ssn";
constexpr std::string_view kOrganisationWords =
    "organisationsnummer*,organisationsnumret,orgnumret,organisationsnr,orgnummer*,orgnr,org "
    "nr,org.nr,org.nummer,org-nr,"
    "företagsnummer,registration number,organisation number,organization number,"
    "company number";
constexpr std::string_view kVatWords =
    "moms,momsnummer,momsnr,moms nr,momsreg*,momsregistreringsnummer*,vat,vat id,vat-nr,"
    "vat number,vat no";
constexpr std::string_view kPassportWords =
    "passport*,passnummer*,passnumret,passnr,pass nr,passets,svenskt pass,mitt pass,"
    "hennes pass,hans pass";
constexpr std::string_view kIdCardWords =
    "id-kort*,idkort*,id kort,identitetskort*,legitimation*,identity card,id card";
constexpr std::string_view kEhicWords =
    "ehic,european health insur*,europeiskt sjuk*,europeiska sjuk*,health insurance "
    "card,eu-kort*,eu kort,sjukförsäkringskort*";
constexpr std::string_view kBankgiroWords = "bankgiro*,bankgirot,bg,bg-nummer,bg nr,bgnr";
constexpr std::string_view kPlusgiroWords = "plusgiro*,postgiro*,pg,pg-nummer,pg nr,pgnr";

constexpr Detector kRows[] = {
    {.entity = "SE_PERSONNUMMER",
     .country = "se",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b(?:1[89]|20)?\\d{6}[-+ ]?\\d{4}\\b",
     .score = 0.6,
     .validate = validate_se_personnummer,
     .context = kPersonalWords,
     .description = "Swedish personal identity number (personnummer) or coordination number "
                    "(samordningsnummer)",
     .source = "Folkbokföringslagen (1991:481) 18 §; Skatteverket, SKV 704 and SKV 707"},
    // Glued to a letter or an underscore. A row of its own, so that the other one is tried at the
    // beginnings of words alone.
    {.entity = "SE_PERSONNUMMER",
     .country = "se",
     .groups = kGroups,
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "[A-Za-z_](?:1[89]|20)?\\d{6}[-+ ]?\\d{4}\\b",
     .score = 0.6,
     .validate = validate_se_personnummer,
     .context = kPersonalWords,
     .description = "Swedish personal identity number (personnummer) or coordination number "
                    "(samordningsnummer)",
     .source = "Folkbokföringslagen (1991:481) 18 §; Skatteverket, SKV 704 and SKV 707"},
    {.entity = "SE_ORGANISATIONSNUMMER",
     .country = "se",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b(?:16)?\\d{6}-\\d{4}\\b",
     .score = 0.6,
     .validate = validate_se_organisationsnummer,
     .context = kOrganisationWords,
     .description = "Swedish organisation number (organisationsnummer)",
     .source = "Lagen (1974:174) om identitetsbeteckning; Skatteverket, SKV 709"},
    {.entity = "SE_ORGANISATIONSNUMMER",
     .country = "se",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b(?:16)?\\d{6} ?\\d{4}\\b",
     .score = 0.3,
     .validate = validate_se_organisationsnummer,
     .needs_word = true,
     .context = kOrganisationWords,
     .description = "Swedish organisation number without its dash",
     .source = "Lagen (1974:174) om identitetsbeteckning; Skatteverket, SKV 709"},
    {.entity = "SE_VAT_ID",
     .country = "se",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b[Ss][Ee][ -]?(?:\\d{6}[ -]?\\d{4}[ -]?\\d{2}"
                   "|\\d{3}[ .]\\d{3}[ .]\\d{3}[ .]\\d{3})\\b",
     .score = 0.3,
     .validate = validate_se_vat_id,
     .context = kVatWords,
     .description = "Swedish VAT number (momsregistreringsnummer)",
     .source = "Skatteverket, momsregistreringsnummer; European Commission, VIES"},
    {.entity = "SE_VAT_ID",
     .country = "se",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6}[ -]?\\d{4}[ -]?01\\b",
     .score = 0.2,
     .validate = validate_se_vat_id,
     .needs_word = true,
     .context = kVatWords,
     .description = "Swedish VAT number without its country",
     .source = "Skatteverket, momsregistreringsnummer; European Commission, VIES"},
    {.entity = "SE_PASSPORT",
     .country = "se",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b(?:[A-Za-z]{2}\\d{7}|\\d{2}-?\\d{6})\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Swedish passport number",
     .source = "Polisen, pass; Council of the European Union, PRADO, SWE-AO"},
    {.entity = "SE_ID_CARD",
     .country = "se",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b(?:[A-Za-z]{2}\\d{7}|\\d{8})\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Number of a Swedish national identity card",
     .source = "Polisen, nationellt id-kort; Council of the European Union, PRADO, SWE-BO"},
    {.entity = "SE_EHIC",
     .country = "se",
     .groups = kHealth,
     .trigger = "\\d\\d",
     .expression = "\\b80752[ -]?\\d{5}[ -]?\\d{5}[ -]?\\d{5}\\b",
     .score = 0.4,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kEhicWords,
     .description = "Number of a European Health Insurance Card of Sweden",
     .source = "Administrative Commission, Decision S2 (2009), annex; EN 1867:1997"},
    {.entity = "SE_BANKGIRO",
     .country = "se",
     .groups = kPayment,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3,4}-\\d{4}\\b",
     .score = 0.2,
     .validate = validate_se_giro,
     .needs_word = true,
     .context = kBankgiroWords,
     .description = "Swedish Bankgiro number",
     .source = "Bankgirot, 10-modulen"},
    {.entity = "SE_BANKGIRO",
     .country = "se",
     .groups = kPayment,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3,4} ?\\d{4}\\b",
     .score = 0.2,
     .validate = validate_se_giro,
     .needs_word = true,
     .context = kBankgiroWords,
     .description = "Swedish Bankgiro number without its dash",
     .source = "Bankgirot, 10-modulen"},
    {.entity = "SE_PLUSGIRO",
     .country = "se",
     .groups = kPayment,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{1,3}(?: ?\\d{2}){1,3}-\\d\\b",
     .score = 0.2,
     .validate = validate_se_giro,
     .needs_word = true,
     .context = kPlusgiroWords,
     .description = "Swedish PlusGiro number",
     .source = "Bankgirot, 10-modulen; Nordea, PlusGiro"},
};

}  // namespace

std::span<const Detector> sweden_detectors() {
  return kRows;
}

}  // namespace weir
