// What nodes of a valid document say, as plain values.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy/document.h"

namespace weir {

// Numbers: a whole one, thousand-millionths, a fraction. REQUIRES: the validator has passed them.
[[nodiscard]] int64_t integer(const Node& node);
[[nodiscard]] int64_t nano(const Node& node);
[[nodiscard]] double fraction(const Node& node);

// The strings of a list; of none, none.
[[nodiscard]] std::vector<std::string> texts(const Node* list);

// The number of a word in a list that has the order of an enum.
template <typename Enum, size_t N>
Enum word(std::string_view text, const std::array<std::string_view, N>& words) {
  const auto found = std::find(words.begin(), words.end(), text);
  return static_cast<Enum>(found - words.begin());
}

}  // namespace weir
