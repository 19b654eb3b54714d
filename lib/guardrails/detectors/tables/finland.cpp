#include "guardrails/detectors/validators/finland.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr std::string_view kGroups = "pii/fi pii/ax pii/eu pii/nordic";
constexpr std::string_view kHealth = "pii/fi pii/ax pii/eu pii/nordic pii/health";
constexpr std::string_view kPayment = "pii/fi pii/ax pii/eu pii/nordic pii/payment";

constexpr std::string_view kBusinessWords =
    "y-tunnu*,ytunnu*,y tunnus,liiketunnu*,business id,business identity code,fo-nummer,"
    "fo-numret,fo-nr,företags- och organisationsnummer,company";
constexpr std::string_view kVatWords =
    "alv,alv-numero*,alv-tunnu*,alv nro,arvonlisävero*,vat,vat id,vat number,vat no,moms,"
    "momsnummer,momsregistreringsnummer";
constexpr std::string_view kVatNumberWords =
    "alv-numero*,alv-tunnu*,alv nro,vat id,vat number,vat no,momsnummer,momsregistreringsnummer";
constexpr std::string_view kTaxWords =
    "veronumero*,skattenummer*,skattenumret,tax number,individual tax number";
constexpr std::string_view kEhicWords =
    "ehic,european health insur*,eurooppalainen sairaanh*,eurooppalaisen sairaanh*,health "
    "insurance card,sairaanhoitokort*,sairausvakuutuskort*,eu-kort*,kela*,fpa,"
    "sjukvårdskort*,sjukförsäkringskort*";
constexpr std::string_view kPassportWords =
    "passport*,passi,passin,passini,passinsa,passissa,passilla,passinumero*,passi nro,"
    "passnummer,passnumret,passets,pass nr";
constexpr std::string_view kPlateWords =
    "rekisterinumero*,rekisteritunnu*,rekisterikil*,rekisteri nro,rekkari*,rek.nro,kilpi,"
    "kilven,auto,auton,autoni,autosi,autonsa,autosta,ajoneuvo*,henkilöauto*,pakettiauto*,"
    "moottoripyör*,mopo,mopon,perävaunu*,traktori*,pysäköin*,parkkisak*,"
    "registreringsnummer*,registreringsskylt*,registerskylt*,reg.nr,regnr,bil,bilen,bilens,"
    "fordon*,släpvagn*,motorcykel*,number plate,licence plate,license plate,"
    "registration number,registration plate,vehicle,car";
constexpr std::string_view kReferenceWords =
    "viite,viitteenä,viitteellä,viitteeksi,viitteen,viitenumero*,viitenro,viitenr,"
    "viite nro,pankkiviite*,rf-viite*,maksuviite*,referensnummer*,referensnumret,referens,"
    "ref.nr,reference number,reference no,payment reference,bank reference,"
    "creditor reference,rf reference";

