#include "guardrails/detectors/validators/national_number.h"

#include <algorithm>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

char to_upper(char byte) {
  return byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 'a' + 'A') : byte;
}

// What stands between the candidate's own groups of digits.
std::string separators_of(std::string_view match) {
  std::string separators;
  for (size_t i = 1; i + 1 < match.size(); ++i) {
    const bool is_between = is_digit(match[i - 1]) && is_digit(match[i + 1]);
    if (is_between && !is_alphanumeric(match[i])) separators += match[i];
  }
  return separators;
}

// What stands beyond the separator that is next to a candidate.
enum class Side : uint8_t {
  kText,
  kEdge,    // a bracket, a quoted value, the end of a list
  kFigure,  // another number
  kKey,     // "=", or a JSON key
};

bool is_one_of(char byte, std::string_view bytes) {
  return byte != '\0' && bytes.find(byte) != std::string_view::npos;
}

// `at(distance)`: the bytes from the candidate outwards.
template <typename At>
Side side_of(At at) {
  const size_t gap = at(0) == ' ' ? 1 : 0;
  if (at(0) == '=' || (at(gap) == ':' && at(gap + 1) == '"')) return Side::kKey;
  if (is_one_of(at(gap), "()[]{}")) return Side::kEdge;
  if (gap == 0 && !is_one_of(at(0), ",;|\t")) return Side::kText;
  size_t next = 1;
  while (next < 4 && is_one_of(at(next), " ,;|\t")) ++next;
  if (is_digit(at(next))) return Side::kFigure;
  return is_one_of(at(next), "'\"-([{") ? Side::kEdge : Side::kText;
}

}  // namespace

std::string compact_of(std::string_view match) {
  std::string number;
  for (const char byte : match) {
    if (is_alphanumeric(byte)) number += to_upper(byte);
  }
  return number;
}

int number_of(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

bool are_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

bool is_date_of_either(int first_century, int second_century, int year, int month, int day) {
  return is_date(first_century + year, month, day) || is_date(second_century + year, month, day);
}

bool reads_as_moment(std::string_view digits) {
  if (!are_digits(digits)) return false;
  if (digits.size() == 10) return digits.front() == '1';
  if (digits.size() != 12 && digits.size() != 14) return false;
  const int year = number_of(digits.substr(0, 4));
  return year >= 1970 && year < 2100 &&
         is_date(year, number_of(digits.substr(4, 2)), number_of(digits.substr(6, 2))) &&
         number_of(digits.substr(8, 2)) < 24 && number_of(digits.substr(10, 2)) < 60;
}

bool stands_among_figures(const Candidate& candidate) {
  if (!are_digits(candidate.match())) return false;
  const Side before = side_of([&](size_t distance) { return candidate.before(distance); });
  const Side after = side_of([&](size_t distance) { return candidate.after(distance); });
  if (before == Side::kKey) return true;
  if (before == Side::kFigure) return after != Side::kText;
  return before == Side::kEdge && after == Side::kFigure;
}

Verdict judge_number(const Candidate& candidate, std::string_view joints, double score) {
  const std::string_view match = candidate.match();
  const std::string all_joints = std::string(joints) + separators_of(match);
  if (is_digit(match.front())) {
    if (candidate.before() == '+' || is_glued_before(candidate, all_joints)) return refuse();
  }
  if (is_digit(match.back()) && is_glued_after(candidate, all_joints)) return refuse();
  const bool is_doubtful = reads_as_moment(match) || stands_among_figures(candidate);
  return accept(candidate, is_doubtful ? std::min(score, kDoubtfulScore) : score);
}

}  // namespace weir
