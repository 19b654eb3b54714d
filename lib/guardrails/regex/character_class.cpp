#include "guardrails/regex/character_class.h"

namespace weir::regex {
namespace {

// Pairs of first and last byte.
constexpr ByteSet set_of(std::string_view ranges) {
  ByteSet set;
  for (size_t i = 0; i + 1 < ranges.size(); i += 2) {
    set |= ByteSet::range(static_cast<uint8_t>(ranges[i]), static_cast<uint8_t>(ranges[i + 1]));
  }
  return set;
}

struct NamedSet {
  std::string_view name;
  std::string_view ranges;
};

using std::string_view_literals::operator""sv;

// 0x85 and 0xa0 are the NEL and the no-break space of Latin-1, as PCRE has them in byte mode.
constexpr NamedSet kEscapes[] = {
    {"d", "09"}, {"w", "09AZ__az"}, {"s", "\t\r  "}, {"h", "\t\t  \xa0\xa0"}, {"v", "\n\r\x85\x85"},
};

constexpr NamedSet kPosix[] = {
    {"alpha", "AZaz"},     {"digit", "09"},
    {"alnum", "09AZaz"},   {"upper", "AZ"},
    {"lower", "az"},       {"word", "09AZ__az"},
    {"xdigit", "09AFaf"},  {"space", "\t\r  "},
    {"blank", "\t\t  "},   {"print", " ~"},
    {"graph", "!~"},       {"punct", "!/:@[`{~"},
    {"ascii", "\0\x7f"sv}, {"cntrl", "\0\x1f\x7f\x7f"sv},
};

}  // namespace

std::optional<ByteSet> escape_set(char letter) {
  if (letter == 'N') return ByteSet::of('\n').complement();
  const bool negated = letter >= 'A' && letter <= 'Z';
  const char lower = static_cast<char>(negated ? letter + 32 : letter);
  for (const NamedSet& entry : kEscapes) {
    if (entry.name[0] != lower) continue;
    const ByteSet set = set_of(entry.ranges);
    return negated ? set.complement() : set;
  }
  return std::nullopt;
}

std::optional<ByteSet> posix_set(std::string_view name) {
  for (const NamedSet& entry : kPosix) {
    if (entry.name == name) return set_of(entry.ranges);
  }
  return std::nullopt;
}

}  // namespace weir::regex
