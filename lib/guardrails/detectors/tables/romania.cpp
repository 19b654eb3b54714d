#include "guardrails/detectors/validators/romania.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {
namespace {

constexpr std::string_view kPersonalWords =
    "cnp,cod numeric personal,codul numeric personal,c.n.p.,personal code,"
    "national id";
constexpr std::string_view kTaxWords =
    "cui,cif,c.u.i.,c.i.f.,cod fiscal,codul fiscal,cod unic de înregistrare,tva,nif,vat,tax id,"
    "tax code,cod de înregistrare fiscală,cod de identificare fiscală,"
    "cod de inregistrare fiscala,cod de identificare fiscala";
constexpr std::string_view kIdentityCardWords =
    "carte de identitate,cartea de identitate,buletin,buletinul,seria,"
    "ci seria,c.i.,identity card,id card";
constexpr std::string_view kPassportWords =
    "pașaport,pașaportul,pașaportului,paşaport,paşaportul,pasaport,"
    "pasaportul,passport,passports";

constexpr Detector kRows[] = {
    {.entity = "RO_CNP",
     .country = "ro",
     .groups = "pii/ro pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[1-9](?:\\d{12}|[ -]\\d{6}[ -]\\d{6}"
                   "|[ -]\\d{6}[ -]\\d\\d[ -]\\d{3}[ -]\\d)\\b",
     .score = 0.4,
     .validate = proven<is_cnp>,
     .context = kPersonalWords,
     .description = "Romanian personal number (CNP)",
     .source = "OUG 97/2005; HG 1375/2006, annex"},
    {.entity = "RO_CUI",
     .country = "ro",
     .groups = "pii/ro pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:RO[ -]?|ro)(?:\\d{6,10}|\\d{3} \\d{3} \\d\\d)\\b",
     .score = 0.5,
     .validate = proven_with_prefix<is_cui>,
     .context = kTaxWords,
     .description = "Romanian VAT number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", RO"},
    {.entity = "RO_CUI",
     .country = "ro",
     .groups = "pii/ro pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:RO[ -]?|ro)\\d{2,5}\\b",
     .score = 0.4,
     .validate = likely_with_prefix<is_cui>,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Short Romanian VAT number with its country",
     .source = "European Commission, VIES, \"VAT identification number structure\", RO"},
    {.entity = "RO_CUI",
     .country = "ro",
     .groups = "pii/ro pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{6,10}|\\d{3} \\d{3} \\d\\d)\\b",
     .score = 0.3,
     .validate = likely<is_cui>,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Romanian fiscal code of a firm (CUI)",
     .source = "Ministerul Finanțelor; VIES, \"VAT identification number structure\""},
    {.entity = "RO_ID_CARD",
     .country = "ro",
     .groups = "pii/ro pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{2}(?:,? ?[Nn][Rr]\\.?)? ?\\d{6,7}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kIdentityCardWords,
     .context_minimum = kDefaultThreshold,
     .description = "Romanian identity card, series and number, \"nr.\" between them or not",
     .source = "Council of the European Union, PRADO, ROU-BO"},
    {.entity = "RO_PASSPORT",
     .country = "ro",
     .groups = "pii/ro pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{8,9}\\b",
     .score = 0.05,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Romanian passport number",
     .source = "Council of the European Union, PRADO, ROU-AO"},
};

}  // namespace

std::span<const Detector> romania_detectors() {
  return kRows;
}

}  // namespace weir
