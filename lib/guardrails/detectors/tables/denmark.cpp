#include "guardrails/detectors/validators/denmark.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/lone_number.h"

namespace weir {
namespace {

constexpr std::string_view kGroups = "pii/dk pii/eu pii/nordic";
constexpr std::string_view kHealth = "pii/dk pii/eu pii/nordic pii/health";

constexpr std::string_view kPersonalWords =
    "cpr,cpr-nummer*,cpr-nr,cpr nr,cprnr,cpr.nr,cpr nummer,personnummer*,personnr,"
    "erstatningspersonnummer*,civil registration number,danish id";
constexpr std::string_view kCompanyWords =
    "cvr,cvr-nummer*,cvr-nr,cvr nr,cvrnr,cvr.nr,cvr nummer,se-nummer,se-nr,"
    "virksomhedsnummer*,company number,registration number";
constexpr std::string_view kVatWords =
    "moms,momsnummer*,momsnr,moms nr,vat,vat id,vat number,vat no,cvr,cvr-nr";
constexpr std::string_view kPassportWords =
    "passport*,pasnummer*,pasnr,pas nr,pas-nr,dansk pas,mit pas";
constexpr std::string_view kEhicWords =
    "ehic,european health insur*,health insurance "
    "card,sygesikringskort*,sygesikringsbevis*,sundhedskort*,eu-sygesikring*";

constexpr Detector kRows[] = {
    {.entity = "DK_CPR",
     .country = "dk",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6}-\\d{4}\\b",
     .score = 0.5,
     .validate = validate_dk_cpr,
     .context = kPersonalWords,
     .description = "Danish civil registration number (CPR-nummer)",
     .source = "CPR-kontoret, cpr.dk, Personnummeret i CPR"},
    {.entity = "DK_CPR",
     .country = "dk",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{6} ?\\d{4}\\b",
     .score = 0.3,
     .validate = validate_dk_cpr,
     .needs_word = true,
     .context = kPersonalWords,
     .description = "Danish civil registration number without its dash",
     .source = "CPR-kontoret, cpr.dk, Personnummeret i CPR"},
    {.entity = "DK_CVR",
     .country = "dk",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b[1-9]\\d(?: ?\\d\\d){3}\\b",
     .score = 0.2,
     .validate = validate_dk_cvr,
     .needs_word = true,
     .context = kCompanyWords,
     .description = "Danish company number (CVR-nummer)",
     .source = "Erhvervsstyrelsen, Modulus 11-kontrol af CVR-nummer"},
    {.entity = "DK_VAT_ID",
     .country = "dk",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b[Dd][Kk][ -]?[1-9]\\d(?: ?\\d\\d){3}\\b",
     .score = 0.3,
     .validate = validate_dk_vat_id,
     .context = kVatWords,
     .description = "Danish VAT number (momsnummer)",
     .source = "Erhvervsstyrelsen; European Commission, VIES"},
    {.entity = "DK_PASSPORT",
     .country = "dk",
     .groups = kGroups,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{9}\\b",
     .score = 0.1,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Danish passport number",
     .source = "Council of the European Union, PRADO, DNK-AO"},
    {.entity = "DK_EHIC",
     .country = "dk",
     .groups = kHealth,
     .trigger = "\\d\\d",
     .expression = "\\b80208[ -]?\\d{5}[ -]?\\d{5}[ -]?\\d{5}\\b",
     .score = 0.4,
     .validate = validate_lone_number,
     .needs_word = true,
     .context = kEhicWords,
     .description = "Number of a European Health Insurance Card of Denmark",
     .source = "Administrative Commission, Decision S2 (2009), annex; EN 1867:1997"},
};

}  // namespace

std::span<const Detector> denmark_detectors() {
  return kRows;
}

}  // namespace weir
