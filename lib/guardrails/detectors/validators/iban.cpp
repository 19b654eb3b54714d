#include <algorithm>
#include <iterator>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/payment.h"

namespace weir {
namespace {

struct CountryLength {
  std::string_view country;
  size_t length;
};

constexpr CountryLength kLengths[] = {
    {"ad", 24}, {"ae", 23}, {"al", 28}, {"at", 20}, {"az", 28}, {"ba", 20}, {"be", 16}, {"bg", 22},
    {"bh", 22}, {"bi", 27}, {"br", 29}, {"by", 28}, {"ch", 21}, {"cr", 22}, {"cy", 28}, {"cz", 24},
    {"de", 22}, {"dj", 27}, {"dk", 18}, {"do", 28}, {"ee", 20}, {"eg", 29}, {"es", 24}, {"fi", 18},
    {"fk", 18}, {"fo", 18}, {"fr", 27}, {"gb", 22}, {"ge", 22}, {"gi", 23}, {"gl", 18}, {"gr", 27},
    {"gt", 28}, {"hn", 28}, {"hr", 21}, {"hu", 28}, {"ie", 22}, {"il", 23}, {"iq", 23}, {"is", 26},
    {"it", 27}, {"jo", 30}, {"kw", 30}, {"kz", 20}, {"lb", 28}, {"lc", 32}, {"li", 21}, {"lt", 20},
    {"lu", 20}, {"lv", 21}, {"ly", 25}, {"mc", 27}, {"md", 24}, {"me", 22}, {"mk", 19}, {"mn", 20},
    {"mr", 27}, {"mt", 31}, {"mu", 30}, {"ni", 28}, {"nl", 18}, {"no", 15}, {"om", 23}, {"pk", 24},
    {"pl", 28}, {"ps", 29}, {"pt", 25}, {"qa", 29}, {"ro", 24}, {"rs", 22}, {"ru", 33}, {"sa", 24},
    {"sc", 31}, {"sd", 18}, {"se", 24}, {"si", 19}, {"sk", 24}, {"sm", 27}, {"so", 23}, {"st", 25},
    {"sv", 28}, {"tl", 23}, {"tn", 24}, {"tr", 26}, {"ua", 29}, {"va", 22}, {"vg", 24}, {"xk", 20},
    {"ye", 30},
};

// The first `count` letters and digits of the candidate; `*end` is where the last one ends.
std::string significant(const Candidate& candidate, size_t count, size_t* end) {
  std::string text;
  for (*end = candidate.start; *end < candidate.end && text.size() < count; ++*end) {
    if (is_alphanumeric(candidate.text[*end])) text.push_back(candidate.text[*end]);
  }
  return text;
}

bool has_check_digits(std::string_view iban) {
  const int check = (iban[2] - '0') * 10 + (iban[3] - '0');
  if (!is_digit(iban[2]) || !is_digit(iban[3]) || check < 2 || check > 98) return false;
  const std::string moved = std::string(iban.substr(4)) + std::string(iban.substr(0, 4));
  return mod_97(moved) == 1;
}

}  // namespace

size_t iban_length(std::string_view country) {
  if (country.size() != 2) return 0;
  const char lower[] = {to_lower(country[0]), to_lower(country[1])};
  const std::string_view key(lower, 2);
  const auto* found = std::lower_bound(
      std::begin(kLengths), std::end(kLengths), key,
      [](const CountryLength& row, std::string_view value) { return row.country < value; });
  return found != std::end(kLengths) && found->country == key ? found->length : 0;
}

Verdict validate_iban(const Candidate& candidate, double /*base_score*/) {
  const size_t length = iban_length(candidate.match().substr(0, 2));
  Candidate cut = candidate;
  const std::string iban = significant(candidate, length, &cut.end);
  if (length == 0 || iban.size() != length || !is_whole(cut)) return refuse();
  return has_check_digits(iban) ? accept(cut, 1.0) : refuse();
}

}  // namespace weir
