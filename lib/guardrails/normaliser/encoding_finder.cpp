#include "guardrails/normaliser/encoding_finder.h"

#include <array>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "guardrails/normaliser/packed_text.h"

namespace weir {
namespace {

enum Kind : uint8_t {
  kAlphanumeric = 1,
  kAlphabet = 2,  // of base64
  kEscape = 4,
  kBreak = 8,
  kBeforeBreak = 16,
};

constexpr std::array<uint8_t, 256> kinds() {
  std::array<uint8_t, 256> all{};
  for (size_t i = 0; i < all.size(); ++i) {
    const char byte = static_cast<char>(i);
    if (is_alphanumeric_byte(byte)) all[i] |= kAlphanumeric;
    if (base64_value(byte) < 64) all[i] |= kAlphabet;
    if (byte == '%' || byte == '&' || byte == '\\') all[i] |= kEscape;
    if (byte == '\n' || byte == '\r') all[i] |= kBreak;
    if ((byte >= '0' && byte <= '9') || byte == '-') all[i] |= kBeforeBreak;
  }
  return all;
}
constexpr std::array<uint8_t, 256> kKinds = kinds();

bool is(char byte, Kind kind) {
  return (kKinds[static_cast<unsigned char>(byte)] & kind) != 0;
}

bool is_long_run(std::string_view text, size_t at) {
  for (size_t i = 0; i < kLeastBase64 && at + i < text.size(); ++i) {
    if (!is(text[at + i], kAlphabet)) return false;
  }
  return true;
}

bool may_begin(std::string_view text, size_t at, char before) {
  const char byte = text[at];
  if (is(byte, kEscape)) return true;
  if (is(byte, kBreak)) return is(before, kBeforeBreak);
  return is(byte, kAlphanumeric) && !is(before, kAlphanumeric) && is_long_run(text, at);
}

#ifdef __SSE2__

constexpr size_t kBlock = 64;
constexpr size_t kAhead = 16;  // bytes behind a block that tell how long its last run is
static_assert(kAhead >= kLeastBase64);

struct Masks {
  uint64_t alphabet = 0;
  uint64_t alphanumeric = 0;
  uint64_t escapes = 0;
  uint64_t breaks = 0;
};

__m128i between(__m128i bytes, char first, char last) {
  const __m128i shifted = _mm_sub_epi8(bytes, _mm_set1_epi8(first));
  const __m128i width = _mm_set1_epi8(static_cast<char>(last - first));
  return _mm_cmpeq_epi8(_mm_min_epu8(shifted, width), shifted);
}

__m128i equal(__m128i bytes, char byte) {
  return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(byte));
}

uint64_t bits(__m128i bytes) {
  return static_cast<uint64_t>(static_cast<uint32_t>(_mm_movemask_epi8(bytes)));
}

void add_sixteen(const char* data, unsigned shift, Masks& masks) {
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(data));
  const __m128i letters = between(_mm_or_si128(bytes, _mm_set1_epi8(0x20)), 'a', 'z');
  const __m128i alphanumeric = _mm_or_si128(letters, between(bytes, '0', '9'));
  const __m128i signs = _mm_or_si128(_mm_or_si128(equal(bytes, '+'), equal(bytes, '-')),
                                     _mm_or_si128(equal(bytes, '/'), equal(bytes, '_')));
  const __m128i escapes =
      _mm_or_si128(_mm_or_si128(equal(bytes, '%'), equal(bytes, '&')), equal(bytes, '\\'));
  const __m128i breaks = _mm_or_si128(equal(bytes, '\n'), equal(bytes, '\r'));
  masks.alphanumeric |= bits(alphanumeric) << shift;
  masks.alphabet |= bits(_mm_or_si128(alphanumeric, signs)) << shift;
  masks.escapes |= bits(escapes) << shift;
  masks.breaks |= bits(breaks) << shift;
}

// Bits of `low` where a run of the alphabet goes on for kLeastBase64 bytes; `high` lies behind it.
uint64_t long_runs(uint64_t low, uint64_t high) {
  static_assert(kLeastBase64 == 12);
  const auto narrow = [&](unsigned by, uint64_t other_low, uint64_t other_high) {
    low &= other_low >> by | other_high << (64U - by);
    high &= other_high >> by;
  };
  narrow(1, low, high);
  narrow(2, low, high);  // runs of four
  const uint64_t four_low = low;
  const uint64_t four_high = high;
  narrow(4, low, high);
  narrow(8, four_low, four_high);
  return low;
}

// False: nothing in the block is a place to look at. kAhead bytes behind it are readable.
bool is_suspect(const char* block, char before) {
  Masks masks;
  for (unsigned at = 0; at < kBlock; at += 16) add_sixteen(block + at, at, masks);
  if (masks.escapes != 0) return true;
  if (masks.breaks != 0) {  // rare enough to be looked at one by one
    for (uint64_t rest = masks.breaks; rest != 0; rest &= rest - 1) {
      const auto at = static_cast<size_t>(__builtin_ctzll(rest));
      if (is(at == 0 ? before : block[at - 1], kBeforeBreak)) return true;
    }
  }
  Masks ahead;
  add_sixteen(block + kBlock, 0, ahead);
  const uint64_t behind = masks.alphanumeric << 1U | (is(before, kAlphanumeric) ? 1U : 0U);
  return (long_runs(masks.alphabet, ahead.alphabet) & masks.alphanumeric & ~behind) != 0;
}

#endif

}  // namespace

size_t find_encoding(std::string_view text, size_t at, char before) {
  const auto byte_before = [&](size_t place) { return place == 0 ? before : text[place - 1]; };
  while (at < text.size()) {
#ifdef __SSE2__
    if (at + kBlock + kAhead <= text.size() && !is_suspect(text.data() + at, byte_before(at))) {
      at += kBlock;
      continue;
    }
#endif
    const size_t stop = at + 64 < text.size() ? at + 64 : text.size();
    for (; at < stop; ++at) {
      if (may_begin(text, at, byte_before(at))) return at;
    }
  }
  return at;
}

}  // namespace weir
