#include "base/radix_sort.h"

#include <random>

#include "support/catch.h"

using namespace weir;

TEST_CASE("numbers of every size are sorted as by comparing", "[radix_sort]") {
  std::mt19937_64 random(1);
  std::vector<uint64_t> spare;
  for (const size_t count : {0U, 1U, 2U, 255U, 256U, 257U, 1000U, 70'000U}) {
    for (const uint64_t mask :
         {~uint64_t{0}, uint64_t{0xFF}, uint64_t{0xFFFF00000F}, uint64_t{0}}) {
      std::vector<uint64_t> numbers(count);
      for (uint64_t& number : numbers) number = random() & mask;
      std::vector<uint64_t> expected = numbers;
      std::sort(expected.begin(), expected.end());
      radix_sort(numbers, spare);
      INFO(count << " numbers of " << mask);
      CHECK(numbers == expected);
    }
  }
}
