// Danish identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// CPR-nummer, DDMMYY-SSSS: a real date in the century that the seventh digit and the year give, not
// after kLatestBirthYear. The check digit is not looked at: numbers without it are given out since
// 2007. An erstatningspersonnummer (day + 60) counts 0.2. Source: CPR-kontoret, cpr.dk,
// "Personnummeret i CPR" and "Erstatningspersonnummer".
[[nodiscard]] Verdict validate_dk_cpr(const Candidate& candidate, double base_score);

// CVR-nummer, eight digits: weights 2 7 6 5 4 3 2 1, mod 11; the first is not 0. Source: Danish
// Business Authority, "Modulus 11-kontrol af CVR-nummer".
[[nodiscard]] Verdict validate_dk_cvr(const Candidate& candidate, double base_score);

// Momsnummer: "DK" and the CVR-nummer. Source: European Commission, VIES.
[[nodiscard]] Verdict validate_dk_vat_id(const Candidate& candidate, double base_score);

}  // namespace weir
