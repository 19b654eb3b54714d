// Numbers in tables, lists of values and JSON, where a run of digits may be anything.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

inline constexpr double kListedScore = 0.4;  // the most that a listed run of digits counts

// True if the candidate is one of several numbers in a row ("17, 9201232387, 4"; a comma,
// semicolon, bar or tab between), or the bare value of a JSON member ("size":9201232387). There a
// number whose only proof is a date and one check digit is as likely to be any other number.
[[nodiscard]] bool is_listed(const Candidate& candidate);

// `score`, or kListedScore if that is less and the candidate is listed.
[[nodiscard]] double score_of_run(const Candidate& candidate, double score);

}  // namespace weir
