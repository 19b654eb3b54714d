#include "unit/detectors/round_trip.h"

namespace weir {

TEST_CASE("Nigerian identification numbers and plates") {
  CHECK(is_found("NG_NIN", "70425198360"));
  for (size_t at = 0; at < 11; ++at) {
    for (const char digit : kDigits) {
      std::string text = "70425198360";
      text[at] = digit;
      CHECK(is_found("NG_NIN", text) == (text == "70425198360"));
    }
  }
  CHECK(found("NG_NIN", "my NIN is 70425198360").size() == 1);
  CHECK(found("NG_NIN", "70425198360").empty());
  CHECK(is_found("NG_VEHICLE_REGISTRATION", "APP-456CV", 0.5));
  CHECK(found("NG_VEHICLE_REGISTRATION", "and 500ml of milk").empty());
  CHECK(found("NG_VEHICLE_REGISTRATION", "plate number APP 456CV").size() == 1);
  CHECK(found("NG_VEHICLE_REGISTRATION", "ABCD-123EF", 0).empty());
}

}  // namespace weir
