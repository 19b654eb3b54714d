#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

bool is_amka(const std::string& number) {
  int sum = 0;
  for (size_t i = 0; i < 11; ++i) {
    const int digit = number[i] - '0';
    sum += i % 2 == 1 ? digit * 2 / 10 + digit * 2 % 10 : digit;
  }
  const int day = static_cast<int>(value_of(number, 0, 2));
  const int month = static_cast<int>(value_of(number, 2, 2));
  const int year = static_cast<int>(value_of(number, 4, 2));
  return sum % 10 == 0 && (is_day(1900 + year, month, day) || is_day(2000 + year, month, day));
}

bool is_afm(const std::string& number) {
  int sum = 0;
  for (size_t i = 0; i < 8; ++i) sum += (number[i] - '0') << (8 - i);
  return value_of(number) != 0 && number[8] - '0' == sum % 11 % 10;
}

}  // namespace

TEST_CASE("Greek numbers in their usual spellings") {
  check_found("GR_AMKA",
              {"01013099997", "010130-99997", "010130 99997", "010130 9999 7", "01014719866",
               "01015734500", "11016400969"},
              kDefaultThreshold);
  check_found("GR_VAT_ID", {"EL094259216", "EL 094259216", "GR 094259216", "EL94259216"},
              kDefaultThreshold);
  check_found("GR_VAT_ID", {"094259216", "094 259 216"});
  CHECK(found("GR_VAT_ID", "ΑΦΜ: 094259216, ΔΟΥ") == Texts{"094259216"});
  CHECK(found("GR_VAT_ID", "με αφμ 094259216") == Texts{"094259216"});
}

TEST_CASE("Greek numbers that are none") {
  check_absent("GR_AMKA", {"01013099999", "99887712349", "30020012349", "101013099997",
                           "01013099997-1", "0.01013099997"});
  check_absent("GR_VAT_ID", {"EL 123456781", "094259217", "000000000", "1094259216"});
  check_absent("GR_VAT_ID", {"094259216"}, kDefaultThreshold);
}

TEST_CASE("29 February in a Greek number belongs to either century") {
  check_found("GR_AMKA", {"29020012349"});
  check_absent("GR_AMKA", {"29020112347"});
}

TEST_CASE("Greek documents are found beside their name") {
  check_found("GR_ID_CARD", {"ΑΒ 123456", "ΑΒ-123456", "AB123456", "Χ123456", "Χ 123456"});
  CHECK(found("GR_ID_CARD", "αριθμός ταυτότητας ΑΒ 123456") == Texts{"ΑΒ 123456"});
  CHECK(found("GR_ID_CARD", "Α.Δ.Τ. Χ123456") == Texts{"Χ123456"});
  check_absent("GR_ID_CARD", {"ΑΒ 123456"}, kDefaultThreshold);
  CHECK(found("GR_PASSPORT", "διαβατήριο AE1234567") == Texts{"AE1234567"});
  check_absent("GR_PASSPORT", {"AE1234567"}, kDefaultThreshold);
}

TEST_CASE("Greek round trips") {
  check_round_trip({"GR_AMKA", {"###########"}, is_amka});
  check_round_trip({"GR_VAT_ID", {"#########"}, is_afm});
}

}  // namespace weir
