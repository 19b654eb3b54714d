#include "guardrails/detectors/validators/poland.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kPeselWords = "pesel,numer pesel,nr pesel,personal number,national id";
constexpr std::string_view kNipWords =
    "nip,n.i.p.,numer identyfikacji podatkowej,podatnik*,podatkow*,vat,"
    "vat-ue,tax id,tax number";
constexpr std::string_view kRegonWords = "regon,numer regon,statystyczn*";
constexpr std::string_view kIdentityCardWords =
    "dowód osobisty,dowód,dowodu,dowodzie,dowod,dowodem,seria,"
    "identity card,id card";
constexpr std::string_view kPassportWords =
    "paszport,paszportu,paszporcie,paszportem,passport,passports";

constexpr Detector kRows[] = {
    {.entity = "PL_PESEL",
     .country = "pl",
     .groups = "pii/pl pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6}[ -]?\\d{5}\\b",
     .score = 0.4,
     .validate = proven<is_pesel>,
     .context = kPeselWords,
     .description = "Polish personal number (PESEL)",
     .source = "Act of 24 September 2010 on population registration; gov.pl"},
    {.entity = "PL_NIP",
     .country = "pl",
     .groups = "pii/pl pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:PL[ -]?|pl)(?:\\d{10}|\\d{3}[ -]\\d{3}[ -]\\d\\d[ -]\\d\\d"
                   "|\\d{3}[ -]\\d\\d[ -]\\d\\d[ -]\\d{3})\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_nip>,
     .context = kNipWords,
     .description = "Polish tax number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", PL"},
    {.entity = "PL_NIP",
     .country = "pl",
     .groups = "pii/pl pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{3}-\\d{3}-\\d\\d-\\d\\d|\\d{3}-\\d\\d-\\d\\d-\\d{3})\\b",
     .score = 0.6,
     .validate = likely<is_nip_of_office>,
     .context = kNipWords,
     .description = "Polish tax number (NIP) with its dashes",
     .source = "Act of 13 October 1995 on registration of taxpayers"},
    {.entity = "PL_NIP",
     .country = "pl",
     .groups = "pii/pl pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{10}|\\d{3} \\d{3} \\d\\d \\d\\d)\\b",
     .score = 0.3,
     .validate = likely<is_nip>,
     .needs_word = true,
     .context = kNipWords,
     .description = "Polish tax number (NIP)",
     .source = "Act of 13 October 1995 on registration of taxpayers"},
    {.entity = "PL_REGON",
     .country = "pl",
     .groups = "pii/pl pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}(?:[ -]?\\d{5})\\b",
     .score = 0.4,
     .validate = proven<is_regon>,
     .context = kRegonWords,
     .description = "Polish register number of a local unit (REGON, fourteen digits)",
     .source = "GUS, Regulation of 30 November 2015"},
    {.entity = "PL_REGON",
     .country = "pl",
     .groups = "pii/pl pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{9}|\\d{3}[ -]\\d{3}[ -]\\d{3})\\b",
     .score = 0.3,
     .validate = likely<is_regon>,
     .needs_word = true,
     .context = kRegonWords,
     .description = "Polish register number of a firm (REGON)",
     .source = "GUS, Regulation of 30 November 2015"},
    {.entity = "PL_ID_CARD",
     .country = "pl",
     .groups = "pii/pl pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{3}(?:[ -]?|,? [Nn][Rr]\\.? ?)\\d{6}\\b",
     .score = 0.4,
     .validate = likely<is_polish_identity_card>,
     .needs_word = true,
     .context = kIdentityCardWords,
     .description = "Polish identity card",
     .source = "Regulation of 29 January 2015 on the identity card"},
    {.entity = "PL_PASSPORT",
     .country = "pl",
     .groups = "pii/pl pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2}(?:[ -]?|,? [Nn][Rr]\\.? ?)\\d{7}\\b",
     .score = 0.4,
     .validate = likely<is_polish_passport>,
     .needs_word = true,
     .context = kPassportWords,
     .description = "Polish passport number",
     .source = "Regulation of 16 August 2010 on passport documents"},
};

}  // namespace

std::span<const Detector> poland_detectors() {
  return kRows;
}

}  // namespace weir
