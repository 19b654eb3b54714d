#include "guardrails/detectors/validators/iceland.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr std::string_view kGroups = "pii/is pii/eu pii/nordic";
constexpr std::string_view kHealth = "pii/is pii/eu pii/nordic pii/health";

constexpr std::string_view kPersonalWords =
    "kennitala*,kennitölu*,kennitölur,kt,kerfiskennit*,icelandic id,"
    "icelandic identification number,national id";
constexpr std::string_view kVatWords =
    "vsk,vsk-númer*,vsk númer*,vsk-nr,vsk nr,vsknúmer*,vsknr,virðisaukaskatt*,vat,vat id,"
    "vat number,vat no";
constexpr std::string_view kVatNumberWords =
    "vsk-númer*,vsk númer*,vsk-nr,vsk nr,vsk. "
    "nr,vsk.nr,vsknúmer*,vsknr,virðisaukaskattsnúmer*,icelandic vat";
constexpr std::string_view kPassportWords = "passport*,vegabréf*,vegabréfsnúmer*";
constexpr std::string_view kEhicWords =
    "ehic,european health insur*,health insurance "
    "card,sjúkratryggingakort*,sjúkratryggingarskírtein*,"
    "evrópska sjúkratryggingakort*";

constexpr Detector kRows[] = {
    {.entity = "IS_KENNITALA",
     .country = "is",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6}[- ]?\\d{4}\\b",
     .score = 0.2,
     .validate = validate_is_kennitala,
     .context = kPersonalWords,
     .description = "Icelandic identification number (kennitala)",
     .source = "Registers Iceland, skra.is, Um kennitölur and Kennitölur án vartölu"},
    {.entity = "IS_VAT_ID",
     .country = "is",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\bIS[ -]?\\d{5,6}\\b",
     .score = 0.3,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kVatWords,
     .description = "Icelandic VAT number (VSK-númer) behind IS",
     .source = "Skatturinn, Iceland Revenue and Customs, VSK-númer"},
    {.entity = "IS_VAT_ID",
     .country = "is",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{5,6}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kVatNumberWords,
     .context_minimum = kDefaultThreshold,
     .description = "Icelandic VAT number (VSK-númer)",
     .source = "Skatturinn, Iceland Revenue and Customs, VSK-númer"},
    {.entity = "IS_PASSPORT",
     .country = "is",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b[Aa]\\d{7}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Icelandic passport number",
     .source = "Registers Iceland; Council of the European Union, PRADO, ISL-AO"},
    {.entity = "IS_EHIC",
     .country = "is",
     .groups = kHealth,
     .trigger = "\\d\\d",
     .expression = "\\b80352[ -]?\\d{5}[ -]?\\d{5}[ -]?\\d{5}\\b",
     .score = 0.4,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kEhicWords,
     .description = "Number of a European Health Insurance Card of Iceland",
     .source = "Administrative Commission, Decision S2 (2009), annex; EN 1867:1997"},
};

}  // namespace

std::span<const Detector> iceland_detectors() {
  return kRows;
}

}  // namespace weir
