#include <algorithm>
#include <iterator>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/payment.h"

namespace weir {
namespace {

// First four digits, and the lengths that the scheme gives out.
struct IssuerRange {
  int first;
  int last;
  size_t shortest;
  size_t longest;
};

constexpr IssuerRange kIssuers[] = {
    {2200, 2204, 16, 19}, {2221, 2720, 16, 16}, {3000, 3059, 14, 19}, {3095, 3095, 14, 19},
    {3400, 3499, 15, 15}, {3528, 3589, 16, 19}, {3600, 3699, 14, 19}, {3700, 3799, 15, 15},
    {3800, 3999, 14, 19}, {4000, 4999, 13, 19}, {5000, 5099, 13, 19}, {5100, 5599, 16, 16},
    {5600, 5899, 13, 19}, {6000, 6999, 13, 19}, {8100, 8171, 16, 19}, {9792, 9792, 16, 16},
};

bool is_issued(std::string_view digits) {
  if (digits.size() < 13) return false;
  int head = 0;
  for (const char digit : digits.substr(0, 4)) head = head * 10 + (digit - '0');
  return std::any_of(std::begin(kIssuers), std::end(kIssuers), [&](const IssuerRange& range) {
    return head >= range.first && head <= range.last && digits.size() >= range.shortest &&
           digits.size() <= range.longest && !(range.first == 4000 && digits.size() % 3 != 1);
  });
}

bool is_card(std::string_view match) {
  const std::string digits = digits_of(match);
  return is_issued(digits) && passes_luhn(digits) &&
         digits.find_first_not_of(digits[0], 1) != std::string::npos;
}

// The fraction of a decimal number, or the unbroken digits before one.
bool is_in_decimal(const Candidate& candidate) {
  const bool is_run = digits_of(candidate.match()).size() == candidate.match().size();
  return is_glued_before(candidate, ".") || (is_run && is_glued_after(candidate, "."));
}

// Where the next group of digits begins; the end if there is none.
size_t next_group(const Candidate& candidate) {
  size_t at = candidate.start;
  while (at < candidate.end && is_digit(candidate.text[at])) ++at;
  while (at < candidate.end && !is_digit(candidate.text[at])) ++at;
  return at;
}

}  // namespace

Verdict validate_credit_card(const Candidate& candidate, double /*base_score*/) {
  Candidate cut = candidate;
  for (; cut.start < cut.end; cut.start = next_group(cut)) {
    if (is_card(cut.match()) && !is_in_decimal(cut)) return accept(cut, 1.0);
  }
  return refuse();
}

Verdict validate_travel_card(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (!passes_luhn(digits) || digits.find_first_not_of('1') == std::string::npos) return refuse();
  if (is_glued_before(candidate, ".-") || is_glued_after(candidate, ".-")) return refuse();
  return accept(candidate, base_score);
}

}  // namespace weir
