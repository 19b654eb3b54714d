#include "unit/detectors/round_trip.h"

namespace weir {

TEST_CASE("Thai identity numbers") {
  CHECK(is_found("TH_TNIN", "3100600445635"));
  CHECK(is_found("TH_TNIN", "1-2345-45678-78-1", 1.0));
  CHECK(is_found("TH_TNIN", "1-23-4-545-67878-1", 1.0));
  CHECK(found("TH_TNIN", "1234567890121").empty());
  CHECK(found("TH_TNIN", "เลขประจำตัวประชาชน: 1234567890121").size() == 1);
  for (const std::string text :
       {"0234567890124", "1034567890124", "1284567890124", "1594567890124", "1784567890124",
        "1994567890124", "12345678901234", "1-2345-45678-78-9"}) {
    CHECK(found("TH_TNIN", text, 0).empty());
  }
  check_round_trip(
      "TH_TNIN", kDigits,
      [](std::mt19937* random) {
        return random_of("12345678", 1, random) + random_of("134", 1, random) +
               random_of(kDigits, 10, random);
      },
      [](const std::string& head) {
        int sum = 0;
        for (size_t i = 0; i < 12; ++i) sum += (head[i] - '0') * static_cast<int>(13 - i);
        const int rest = sum % 11;
        return static_cast<char>('0' + (rest <= 1 ? 1 - rest : 11 - rest));
      });
}

}  // namespace weir
