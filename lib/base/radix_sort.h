// Sorts numbers a byte at a time, from the lowest byte up, in time linear in their count: Knuth,
// The Art of Computer Programming, volume 3, 5.2.5, with counting as in algorithm 5.2 D. Bytes that
// are the same in all numbers cost no pass.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace weir {

// `spare` is working space: its content is lost.
inline void radix_sort(std::vector<uint64_t>& numbers, std::vector<uint64_t>& spare) {
  constexpr size_t kFew = 256;  // below, comparing is faster than counting
  constexpr size_t kBytes = sizeof(uint64_t);
  if (numbers.size() < kFew) return std::sort(numbers.begin(), numbers.end());
  std::array<std::array<size_t, 256>, kBytes> counts{};
  for (const uint64_t number : numbers) {
    for (size_t byte = 0; byte < kBytes; ++byte) ++counts[byte][number >> (8 * byte) & 0xFF];
  }
  spare.resize(numbers.size());
  for (size_t byte = 0; byte < kBytes; ++byte) {
    std::array<size_t, 256>& places = counts[byte];
    if (places[numbers.front() >> (8 * byte) & 0xFF] == numbers.size()) continue;
    size_t place = 0;
    for (size_t& count : places) {
      const size_t next = place + count;
      count = place;
      place = next;
    }
    for (const uint64_t number : numbers) {
      spare[places[number >> (8 * byte) & 0xFF]++] = number;
    }
    numbers.swap(spare);
  }
}

}  // namespace weir
