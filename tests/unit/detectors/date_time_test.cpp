#include <chrono>

#include "unit/detectors/round_trip.h"

namespace weir {

TEST_CASE("Dates in the thirteen forms") {
  for (const std::string text :
       {"2024-03-15T14:30:00.123456Z", "2024-06-05T09:15:30-07:00", "2024-03-15T14:30Z",
        "5/20/2021", "21/05/21", "2021/5/20", "5-20-2021", "20-5-2021", "2021-05-21", "21.5.2021",
        "21.5.21", "5-MAY-2021", "05-May-21", "May-2021", "May-21", "21-May"}) {
    CHECK(is_found("DATE_TIME", text, 0.5));
  }
  for (const std::string text : {"05/2021", "5/21"}) {
    CHECK(found("DATE_TIME", text).empty());
    CHECK(is_found("DATE_TIME", text));
  }
}

TEST_CASE("What no calendar knows is no date") {
  for (const std::string text : {"2021-02-29", "31.4.2021", "5.20.2021", "32/13/2021", "0-5-2021",
                                 "31-Feb-2021", "2024-13-15T14:30Z", "2024-03-15T24:30Z", "13/2021",
                                 "00/21", "1.2.2021.4", "2021-05-21-7", "x5/21"}) {
    INFO(text);
    CHECK(found("DATE_TIME", text, 0).empty());
  }
}

TEST_CASE("Every day of a leap year and the year after it, against <chrono>") {
  for (const int year : {2024, 2025}) {
    for (unsigned month = 0; month <= 13; ++month) {
      for (unsigned day = 0; day <= 32; ++day) {
        const bool is_real =
            std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month),
                                        std::chrono::day(day))
                .ok();
        const std::string text =
            std::to_string(day) + "." + std::to_string(month) + "." + std::to_string(year);
        INFO(text);
        CHECK(is_found("DATE_TIME", text) == is_real);
      }
    }
  }
}

}  // namespace weir
