// How RapidJSON's reader is made to give spans: a read-only stream that claims to be in-situ (the
// only mode in which the reader calls PutBegin and PutEnd), and an encoding that validates whole
// runs of a string at once. Included by json_index.cpp alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

#include "base/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace weir {

// REQUIRES: a zero byte behind the text, as std::string has.
class JsonStream {
 public:
  using Ch = char;

  explicit JsonStream(std::string_view text)
      : begin_(text.data()), cursor_(begin_), end_(begin_ + text.size()) {}

  [[nodiscard]] char Peek() const { return *cursor_; }
  char Take() { return *cursor_++; }
  [[nodiscard]] size_t Tell() const { return static_cast<size_t>(cursor_ - begin_); }

  char* PutBegin() {
    run_ = string_ = cursor_;
    string_arena_ = arena_size_;
    is_verbatim_ = true;
    return nullptr;
  }
  // The reader puts the decoded byte of a two-byte escape, and a zero after the closing quote.
  void Put(char c) {
    if (c != '\0') return put_escape(2, {&c, 1});
    string_end_ = cursor_ - 1;
    if (!is_verbatim_) append({run_, static_cast<size_t>(string_end_ - run_)});
  }
  size_t PutEnd(char* /*begin*/) { return text_size() + 1; }

  // `text` is what the last `raw_size` bytes mean.
  void put_escape(size_t raw_size, std::string_view text) {
    append({run_, static_cast<size_t>(cursor_ - raw_size - run_)});
    append(text);
    run_ = cursor_;
    is_verbatim_ = false;
  }

  // Eats the bytes of a string up to the next quote, backslash, control byte or malformed
  // character, which then is the next byte. False: it is malformed.
  bool eat_run() {
    for (;;) {
      skip_ascii();
      if (static_cast<uint8_t>(*cursor_) < 0x80) return true;
      while (static_cast<uint8_t>(*cursor_) >= 0x80) {
        const size_t length = utf8_length(cursor_, static_cast<size_t>(end_ - cursor_));
        if (length == 0) return false;
        cursor_ += length;
      }
      if (!is_plain(static_cast<uint8_t>(*cursor_))) return true;
    }
  }

  // Makes the reader stop here: it finds the text at its end.
  void refuse_surrogate(size_t raw_size) {
    lone_surrogate_ = Tell() - raw_size;
    has_lone_surrogate_ = true;
    cursor_ = end_;
  }

  [[nodiscard]] bool is_at_end() const { return cursor_ == end_; }
  [[nodiscard]] bool has_lone_surrogate() const { return has_lone_surrogate_; }
  [[nodiscard]] size_t lone_surrogate() const { return lone_surrogate_; }

  // Of the string that was read last.
  [[nodiscard]] size_t string_begin() const { return static_cast<size_t>(string_ - begin_); }
  [[nodiscard]] size_t string_end() const { return static_cast<size_t>(string_end_ - begin_); }
  [[nodiscard]] bool is_verbatim() const { return is_verbatim_; }
  [[nodiscard]] size_t text_begin() const { return is_verbatim_ ? string_begin() : string_arena_; }
  [[nodiscard]] size_t text_size() const {
    return is_verbatim_ ? static_cast<size_t>(string_end_ - string_) : arena_size_ - string_arena_;
  }
  [[nodiscard]] const char* arena() const { return arena_.get(); }
  [[nodiscard]] std::unique_ptr<char[]> take_arena() { return std::move(arena_); }

 private:
  void skip_ascii() {
#if defined(__SSE2__)
    const __m128i space = _mm_set1_epi8(0x20);
    const __m128i quote = _mm_set1_epi8('"');
    const __m128i backslash = _mm_set1_epi8('\\');
    while (end_ - cursor_ >= 16) {
      const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(cursor_));
      // Signed: bytes of 0x80 and more are negative, so below the space as well.
      const __m128i stops = _mm_or_si128(
          _mm_cmplt_epi8(bytes, space),
          _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, backslash)));
      const auto mask = static_cast<unsigned>(_mm_movemask_epi8(stops));
      if (mask != 0) {
        cursor_ += __builtin_ctz(mask);
        return;
      }
      cursor_ += 16;
    }
#endif
    while (is_plain(static_cast<uint8_t>(*cursor_))) ++cursor_;
  }
  // The zero byte behind the text is not plain.
  static bool is_plain(uint8_t c) {
    return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
  }

  // Decoding only shrinks, so that the size of the whole text is enough, once.
  void append(std::string_view bytes) {
    if (!arena_) {
      arena_ = std::make_unique_for_overwrite<char[]>(  // NOLINT(*-owning-memory): an array
          static_cast<size_t>(end_ - begin_));
    }
    std::memcpy(arena_.get() + arena_size_, bytes.data(), bytes.size());
    arena_size_ += bytes.size();
  }

  const char* begin_;
  const char* cursor_;
  const char* end_;
  const char* run_ = nullptr;  // what of the string is not in the arena yet
  const char* string_ = nullptr;
  const char* string_end_ = nullptr;
  std::unique_ptr<char[]> arena_;
  size_t arena_size_ = 0;
  size_t string_arena_ = 0;
  size_t lone_surrogate_ = 0;
  bool is_verbatim_ = true;
  bool has_lone_surrogate_ = false;
};

// The encoding class that RapidJSON's reader is instantiated with.
struct JsonUtf8 {
  using Ch = char;
  enum { supportUnicode = 1 };

  // Of \uXXXX (6 bytes) or of a pair of them (12). RapidJSON 1.1.0 lets a lone low surrogate pass.
  static void Encode(JsonStream& stream, unsigned codepoint) {
    if (codepoint >= 0xD800 && codepoint <= 0xDFFF) return stream.refuse_surrogate(6);
    char text[4];
    const size_t size = encode(codepoint, text);
    stream.put_escape(codepoint > 0xFFFF ? 12 : 6, {text, size});
  }
  static bool Validate(JsonStream& stream, JsonStream& /*same*/) { return stream.eat_run(); }

  // The branches of the reader that are not in-situ are compiled, never run.
  template <typename Other>
  static void Encode(Other& /*stream*/, unsigned /*codepoint*/) {}
  template <typename Other>
  static bool Validate(JsonStream& /*stream*/, Other& /*out*/) {
    return false;
  }

 private:
  static size_t encode(unsigned codepoint, char* text) {
    const auto put = [text](size_t i, unsigned value) { text[i] = static_cast<char>(value); };
    const auto tail = [codepoint](unsigned shift) { return 0x80 | ((codepoint >> shift) & 0x3F); };
    if (codepoint < 0x80) return put(0, codepoint), 1;
    if (codepoint < 0x800) return put(0, 0xC0 | (codepoint >> 6)), put(1, tail(0)), 2;
    if (codepoint < 0x10000) {
      return put(0, 0xE0 | (codepoint >> 12)), put(1, tail(6)), put(2, tail(0)), 3;
    }
    return put(0, 0xF0 | (codepoint >> 18)), put(1, tail(12)), put(2, tail(6)), put(3, tail(0)), 4;
  }
};

}  // namespace weir
