#include "guardrails/detectors/validators/belgium.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr std::string_view kPersonWords =
    "rijksregisternummer*,rijksregister,rrn,rr-nummer,insz,inss,niss,nationaal nummer,bis-nummer,"
    "bisnummer,numéro national,numéro de registre national,registre national,n° national,"
    "numéro bis,nationalregisternummer,nationalregister,national number,national register number,"
    "social security*";

constexpr std::string_view kFirmWords =
    "btw,btw-nummer,ondernemingsnummer*,kbo,tva,n° tva,numéro de tva,numéro d'entreprise,bce,"
    "mwst,unternehmensnummer,vat,vat number,vat id,enterprise number,company number,factuur,"
    "facture*,invoice*";

constexpr std::string_view kCardWords =
    "identiteitskaart*,kaartnummer,eid,carte d'identité,numéro de carte,personalausweis,"
    "identity card,id card,card number";

constexpr std::string_view kPassportWords =
    "paspoort*,paspoortnummer,passeport*,reisepass*,passport*";

constexpr Detector kRows[] = {
    {.entity = "BE_ID_CARD",
     .country = "be",
     .groups = "pii/be pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}[ -]\\d{7}[ -]\\d{2}\\b",
     .score = 0.5,
     .validate = proven<is_belgian_card_number>,
     .context = kCardWords,
     .description = "Belgian identity card (eID) in groups",
     .source = "IBZ, instruction IT195 Identiteitsbewijs"},
    {.entity = "BE_ID_CARD",
     .country = "be",
     .groups = "pii/be pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{12}\\b",
     .score = 0.4,
     .validate = likely<is_belgian_card_number>,
     .needs_word = true,
     .context = kCardWords,
     .description = "Belgian identity card (eID), twelve digits",
     .source = "IBZ, instruction IT195 Identiteitsbewijs"},
    {.entity = "BE_NN",
     .country = "be",
     .groups = "pii/be pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{2}[ ./-]?\\d{2}[ ./-]?\\d{2}[ ./-]?\\d{3}[ .-]?\\d{2}\\b",
     .score = 0.4,
     .validate = unless_fraction<validate_belgian_national_number>,
     .context = kPersonWords,
     .description = "Belgian national number (Rijksregisternummer), also BIS",
     .source = "IBZ, instruction IT000 Rijksregisternummer; KSZ, BIS register"},
    {.entity = "BE_PASSPORT",
     .country = "be",
     .groups = "pii/be pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-Z]{2}\\d{6}\\b",
     .score = 0.2,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .description = "Belgian passport, two letters and six digits",
     .source = "FOD Buitenlandse Zaken; Council of the EU, PRADO"},
    {.entity = "BE_VAT_ID",
     .country = "be",
     .groups = "pii/be pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bBE[ .:-]?(?:\\(0\\)|[01])?[ .]?\\d{3}[ .-]?\\d{3}[ .-]?\\d{3}\\b",
     .score = 0.5,
     .validate = proven<is_belgian_enterprise_number>,
     .context = kFirmWords,
     .description = "Belgian VAT number, with BE",
     .source = "FOD Economie, KBO; KB of 24 June 2003"},
    {.entity = "BE_VAT_ID",
     .country = "be",
     .groups = "pii/be pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[01]\\d{3}[.]\\d{3}[.]\\d{3}\\b",
     .score = 0.5,
     .validate = proven<is_belgian_enterprise_number>,
     .context = kFirmWords,
     .description = "Belgian enterprise number in groups",
     .source = "FOD Economie, KBO; KB of 24 June 2003"},
    {.entity = "BE_VAT_ID",
     .country = "be",
     .groups = "pii/be pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[01]\\d{3}[ -]?\\d{3}[ -]?\\d{3}\\b",
     .score = 0.4,
     .validate = likely<is_belgian_enterprise_number>,
     .needs_word = true,
     .context = kFirmWords,
     .description = "Belgian enterprise number with spaces or none",
     .source = "FOD Economie, KBO; KB of 24 June 2003"},
};

}  // namespace

std::span<const Detector> belgium_detectors() {
  return kRows;
}

}  // namespace weir
