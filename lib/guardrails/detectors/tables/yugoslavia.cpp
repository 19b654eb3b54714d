#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/national_number.h"
#include "guardrails/detectors/validators/slovenia.h"

namespace weir {
namespace {

// The personal number of the former Yugoslavia, an entity for each country whose register gave it
// out. Slovenia's stands with the rest of that country and takes the others at a lower score.

constexpr std::string_view kWords =
    "jmbg,јмбг,матични број,matični broj,jedinstveni matični broj,единствен матичен број,ембг,"
    "embg,personal number";

constexpr Detector kRows[] = {
    {.entity = "BA_JMBG",
     .country = "ba",
     .groups = "pii/ba",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{13}|\\d{7}[ -]\\d{6}|\\d{7} \\d\\d \\d{3} \\d)\\b",
     .score = 0.5,
     .validate = proven<is_jmbg_of_bosnia>,
     .context = kWords,
     .description = "Bosnian personal number (JMBG)",
     .source = "Službeni list SFRJ 58/76"},
    {.entity = "HR_JMBG",
     .country = "hr",
     .groups = "pii/hr pii/eu",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{13}|\\d{7}[ -]\\d{6}|\\d{7} \\d\\d \\d{3} \\d)\\b",
     .score = 0.5,
     .validate = proven<is_jmbg_of_croatia>,
     .context = kWords,
     .description = "Croatian personal number (JMBG)",
     .source = "Službeni list SFRJ 58/76"},
    {.entity = "ME_JMBG",
     .country = "me",
     .groups = "pii/me",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{13}|\\d{7}[ -]\\d{6}|\\d{7} \\d\\d \\d{3} \\d)\\b",
     .score = 0.5,
     .validate = proven<is_jmbg_of_montenegro>,
     .context = kWords,
     .description = "Montenegrin personal number (JMBG)",
     .source = "Službeni list SFRJ 58/76"},
    {.entity = "MK_EMBG",
     .country = "mk",
     .groups = "pii/mk",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{13}|\\d{7}[ -]\\d{6}|\\d{7} \\d\\d \\d{3} \\d)\\b",
     .score = 0.5,
     .validate = proven<is_jmbg_of_north_macedonia>,
     .context = kWords,
     .description = "North Macedonian personal number (EMBG)",
     .source = "Službeni list SFRJ 58/76"},
    {.entity = "RS_JMBG",
     .country = "rs",
     .groups = "pii/rs",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{13}|\\d{7}[ -]\\d{6}|\\d{7} \\d\\d \\d{3} \\d)\\b",
     .score = 0.5,
     .validate = proven<is_jmbg_of_serbia>,
     .context = kWords,
     .description = "Serbian personal number (JMBG)",
     .source = "Službeni list SFRJ 58/76"},
};

}  // namespace

std::span<const Detector> yugoslavia_detectors() {
  return kRows;
}

}  // namespace weir
