#include "guardrails/detectors/validators/date_time.h"

#include <array>
#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

constexpr std::string_view kMonths = "janfebmaraprmayjunjulaugsepoctnovdec";
constexpr size_t kMostFields = 3;

struct Field {
  int value = 0;
  size_t size = 0;
  bool is_month_name = false;
};

struct Date {
  std::array<Field, kMostFields> fields;
  size_t count = 0;
  char sign = '\0';
};

int month_named(std::string_view name) {
  std::string lower;
  for (const char byte : name) lower += to_lower(byte);
  return static_cast<int>(kMonths.find(lower)) / 3 + 1;
}

Field field_of(std::string_view text) {
  if (is_letter(text.front())) return {month_named(text), text.size(), true};
  Field field{0, text.size(), false};
  for (const char digit : text) field.value = field.value * 10 + (digit - '0');
  return field;
}

Date parse(std::string_view text) {
  Date date;
  while (date.count < kMostFields) {
    const size_t end = text.find_first_of("/-.");
    date.fields[date.count++] = field_of(text.substr(0, end));
    if (end == std::string_view::npos) break;
    date.sign = text[end];
    text.remove_prefix(end + 1);
  }
  return date;
}

bool is_real(const Field& year, const Field& month, const Field& day) {
  if (year.size == 4) return year.value > 0 && is_date(year.value, month.value, day.value);
  return is_date(1900 + year.value, month.value, day.value) ||
         is_date(2000 + year.value, month.value, day.value);
}

bool is_month(const Field& field) {
  return field.value >= 1 && field.value <= 12;
}

// Month and year, or day and the name of a month.
bool is_short_date(const Field& first, const Field& second) {
  constexpr Field kLeapYear{2000, 4, false};
  if (second.is_month_name) return is_real(kLeapYear, second, first);
  return is_month(first) && second.size >= 2;
}

bool is_full_date(const Date& date) {
  const auto& [first, second, third] = date.fields;
  if (first.size == 4) return is_real(first, second, third);
  if (is_real(third, second, first)) return true;
  return date.sign != '.' && !second.is_month_name && is_real(third, first, second);
}

bool is_time(std::string_view time) {
  constexpr std::string_view kLastHour = "23";
  return time.substr(0, 2) <= kLastHour;
}

}  // namespace

Verdict validate_date_time(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  const size_t time =
      match.size() > 10 && (match[10] == 'T' || match[10] == 't') ? 10 : match.size();
  const Date date = parse(match.substr(0, time));
  const bool is_valid =
      date.count == 2 ? is_short_date(date.fields[0], date.fields[1]) : is_full_date(date);
  if (!is_valid || (time < match.size() && !is_time(match.substr(time + 1)))) return refuse();
  const std::string_view joint(&date.sign, 1);
  if (is_glued_before(candidate, joint) || is_glued_after(candidate, joint)) return refuse();
  return accept(candidate, base_score);
}

}  // namespace weir
