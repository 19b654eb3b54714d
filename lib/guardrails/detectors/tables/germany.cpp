#include "guardrails/detectors/validators/germany.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr std::string_view kPracticeWords =
    "bsnr,betriebsstättennummer*,betriebsstätten-nummer,betriebsstätte*,nebenbetriebsstätte*,"
    "hauptbetriebsstätte*,praxis,praxisnummer*,arztpraxis,vertragsarztpraxis,praxisadresse,"
    "praxisstandort,behandlungsort,kassenärztliche vereinigung,kv-nummer,kv nummer,practice,"
    "practice number";

constexpr std::string_view kPhysicianWords =
    "lanr,arztnummer*,arzt-nr,arzt nr,arzt-nummer,arzt,ärztin,vertragsarzt,vertragsärztin,"
    "kassenarzt,hausarzt,hausärztin,facharzt,fachärztin,kbv,kassenärztliche vereinigung,kv-nummer,"
    "rezept*,verschreibung,verordnung,physician,physician number,doctor";

constexpr std::string_view kLicenceWords =
    "führerschein*,fuehrerschein*,fahrerlaubnis*,fev,kba,kraftfahrt-bundesamt,driving licence*,"
    "driving license*,driver's licence*,driver's license*,drivers license*,licence number,"
    "license number,dokument nr,dokument-nr,feld 5";

constexpr std::string_view kRegisterWords =
    "handelsregister*,amtsgericht*,registergericht*,registerauszug,hr-nummer,firma,gesellschaft,"
    "gmbh,ag,ug,kg,ohg,einzelkaufmann,einzelkauffrau,genossenschaft*,commercial register,"
    "trade register";

constexpr std::string_view kHealthWords =
    "kvnr,krankenversichert*,krankenversicherung*,krankenversicherungsnummer*,"
    "versichertennummer*,versicherten-nr,krankenkasse*,gesundheitskarte*,egk,egk-nummer,gkv,"
    "versichertenausweis,versichertenkarte,aok,tkk,barmer,dak,patient*,health insurance,"
    "insurance number,versichertennr,kv-nr";

constexpr std::string_view kIdCardWords =
    "personalausweis*,ausweis,ausweisnummer*,ausweis-nr,ausweis nr,ausweisdokument*,"
    "dokumentennummer,seriennummer,npa,bundespersonalausweis,identity card,identity card number,"
    "id card,national id,pa-nr";

constexpr std::string_view kPassportWords =
    "reisepass*,reisepaß,pass,passnummer*,pass-nr,pass nr,passport*,dokumentennummer,"
    "ausweisdokument*,bundesrepublik deutschland,mrz";

constexpr std::string_view kPlateWords =
    "kennzeichen,kfz-kennzeichen,kraftfahrzeugkennzeichen,nummernschild*,fahrzeugkennzeichen,"
    "autokennzeichen,zulassung,kfz,fahrzeug*,auto,autos,pkw,lkw,fahrzeugschein,fahrzeugbrief,"
    "zulassungsbescheinigung,halter,license plate*,licence plate*,number plate*,vehicle*";

constexpr std::string_view kPostalWords =
    "plz,postleitzahl*,postanschrift,adresse,anschrift,wohnort,ort,wohnanschrift,lieferadresse,"
    "rechnungsadresse,straße,strasse,hausnummer,postfach,bundesland,gemeinde,stadt,dorf,postcode,"
    "postal code";

constexpr std::string_view kPensionWords =
    "rentenversicherung*,rentenversicherungsnummer*,sozialversicherung*,sozialversicherungsnummer*,"
    "versicherungsnummer*,rvnr,svnr,sv-nummer,sv-nr,rente,drv,rentenausweis,social security*,"
    "pension insurance";

constexpr std::string_view kTaxIdWords =
    "steueridentifikationsnummer*,steuer-identifikationsnummer*,steuer-id,steuerid,steuer-idnr,"
    "steuer-ident-nr,steuerliche identifikation*,steuerliche id*,persönliche identifikationsnummer,"
    "identifikationsnummer,idnr,id-nr,steuernummer,bzst,tax id,tax identification number,tin";

