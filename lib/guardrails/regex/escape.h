// One escape sequence of a regular expression, outside a class or in it.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/status.h"
#include "guardrails/regex/byte_set.h"
#include "guardrails/regex/syntax_tree.h"

namespace weir::regex {

struct Escape {
  enum class Kind : uint8_t {
    kByte,       // `byte`
    kSet,        // `set`
    kAssertion,  // `assertion`; never in a class
    kCharacter,  // the character at `at` as it stands
  };
  Kind kind = Kind::kByte;
  uint8_t byte = 0;
  ByteSet set;
  Assertion assertion = Assertion::kTextStart;
};

// Reads the escape whose backslash is at `at`, and moves `at` behind it (behind the backslash alone
// for kCharacter). REQUIRES: text[at] is a backslash.
[[nodiscard]] Status parse_escape(std::string_view text, size_t& at, Escape& out);

// The same inside a class, where \b is the backspace and there are no assertions.
[[nodiscard]] Status parse_class_escape(std::string_view text, size_t& at, Escape& out);

}  // namespace weir::regex
