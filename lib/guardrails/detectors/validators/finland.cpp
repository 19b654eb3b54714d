#include "guardrails/detectors/validators/finland.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/context.h"
#include "guardrails/detectors/validators/calendar.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"
#include "guardrails/detectors/validators/country_prefix.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/other_numbers.h"

namespace weir {
namespace {

constexpr size_t kIdentityCodeSize = 11;
constexpr std::string_view kCheckCharacters = "0123456789abcdefhjklmnprstuvwxy";
constexpr double kGluedScore = 0.1;

// Reference numbers: bytes, without spaces.
constexpr size_t kShortestReference = 4;
constexpr size_t kLongestReference = 20;
constexpr size_t kShortestCreditorReference = 5;
constexpr size_t kLongestCreditorReference = 25;
constexpr size_t kProvenCreditorReference = 9;

// Letters before a dash and a number that nobody takes for a plate.
constexpr std::string_view kNoPlates = " utf sha gpt iso rfc cve aes rsa usb md top ";

// Makers, currencies and standards before a space and a number; units behind a number and a dash;
// models and devices of cars before a dash and a number.
constexpr std::string_view kBeforeNumbers =
    " bmw ktm man daf mtz jcb uaz vaz gaz kia eur usd sek nok dkk gbp din ece nro tel puh alv klo ";
constexpr std::string_view kUnits =
    " kk kg km cm mm cc hv kw ml dl cl vrk min mph tn ton cal hp nm ";
constexpr std::string_view kModels =
    " abs bmw cbr cr cx dab eu gl gs gsx gt hr kia ktm lc led lpg lx man mx nx obd rx sl slk xc xf "
    "xj "
    "xk xr xt xv ";
constexpr double kUnlikelyPlateScore = 0.05;

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
  const int year = century + two_digits_at(date, 4);
  if (!is_date(year, two_digits_at(date, 2), two_digits_at(date, 0))) return false;
  const int remainder = (number(date) * 1000 + number(individual)) % 31;
  return kCheckCharacters[static_cast<size_t>(remainder)] == to_lower(code[10]);
}

bool is_business_id(std::string_view digits) {
  constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2};
  if (digits.size() != 8 || digits.find_first_not_of('0') == std::string::npos) return false;
  const int remainder = weighted_sum(digits, kWeights, 11);
  return remainder != 1 && digits[7] - '0' == (remainder == 0 ? 0 : 11 - remainder);
}

bool is_bank_reference(std::string_view digits) {
  constexpr int kWeights[] = {7, 3, 1};
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() < kShortestReference || digits.size() > kLongestReference) return false;
  int sum = digits.back() - '0';
  for (size_t i = 1; i < digits.size(); ++i) {
    sum += (digits[digits.size() - 1 - i] - '0') * kWeights[(i - 1) % 3];
  }
  return sum % 10 == 0;
}

std::string without_spaces(std::string_view text) {
  std::string out(text);
  out.erase(std::remove(out.begin(), out.end(), ' '), out.end());
  return out;
}

bool is_creditor_reference(std::string_view reference) {
  if (reference.size() < kShortestCreditorReference ||
      reference.size() > kLongestCreditorReference) {
    return false;
  }
  return mod_97(std::string(reference.substr(4)).append(reference.substr(0, 4))) == 1;
}

// A Latin letter in UTF-8, of which `nearest` is the last byte.
bool ends_letter(char nearest, char next) {
  const auto lead = static_cast<unsigned char>(next);
  return static_cast<unsigned char>(nearest) >= 0x80 && lead >= 0xC3 && lead <= 0xC5;
}

// Parts of something longer, as in "X-ABC-123" and "ABC-123-X".
bool is_joined(const Candidate& candidate) {
  if (is_word(candidate.before()) || ends_letter(candidate.before(), candidate.before(1))) {
    return true;
  }
  return (candidate.before() == '-' && is_word(candidate.before(1))) ||
         (candidate.after() == '-' && is_word(candidate.after(1)));
}

