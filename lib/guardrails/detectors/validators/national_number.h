// Numbers of persons and firms: what all countries' validators share. A country gives a Form, which
// says whether a number may be one; these make a verdict of it and of what stands beside it.
#pragma once

#include <string>
#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// A number without its separators, its letters as capitals. Pure; takes whatever text.
using Form = bool (*)(std::string_view number);

// The most that a number scores which is as likely something else: a moment or a figure. A context
// word takes it over the default threshold.
inline constexpr double kDoubtfulScore = 0.4;

// The ASCII letters, as capitals, and the digits of `match`.
[[nodiscard]] std::string compact_of(std::string_view match);

// The value of `digits`. REQUIRES: at most nine bytes, all digits.
[[nodiscard]] int number_of(std::string_view digits);

[[nodiscard]] bool are_digits(std::string_view text);

// True if the date exists in the one or the other century; for numbers that do not tell.
[[nodiscard]] bool is_date_of_either(int first_century, int second_century, int year, int month,
                                     int day);

// True if unbroken digits are as well a moment: seconds since 1970 in the years 2001 to 2033 (ten
// digits), or YYYYMMDDhhmm with or without seconds. Logs are full of them, and a checksum lets one
// in eleven or one in a hundred pass.
[[nodiscard]] bool reads_as_moment(std::string_view digits);

// True if the candidate, unbroken digits, is a figure among data: a member of a list or row of
// numbers ("12, 345, 6789", "(12; 345", columns of a table), or a value right behind
// a JSON key or "=". The name of the key is then the word that it needs.
[[nodiscard]] bool stands_among_figures(const Candidate& candidate);

// The verdict on a candidate whose number is valid. Refused where it is a piece of something
// longer: digits beyond one of `joints`, or beyond what separates its own groups; a plus before it.
[[nodiscard]] Verdict judge_number(const Candidate& candidate, std::string_view joints,
                                   double score);

// The form proves the number: 1.0, whatever the row's score; kMomentScore where it reads as a
// moment.
template <Form is_valid>
[[nodiscard]] Verdict proven(const Candidate& candidate, double /*base_score*/) {
  if (!is_valid(compact_of(candidate.match()))) return refuse();
  return judge_number(candidate, "-.", 1.0);
}

// The form makes the number likely: the row's score.
template <Form is_valid>
[[nodiscard]] Verdict likely(const Candidate& candidate, double base_score) {
  if (!is_valid(compact_of(candidate.match()))) return refuse();
  return judge_number(candidate, "-./", base_score);
}

// The country's two letters and a valid number, as in VIES: 1.0.
template <Form is_valid>
[[nodiscard]] Verdict proven_with_prefix(const Candidate& candidate, double /*base_score*/) {
  const std::string number = compact_of(candidate.match());
  if (number.size() < 2 || !is_valid(std::string_view(number).substr(2))) return refuse();
  return judge_number(candidate, "-.", 1.0);
}

// The same where that is too little proof: the row's score.
template <Form is_valid>
[[nodiscard]] Verdict likely_with_prefix(const Candidate& candidate, double base_score) {
  const std::string number = compact_of(candidate.match());
  if (number.size() < 2 || !is_valid(std::string_view(number).substr(2))) return refuse();
  return judge_number(candidate, "-./", base_score);
}

}  // namespace weir