constexpr Detector kRows[] = {
    {.entity = "FI_PERSONAL_IDENTITY_CODE",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d[-+A-FU-Ya-fu-y]\\d{3}",
     .expression = "\\d{6}[-+A-FU-Ya-fu-y]\\d{3}[0-9A-FHJ-NPR-Ya-fhj-npr-y]",
     .score = 0.5,
     .validate = validate_personal_identity_code,
     .description = "Finnish personal identity code (henkilötunnus)",
     .source = "dvv.fi, personal identity code; notice of 11 December 2023"},
    {.entity = "FI_BUSINESS_ID",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{7}-\\d\\b",
     .score = 0.6,
     .validate = validate_business_id,
     .context = kBusinessWords,
     .description = "Finnish business identity code (Y-tunnus)",
     .source = "ytj.fi, Business ID"},
    {.entity = "FI_BUSINESS_ID",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6}-\\d\\b",
     .score = 0.3,
     .validate = validate_business_id,
     .needs_word = true,
     .context = kBusinessWords,
     .description = "Finnish business identity code without its leading zero",
     .source = "ytj.fi, Business ID"},
    {.entity = "FI_BUSINESS_ID",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}\\b",
     .score = 0.2,
     .validate = validate_business_id,
     .needs_word = true,
     .context = kBusinessWords,
     .description = "Finnish business identity code without its dash",
     .source = "ytj.fi, Business ID"},
    {.entity = "FI_VAT_ID",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b[Ff][Ii][ -]?\\d{7}-?\\d\\b",
     .score = 0.3,
     .validate = validate_fi_vat_id,
     .context = kVatWords,
     .description = "Finnish VAT number (ALV-numero)",
     .source = "vero.fi, VAT number; European Commission, VIES"},
    {.entity = "FI_VAT_ID",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8}\\b",
     .score = 0.15,
     .validate = validate_fi_vat_id,
     .needs_word = true,
     .context = kVatNumberWords,
     .description = "Finnish VAT number without its country",
     .source = "vero.fi, VAT number; European Commission, VIES"},
    {.entity = "FI_TAX_NUMBER",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{4} ?\\d{4} ?\\d{4}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kTaxWords,
     .context_minimum = kDefaultThreshold,
     .description = "Finnish individual tax number (veronumero)",
     .source = "vero.fi, individual tax numbers"},
    {.entity = "FI_EHIC",
     .country = "fi",
     .groups = kHealth,
     .trigger = "\\d\\d",
     .expression = "\\b80246[ -]?80246[ -]?\\d{5}[ -]?\\d{5}\\b",
     .score = 0.85,
     .validate = validate_lone_number,
     .context = kEhicWords,
     .description = "Number of a Finnish European Health Insurance Card",
     .source = "Kela; Administrative Commission, Decision S2 (2009), annex; EN 1867:1997"},
    {.entity = "FI_PASSPORT",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2} ?\\d{7}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Finnish passport number",
     .source = "Council of the European Union, PRADO, FIN-AO"},
    {.entity = "FI_LICENSE_PLATE",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "(?:\\b[A-Za-z]|\\xC3[\\x84\\x85\\x96])"
                   "(?:[A-Za-z]|\\xC3[\\x84\\x85\\x96\\xA4\\xA5\\xB6]){1,2}-[1-9]\\d{1,2}\\b",
     .score = 0.2,
     .validate = validate_fi_license_plate,
     .needs_word = true,
     .context = kPlateWords,
     .description = "Finnish registration number of a vehicle, letters before digits",
     .source = "Traficom, number plates"},
    {.entity = "FI_LICENSE_PLATE",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b[A-Z]{3} ?[1-9]\\d{2}\\b",
     .score = 0.2,
     .validate = validate_fi_license_plate,
     .needs_word = true,
     .context = kPlateNumberWords,
     .description = "Finnish registration number of a car without its dash",
     .source = "Traficom, number plates"},
    {.entity = "FI_LICENSE_PLATE",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b[1-9]\\d{1,2}-[A-Za-z]{2,3}\\b",
     .score = 0.2,
     .validate = validate_fi_license_plate,
     .needs_word = true,
     .context = kPlateNumberWords,
     .description = "Finnish registration number of a moped or tractor, digits before letters",
     .source = "Traficom, number plates"},
    {.entity = "FI_LICENSE_PLATE",
     .country = "fi",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\bCD-[1-9]\\d{1,3}\\b|\\bC-[1-9]\\d{1,4}\\b",
     .score = 0.2,
     .validate = validate_fi_license_plate,
     .needs_word = true,
     .context = kPlateWords,
     .description = "Finnish registration number of a diplomatic mission",
     .source = "Traficom, number plates"},
    {.entity = "FI_LICENSE_PLATE",
     .country = "ax",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\xC3\\x85[A-Z]{1,2}[ -]?[1-9]\\d{1,4}\\b",
     .score = 0.4,
     .validate = validate_fi_license_plate,
     .needs_word = true,
     .context = kPlateWords,
     .description = "Registration number of a vehicle of Åland",
     .source = "Government of Åland, Fordonsmyndigheten, registreringsskyltar"},
    {.entity = "FI_BANK_REFERENCE",
     .country = "fi",
     .groups = kPayment,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{4,20}\\b",
     .score = 0.2,
     .validate = validate_fi_bank_reference,
     .needs_word = true,
     .context = kReferenceWords,
     .description = "Finnish reference number of a payment (viitenumero)",
     .source = "Finance Finland, Kotimaisen viitteen rakenneohje"},
    {.entity = "FI_BANK_REFERENCE",
     .country = "fi",
     .groups = kPayment,
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{1,5}(?: \\d{5}){1,3}|\\d{5}(?: \\d{5}){0,2} \\d{1,4})\\b",
     .score = 0.3,
     .validate = validate_fi_bank_reference,
     .needs_word = true,
     .context = kReferenceWords,
     .description = "Finnish reference number of a payment in groups of five",
     .source = "Finance Finland, Kotimaisen viitteen rakenneohje"},
    {.entity = "FI_BANK_REFERENCE",
     .country = "fi",
     .groups = kPayment,
     .trigger = "\\d\\d",
     .expression = "\\b[Rr][Ff]\\d{2}(?:[A-Za-z0-9]{1,21}"
                   "|(?: [A-Za-z0-9]{4}){0,5} [A-Za-z0-9]{1,4})\\b",
     .score = 0.4,
     .validate = validate_creditor_reference,
     .context = kReferenceWords,
     .description = "RF creditor reference of a payment",
     .source = "ISO 11649:2009; Finance Finland, RF-viite"},
};

}  // namespace

std::span<const Detector> finland_detectors() {
  return kRows;
}

}  // namespace weir
