#include "guardrails/detectors/validators/india.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/other_numbers.h"
#include "guardrails/detectors/validators/written_number.h"

namespace weir {
namespace {

constexpr double kUnlikelyScore = 0.1;
constexpr std::string_view kHolders = "abcefghjklpt";
constexpr std::string_view kStates =
    "AN AP AR AS BH BR CG CH CT DD DH DL DN GA GJ HP HR JH JK KA KL LA LD MH ML MN MP MZ NL OD OR "
    "PB PY RJ SK TG TN TR TS UA UK UL UP UT WB ";

bool is_palindrome(std::string_view digits) {
  return std::equal(digits.begin(), digits.end(), digits.rbegin());
}

bool are_letters(std::string_view text) {
  return std::all_of(text.begin(), text.end(), is_letter);
}

bool is_pan(std::string_view text) {
  return are_letters(text.substr(0, 5)) && are_digits(text.substr(5, 4)) && is_letter(text[9]) &&
         text.substr(5, 4) != "0000";
}

// A commit ("gitfa8646d", or hexadecimal) or another piece of a name, in small letters.
bool is_named_by_program(const Candidate& candidate) {
  const std::string_view match = candidate.match();
  const bool is_small = std::none_of(match.begin(), match.end(),
                                     [](char byte) { return byte >= 'A' && byte <= 'Z'; });
  const std::string_view commit = match.substr(match.starts_with("git") ? 3 : 0);
  return is_small && (reads_as_hexadecimal(commit) || is_piece_of_name(candidate));
}

int base_36_value(char byte) {
  return is_digit(byte) ? byte - '0' : to_lower(byte) - 'a' + 10;
}

// Luhn's formula over base 36.
bool passes_luhn_36(std::string_view text) {
  int sum = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const int product = base_36_value(text[text.size() - 1 - i]) * (i % 2 == 0 ? 1 : 2);
    sum += product / 36 + product % 36;
  }
  return sum % 36 == 0;
}

bool is_state(char first, char second) {
  const char code[] = {static_cast<char>(first & 0x5F), static_cast<char>(second & 0x5F), ' '};
  const size_t at = kStates.find(std::string_view(code, sizeof(code)));
  return at != std::string_view::npos && at % 3 == 0;
}

}  // namespace

Verdict validate_in_aadhaar(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (digits.size() != 12 || digits[0] < '2' || is_palindrome(digits)) return refuse();
  if (!passes_verhoeff(digits) || !is_lone_number(candidate)) return refuse();
  if (is_glued_before(candidate, " :") || is_glued_after(candidate, " :")) return refuse();
  return accept(candidate, base_score);
}

Verdict validate_in_pan(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  if (!is_pan(match)) return refuse();
  if (is_named_by_program(candidate)) return accept(candidate, kUnlikelyScore);
  const bool is_known = kHolders.find(to_lower(match[3])) != std::string_view::npos;
  return accept(candidate, is_known ? base_score : kUnlikelyScore);
}

Verdict validate_in_pan_like(const Candidate& candidate, double base_score) {
  return are_digits(candidate.match()) ? refuse() : accept(candidate, base_score);
}

Verdict validate_in_gstin(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  const int state = (match[0] - '0') * 10 + (match[1] - '0');
  if (state < 1 || state > 37 || match[12] == '0' || !is_pan(match.substr(2))) return refuse();
  return accept(candidate, passes_luhn_36(match) ? 1.0 : base_score);
}

Verdict validate_in_vehicle_registration(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  if (!is_state(match[0], match[1]) || match.ends_with("0000")) return refuse();
  const bool is_hexadecimal = match.find("0x") != std::string_view::npos;  // "as 0x0660"
  return accept(candidate, is_hexadecimal ? kUnlikelyScore : base_score);
}

}  // namespace weir
