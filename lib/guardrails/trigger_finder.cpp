#include "guardrails/trigger_finder.h"

#include <array>
#include <bit>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "guardrails/pattern_matcher.h"

namespace weir {
namespace {

constexpr size_t kBlock = 64;  // bytes, one bit each
static_assert(kScanSlack >= kBlock);

constexpr std::array<std::string_view, kTriggers> kExpressions = {"\\d\\d",
                                                                  "@[A-Za-z0-9\\xC3-\\xC9]",
                                                                  "\\d\\.\\d{1,3}\\.\\d",
                                                                  ":[0-9A-Fa-f]{0,4}:",
                                                                  "[A-Za-z_][ -]?\\d",
                                                                  "\\.[A-Za-z]",
                                                                  "-[0-9A-Fa-f]{2}-",
                                                                  "\\b[13][1-9A-HJ-NP-Za-km-z]{24}",
                                                                  "\\d[-+A-FU-Ya-fu-y]\\d{3}"};

struct Masks {
  uint64_t digits = 0;
  uint64_t ats = 0;
  uint64_t colons = 0;
  uint64_t dots = 0;
  uint64_t dashes = 0;
};

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

bool is_letter_or_line(char byte) {
  return is_letter(byte) || byte == '_';
}

// Of a Finnish personal identity code.
bool is_century_sign(char byte) {
  const char upper = is_letter(byte) ? static_cast<char>(byte & ~0x20) : byte;
  return byte == '-' || byte == '+' || (upper >= 'A' && upper <= 'F') ||
         (upper >= 'U' && upper <= 'Y');
}

bool is_hex(char byte) {
  return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

bool is_base58(char byte) {
  return (is_digit(byte) && byte != '0') ||
         (is_letter(byte) && byte != 'I' && byte != 'O' && byte != 'l');
}

#ifdef __SSE2__

struct Sorted {
  __m128i digits;
  __m128i ats;
  __m128i colons;
  __m128i dots;
  __m128i dashes;
};

Sorted sort_bytes(const char* data) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data));
  const __m128i from_zero = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
  return {_mm_cmpeq_epi8(_mm_min_epu8(from_zero, _mm_set1_epi8(9)), from_zero),
          _mm_cmpeq_epi8(bytes, _mm_set1_epi8('@')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8(':')),
          _mm_cmpeq_epi8(bytes, _mm_set1_epi8('.')), _mm_cmpeq_epi8(bytes, _mm_set1_epi8('-'))};
}

uint64_t bits(__m128i a, __m128i b, __m128i c, __m128i d) {
  const auto part = [](__m128i bytes) {
    return static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(bytes)));
  };
  return part(a) | part(b) << 16U | part(c) << 32U | part(d) << 48U;
}

__m128i any(const Sorted& sorted) {
  return _mm_or_si128(_mm_or_si128(sorted.digits, _mm_or_si128(sorted.ats, sorted.colons)),
                      _mm_or_si128(sorted.dots, sorted.dashes));
}

// False: the block holds none of the five.
bool sort_block(const char* data, Masks& masks) {
  const Sorted a = sort_bytes(data);
  const Sorted b = sort_bytes(data + 16);
  const Sorted c = sort_bytes(data + 32);
  const Sorted d = sort_bytes(data + 48);
  const __m128i all = _mm_or_si128(_mm_or_si128(any(a), any(b)), _mm_or_si128(any(c), any(d)));
  if (_mm_movemask_epi8(all) == 0) return false;
  masks.digits = bits(a.digits, b.digits, c.digits, d.digits);
  masks.ats = bits(a.ats, b.ats, c.ats, d.ats);
  masks.colons = bits(a.colons, b.colons, c.colons, d.colons);
  masks.dots = bits(a.dots, b.dots, c.dots, d.dots);
  masks.dashes = bits(a.dashes, b.dashes, c.dashes, d.dashes);
  return true;
}

#else

bool sort_block(const char* data, Masks& masks) {
  masks = {};
  for (size_t i = 0; i < kBlock; ++i) {
    masks.digits |= uint64_t{is_digit(data[i])} << i;
    masks.ats |= uint64_t{data[i] == '@'} << i;
    masks.colons |= uint64_t{data[i] == ':'} << i;
    masks.dots |= uint64_t{data[i] == '.'} << i;
    masks.dashes |= uint64_t{data[i] == '-'} << i;
  }
  return (masks.digits | masks.ats | masks.colons | masks.dots | masks.dashes) != 0;
}

#endif

// One pass. Reads past the end of the text meet zero bytes, which belong to no trigger.
class Finder {
 public:
  Finder(std::string_view text, std::vector<TriggerHit>& hits) : text_(text), hits_(hits) {}

