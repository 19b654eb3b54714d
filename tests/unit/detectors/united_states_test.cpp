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
  CHECK(found("US_SSN", "536-123456", 0) == Texts{"536-123456"});
  CHECK(found("US_SSN", "SSN 53612-3456").empty());
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

TEST_CASE("Routing numbers of American banks") {
  for (const std::string text : {"121000358", "3222-7162-7", "111000025"}) {
    CHECK(found("ABA_ROUTING_NUMBER", text, 0) == Texts{text});
  }
  CHECK(found("ABA_ROUTING_NUMBER", "3222-7162-7").size() == 1);
  CHECK(found("ABA_ROUTING_NUMBER", "121000358").empty());
  CHECK(found("ABA_ROUTING_NUMBER", "routing 121000358").size() == 1);
  for (const std::string text : {"421042111", "1234-0000-0", "112000025", "000000000"}) {
    CHECK(found("ABA_ROUTING_NUMBER", text, 0).empty());
  }
}

TEST_CASE("Numbers without a checksum need a word that names them") {
  CHECK(found("US_PASSPORT", "912803456").empty());
  CHECK(found("US_PASSPORT", "passport no. 912803456").size() == 1);
  CHECK(found("US_PASSPORT", "travel document A12803456").size() == 1);
  CHECK(found("US_BANK_NUMBER", "945456787654").empty());
  CHECK(found("US_BANK_NUMBER", "account number 945456787654").size() == 1);
  CHECK(found("US_BANK_NUMBER", "account 1234567", 0).empty());
  CHECK(score_of("US_BANK_NUMBER", "945456787654", "945456787654") == 0.05);
  CHECK(found("US_DRIVER_LICENSE", "H12234567").empty());
  CHECK(found("US_DRIVER_LICENSE", "driver's license H12234567").size() == 1);
  CHECK(found("US_DRIVER_LICENSE", "driver license 123456789").size() == 1);
  for (const std::string text : {"INTRODUCTORY", "ABCDEFG ABCDEFGH ABCDEFGHI", "C12T345672"}) {
    CHECK(found("US_DRIVER_LICENSE", "driver license " + text, 0).empty());
  }
  for (const std::string text :
       {"License: BSL-1.0\n\nFiles:\n libs/mp11/test.cpp",
        "LICENSE_1_0.txt\n#include <boost/mp11.hpp>",
        "Added a project for VS2013\nAdded license for x", "license as contained in dist-3.0-pl60 ",
        "License: GPL-2\n\nFiles: t/t0032-reftable.sh", "drivers were dropped on ia64, as before",
        "pub/linux/cdrom/drivers/cm206/", "(AC97 etc.) identification",
        "license: see AB123456-x.txt"}) {
    INFO(text);
    CHECK(found("US_DRIVER_LICENSE", text).empty());
  }
  CHECK(found("US_DRIVER_LICENSE", "my license is H12234567").size() == 1);
  CHECK(found("US_DRIVER_LICENSE", "driver's license: ab123").size() == 1);
  CHECK(found("US_DRIVER_LICENSE", "License number B4321.").size() == 1);
  CHECK(found("US_DRIVER_LICENSE", "mp11", 0).size() == 1);
  // A whole word, not a part of one.
  CHECK(found("US_DRIVER_LICENSE", "public H12234567").empty());
}

TEST_CASE("Individual taxpayer numbers") {
  for (const std::string text : {"911-70-1234", "912 90 3456", "911-53-1234"}) {
    CHECK(found("US_ITIN", text) == Texts{text});
  }
  for (const std::string text : {"911701234", "911-701234", "91170-1234"}) {
    CHECK(found("US_ITIN", text).empty());
    CHECK(found("US_ITIN", text, 0) == Texts{text});
  }
  for (const std::string text :
       {"911-89-1234", "912-93-4567", "911-49-1234", "911-69-1234", "123-45-6789", "9129-03456"}) {
    CHECK(found("US_ITIN", text, 0).empty());
  }
}

TEST_CASE("American health numbers") {
  for (const std::string text : {"1EG4-TE5-MK73", "1eg4-te5-mk73"}) {
    CHECK(found("US_MBI", text) == Texts{text});
  }
  CHECK(found("US_MBI", "Medicare 1EG4TE5MK73").size() == 1);
  for (const std::string text : {"1SG4-TE5-MK73", "1EG4-LE5-MK73", "0EG4-TE5-MK73", "1EG4TE5MK7"}) {
    CHECK(found("US_MBI", text, 0).empty());
  }
  for (const std::string text : {"1234567893", "1245319599", "1234-567-893"}) {
    CHECK(found("US_NPI", text, 0) == Texts{text});
  }
  CHECK(found("US_NPI", "1234567893").empty());
  CHECK(found("US_NPI", "NPI 1234567893").size() == 1);
  for (const std::string text : {"0234567893", "1111111112", "1234567890", "12345678934"}) {
    CHECK(found("US_NPI", text, 0).empty());
  }
  // 1 + 3 + 5 and twice 2 + 4 + 6: 9 + 24 = 33.
  CHECK(found("MEDICAL_LICENSE", "DEA BP1234563").size() == 1);
  CHECK(found("MEDICAL_LICENSE", "B91234563", 0).size() == 1);
  CHECK(found("MEDICAL_LICENSE", "BP1234564", 0).empty());
  CHECK(found("MEDICAL_LICENSE", "QP1234563", 0).empty());
}

}  // namespace weir
