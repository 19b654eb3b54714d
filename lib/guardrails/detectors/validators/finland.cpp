#include "guardrails/detectors/validators/finland.h"

#include <string>

#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"

namespace weir {
namespace {

constexpr size_t kIdentityCodeSize = 11;
constexpr std::string_view kCheckCharacters = "0123456789abcdefhjklmnprstuvwxy";

// First year of the century that the sign stands for; 0: no sign.
int century_of(char sign) {
  sign = to_lower(sign);
  if (sign == '+') return 1800;
  if (sign == '-' || (sign >= 'u' && sign <= 'y')) return 1900;
  if (sign >= 'a' && sign <= 'f') return 2000;
  return 0;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = value * 10 + (digit - '0');
  return value;
}

bool are_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_personal_identity_code(std::string_view code) {
  if (code.size() != kIdentityCodeSize) return false;
  const std::string_view date = code.substr(0, 6);
  const std::string_view individual = code.substr(7, 3);
  const int century = century_of(code[6]);
  if (century == 0 || !are_digits(date) || !are_digits(individual)) return false;
  if (number(individual) < 2) return false;
  const int year = century + number(date.substr(4, 2));
  if (!is_date(year, number(date.substr(2, 2)), number(date.substr(0, 2)))) return false;
  const int remainder = (number(date) * 1000 + number(individual)) % 31;
  return kCheckCharacters[static_cast<size_t>(remainder)] == to_lower(code[10]);
}

bool is_business_id(std::string_view digits) {
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2};
  const int remainder = weighted_sum(digits, kWeights, 11);
  return remainder != 1 && digits[7] - '0' == (remainder == 0 ? 0 : 11 - remainder);
}

}  // namespace

Verdict validate_personal_identity_code(const Candidate& candidate, double /*base_score*/) {
  if (!is_personal_identity_code(candidate.match())) return refuse();
  if (is_alphanumeric(candidate.before()) || is_alphanumeric(candidate.after())) return refuse();
  if (is_glued_before(candidate, "-+") || is_glued_after(candidate, "-+")) return refuse();
  return accept(candidate, 1.0);
}

Verdict validate_business_id(const Candidate& candidate, double base_score) {
  std::string digits = digits_of(candidate.match());
  if (digits.size() == 7) digits.insert(digits.begin(), '0');
  if (digits.size() != 8 || digits.find_first_not_of('0') == std::string::npos) return refuse();
  if (!is_business_id(digits)) return refuse();
  if (is_glued_before(candidate, "-./+") || is_glued_after(candidate, "-")) return refuse();
  return accept(candidate, base_score);
}

}  // namespace weir
