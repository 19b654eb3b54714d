#include "guardrails/detectors/validators/assignments.h"

#include <algorithm>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/placeholders.h"

namespace weir {
namespace {

constexpr std::string_view kOperators = "=:>";
constexpr std::string_view kQuotes = "\"'`";
constexpr double kKeyEntropy = 3.0;
constexpr double kLetterEntropy = 4.0;  // of values without a digit

constexpr std::string_view kPasswordNames[] = {"password", "passwd",   "passphrase", "pwd",
                                               "kennwort", "salasana", "contrase"};

bool is_one_of(char byte, std::string_view bytes) {
  return bytes.find(byte) != std::string_view::npos;
}

bool is_name_byte(char byte) {
  return is_word(byte) || is_one_of(byte, " .-\"'\\]");
}

bool is_quote(char byte) {
  return is_one_of(byte, kQuotes);
}

bool is_call(const Candidate& candidate) {
  return candidate.after() == '(' || candidate.after() == '[';
}

// password == other
bool is_comparison(const Candidate& candidate, const Candidate& value) {
  const size_t name_size = value.start - candidate.start;
  return candidate.match().substr(0, name_size).find("==") != std::string_view::npos;
}

// A shorter match of what is refused as a whole must not be taken for it.
bool is_cut_short(const Candidate& value) {
  constexpr size_t kLongest = 64;  // of the expressions
  constexpr std::string_view kEnds = " \t\r\n\"'`<>,;&(){}[]\\";
  const char next = value.after();
  return next != '\0' && !is_one_of(next, kEnds) && value.match().size() < kLongest;
}

// ":<password>@host", a stand-in in a URL: the value would be "@host".
bool is_behind_stand_in(const Candidate& value) {
  if (!value.match().starts_with('@') || value.before() != '>') return false;
  size_t at = 1;
  while (at < kLeftContext && is_name_byte(value.before(at))) ++at;
  return value.before(at) == '<' && value.before(at + 1) == ':';
}

Candidate value_of(const Candidate& candidate, size_t name) {
  Candidate value = candidate;
  value.start += name + value_begin(candidate.match().substr(name));
  return value;
}

void cut_trailing(Candidate* value, std::string_view bytes) {
  while (value->end > value->start && is_one_of(value->text[value->end - 1], bytes)) --value->end;
}

bool starts_with_caseless(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(),
                    [](char small, char byte) { return small == to_lower(byte); });
}

// Where the name of a password stands in the match: the first place, for a value may hold it too.
size_t password_name(std::string_view match) {
  for (size_t at = 0; at < match.size(); ++at) {
    if (at > 0 && is_letter(match[at - 1])) continue;
    for (const std::string_view name : kPasswordNames) {
      if (starts_with_caseless(match.substr(at), name)) return at;
    }
  }
  return 0;
}

bool is_date(std::string_view value) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  if (value.size() < kForm.size()) return false;
  return std::equal(kForm.begin(), kForm.end(), value.begin(), [](char form, char byte) {
    return form == 'd' ? is_digit(byte) : byte == form;
  });
}

bool is_sign(char byte) {
  return is_one_of(byte, "!#$%&*+=?@^~|");
}

bool is_password(std::string_view value, bool is_quoted) {
  const bool has_digit = std::any_of(value.begin(), value.end(), is_digit);
  const bool has_letter = std::any_of(value.begin(), value.end(), is_letter);
  const bool has_sign = std::any_of(value.begin(), value.end(), is_sign);
  if (!has_digit && !has_sign) return false;
  return is_quoted || has_letter;
}

}  // namespace

size_t value_begin(std::string_view assignment) {
  size_t at = std::min<size_t>(1, assignment.size());
  size_t behind_space = 0;
  for (; at < assignment.size() && is_name_byte(assignment[at]); ++at) {
    if (assignment[at] == ' ') behind_space = at + 1;
  }
  size_t begin = at;
  while (begin < assignment.size() && is_one_of(assignment[begin], kOperators)) ++begin;
  if (begin == at) return behind_space;
  while (begin < assignment.size() && is_one_of(assignment[begin], " \t\"'`\\")) ++begin;
  return begin == assignment.size() ? behind_space : begin;
}

Verdict validate_token(const Candidate& candidate, double base_score) {
  Candidate token = candidate;
  cut_trailing(&token, ".");
  return accept(token, base_score);
}

Verdict validate_assigned(const Candidate& candidate, double base_score) {
  const Candidate value = value_of(candidate, 0);
  const std::string_view text = value.match();
  const bool has_digit = std::any_of(text.begin(), text.end(), is_digit);
  if (text.empty() || is_word(value.after())) return refuse();
  if (!has_digit && shannon_entropy(text) < kLetterEntropy) return refuse();
  return is_placeholder(text) ? refuse() : accept(value, base_score);
}

Verdict validate_generic_key(const Candidate& candidate, double base_score) {
  Candidate value = value_of(candidate, 0);
  if (is_call(value) || is_word(value.after()) || is_comparison(candidate, value)) return refuse();
  cut_trailing(&value, ".-~");
  const std::string_view text = value.match();
  constexpr size_t kLeast = 16;
  if (text.size() < kLeast || is_date(text) || is_placeholder(text)) return refuse();
  if (shannon_entropy(text) < kKeyEntropy || reads_like_a_name(text)) return refuse();
  return accept(value, base_score);
}

Verdict validate_password(const Candidate& candidate, double base_score) {
  Candidate value = value_of(candidate, password_name(candidate.match()));
  if (value.start == value.end || is_call(value) || is_cut_short(value)) return refuse();
  if (is_comparison(candidate, value) || is_behind_stand_in(value)) return refuse();
  const bool is_quoted = is_quote(value.before());
  if (!is_quoted) cut_trailing(&value, ".,;:!?");
  const std::string_view text = value.match();
  if (text.empty() || is_date(text) || is_placeholder(text)) return refuse();
  return is_password(text, is_quoted) ? accept(value, base_score) : refuse();
}

Verdict validate_password_field(const Candidate& candidate, double base_score) {
  const Candidate value = value_of(candidate, password_name(candidate.match()));
  if (value.start == value.end || is_cut_short(value)) return refuse();
  return is_placeholder(value.match()) ? refuse() : accept(value, base_score);
}

}  // namespace weir
