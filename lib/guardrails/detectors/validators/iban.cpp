#include <algorithm>
#include <iterator>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/payment.h"

namespace weir {
namespace {

constexpr size_t kHeadSize = 4;  // the country and the check digits

// The account number of a country, behind its letters and check digits: runs of digits (n), letters
// (a) or both (c), as the registry has them.
struct Structure {
  std::string_view country;
  std::string_view runs;
};

constexpr Structure kStructures[] = {
    {"ad", "8n12c"},    {"ae", "19n"},      {"al", "8n16c"},    {"at", "16n"},
    {"az", "4a20c"},    {"ba", "16n"},      {"be", "12n"},      {"bg", "4a6n8c"},
    {"bh", "4a14c"},    {"bi", "23n"},      {"br", "23n1a1c"},  {"by", "4c4n16c"},
    {"ch", "5n12c"},    {"cr", "18n"},      {"cy", "8n16c"},    {"cz", "20n"},
    {"de", "18n"},      {"dj", "23n"},      {"dk", "14n"},      {"do", "4c20n"},
    {"ee", "16n"},      {"eg", "25n"},      {"es", "20n"},      {"fi", "14n"},
    {"fk", "2a12n"},    {"fo", "14n"},      {"fr", "10n11c2n"}, {"gb", "4a14n"},
    {"ge", "2a16n"},    {"gi", "4a15c"},    {"gl", "14n"},      {"gr", "7n16c"},
    {"gt", "24c"},      {"hn", "4a20n"},    {"hr", "17n"},      {"hu", "24n"},
    {"ie", "4a14n"},    {"il", "19n"},      {"iq", "4a15n"},    {"is", "22n"},
    {"it", "1a10n12c"}, {"jo", "4a4n18c"},  {"kw", "4a22c"},    {"kz", "3n13c"},
    {"lb", "4n20c"},    {"lc", "4a24c"},    {"li", "5n12c"},    {"lt", "16n"},
    {"lu", "3n13c"},    {"lv", "4a13c"},    {"ly", "21n"},      {"mc", "10n11c2n"},
    {"md", "20c"},      {"me", "18n"},      {"mk", "3n10c2n"},  {"mn", "16n"},
    {"mr", "23n"},      {"mt", "4a5n18c"},  {"mu", "4a19n3a"},  {"ni", "4a20n"},
    {"nl", "4a10n"},    {"no", "11n"},      {"om", "3n16c"},    {"pk", "4a16c"},
    {"pl", "24n"},      {"ps", "4a21c"},    {"pt", "21n"},      {"qa", "4a21c"},
    {"ro", "4a16c"},    {"rs", "18n"},      {"ru", "14n15c"},   {"sa", "2n18c"},
    {"sc", "4a20n3a"},  {"sd", "14n"},      {"se", "20n"},      {"si", "15n"},
    {"sk", "20n"},      {"sm", "1a10n12c"}, {"so", "19n"},      {"st", "21n"},
    {"sv", "4a20n"},    {"tl", "19n"},      {"tn", "20n"},      {"tr", "6n16c"},
    {"ua", "6n19c"},    {"va", "18n"},      {"vg", "4a16n"},    {"xk", "16n"},
    {"ye", "4a4n18c"},
};

struct Run {
  size_t length = 0;
  char kind = 0;
};

// Takes the first run off `runs`. REQUIRES: !runs->empty().
Run next_run(std::string_view* runs) {
  Run run;
  while (is_digit(runs->front())) {
    run.length = run.length * 10 + static_cast<size_t>(runs->front() - '0');
    runs->remove_prefix(1);
  }
  run.kind = runs->front();
  runs->remove_prefix(1);
  return run;
}

bool is_of_kind(std::string_view text, char kind) {
  return kind == 'c' || std::all_of(text.begin(), text.end(), kind == 'n' ? is_digit : is_letter);
}

// The runs of `country`; empty if it has no IBAN.
std::string_view runs_of(std::string_view country) {
  if (country.size() != 2) return {};
  const char lower[] = {to_lower(country[0]), to_lower(country[1])};
  const std::string_view key(lower, 2);
  const auto* found = std::lower_bound(
      std::begin(kStructures), std::end(kStructures), key,
      [](const Structure& row, std::string_view value) { return row.country < value; });
  return found != std::end(kStructures) && found->country == key ? found->runs : std::string_view();
}

// REQUIRES: `iban` has the length of its country.
bool has_structure(std::string_view iban) {
  std::string_view runs = runs_of(iban.substr(0, 2));
  size_t at = kHeadSize;
  while (!runs.empty()) {
    const Run run = next_run(&runs);
    if (!is_of_kind(iban.substr(at, run.length), run.kind)) return false;
    at += run.length;
  }
  return true;
}

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
  const std::string moved =
      std::string(iban.substr(kHeadSize)) + std::string(iban.substr(0, kHeadSize));
  return mod_97(moved) == 1;
}

}  // namespace

size_t iban_length(std::string_view country) {
  std::string_view runs = runs_of(country);
  if (runs.empty()) return 0;
  size_t length = kHeadSize;
  while (!runs.empty()) length += next_run(&runs).length;
  return length;
}

Verdict validate_iban(const Candidate& candidate, double /*base_score*/) {
  const size_t length = iban_length(candidate.match().substr(0, 2));
  Candidate cut = candidate;
  const std::string iban = significant(candidate, length, &cut.end);
  if (length == 0 || iban.size() != length || !is_whole(cut)) return refuse();
  return has_check_digits(iban) && has_structure(iban) ? accept(cut, 1.0) : refuse();
}

}  // namespace weir
