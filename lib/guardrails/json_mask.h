// Masks what lies in a JSON text and leaves its structure alone, so that JSON stays JSON.
//
// The text goes through once, from left to right, as bytes that stay and bytes that are masked.
// Quotes of strings, brackets, commas, colons and space between values stay, masked or not: they
// say nothing. Of a string what is masked becomes the placeholder; of a bare value (a number, true,
// false, null) the whole becomes the placeholder, in quotes. So a mask that reaches over several
// strings puts its placeholder into each of them. Keys of one object that are masked alike are told
// apart by a counter.
//
// Text that is no JSON after all is masked as well, token by token. Source: RFC 8259.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "guardrails/finding.h"

namespace weir {

class JsonMask {
 public:
  // `bytes` stay. What may leave is appended to `released`, unless that is null: a bare value waits
  // for its end, so that it can be masked whole.
  void keep(std::string_view bytes, std::string* released);
  // A new mask begins: what is given to mask() from now on becomes `placeholder`, which needs no
  // escapes in JSON.
  void begin(std::string placeholder);
  // `bytes` are masked. They begin and end with whole characters and whole escapes.
  void mask(std::string_view bytes, std::string* released);
  // The text ends, or nothing more of it counts: what waits leaves.
  void finish(std::string* released);

  // The replacements that are complete, in order.
  [[nodiscard]] std::vector<Edit> take_edits() { return std::exchange(edits_, {}); }

 private:
  enum class Place { kOutside, kString, kBare };
  // An object or an array that is open.
  struct Container {
    bool is_object = false;
    std::vector<std::pair<std::string, size_t>> masked_keys;  // placeholders, and how often
  };
  static constexpr size_t kMaxDepth = 128;  // deeper ones are not told apart
  void note_structure(char byte);
  [[nodiscard]] std::string string_placeholder();
  [[nodiscard]] size_t plain_run(std::string_view bytes) const;
  void take(char byte, bool is_masked, std::string* released);
  void take_of_string(char byte, bool is_masked, std::string* released);
  void take_of_bare(char byte, bool is_masked, std::string* released);
  void release(std::string_view bytes, std::string* released);
  void open_edit(size_t start, std::string replacement, std::string* released);
  void close_edit();
  void end_bare(std::string* released);

  std::vector<Edit> edits_;
  std::string placeholder_;
  size_t position_ = 0;  // of the byte that comes next
  Place place_ = Place::kOutside;
  std::vector<Container> open_;
  size_t depth_ = 0;         // of all that is open
  bool awaits_key_ = false;  // the next string of the object is a key
  bool is_key_ = false;      // kString: it is a key, and nothing of it was masked yet
  bool is_escaped_ = false;  // kString: the byte before was the backslash of an escape
  bool is_open_ = false;     // the last of edits_ goes on
  Edit edit_;                // REQUIRES: is_open_
  std::string waiting_;      // kBare: all of it so far, while nothing of it has left
  char left_ = '\0';         // kBare: the last byte of it that has left; 0: none has
};

}  // namespace weir
