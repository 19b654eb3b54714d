#include "guardrails/detectors/validators/other_numbers.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

constexpr size_t kLongestWord = 24;

// Names of keys, also as the last part of a longer name ("user_id", "orderId").
constexpr std::string_view kKeys =
    " id ids uid uuid guid order invoice ticket build version revision rev serial commit sha seq "
    "sequence sku ean isbn tracking timestamp viite viitenumero tilausnumero laskunumero "
    "ordernummer fakturanummer ordrenummer fakturanr ordernr ordrenr ";

// As they are written: "ms" is no "Ms".
constexpr std::string_view kUnits =
    " bytes byte kB KB kb MB mb GB gb KiB MiB ms ns sec seconds tavua euroa euro euros EUR eur USD "
    "usd "
    "SEK sek NOK nok DKK dkk kr kronor kroner dollars ";

bool lists(std::string_view words, const std::string& word) {
  return !word.empty() && words.find(' ' + word + ' ') != std::string_view::npos;
}

bool is_unbroken(std::string_view match) {
  return std::all_of(match.begin(), match.end(), is_digit);
}

// One piece of "40.20361-075.00417": digits with one dot between them.
bool is_decimal(std::string_view piece) {
  const size_t dot = piece.find('.');
  return dot != std::string_view::npos && dot > 0 && dot + 1 < piece.size() &&
         is_unbroken(piece.substr(0, dot)) && is_unbroken(piece.substr(dot + 1));
}

bool are_decimals(std::string_view match) {
  if (match.starts_with('+')) match.remove_prefix(1);
  const size_t dash = match.find('-');
  if (dash == std::string_view::npos) return is_decimal(match);
  return is_decimal(match.substr(0, dash)) && is_decimal(match.substr(dash + 1));
}

// "0," or a dot that ends no sentence.
bool follows_decimal_sign(const Candidate& candidate) {
  const char sign = candidate.before();
  if (sign == '.') return !is_letter(candidate.before(1)) && candidate.before(1) != ')';
  return sign == ',' && candidate.before(1) == '0' && !is_alphanumeric(candidate.before(2));
}

bool is_followed_by_fraction(const Candidate& candidate) {
  return candidate.after() == '.' && is_digit(candidate.after(1));
}

bool is_between_name_and_value(char byte) {
  return byte != '\0' && std::string_view(" :=\"'#[(").find(byte) != std::string_view::npos;
}

// The word before the candidate, in small letters: of "userId" and "user_id" the last part.
std::string name_before(const Candidate& candidate) {
  constexpr size_t kMostBetween = 4;
  size_t at = 0;
  while (at < kMostBetween && is_between_name_and_value(candidate.before(at))) ++at;
  std::string word;
  if (at == 0) return word;
  for (; word.size() < kLongestWord && is_letter(candidate.before(at)); ++at) {
    const char byte = candidate.before(at);
    word.insert(word.begin(), to_lower(byte));
    const bool starts_part = byte != to_lower(byte) && candidate.before(at + 1) >= 'a';
    if (starts_part) break;
  }
  return word;
}

std::string word_behind(const Candidate& candidate) {
  std::string word;
  const size_t first = candidate.after() == ' ' ? 1 : 0;
  for (size_t at = first; word.size() < kLongestWord && is_letter(candidate.after(at)); ++at) {
    word += candidate.after(at);
  }
  return word;
}

}  // namespace

bool reads_as_decimal(const Candidate& candidate) {
  return are_decimals(candidate.match()) || follows_decimal_sign(candidate) ||
         is_followed_by_fraction(candidate);
}

bool is_named_as_key(const Candidate& candidate) {
  return is_unbroken(candidate.match()) && lists(kKeys, name_before(candidate));
}

bool is_amount(const Candidate& candidate) {
  return lists(kUnits, word_behind(candidate));
}

bool is_path_piece(const Candidate& candidate) {
  return candidate.before() == '/' && candidate.after() == '/' && is_unbroken(candidate.match());
}

bool is_piece_of_name(const Candidate& candidate) {
  constexpr std::string_view kJoints = "/.-+@\\";
  const auto joins = [&](char sign, char beyond) {
    return sign != '\0' && kJoints.find(sign) != std::string_view::npos &&
           (is_word(beyond) || beyond == '*');
  };
  return candidate.before() == '/' || joins(candidate.before(), candidate.before(1)) ||
         joins(candidate.after(), candidate.after(1));
}

bool reads_as_code_points(std::string_view match) {
  if (match.size() != 14 || !match.starts_with("00") || match[4] != match[9]) return false;
  const bool are_groups = is_unbroken(match.substr(0, 4)) && is_unbroken(match.substr(5, 4)) &&
                          is_unbroken(match.substr(10)) && !is_digit(match[4]);
  return are_groups && (match[4] == '.' || match[5] == '0');
}

bool is_in_dump(const Candidate& candidate) {
  const auto is_dumped = [](char byte) { return is_hex(byte) && byte < 'a'; };
  const size_t size = candidate.match().size();
  const auto is_group = [&](auto at) {
    if (at(0) != ' ') return false;
    size_t end = 1;
    while (end <= size && is_dumped(at(end))) ++end;
    return end == size + 1 && !is_word(at(end));
  };
  const std::string_view match = candidate.match();
  return std::all_of(match.begin(), match.end(), is_dumped) &&
         (is_group([&](size_t distance) { return candidate.before(distance); }) ||
          is_group([&](size_t distance) { return candidate.after(distance); }));
}

bool reads_as_day(std::string_view digits) {
  if (digits.size() != 8 || !is_unbroken(digits)) return false;
  const int century = two_digits_at(digits, 0);
  return (century == 19 || century == 20) &&
         is_date(century * 100 + two_digits_at(digits, 2), two_digits_at(digits, 4),
                 two_digits_at(digits, 6));
}

}  // namespace weir
