// Swiss identifiers, of which Liechtenstein shares the insurance number. The forms take a number
// without separators, letters as capitals.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// AHV-Nummer, 756 and ten digits, the last a check digit as of EAN-13. Source: Zentrale
// Ausgleichsstelle, AHVN13; section 133 AHVV.
[[nodiscard]] bool is_swiss_insurance_number(std::string_view number);

// Unternehmens-Identifikationsnummer: CHE (which may be missing) and nine digits, weights
// 5 4 3 2 7 6 5 4, mod 11, ten is never given out; MWST, TVA, IVA or TPV behind. Source: Bundesamt
// für Statistik, "UID-Nummer: Prüfziffer"; eCH-0097.
[[nodiscard]] bool is_swiss_business_number(std::string_view number);

// Liechtenstein's Personenidentifikationsnummer (PEID): four to twelve digits, no check digit.
// Source: OECD, "Liechtenstein, information on tax identification numbers".
// The candidate begins with the number's name, which is cut off.
[[nodiscard]] Verdict validate_liechtenstein_person_number(const Candidate& candidate,
                                                           double base_score);

}  // namespace weir
