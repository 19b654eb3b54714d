// Where the bytes of a text come from that was made of another one, its original: runs that were
// copied, and units that were made as a whole. Positions count from the beginning of both.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace weir {

// Used by one thread at a time.
class OffsetMap {
 public:
  struct Range {
    size_t start = 0;
    size_t end = 0;
  };

  // What is appended comes one after another in both texts; units may share original bytes.
  void append_copied(size_t size, size_t original);
  void append_unit(size_t size, Range original);
  // Appends what `source` says of its bytes [from, to).
  void append_part(const OffsetMap& source, size_t from, size_t to);

  [[nodiscard]] size_t end() const { return end_; }
  [[nodiscard]] size_t original_end() const { return original_end_; }

  // Where the original of the byte at `position` begins; original_end() for end().
  [[nodiscard]] size_t start_of(size_t position) const;
  // Where the original of the byte before `position` ends; 0 for 0.
  [[nodiscard]] size_t end_of(size_t position) const;

  // The first byte that comes from nothing before `original`, and from where on: `original` itself,
  // or the beginning of the unit that it lies in.
  struct Place {
    size_t position = 0;
    size_t original = 0;
    size_t unit_end = 0;  // where that unit ends in the original; `original` if it lies in none
  };
  [[nodiscard]] Place place_of(size_t original) const;

  // Whether there is a unit with a byte behind `original`.
  [[nodiscard]] bool has_unit_behind(size_t original) const { return last_unit_end_ > original; }

  // The map of the first bytes alone, to `position`.
  [[nodiscard]] OffsetMap up_to(size_t position) const;

  // Positions before `position` are not asked for any more.
  void forget_before(size_t position);

 private:
  struct Bend {
    size_t position = 0;
    size_t original = 0;
    size_t unit_end = 0;  // of the original; 0: a copied run
    [[nodiscard]] bool is_unit() const { return unit_end != 0; }
  };
  [[nodiscard]] size_t bend_at(size_t position) const;
  [[nodiscard]] size_t end_of_bend(size_t index) const {
    return index + 1 == bends_.size() ? end_ : bends_[index + 1].position;
  }

  std::vector<Bend> bends_{{}};  // in order; the first one is at or before what is kept
  size_t end_ = 0;
  size_t original_end_ = 0;
  size_t last_unit_end_ = 0;
  mutable size_t asked_ = 0;  // the bend of the last question: the next one is mostly near
};

}  // namespace weir
