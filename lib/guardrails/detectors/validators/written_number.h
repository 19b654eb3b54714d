// What the way in which a number is written says of it, and the words beside it.
#pragma once

#include <algorithm>
#include <string_view>

#include "guardrails/detectors/context.h"
#include "guardrails/detectors/validators/national_number.h"

namespace weir {

// True if it is digits with one dot between them and nothing else: a fraction, before all.
[[nodiscard]] inline bool reads_as_fraction(std::string_view match) {
  return std::count(match.begin(), match.end(), '.') == 1 &&
         match.find_first_not_of("0123456789.") == std::string_view::npos;
}

// True if it is hexadecimal in small letters, as the names of commits and parts of UUIDs are.
[[nodiscard]] inline bool reads_as_hexadecimal(std::string_view match) {
  return match.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
         match.find_first_of("abcdef") != std::string_view::npos;
}

// The verdict of `validate` on what does not read as a fraction.
template <Validator validate>
[[nodiscard]] Verdict unless_fraction(const Candidate& candidate, double base_score) {
  return reads_as_fraction(candidate.match()) ? refuse() : validate(candidate, base_score);
}

// The verdict of `validate`; at most kDoubtfulScore for what reads as hexadecimal.
template <Validator validate>
[[nodiscard]] Verdict unless_hexadecimal(const Candidate& candidate, double base_score) {
  Verdict verdict = validate(candidate, base_score);
  if (reads_as_hexadecimal(candidate.match())) {
    verdict.score = std::min(verdict.score, kDoubtfulScore);
  }
  return verdict;
}

// For numbers that mean nothing without a name: a caller's threshold of 0 does not change that.
// The row's score for a valid number with one of `kWords` (see Detector::context) near it; others
// are refused. REQUIRES: the row has these words as its context too.
template <Form is_valid, const std::string_view& kWords>
[[nodiscard]] Verdict likely_if_named(const Candidate& candidate, double base_score) {
  const Verdict verdict = likely<is_valid>(candidate, base_score);
  if (!verdict.accepted) return verdict;
  const bool is_named = has_context_word(kWords, candidate.at(verdict.start, verdict.end));
  return is_named ? verdict : refuse();
}

}  // namespace weir
