#include "unit/detectors/round_trip.h"

namespace weir {

TEST_CASE("Canadian Social Insurance Numbers") {
  for (const std::string text : {"130 692 544", "123-456-782", "948 584 792", "130692544"}) {
    CHECK(is_found("CA_SIN", text));
  }
  CHECK(found("CA_SIN", "call 130-692-544 now").size() == 1);
  CHECK(found("CA_SIN", "130692544").empty());
  CHECK(found("CA_SIN", "mon numéro d'assurance sociale 130692544").size() == 1);
  // 0 and 8 are not given out; one separator; a longer number; a failed checksum.
  for (const std::string text : {"046 454 286", "823456785", "130-692 544", "1306925440",
                                 "130 692 545", "1.130692544", "+130692544"}) {
    CHECK(found("CA_SIN", text, 0).empty());
  }
  CHECK(found("CA_SIN", "4 130 692 544 000").empty());
}

TEST_CASE("The checksum of Social Insurance Numbers") {
  check_round_trip(
      "CA_SIN", kDigits,
      [](std::mt19937* random) {
        return random_of("12345679", 1, random) + random_of(kDigits, 7, random);
      },
      [](const std::string& head) {
        constexpr int kDoubled[] = {0, 2, 4, 6, 8, 1, 3, 5, 7, 9};
        int sum = 0;
        for (size_t i = 0; i < head.size(); ++i) {
          const int digit = head[i] - '0';
          sum += i % 2 == 1 ? kDoubled[digit] : digit;
        }
        return static_cast<char>('0' + (100 - sum % 10) % 10);
      });
}

}  // namespace weir
