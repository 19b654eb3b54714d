#include "policy/suggestion.h"

#include <algorithm>
#include <array>

namespace weir {
namespace {

constexpr size_t kLongestWord = 64;
constexpr size_t kFarthest = 2;
using Row = std::array<size_t, kLongestWord + 1>;

}  // namespace

size_t edit_distance(std::string_view left, std::string_view right, size_t limit) {
  if (left.size() > kLongestWord || right.size() > kLongestWord) return limit + 1;
  Row before{};
  Row above{};
  Row row{};
  for (size_t j = 0; j <= right.size(); ++j) above[j] = j;
  for (size_t i = 1; i <= left.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= right.size(); ++j) {
      const size_t change = left[i - 1] == right[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      const bool is_swap =
          i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (is_swap) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = above;
    above = row;
  }
  return std::min(above[right.size()], limit + 1);
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  size_t best_distance = std::min(kFarthest + 1, word.size());
  for (const std::string_view candidate : known) {
    const size_t distance = edit_distance(word, candidate, kFarthest);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string suggest(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view found = nearest(word, known);
  if (found.empty()) return {};
  return "; did you mean \"" + std::string(found) + "\"?";
}

}  // namespace weir
