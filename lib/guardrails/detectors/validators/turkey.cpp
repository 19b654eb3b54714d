#include "guardrails/detectors/validators/turkey.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/lone_number.h"
#include "guardrails/detectors/validators/other_numbers.h"

namespace weir {
namespace {

constexpr double kAmongDataScore = 0.4;
constexpr double kUnlikelyScore = 0.3;
constexpr double kNoPlateScore = 0.05;
constexpr double kInternationalRaise = 0.3;

// Codes behind the trunk prefix: areas from 2 to 4, mobile operators from 5.
constexpr std::string_view kDialCodes =
    "212 216 222 224 226 228 232 236 242 246 248 252 256 258 262 264 266 272 274 276 282 284 286 "
    "288 312 318 322 324 326 328 332 338 342 344 346 348 352 354 356 358 362 364 366 368 370 372 "
    "374 376 378 380 382 384 386 388 392 412 414 416 422 424 426 428 432 434 436 438 442 446 452 "
    "454 456 458 462 464 466 472 474 476 478 482 484 486 488 501 505 506 507 510 516 522 524 530 "
    "531 532 533 534 535 536 537 538 539 540 541 542 543 544 545 546 547 548 549 551 552 553 554 "
    "555 559 561 592 594 596 ";

// Words of one to three letters that stand between two numbers and make no plate.
constexpr std::string_view kNoPlates =
    " AM AND APR AT AUG BY CFR CM DE DEC DK EUR FEB FOR GB HZ IEC IN IS ISO JAN JUL JUN KB KG KM "
    "LT "
    "MAR MAY MB MHZ ML MM NOV OCA OCT OF ON OR PM RFC SEP TB THE TL TO USC USD VE ";

bool is_capital(char byte) {
  return byte >= 'A' && byte <= 'Z';
}

bool is_given_out(size_t letters, size_t digits) {
  if (letters == 1) return digits >= 4;
  return letters == 2 ? digits == 3 || digits == 4 : digits <= 4;
}

std::string letters_of(std::string_view text) {
  std::string letters;
  std::copy_if(text.begin(), text.end(), std::back_inserter(letters), is_letter);
  return letters;
}

bool is_word_between_numbers(std::string letters) {
  for (char& letter : letters) letter = static_cast<char>(letter & 0x5F);
  return kNoPlates.find(' ' + letters + ' ') != std::string_view::npos;
}

// Without a space: "23E12345", a number with an exponent, and "14IAH10", a computer's model:
// inches, letters, a year's generation.
bool is_like_a_model(std::string_view match, const std::string& letters) {
  if (match.find_first_of(" -") != std::string_view::npos) return false;
  if (letters == "E") return true;
  const bool is_in_inches = match[0] == '1' && match[1] >= '3' && match[1] <= '7';
  const bool is_generation = match.size() == 7 && (match[5] == '0' || match[5] == '1');
  return letters.size() == 3 && is_in_inches && is_generation;
}

double plate_score(std::string_view match, double base_score) {
  const std::string letters = letters_of(match);
  if (is_word_between_numbers(letters)) return kNoPlateScore;
  if (is_like_a_model(match, letters)) return kUnlikelyScore;
  const bool is_likely = std::all_of(letters.begin(), letters.end(), is_capital) &&
                         is_given_out(letters.size(), digits_of(match).size() - 2);
  return is_likely ? base_score : kUnlikelyScore;
}

}  // namespace

Verdict validate_tr_national_id(const Candidate& candidate, double /*base_score*/) {
  const std::string_view digits = candidate.match();
  int odd = 0;
  int even = 0;
  for (size_t i = 0; i < 9; ++i) (i % 2 == 0 ? odd : even) += digits[i] - '0';
  const int tenth = ((odd * 7 - even) % 10 + 10) % 10;
  if (tenth != digits[9] - '0' || (odd + even + tenth) % 10 != digits[10] - '0') return refuse();
  return validate_lone_number(candidate, stands_among_data(candidate) ? kAmongDataScore : 1.0);
}

Verdict validate_tr_license_plate(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  const bool has_dash = match[2] == '-';
  if (has_dash != (std::count(match.begin(), match.end(), '-') == 2)) return refuse();
  if (is_glued_before(candidate, "-./:") || is_glued_after(candidate, "-./:")) return refuse();
  const double score = plate_score(match, base_score);
  return accept(candidate, is_in_dump(candidate) ? std::min(score, kUnlikelyScore) : score);
}

Verdict validate_tr_phone_number(const Candidate& candidate, double base_score) {
  const std::string digits = digits_of(candidate.match());
  if (digits.size() < 10 || is_glued_before(candidate, "-./") || is_glued_after(candidate, "-./") ||
      is_alphanumeric(candidate.before())) {
    return refuse();
  }
  const std::string code = digits.substr(digits.size() - 10, 3);
  if (kDialCodes.find(code + ' ') == std::string_view::npos) return refuse();
  return accept(candidate, base_score + (digits.size() > 11 ? kInternationalRaise : 0));
}

}  // namespace weir
