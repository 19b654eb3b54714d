// What a text looks like: letters of other scripts, ligatures and the like become the letters that
// they are taken for, letters with marks are decomposed. Two texts with one skeleton can pass for
// each other, so keywords are looked for in skeletons too.
//
// ASCII stands for itself: "rn" is not "m" here. Marks keep the order in which they are written.
// Letters keep their case; as in the source, what a small letter looks like need not be the small
// form of what its capital looks like: Cyrillic "В" is a "B", "в" is a small capital.
// Source: Unicode Technical Standard 39, section 4 (confusable detection).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

// The most bytes of a text that become one byte of its skeleton.
inline constexpr size_t kMostPerSkeletonByte = 4;

class Skeleton {
 public:
  // Whether a text holds something that only its skeleton tells: a look-alike, or a mark that
  // stands apart from its letter. Passes over ASCII eight bytes at a time.
  [[nodiscard]] static bool is_needed(std::string_view text);

  // REQUIRES: `text` is folded (normaliser.h). What is not UTF-8 stays as it is.
  void make(std::string_view text);

  // Borrowed until the next make(). kScanSlack zero bytes are readable behind it.
  [[nodiscard]] std::string_view text() const { return {buffer_.data(), size_}; }

  // The place in the text of a place in the skeleton; none inside what one code point became.
  [[nodiscard]] std::optional<size_t> source_of(size_t position) const;

 private:
  struct Bend {
    size_t position = 0;  // in the skeleton
    size_t source = 0;
    bool is_unit = false;  // made of one code point; otherwise a run that was copied
  };

  std::string buffer_;
  size_t size_ = 0;
  size_t source_size_ = 0;
  std::vector<Bend> bends_;
};

[[nodiscard]] std::string skeleton_of(std::string_view text);

// `text` with letters and the marks behind them composed where there is such a letter (NFC, of the
// letters of Latin, Greek and Cyrillic).
[[nodiscard]] std::string composed(std::string_view text);

}  // namespace weir
