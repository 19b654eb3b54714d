// Singaporean identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// NRIC and FIN: a letter S, T, F, G or M, seven digits and a check letter, weights 2 7 6 5 4 3 2,
// 4 added for T and G and 3 for M, mod 11 into the series' own letters. Either case. Source:
// Immigration & Checkpoints Authority, NRIC and FIN; the letters are those of its published tables.
[[nodiscard]] Verdict validate_sg_nric_fin(const Candidate& candidate, double base_score);

// Unique Entity Number of a business (8 digits), a company (year and 5 digits) or another entity
// (T, S or R, year, kind of entity, 4 digits), each with a check letter mod 11. Source: Accounting
// and Corporate Regulatory Authority, uen.gov.sg.
[[nodiscard]] Verdict validate_sg_uen(const Candidate& candidate, double base_score);

}  // namespace weir
