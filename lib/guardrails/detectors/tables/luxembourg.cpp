#include "guardrails/detectors/validators/luxembourg.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr std::string_view kPersonWords =
    "matricule*,numéro de matricule,numéro d'identification,identification nationale,matrikel*,"
    "matrikelnummer,sozialversicherungsnummer,cns,ccss,national identification number,"
    "social security*,tin";

constexpr std::string_view kVatWords =
    "tva,n° tva,numéro de tva,mwst,mehrwertsteuer,ust-id,vat,vat id,vat number,facture*,rechnung*,"
    "invoice*";

constexpr Detector kRows[] = {
    {.entity = "LU_MATRICULE",
     .country = "lu",
     .groups = "pii/lu pii/eu pii/health",
     .trigger = "\\d\\d",
     .expression = "\\b(?:1[89]|20)\\d{2}[ .-]?\\d{2}[ .-]?\\d{2}[ .-]?\\d{3}[ .-]?\\d{2}\\b",
     .score = 0.5,
     .validate = unless_fraction<proven<is_luxembourg_matricule>>,
     .context = kPersonWords,
     .description = "Luxembourg's number of a person (matricule)",
     .source = "CTIE; loi du 19 juin 2013; European Commission, TIN algorithms"},
    {.entity = "LU_VAT_ID",
     .country = "lu",
     .groups = "pii/lu pii/eu",
     .trigger = "\\d\\d",
     .expression = "(?i)\\bLU[ .:-]?(?:\\d{3}[ .]?\\d{3}[ .]?\\d{2}|\\d{4}[ .]\\d{4})\\b",
     .score = 0.5,
     .validate = proven<is_luxembourg_vat_number>,
     .context = kVatWords,
     .description = "Luxembourg's VAT number, with LU",
     .source = "AED; European Commission, VIES"},
    {.entity = "LU_VAT_ID",
     .country = "lu",
     .groups = "pii/lu pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}[ .]?\\d{3}[ .]?\\d{2}\\b",
     .score = 0.2,
     .validate = unless_fraction<likely<is_luxembourg_vat_number>>,
     .needs_word = true,
     .context = kVatWords,
     .description = "Luxembourg's VAT number without LU",
     .source = "AED; European Commission, VIES"},
};

}  // namespace

std::span<const Detector> luxembourg_detectors() {
  return kRows;
}

}  // namespace weir