  void run() {
    for (size_t block = 0; block < text_.size(); block += kBlock) {
      Masks masks;
      if (!sort_block(text_.data() + block, masks)) {
        ends_in_digit_ = false;
        continue;
      }
      const uint64_t firsts = masks.digits & ~(masks.digits << 1U | uint64_t{ends_in_digit_});
      find_digit_pairs(block, masks.digits);
      for (uint64_t rest = firsts; rest != 0; rest &= rest - 1) first_digit(block + lowest(rest));
      for (uint64_t rest = masks.ats; rest != 0; rest &= rest - 1) at_sign(block + lowest(rest));
      for (uint64_t rest = masks.colons; rest != 0; rest &= rest - 1) colon(block + lowest(rest));
      for (uint64_t rest = masks.dots; rest != 0; rest &= rest - 1) dot(block + lowest(rest));
      for (uint64_t rest = masks.dashes; rest != 0; rest &= rest - 1) dash(block + lowest(rest));
      for (uint64_t rest = masks.digits & ~(masks.digits >> 1U); rest != 0; rest &= rest - 1) {
        last_digit(block + lowest(rest));
      }
    }
  }

 private:
  static size_t lowest(uint64_t mask) { return static_cast<size_t>(std::countr_zero(mask)); }

  // Bits of `seconds`: digits behind a digit.
  void find_digit_pairs(size_t block, uint64_t digits) {
    uint64_t seconds = digits & (digits << 1U | uint64_t{ends_in_digit_});
    ends_in_digit_ = digits >> (kBlock - 1) != 0;
    while (seconds != 0) {
      const size_t first = lowest(seconds);
      const auto count = static_cast<size_t>(std::countr_one(seconds >> first));
      hits_.push_back({block + first + 1, block + first + count, Trigger::kDigitPair});
      if (first + count == kBlock) return;
      seconds &= ~uint64_t{0} << (first + count);
    }
  }

  void at_sign(size_t at) {
    const char next = text_.data()[at + 1];
    const auto value = static_cast<unsigned char>(next);
    if (is_digit(next) || is_letter(next) || (value >= 0xC3 && value <= 0xC9)) {
      hits_.push_back({at + 2, at + 2, Trigger::kAtSign});
    }
  }

  void colon(size_t at) {
    constexpr size_t kMost = 4;
    size_t end = at + 1;
    while (end <= at + kMost && is_hex(text_.data()[end])) ++end;
    if (text_.data()[end] == ':') hits_.push_back({end + 1, end + 1, Trigger::kColonPair});
  }

  void dot(size_t at) {
    if (is_letter(text_.data()[at + 1])) hits_.push_back({at + 2, at + 2, Trigger::kDottedLetter});
  }

  void dash(size_t at) {
    const char* rest = text_.data() + at + 1;
    if (is_hex(rest[0]) && is_hex(rest[1]) && rest[2] == '-') {
      hits_.push_back({at + 4, at + 4, Trigger::kDashPair});
    }
  }

  void first_digit(size_t at) {
    letter_digit(at);
    century_sign(at);
    long_base58(at);
  }

  void letter_digit(size_t at) {
    if (at == 0) return;
    const char before = text_[at - 1];
    const bool is_joined =
        (before == ' ' || before == '-') && at > 1 && is_letter_or_line(text_[at - 2]);
    if (is_joined || is_letter_or_line(before))
      hits_.push_back({at + 1, at + 1, Trigger::kLetterDigit});
  }

  void century_sign(size_t at) {
    constexpr size_t kDigits = 3;
    if (at < 2 || !is_digit(text_[at - 2]) || !is_century_sign(text_[at - 1])) return;
    const char* digits = text_.data() + at;
    if (!is_digit(digits[1]) || !is_digit(digits[2])) return;
    hits_.push_back({at + kDigits, at + kDigits, Trigger::kCenturySign});
  }

  void long_base58(size_t at) {
    constexpr size_t kLength = 25;
    const char* base58 = text_.data() + at;
    if (*base58 != '1' && *base58 != '3') return;
    if (at > 0 && (is_letter(base58[-1]) || base58[-1] == '_')) return;
    size_t count = 1;
    while (count < kLength && is_base58(base58[count])) ++count;
    if (count == kLength) hits_.push_back({at + kLength, at + kLength, Trigger::kLongBase58});
  }

  void last_digit(size_t at) {
    constexpr size_t kMost = 3;
    const char* rest = text_.data() + at + 1;
    if (rest[0] != '.') return;
    size_t count = 0;
    while (count < kMost && is_digit(rest[1 + count])) ++count;
    if (count == 0 || rest[1 + count] != '.' || !is_digit(rest[2 + count])) return;
    hits_.push_back({at + 4 + count, at + 4 + count, Trigger::kDottedDigits});
  }

  std::string_view text_;
  std::vector<TriggerHit>& hits_;
  bool ends_in_digit_ = false;  // the block before
};

}  // namespace

std::optional<Trigger> known_trigger(std::string_view expression) {
  for (size_t i = 0; i < kTriggers; ++i) {
    if (kExpressions[i] == expression) return static_cast<Trigger>(i);
  }
  return std::nullopt;
}

void find_triggers(std::string_view text, std::vector<TriggerHit>& hits) {
  hits.clear();
  Finder(text, hits).run();
}

}  // namespace weir
