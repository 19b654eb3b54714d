#include "guardrails/regex/escape.h"

#include <optional>

#include "guardrails/regex/character_class.h"
#include "guardrails/regex/fault.h"

namespace weir::regex {
namespace {

struct NamedByte {
  char letter;
  uint8_t byte;
};
constexpr NamedByte kBytes[] = {{'a', 7}, {'e', 27}, {'f', 12}, {'n', 10}, {'r', 13}, {'t', 9}};

struct NamedAssertion {
  char letter;
  Assertion assertion;
};
constexpr NamedAssertion kAssertions[] = {{'A', Assertion::kTextStart},
                                          {'z', Assertion::kTextEnd},
                                          {'Z', Assertion::kTextEndOrFinalNewline},
                                          {'b', Assertion::kWordBoundary},
                                          {'B', Assertion::kNotWordBoundary}};

struct RefusedLetter {
  char letter;
  std::string_view construct;
};
constexpr RefusedLetter kRefused[] = {
    {'K', "escape-K"},      {'R', "escape-R"},    {'C', "escape-C"},    {'X', "escape-X"},
    {'G', "escape-G"},      {'p', "escape-p"},    {'P', "escape-p"},    {'L', "escape-case"},
    {'U', "escape-case"},   {'l', "escape-case"}, {'u', "escape-case"}, {'g', "back-reference"},
    {'k', "back-reference"}};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::optional<unsigned> digit(char c, unsigned base) {
  unsigned value = base;
  if (c >= '0' && c <= '9') value = static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') value = static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') value = static_cast<unsigned>(c - 'A') + 10;
  return value < base ? std::optional<unsigned>(value) : std::nullopt;
}

// Up to `limit` digits from `at`; `at` ends behind them. Above 255 it stays above 255.
unsigned take_digits(std::string_view text, size_t& at, unsigned base, size_t limit,
                     size_t& count) {
  unsigned value = 0;
  for (count = 0; count < limit && at < text.size(); ++count, ++at) {
    const std::optional<unsigned> next = digit(text[at], base);
    if (!next) break;
    value = value > 255 ? value : value * base + *next;
  }
  return value;
}

// \x and \o: "{digits}", or for \x up to two bare digits. `at` is behind the letter.
Status numbered_byte(std::string_view text, size_t start, unsigned base, size_t& at, Escape& out) {
  const bool braced = at < text.size() && text[at] == '{';
  if (braced) ++at;
  if (!braced && base == 8) return syntax(start, "octal", "\\o wants its digits in braces");
  size_t count = 0;
  const unsigned value = take_digits(text, at, base, braced ? text.size() : 2, count);
  if (count == 0) return syntax(start, "byte-digits", "the escape has no digits");
  if (braced && (at >= text.size() || text[at++] != '}')) {
    return syntax(start, "byte-digits", "the escape's braces hold digits only and must be closed");
  }
  if (value > 255) {
    return syntax(start, "byte-value",
                  "the escape stands for one byte, at most ff; write the character itself");
  }
  out.byte = static_cast<uint8_t>(value);
  return {};
}

Status control_byte(std::string_view text, size_t start, size_t& at, Escape& out) {
  if (at >= text.size() || text[at] < ' ' || text[at] > '~') {
    return syntax(start, "control", "\\c wants a printable ASCII character");
  }
  const char c = text[at++];
  const bool lower = c >= 'a' && c <= 'z';
  out.byte = static_cast<uint8_t>((lower ? c - 32 : c) ^ 0x40);
  return {};
}

// Letters and digits that stand for one byte. `found` says whether `letter` was one.
Status byte_escape(std::string_view text, char letter, size_t start, size_t& at, Escape& out,
                   bool& found) {
  found = true;
  for (const NamedByte& row : kBytes) {
    if (row.letter != letter) continue;
    out.byte = row.byte;
    return {};
  }
  size_t count = 0;
  switch (letter) {
    case '0':
      out.byte = static_cast<uint8_t>(take_digits(text, at, 8, 2, count));
      return {};
    case 'x':
      return numbered_byte(text, start, 16, at, out);
    case 'o':
      return numbered_byte(text, start, 8, at, out);
    case 'c':
      return control_byte(text, start, at, out);
    default:
      found = false;
      return {};
  }
}

// \N{name}, told from \N{2}, which repeats what is no line break.
bool names_character(std::string_view rest) {
  return rest.size() > 1 && rest[0] == '{' && !digit(rest[1], 10);
}

Status parse(std::string_view text, bool in_class, size_t& at, Escape& out) {
  const size_t start = at++;
  if (at >= text.size()) return syntax(start, "escape", "a backslash ends the expression");
  const char letter = text[at];
  if (!is_letter(letter) && !(letter >= '0' && letter <= '9')) {
    out.kind = Escape::Kind::kCharacter;
    return {};
  }
  ++at;
  bool found = false;
  out.kind = Escape::Kind::kByte;
  WEIR_RETURN_IF_ERROR(byte_escape(text, letter, start, at, out, found));
  if (found) return {};
  if (in_class && letter == 'b') {
    out.byte = 8;
    return {};
  }
  if (letter == 'N' && names_character(text.substr(at))) return unsupported(start, "escape-N");
  if (const auto set = escape_set(letter); set && !(in_class && letter == 'N')) {
    out.kind = Escape::Kind::kSet;
    out.set = *set;
    return {};
  }
  for (const NamedAssertion& row : kAssertions) {
    if (row.letter != letter || in_class) continue;
    out.kind = Escape::Kind::kAssertion;
    out.assertion = row.assertion;
    return {};
  }
  for (const RefusedLetter& row : kRefused) {
    if (row.letter == letter) return unsupported(start, row.construct);
  }
  if (!is_letter(letter)) return unsupported(start, "back-reference");
  return syntax(start, "escape", "the escape has no meaning here; drop the backslash");
}

}  // namespace

Status parse_escape(std::string_view text, size_t& at, Escape& out) {
  return parse(text, false, at, out);
}

Status parse_class_escape(std::string_view text, size_t& at, Escape& out) {
  return parse(text, true, at, out);
}

}  // namespace weir::regex
