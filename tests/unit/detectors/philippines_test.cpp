#include "unit/detectors/round_trip.h"

namespace weir {

TEST_CASE("Philippine taxpayer numbers") {
  CHECK(found("PH_TIN", "TIN 000-123-456-000").size() == 1);
  CHECK(found("PH_TIN", "TIN: 000123456").size() == 1);
  CHECK(found("PH_TIN", "000-123-456").empty());
  for (const std::string text : {"000-123-457-000", "600-000-000", "000-000-000", "123456789"}) {
    CHECK(found("PH_TIN", text, 0).empty());
  }
  check_round_trip(
      "PH_TIN", kDigits, [](std::mt19937* random) { return "1" + random_of(kDigits, 7, random); },
      [](const std::string& head) {
        int sum = 0;
        for (size_t i = 0; i < 8; ++i) sum += (head[i] - '0') * static_cast<int>(9 - i);
        return sum % 11 == 10 ? '\0' : static_cast<char>('0' + sum % 11);
      });
}

TEST_CASE("Philippine mobile numbers") {
  for (const std::string text :
       {"+63 917 123 4567", "+639171234567", "+63 (917) 123 4567", "0063 917 123 4567"}) {
    CHECK(is_found("PH_MOBILE_NUMBER", text, 0.5));
  }
  CHECK(is_found("PH_MOBILE_NUMBER", "0 (917) 123 4567"));
  CHECK(found("PH_MOBILE_NUMBER", "Telepono: 0917-123-4567").size() == 1);
  for (const std::string text : {"9171234567", "0917123456", "15091712345678", "+63 2 123 4567"}) {
    CHECK(found("PH_MOBILE_NUMBER", text, 0).empty());
  }
}

}  // namespace weir