std::string letters_of(std::string_view match) {
  std::string letters;
  for (const char byte : match) {
    if (is_letter(byte)) letters.push_back(to_lower(byte));
  }
  return letters;
}

bool lists(std::string_view words, const std::string& letters) {
  return words.find(' ' + letters + ' ') != std::string_view::npos;
}

bool has_small_letter(std::string_view match) {
  return std::any_of(match.begin(), match.end(),
                     [](char byte) { return byte >= 'a' && byte <= 'z'; });
}

// Signs beside it that programs have and sentences have not.
bool is_in_code(const Candidate& candidate) {
  constexpr std::string_view kSigns = "{};=<>|&*?";
  candidate.note_right_context();
  const size_t left = std::min(candidate.start, kLeftContext);
  const std::string_view before = candidate.text.substr(candidate.start - left, left);
  const std::string_view after = candidate.text.substr(candidate.end).substr(0, kRightContext);
  return before.find_first_of(kSigns) != std::string_view::npos ||
         after.find_first_of(kSigns) != std::string_view::npos;
}

// C-180 and CD-100: those of missions have more digits, or a word that names a plate.
bool is_short_mission(std::string_view match) {
  const size_t dash = match.find('-');
  return (match.starts_with("C-") || match.starts_with("CD-")) && match.size() - dash <= 4;
}

bool is_unlikely_plate(const Candidate& candidate) {
  const std::string_view match = candidate.match();
  const std::string letters = letters_of(match);
  const bool is_small = has_small_letter(match);
  if (is_small && is_piece_of_name(candidate)) return true;
  if (is_digit(match[0])) return is_small && lists(kUnits, letters);
  if (match.find('-') == std::string_view::npos) return lists(kBeforeNumbers, letters);
  const bool is_doubtful =
      (is_small && is_in_code(candidate)) || lists(kModels, letters) || is_short_mission(match);
  return is_doubtful && !has_context_word(kPlateNumberWords, candidate);
}

}  // namespace

Verdict validate_personal_identity_code(const Candidate& candidate, double /*base_score*/) {
  if (!is_personal_identity_code(candidate.match())) return refuse();
  if (is_digit(candidate.before()) || is_alphanumeric(candidate.after())) return refuse();
  if (is_glued_before(candidate, "-+") || is_glued_after(candidate, "-+")) return refuse();
  return accept(candidate, is_letter(candidate.before()) ? kGluedScore : 1.0);
}

Verdict validate_business_id(const Candidate& candidate, double base_score) {
  std::string digits = digits_of(candidate.match());
  if (digits.size() == 7) digits.insert(digits.begin(), '0');
  if (!is_business_id(digits) || !is_lone_number(candidate)) return refuse();
  return accept(candidate, base_score);
}

Verdict validate_fi_vat_id(const Candidate& candidate, double base_score) {
  if (!is_business_id(digits_of(candidate.match())) || !is_lone_number(candidate)) return refuse();
  return accept(candidate, score_behind_prefix(candidate.match(), base_score));
}

Verdict validate_fi_bank_reference(const Candidate& candidate, double base_score) {
  if (!is_bank_reference(digits_of(candidate.match()))) return refuse();
  return validate_lone_number(candidate, base_score);
}

Verdict validate_creditor_reference(const Candidate& candidate, double base_score) {
  const std::string reference = without_spaces(candidate.match());
  if (!is_creditor_reference(reference)) return refuse();
  const bool is_proven =
      candidate.match()[0] == 'R' || reference.size() >= kProvenCreditorReference;
  return accept(candidate, is_proven ? 1.0 : base_score);
}

Verdict validate_fi_license_plate(const Candidate& candidate, double base_score) {
  if (is_joined(candidate) || lists(kNoPlates, letters_of(candidate.match()))) return refuse();
  return accept(candidate, is_unlikely_plate(candidate) ? kUnlikelyPlateScore : base_score);
}

}  // namespace weir
