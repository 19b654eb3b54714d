#include "guardrails/detectors/validators/phone.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/context.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/other_numbers.h"

namespace weir {
namespace {

constexpr size_t kShortest = 8;
constexpr size_t kLongest = 15;
constexpr double kGroupedRaise = 0.1;
constexpr double kDoubtfulScore = 0.3;   // found beside a word
constexpr double kUnlikelyScore = 0.05;  // not even there

// Words that name a telephone and nothing else.
constexpr std::string_view kTelephoneWords =
    "phone*,telephone*,tel,mobile,cell,fax,whatsapp,puh,puhelin*,matkapuhelin*,gsm,mobil*,telefon*,"
    "tlf";

// Country codes of two digits; 1 and 7 stand alone, and the rest have three.
constexpr std::string_view kTwoDigitCodes =
    "20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 "
    "65 66 81 82 84 86 90 91 92 93 94 95 98";
constexpr std::string_view kUnassignedThreeDigitHeads = "21 28 83 89 99";
constexpr std::string_view kAssigned21 = "211 212 213 216 218";

bool lists(std::string_view codes, std::string_view code) {
  return codes.find(code) != std::string_view::npos;
}

bool has_country_code(std::string_view digits) {
  if (digits[0] == '0') return false;
  if (country_code_size(digits) < 3) return true;
  const std::string_view two = digits.substr(0, 2);
  return !lists(kUnassignedThreeDigitHeads, two) || lists(kAssigned21, digits.substr(0, 3));
}

// `digits` are the ten of a North American number.
bool is_north_american(std::string_view digits) {
  const auto is_code = [](std::string_view code) {
    return code[0] >= '2' && code.substr(1) != "11";
  };
  return digits.size() == 10 && is_code(digits.substr(0, 3)) && is_code(digits.substr(3, 3));
}

bool is_international(std::string_view digits) {
  if (digits.size() < kShortest || digits.size() > kLongest) return false;
  if (digits[0] == '1') return is_north_american(digits.substr(1));
  return has_country_code(digits);
}

bool is_grouped(std::string_view match) {
  return match.find_first_not_of("0123456789") != std::string_view::npos;
}

// A plus that is part of something else: "14~++20220202101403+91632c8", a version.
bool is_in_version(const Candidate& candidate) {
  return candidate.before() == '+' || candidate.before() == '~' ||
         (candidate.after() == '+' && is_alphanumeric(candidate.after(1)));
}

// Beyond a dash on either side more of it: "295f-004039617158".
bool is_piece_of_uuid(const Candidate& candidate) {
  return (candidate.before() == '-' && is_alphanumeric(candidate.before(1))) ||
         (candidate.after() == '-' && is_hex(candidate.after(1)));
}

// "02110-1301", a postal code of the United States.
bool is_zip_code(std::string_view match) {
  return match.size() == 10 && match[5] == '-' && match.find_first_of(" -") == 5 &&
         match.find_last_of(" -") == 5;
}

bool is_named(const Candidate& candidate) {
  return has_context_word(kTelephoneWords, candidate);
}

// `score`, or less where the digits are more likely something else.
Verdict judge(const Candidate& candidate, double score) {
  if (is_amount(candidate) || is_path_piece(candidate)) {
    return accept(candidate, std::min(score, kUnlikelyScore));
  }
  const bool is_day = reads_as_day(candidate.match());
  const bool is_other = is_day || reads_as_decimal(candidate) || is_named_as_key(candidate) ||
                        reads_as_code_points(candidate.match());
  if (!is_other) return accept(candidate, score);
  if (!is_named(candidate)) return accept(candidate, std::min(score, kUnlikelyScore));
  return accept(candidate, is_day ? score : std::min(score, kDoubtfulScore));
}

}  // namespace

size_t country_code_size(std::string_view digits) {
  if (digits[0] == '1' || digits[0] == '7') return 1;
  return lists(kTwoDigitCodes, digits.substr(0, 2)) ? 2 : 3;
}

Verdict validate_phone_international(const Candidate& candidate, double base_score) {
  std::string digits = digits_of(candidate.match());
  const bool has_plus = candidate.match()[0] == '+';
  if (!has_plus) digits.erase(0, 2);
  if (!is_international(digits) || is_word(candidate.before())) return refuse();
  if (is_in_version(candidate)) return refuse();
  if (!has_plus && is_glued_before(candidate, "-./+")) return refuse();
  if (!has_plus && is_piece_of_uuid(candidate)) return refuse();
  return judge(candidate, base_score);
}

Verdict validate_phone_national(const Candidate& candidate, double base_score) {
  if (candidate.before() == '+' || is_glued_before(candidate, "-./")) return refuse();
  if (is_glued_after(candidate, "-") || is_zip_code(candidate.match())) return refuse();
  return judge(candidate, base_score + (is_grouped(candidate.match()) ? kGroupedRaise : 0));
}

Verdict validate_phone_north_american(const Candidate& candidate, double base_score) {
  std::string digits = digits_of(candidate.match());
  if (digits.size() == 11 && digits[0] == '1') digits.erase(0, 1);
  if (!is_north_american(digits) || is_word(candidate.before())) return refuse();
  if (is_glued_before(candidate, "-./") || is_glued_after(candidate, "-")) return refuse();
  return judge(candidate, base_score);
}

}  // namespace weir
