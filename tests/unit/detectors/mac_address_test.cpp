#include "unit/detectors/round_trip.h"

namespace weir {

TEST_CASE("Addresses of network cards in three ways of writing") {
  for (const std::string text :
       {"00:1A:2B:3C:4D:5E", "aa-bb-cc-dd-ee-ff", "0012.3456.789a", "aabb.ccdd.eeff"}) {
    CHECK(is_found("MAC_ADDRESS", text, 0.5));
  }
  for (const std::string text : {"00:1A:2B:3C:4D", "ZZ:ZZ:ZZ:ZZ:ZZ:ZZ", "FF:FF:FF:FF:FF:FF",
                                 "00-00-00-00-00-00", "10:2F:33-AC-29-C3", "00:1A:2B:3C:4D:5E:6F",
                                 "2001:00:1A:2B:3C:4D:5E:6F", "12-00-1A-2B-3C-4D-5E"}) {
    INFO(text);
    CHECK(found("MAC_ADDRESS", text, 0).empty());
  }
  CHECK(found("MAC_ADDRESS", "1234.5678.9012").empty());
}

}  // namespace weir
