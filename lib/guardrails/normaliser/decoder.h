// Another reading of a text: what its escapes, base64, hexadecimal digits and broken lines stand
// for. A decoder takes a text piece by piece and gives the text that it encodes, with a map.
//
//   %40  \u0040  \x40  &#64;  &commat;   one character
//   cGFzc3dvcmQ6IGFiYw==                base64 of at least kLeastBase64 characters that is text
//   70617373776f72643a                  hexadecimal digits, kLeastHex, likewise
//   1234<line break>5678                a space, if the line holds a letter (a column of numbers
//                                       does not); nothing beside a hyphen
//
// Packed text is unpacked group by group as long as it is text; what is not is left as it stands.
// Media (media.h) are neither: they are blanked, in what is decoded and in what is not. Between the
// signs of base64, "+" and "/", kLeastMediaDigits digits in a row stay, and all beside them, in a
// part of up to kMostMediaPart bytes: chance makes few of these, and somebody might hide a number.
// Decoders one behind another undo one layer each. The result does not depend on the pieces; where
// the next bytes decide, at most kMostUndecided bytes wait for them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/normaliser/media.h"
#include "guardrails/normaliser/packed_text.h"

namespace weir {

inline constexpr size_t kMostUndecided = 64;
inline constexpr size_t kMostMediaPart = 40;
inline constexpr size_t kLeastMediaDigits = 6;
inline constexpr char kBlank = '\0';  // what stands for a byte of media

// What one decoder has made of one piece.
struct Decoded {
  // Bytes of the piece [in, in + in_size) are bytes of the result [out, out + out_size), as a
  // whole.
  struct Unit {
    size_t in = 0;
    size_t in_size = 0;
    size_t out = 0;
    size_t out_size = 0;
    bool is_break = false;  // of a line
  };
  size_t consumed = 0;      // bytes of the piece; the rest is to be given again, and more
  std::string text;         // the result, if there are units; otherwise it is the piece
  std::vector<Unit> units;  // in order; between them bytes are copied
  // Bytes of the piece that are media, in order. They are blank in the result, too, if there is
  // one.
  struct Blank {
    size_t in = 0;
    size_t size = 0;
  };
  std::vector<Blank> blanks;
  size_t media = 0;  // how many bodies of media have begun
};

class Decoder {
 public:
  // Decodes the next piece of the text. REQUIRES: `piece` begins with what was not consumed before.
  void decode(std::string_view piece, bool is_final, Decoded& out);

  // The state of one behind this one that has seen the same text: media are blank to it.
  [[nodiscard]] Decoder behind() const;

  // Takes note of text that stands as it is. REQUIRES: nothing in it, or across its end, decodes.
  void pass_over(std::string_view text);

 private:
  enum class Mode : uint8_t { kPlain, kBase64, kHex, kMedia };

  // All of these return false where they must wait.
  [[nodiscard]] bool step();
  [[nodiscard]] bool begin_run();
  [[nodiscard]] bool unpack_base64();
  [[nodiscard]] bool unpack_hex();
  [[nodiscard]] Answer begins_media_here() const;
  [[nodiscard]] bool pass_media();
  void blank(size_t size);
  [[nodiscard]] bool escape();
  [[nodiscard]] bool line_break();
  void skip_plain();
  void skip_run();
  [[nodiscard]] char before(size_t distance) const;
  [[nodiscard]] bool line_holds_letter() const;
  void unit(size_t in_size, std::string_view bytes, bool is_break = false);
  void copy_to(size_t position);
  void remember();

  Mode mode_ = Mode::kPlain;
  TextCheck check_;            // of what is being unpacked
  bool is_new_media_ = false;  // kMedia: nothing was blanked yet
  bool is_long_part_ = false;  // kMedia: of a part that is longer than kMostMediaPart
  static constexpr size_t kRecent = kMostMediaHeader + kMostMediaHead;
  std::array<char, kRecent> recent_{};  // the last bytes consumed, the last one last
  // Of the current piece.
  std::string_view piece_;
  bool is_final_ = false;
  size_t at_ = 0;
  size_t copied_ = 0;
  Decoded* out_ = nullptr;
};

}  // namespace weir
