#include "guardrails/detectors/validators/national_phone.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/national_number.h"
#include "guardrails/detectors/validators/other_numbers.h"

namespace weir {
namespace {

constexpr size_t kShortest = 7;
constexpr size_t kLongest = 13;
constexpr size_t kMostGroups = 6;
constexpr double kUnlikelyScore = 0.05;

// A number taken apart: its groups, and between two of them the first byte that is no space.
struct Written {
  std::vector<std::string_view> groups;
  std::string separators;
  size_t digits = 0;

  explicit Written(std::string_view match) {
    for (size_t at = 0; at < match.size();) {
      size_t end = at;
      while (end < match.size() && is_digit(match[end])) ++end;
      if (end > at) {
        groups.push_back(match.substr(at, end - at));
        digits += end - at;
      }
      size_t next = end;
      while (next < match.size() && !is_digit(match[next])) ++next;
      if (next < match.size() && !groups.empty()) {
        const size_t sign = match.find_first_not_of(' ', end);
        separators += sign < next ? match[sign] : ' ';
      }
      at = next;
    }
  }

  // The groups from `first` on, and what is between them, are three with the same sign.
  [[nodiscard]] bool is_date_at(size_t first) const {
    if (first + 3 > groups.size() || separators[first] != separators[first + 1]) return false;
    if (separators[first] == ' ' || separators[first] == '(' || separators[first] == ')') {
      return false;
    }
    const std::string_view left = groups[first];
    const std::string_view middle = groups[first + 1];
    const std::string_view right = groups[first + 2];
    if (middle.size() != 2 || left.size() + right.size() != 6) return false;
    const std::string_view year = left.size() == 4 ? left : right;
    const std::string_view other = left.size() == 4 ? right : left;
    if (year.size() != 4 || (year[0] != '1' && year[0] != '2')) return false;
    return is_date(number_of(year), number_of(middle), number_of(other)) ||
           is_date(number_of(year), number_of(other), number_of(middle));
  }

  [[nodiscard]] bool holds_date() const {
    return is_date_at(0) || (groups.size() > 3 && is_date_at(groups.size() - 3));
  }

  [[nodiscard]] bool are_all(char separator) const {
    return !separators.empty() && separators.find_first_not_of(separator) == std::string_view::npos;
  }

  // "192.168.100.200"
  [[nodiscard]] bool is_network_address() const {
    return are_all('.') && groups.size() == 4 &&
           std::all_of(groups.begin(), groups.end(),
                       [](std::string_view group) { return group.size() <= 3; });
  }

  // "1.234.567", "12.345.678"
  [[nodiscard]] bool has_thousands() const {
    return are_all('.') && groups.front().size() <= 3 &&
           std::all_of(groups.begin() + 1, groups.end(),
                       [](std::string_view group) { return group.size() == 3; });
  }

  [[nodiscard]] bool is_well_grouped() const {
    return groups.size() <= kMostGroups &&
           std::all_of(groups.begin() + 1, groups.end(),
                       [](std::string_view group) { return group.size() > 1; });
  }
};

bool has_balanced_brackets(std::string_view match) {
  const size_t open = match.find('(');
  const size_t close = match.find(')');
  if (open == std::string_view::npos) return close == std::string_view::npos;
  return close != std::string_view::npos && open < close &&
         match.find('(', open + 1) == std::string_view::npos &&
         match.find(')', close + 1) == std::string_view::npos;
}

// What stands before is no part of a number, a name or an amount.
bool starts_run(const Candidate& candidate) {
  constexpr std::string_view kSigns = "+#$%&*^~\\@_";
  constexpr std::string_view kJoints = ".,:()";  // "tel.", "name,", "tel:"
  const char byte = candidate.before();
  if (byte == '\0') return true;
  if (is_word(byte) || kSigns.find(byte) != std::string_view::npos) return false;
  if (byte == '-' || byte == '/') return !is_word(candidate.before(1));
  if (kJoints.find(byte) != std::string_view::npos) return !is_digit(candidate.before(1));
  const size_t past = candidate.before(1) == ')' ? 2 : 1;  // "(020) " is a part of the number
  return byte != ' ' || !is_digit(candidate.before(past));
}

// " 24/7", " 2 times": of one or two digits, and the last in the run.
bool is_followed_by_short_number(const Candidate& candidate) {
  constexpr std::string_view kJoints = " .-";
  const size_t end = is_digit(candidate.after(2)) ? 3 : 2;
  const char byte = candidate.after(end);
  if (is_digit(byte)) return false;
  return byte == '\0' || kJoints.find(byte) == std::string_view::npos ||
         !is_digit(candidate.after(end + 1));
}

// ",50"; what a comma parts from more digits is a column of its own.
bool is_followed_by_cents(const Candidate& candidate) {
  const size_t end = is_digit(candidate.after(2)) ? 3 : 2;
  return candidate.after() == ',' && is_digit(candidate.after(1)) &&
         !is_digit(candidate.after(end));
}

bool ends_run(const Candidate& candidate) {
  constexpr std::string_view kJoints = ".:()";
  const char byte = candidate.after();
  if (byte == ',') return !is_followed_by_cents(candidate);
  if (byte == '%') return false;
  if (byte == '-' || byte == '/') return !is_alphanumeric(candidate.after(1));
  if (byte != '\0' && kJoints.find(byte) != std::string_view::npos) {
    return !is_digit(candidate.after(1));
  }
  return byte != ' ' || !is_digit(candidate.after(1)) || is_followed_by_short_number(candidate);
}

bool is_unlikely(const Candidate& candidate) {
  return is_amount(candidate) || is_path_piece(candidate) || reads_as_decimal(candidate) ||
         is_named_as_key(candidate) || reads_as_day(candidate.match()) ||
         reads_as_moment(candidate.match());
}

}  // namespace

Verdict validate_phone_of_plans(const Candidate& given, double base_score) {
  Candidate candidate = given;
  if (candidate.match().starts_with('(') && candidate.match().find(')') == std::string_view::npos) {
    ++candidate.start;
  }
  if (!has_balanced_brackets(candidate.match())) return refuse();
  if (!starts_run(candidate) || !ends_run(candidate)) return refuse();
  const Written written(candidate.match());
  if (written.digits < kShortest || written.digits > kLongest) return refuse();
  if (!written.is_well_grouped() || written.holds_date()) return refuse();
  if (written.is_network_address() || written.has_thousands()) return refuse();
  return accept(candidate,
                is_unlikely(candidate) ? std::min(base_score, kUnlikelyScore) : base_score);
}

}  // namespace weir
