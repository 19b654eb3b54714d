// Australian identifiers. Each takes its digits with or without separators.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Australian Business Number: eleven digits, no leading 0; one is taken from the first, weights
// 10 1 3 5 7 9 11 13 15 17 19, mod 89. Source: Australian Business Register, "Format of the ABN".
[[nodiscard]] Verdict validate_au_abn(const Candidate& candidate, double base_score);

// Australian Company Number: nine digits, weights 8 to 1 and the complement mod 10. Source:
// Australian Securities and Investments Commission, "Australian Company Number digit check".
[[nodiscard]] Verdict validate_au_acn(const Candidate& candidate, double base_score);

// Tax file number: nine digits, weights 1 4 3 7 5 8 6 9 10, mod 11. Source: Australian Taxation
// Office, tax file number algorithm.
[[nodiscard]] Verdict validate_au_tfn(const Candidate& candidate, double base_score);

// Medicare card number: first digit 2 to 6, weights 1 3 7 9, the ninth digit is the sum mod 10.
// Source: Services Australia, Medicare number check digit.
[[nodiscard]] Verdict validate_au_medicare(const Candidate& candidate, double base_score);

}  // namespace weir