constexpr std::string_view kTaxNumberWords =
    "steuernummer*,steuer-nr,steuer nr,steuernr,st.-nr,st-nr,stnr,finanzamt,umsatzsteuer,"
    "einkommensteuer,körperschaftsteuer,gewerbesteuer,steuerveranlagung,steuerbescheid,"
    "tax number,tax office";

constexpr std::string_view kVatWords =
    "umsatzsteuer-identifikationsnummer*,umsatzsteueridentifikationsnummer*,ust-idnr,ust-id,"
    "ust-id-nr,ustidnr,ustid,ust,umsatzsteuer-id,umsatzsteuer*,mehrwertsteuer,mwst,vat,vat-id,"
    "vat id,vat number,steueridentifikation,bzst,bundeszentralamt für steuern,finanzamt,invoice*,"
    "rechnung*";
constexpr std::string_view kVatNumberWords =
    "umsatzsteuer-identifikationsnummer*,umsatzsteueridentifikationsnummer*,ust-idnr,ust-id,ust-id-"
    "nr,ustidnr,ustid,umsatzsteuer-id,vat-id,vat id,vat number";

constexpr Detector kRows[] = {
    {.entity = "DE_BSNR",
     .country = "de",
     .groups = "pii/de pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.2,
     .validate = likely<is_german_practice_number>,
     .needs_word = true,
     .context = kPracticeWords,
     .description = "German number of a doctor's practice (Betriebsstättennummer)",
     .source = "KBV, Arztnummern-Richtlinie; section 75 (7) SGB V"},
    {.entity = "DE_FUEHRERSCHEIN",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-Z]{2}\\d{8}[A-Z0-9]\\b",
     .score = 0.35,
     .needs_word = true,
     .context = kLicenceWords,
     .description = "German driving licence number, two letters and nine characters",
     .source = "Fahrerlaubnis-Verordnung, Anlage 8"},
    {.entity = "DE_FUEHRERSCHEIN",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-Z]\\d\\d[A-Z0-9]{6}[0-9X][A-Z0-9]\\b",
     .score = 0.4,
     .validate = likely<is_german_driving_licence>,
     .needs_word = true,
     .context = kLicenceWords,
     .description = "German driving licence number with its check digit",
     .source = "Fahrerlaubnis-Verordnung, Anlage 8; Kraftfahrt-Bundesamt"},
    {.entity = "DE_HANDELSREGISTER",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b(?:HR[AB]|GnR)(?:[ -]?Nr\\.?)?[:.]?[ \\t\\r\\n]{0,3}\\d{2,6}B?\\b",
     .score = 0.5,
     .context = kRegisterWords,
     .description = "Number in the German commercial or cooperative register",
     .source = "Handelsregisterverordnung (HRV)"},
    {.entity = "DE_HANDELSREGISTER",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b(?:HR[AB]|GnR) ?\\dB?\\b",
     .score = 0.5,
     .context = kRegisterWords,
     .description = "Number of one digit in the German commercial or cooperative register",
     .source = "Handelsregisterverordnung (HRV)"},
    {.entity = "DE_HANDELSREGISTER",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:VR|PR) \\d{2,6}\\b",
     .score = 0.15,
     .needs_word = true,
     .context = kRegisterWords,
     .description = "Number in a German register of associations or partnerships",
     .source = "Vereinsregisterverordnung (VRV); PartGG"},
    {.entity = "DE_HEALTH_INSURANCE",
     .country = "de",
     .groups = "pii/de pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-Z]\\d{9}\\b",
     .score = 0.3,
     .validate = likely<is_german_health_insurance_number>,
     .needs_word = true,
     .context = kHealthWords,
     .description = "German health insurance number (Krankenversichertennummer)",
     .source = "Section 290 SGB V; GKV-Spitzenverband, Anlage 1"},
    {.entity = "DE_ID_CARD",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7}\\d\\b",
     .score = 0.4,
     .validate = likely<is_german_checked_serial_number>,
     .needs_word = true,
     .context = kIdCardWords,
     .description = "German identity card, nine characters of which the last checks the others",
     .source = "Personalausweisverordnung; ICAO Doc 9303-3, 4.9"},
    {.entity = "DE_ID_CARD",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7}\\d\\b",
     .score = 0.2,
     .validate = likely_if_named<is_german_serial_number, kIdCardWords>,
     .needs_word = true,
     .context = kIdCardWords,
     .description = "German identity card, serial number without its check digit",
     .source = "Personalausweisverordnung"},
    {.entity = "DE_ID_CARD",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\\d(?:[ <]?D)?\\b",
     .score = 0.4,
     .validate = validate_german_document,
     .context = kIdCardWords,
     .description = "German identity card, serial number and check digit, also with D behind",
     .source = "Personalausweisverordnung; ICAO Doc 9303-3, 4.9"},
    {.entity = "DE_ID_CARD",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bT\\d{8}\\b",
     .score = 0.5,
     .context = kIdCardWords,
     .description = "German identity card, T and eight digits",
     .source = "Personalausweisgesetz"},
    {.entity = "DE_KFZ",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)(?:\\b[A-Z]|\\xC3[\\x84\\x96\\x9C\\xA4\\xB6\\xBC])"
                   "(?:[A-Z]|\\xC3[\\x84\\x96\\x9C\\xA4\\xB6\\xBC]){0,2}"
                   "(?: [A-Z]{1,2} |-[A-Z]{1,2}[ -]?)\\d{1,4}[EH]?\\b",
     .score = 0.3,
     .validate = validate_german_plate,
     .needs_word = true,
     .context = kPlateWords,
     .description = "German number plate (Kfz-Kennzeichen)",
     .source = "Fahrzeug-Zulassungsverordnung (FZV), section 9"},
    {.entity = "DE_LANR",
     .country = "de",
     .groups = "pii/de pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.3,
     .validate = likely<is_german_physician_number>,
     .needs_word = true,
     .context = kPhysicianWords,
     .description = "German physician's number for life (Lebenslange Arztnummer)",
     .source = "KBV, Arztnummern-Richtlinie; section 75 (7) SGB V"},
    {.entity = "DE_PASSPORT",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7}\\d\\b",
     .score = 0.4,
     .validate = likely<is_german_checked_serial_number>,
     .needs_word = true,
     .context = kPassportWords,
     .description = "German passport, nine characters of which the last checks the others",
     .source = "Passverordnung; ICAO Doc 9303-3, 4.9"},
    {.entity = "DE_PASSPORT",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{7}\\d\\b",
     .score = 0.2,
     .validate = likely_if_named<is_german_serial_number, kPassportWords>,
     .needs_word = true,
     .context = kPassportWords,
     .description = "German passport, serial number without its check digit",
     .source = "Passverordnung"},
    {.entity = "DE_PASSPORT",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "[A-Za-z_][ -]?\\d",
     .expression = "(?i)\\b[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ0-9]{8}\\d(?:[ <]?D)?\\b",
     .score = 0.4,
     .validate = validate_german_document,
     .context = kPassportWords,
     .description = "German passport, serial number and check digit, also with D behind",
     .source = "Passverordnung; ICAO Doc 9303-3, 4.9"},
    {.entity = "DE_PLZ",
     .country = "de",
     .groups = "pii/de pii/eu pii/contact",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{5}\\b",
     .score = 0.05,
     .validate = likely<is_german_postal_code>,
     .needs_word = true,
     .context = kPostalWords,
     .description = "German postal code (Postleitzahl)",
     .source = "Deutsche Post, Postleitzahlenverzeichnis"},
    {.entity = "DE_PLZ",
     .country = "de",
     .groups = "pii/de pii/eu pii/contact",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{5}\\b",
     .score = 0.05,
     .validate = likely<is_german_postal_code>,
     .needs_word = true,
     .context = "plz,postleitzahl*,postcode,postal code,zip code",
     .context_minimum = kDefaultThreshold,
     .description = "German postal code beside a word that names it",
     .source = "Deutsche Post, Postleitzahlenverzeichnis"},
    {.entity = "DE_PLZ",
     .country = "de",
     .groups = "pii/de pii/eu pii/contact",
     .trigger = "\\d\\d",
     .expression = "\\bDE?-\\d{5}\\b",
     .score = 0.3,
     .validate = validate_german_postal_code,
     .needs_word = true,
     .context = kPostalWords,
     .description = "German postal code behind D- or DE-",
     .source = "Deutsche Post, Postleitzahlenverzeichnis"},
    {.entity = "DE_SOCIAL_SECURITY",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b\\d\\d[ -]?\\d{6}[ -]?[A-Z][ -]?\\d{3}\\b",
     .score = 0.5,
     .validate = unless_hexadecimal<proven<is_german_pension_number>>,
     .context = kPensionWords,
     .description = "German pension insurance number (Rentenversicherungsnummer)",
     .source = "VKVV, sections 2 and 4; Deutsche Rentenversicherung"},
    {.entity = "DE_TAX_ID",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:[1-9]\\d(?:[ ./-]?\\d{3}){3}|[1-9]\\d{9} \\d)\\b",
     .score = 0.3,
     .validate = unless_fraction<validate_german_tax_id>,
     .context = kTaxIdWords,
     .description = "German tax identification number (Steuer-IdNr.)",
     .source = "Section 139b AO; BZSt; ISO/IEC 7064"},
    {.entity = "DE_TAX_NUMBER",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:0[1-9]|1[0-6])\\d{11}\\b",
     .score = 0.3,
     .validate = likely<are_digits>,
     .needs_word = true,
     .context = kTaxNumberWords,
     .description = "German tax number, thirteen digits that begin with the Land's number",
     .source = "ELSTER; section 139a AO"},
    {.entity = "DE_TAX_NUMBER",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{4}0\\d{8}\\b",
     .score = 0.3,
     .validate = likely<is_german_federal_tax_number>,
     .needs_word = true,
     .context = kTaxNumberWords,
     .description = "German tax number in the federal form of thirteen digits",
     .source = "ELSTER, Aufbau der Steuernummern"},
    {.entity = "DE_TAX_NUMBER",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}/\\d{3}/\\d{5}\\b",
     .score = 0.4,
     .validate = likely<are_digits>,
     .needs_word = true,
     .context = kTaxNumberWords,
     .description = "German tax number in groups of 3, 3 and 5",
     .source = "ELSTER, Aufbau der Steuernummern"},
    {.entity = "DE_TAX_NUMBER",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{2,3} ?/ ?\\d{3,4} ?/ ?(?:\\d{4,5}|\\d{4} \\d|\\d{1,2} \\d{3})"
                   "|\\d{5}/\\d{5}|\\d{2,3} \\d{3}/\\d{2} ?\\d{3}"
                   "|\\d{2,3} \\d{3} \\d{5}|\\d{2} \\d{3} \\d{3} \\d{3})\\b",
     .score = 0.2,
     .validate = likely<are_digits>,
     .needs_word = true,
     .context = kTaxNumberWords,
     .description = "German tax number in other groups",
     .source = "ELSTER, Aufbau der Steuernummern"},
    {.entity = "DE_TAX_NUMBER",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{10,11}\\b",
     .score = 0.15,
     .validate = likely<are_digits>,
     .needs_word = true,
     .context = kTaxNumberWords,
     .description = "German tax number, ten or eleven digits",
     .source = "ELSTER, Aufbau der Steuernummern"},
    {.entity = "DE_VAT_ID",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bDE[ .-]?\\d{3}[ .-]?\\d{3}[ .-]?\\d{3}\\b",
     .score = 0.5,
     .validate = validate_german_vat_id,
     .context = kVatWords,
     .description = "German VAT identification number (USt-IdNr.)",
     .source = "Section 27a UStG; ISO/IEC 7064"},
    {.entity = "DE_VAT_ID",
     .country = "de",
     .groups = "pii/de pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}[ .]?\\d{3}[ .]?\\d{3}\\b",
     .score = 0.2,
     .validate = unless_fraction<likely<is_german_vat_number>>,
     .needs_word = true,
     .context = kVatNumberWords,
     .description = "German VAT identification number without DE",
     .source = "European Commission, VIES, \"VAT algorithms\", DE"},
};

}  // namespace

std::span<const Detector> germany_detectors() {
  return kRows;
}

}  // namespace weir
