#include "guardrails/regex/utf8_sequences.h"

#include <array>
#include <string>

namespace weir::regex {
namespace {

struct Range {
  uint32_t first;
  uint32_t last;
};

constexpr uint32_t kMaxCodePoint = 0x10FFFF;
constexpr Range kSurrogates{0xD800, 0xDFFF};

std::vector<uint8_t> encode(uint32_t value) {
  const auto byte = [](uint32_t bits) { return static_cast<uint8_t>(bits); };
  const auto tail = [&](int shift) { return byte(0x80 | ((value >> shift) & 0x3F)); };
  if (value < 0x80) return {byte(value)};
  if (value < 0x800) return {byte(0xC0 | (value >> 6)), tail(0)};
  if (value < 0x10000) return {byte(0xE0 | (value >> 12)), tail(6), tail(0)};
  return {byte(0xF0 | (value >> 18)), tail(12), tail(6), tail(0)};
}

// Splits a range whose ends differ in length or straddle a block of continuation bytes, and puts
// the halves on the stack. False when the range is one sequence already.
bool split(const Range& range, std::vector<Range>& stack) {
  const auto cut = [&](uint32_t last_of_first_half) {
    stack.push_back({last_of_first_half + 1, range.last});
    stack.push_back({range.first, last_of_first_half});
    return true;
  };
  for (const uint32_t limit : {0x7Fu, 0x7FFu, 0xD7FFu, 0xDFFFu, 0xFFFFu}) {
    if (range.first <= limit && range.last > limit) return cut(limit);
  }
  for (const uint32_t mask : {0x3Fu, 0xFFFu, 0x3FFFFu}) {
    if ((range.first & ~mask) == (range.last & ~mask)) continue;
    if ((range.first & mask) != 0) return cut(range.first | mask);
    if ((range.last & mask) != mask) return cut((range.last & ~mask) - 1);
  }
  return false;
}

// Alternating upper and lower case, the first of the range being upper.
constexpr Range kPairs[] = {
    {0x100, 0x12F}, {0x132, 0x137}, {0x139, 0x148}, {0x14A, 0x177}, {0x179, 0x17E}};

struct Shifted {
  Range upper;
  uint32_t distance;
};
constexpr Shifted kShifted[] = {{{0xC0, 0xD6}, 32},   {{0xD8, 0xDE}, 32},   {{0x391, 0x3A1}, 32},
                                {{0x3A3, 0x3AB}, 32}, {{0x410, 0x42F}, 32}, {{0x400, 0x40F}, 80}};

}  // namespace

std::optional<CodePoint> decode_utf8(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const auto at = [&](size_t i) { return static_cast<uint8_t>(text[i]); };
  const uint8_t lead = at(0);
  const size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (text.size() < length) return std::nullopt;
  static constexpr std::array<uint8_t, 5> kLeadMask{0, 0x7F, 0x1F, 0x0F, 0x07};
  uint32_t value = lead & kLeadMask[length];
  for (size_t i = 1; i < length; ++i) value = (value << 6) | (at(i) & 0x3F);
  // Encoding it again finds overlong forms, bad continuation bytes and bad leads alike.
  if (value > kMaxCodePoint || (value >= kSurrogates.first && value <= kSurrogates.last)) {
    return std::nullopt;
  }
  const std::vector<uint8_t> again = encode(value);
  if (again.size() != length) return std::nullopt;
  for (size_t i = 0; i < length; ++i) {
    if (again[i] != at(i)) return std::nullopt;
  }
  return CodePoint{value, length};
}

std::vector<ByteSequence> utf8_sequences(uint32_t first, uint32_t last) {
  std::vector<ByteSequence> out;
  std::vector<Range> stack{{first, last}};
  while (!stack.empty()) {
    const Range range = stack.back();
    stack.pop_back();
    if (split(range, stack)) continue;
    if (range.first >= kSurrogates.first && range.last <= kSurrogates.last) continue;
    const std::vector<uint8_t> low = encode(range.first);
    const std::vector<uint8_t> high = encode(range.last);
    ByteSequence sequence;
    for (size_t i = 0; i < low.size(); ++i) sequence.push_back(ByteSet::range(low[i], high[i]));
    out.push_back(std::move(sequence));
  }
  return out;
}

uint32_t other_case(uint32_t code_point) {
  for (const Shifted& entry : kShifted) {
    const Range& upper = entry.upper;
    if (code_point >= upper.first && code_point <= upper.last) return code_point + entry.distance;
    const uint32_t as_upper = code_point - entry.distance;
    if (as_upper >= upper.first && as_upper <= upper.last) return as_upper;
  }
  for (const Range& pairs : kPairs) {
    if (code_point < pairs.first || code_point > pairs.last) continue;
    return (code_point - pairs.first) % 2 == 0 ? code_point + 1 : code_point - 1;
  }
  return code_point;
}

}  // namespace weir::regex
