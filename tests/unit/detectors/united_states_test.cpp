#include <string>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

std::string padded(int value, size_t width) {
  std::string text = std::to_string(value);
  while (text.size() < width) text.insert(text.begin(), '0');
  return text;
}

}  // namespace

TEST_CASE("Every area of Social Security numbers") {
  for (int area = 0; area <= 999; ++area) {
    const bool is_issued = area != 0 && area != 666 && area < 900;
    const std::string text = padded(area, 3) + "-12-3456";
    CHECK(found("US_SSN", text).size() == (is_issued ? 1 : 0));
  }
}

TEST_CASE("Groups and serials of zero are never issued") {
  for (int group = 0; group <= 99; ++group) {
    CHECK(found("US_SSN", "536-" + padded(group, 2) + "-3456").size() == (group != 0 ? 1 : 0));
  }
  CHECK(found("US_SSN", "536-12-0000").empty());
}

TEST_CASE("Voided numbers are refused") {
  for (const std::string text : {"078-05-1120", "219-09-9999", "111-11-1111", "123-45-6789"}) {
    CHECK(found("US_SSN", text).empty());
  }
}

TEST_CASE("Weak spellings need a word beside them") {
  for (const std::string text : {"536 12 3456", "536.12.3456", "536123456"}) {
    INFO(text);
    CHECK(found("US_SSN", "id " + text).empty());
    CHECK(found("US_SSN", "SSN: " + text) == Texts{text});
    CHECK(found("US_SSN", text + " is her social security number") == Texts{text});
  }
}

TEST_CASE("Parts of longer numbers are refused") {
  for (const std::string text : {"1-536-12-3456", "536-12-3456-7", "0.536-12-3456", "536-12.3456",
                                 "5536-12-3456", "536-12-34567"}) {
    INFO(text);
    CHECK(found("US_SSN", "ssn " + text).empty());
  }
}

}  // namespace weir
