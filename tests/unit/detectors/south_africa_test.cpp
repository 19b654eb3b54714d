#include "unit/detectors/round_trip.h"

namespace weir {

TEST_CASE("South African identity numbers") {
  for (const std::string text :
       {"8001015009087", "7503305044089", "750330 5044 089", "750330 5044 08 9", "0002294321191"}) {
    CHECK(is_found("ZA_ID_NUMBER", text, 1.0));
  }
  // A wrong check digit, month 13, 29 February 1999, status 7, a longer number.
  for (const std::string text : {"8001015009086", "9913326789285", "9902294321191", "8001015009787",
                                 "80010150090870", "AB8001015009087CD"}) {
    CHECK(found("ZA_ID_NUMBER", text, 0).empty());
  }
}

TEST_CASE("The check digit of South African identity numbers") {
  check_round_trip(
      "ZA_ID_NUMBER", kDigits,
      [](std::mt19937* random) {
        return random_of("89", 1, random) + random_of(kDigits, 1, random) + "0" +
               random_of("123456789", 1, random) + "1" + random_of(kDigits, 5, random) +
               random_of("012", 1, random) + random_of("89", 1, random);
      },
      [](const std::string& head) {
        // The even places read as one number and doubled: the sum of its digits.
        long even = 0;
        int sum = 0;
        for (size_t i = 0; i < head.size(); ++i) {
          if (i % 2 == 1) even = even * 10 + (head[i] - '0');
          if (i % 2 == 0) sum += head[i] - '0';
        }
        for (even *= 2; even > 0; even /= 10) sum += static_cast<int>(even % 10);
        return static_cast<char>('0' + (100 - sum % 10) % 10);
      });
}

TEST_CASE("Milliseconds since 1970 are no South African identity number") {
  for (const std::string text : {"GET /v2/items?page=78&t=1707170316094 HTTP/1.1",
                                 "{\"id\":1707170316094}", "at 1707170316094 ms"}) {
    INFO(text);
    CHECK(found("ZA_ID_NUMBER", text).empty());
  }
  CHECK(found("ZA_ID_NUMBER", "South African ID: 1707170316094").size() == 1);
  CHECK(found("ZA_ID_NUMBER", "170717 0316 094").size() == 1);
  CHECK(is_found("ZA_ID_NUMBER", "1707170316094"));
}

}  // namespace weir
