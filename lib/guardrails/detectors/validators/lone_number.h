// Numbers without a checksum, or with a weak one: what stands beside them is most of the proof.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// True if the candidate is no piece of a longer number: of a fraction, an amount, a path, a
// telephone number after "+", groups joined by dashes.
[[nodiscard]] bool is_lone_number(const Candidate& candidate);

// True if a group of digits stands beside the candidate with one space between, as in a number that
// is written in more groups than the candidate has.
[[nodiscard]] bool has_group_beside(const Candidate& candidate);

// True if the candidate stands where programs write numbers: behind "=" or a JSON key, or in a list
// of bare numbers. A number of no more proof than one in a hundred is there by chance.
[[nodiscard]] bool stands_among_data(const Candidate& candidate);

// The row's score for a lone number; others are refused.
[[nodiscard]] Verdict validate_lone_number(const Candidate& candidate, double base_score);

}  // namespace weir
