#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

bool is_tic(const std::string& number) {
  if (number[0] == '1' && number[1] == '2') return false;
  int sum = 0;
  for (size_t i = 0; i < 8; ++i) {
    const int digit = number[i] - '0';
    // 0 to 4 count 1 0 5 7 9; the others twice themselves and three.
    const int odd = digit > 4 ? digit * 2 + 3 : digit > 1 ? digit * 2 + 1 : 1 - digit;
    sum += i % 2 == 0 ? odd : digit;
  }
  return number[8] - 'A' == sum % 26;
}

bool is_maltese_vat(const std::string& number) {
  if (number[0] == '0') return false;
  return (dot(number, {3, 4, 6, 7, 8, 9}) + value_of(number, 6, 2)) % 37 == 0;
}

}  // namespace

TEST_CASE("Cypriot tax codes") {
  check_found("CY_TIC", {"CY10259033P", "CY-10259033P", "cy10259033p"}, kDefaultThreshold);
  check_found("CY_TIC", {"10259033P", "10259033p"});
  check_absent("CY_TIC", {"CY-10259033Z", "10259033Z", "12000017C", "110259033P", "10259033PP"});
  check_absent("CY_TIC", {"10259033P"}, kDefaultThreshold);
  CHECK(found("CY_TIC", "TIC 10259033P") == Texts{"10259033P"});
  CHECK(found("CY_TIC", "Α.Φ.Μ. ή ΑΦΜ 10259033P") == Texts{"10259033P"});
  check_round_trip({"CY_TIC", {"########@"}, is_tic});
}

TEST_CASE("Cypriot documents are found beside their name") {
  CHECK(found("CY_PASSPORT", "passport K12345678") == Texts{"K12345678"});
  CHECK(found("CY_ID_CARD", "identity card 0001234567") == Texts{"0001234567"});
  check_absent("CY_PASSPORT", {"K12345678"}, kDefaultThreshold);
  check_absent("CY_ID_CARD", {"0001234567"}, kDefaultThreshold);
}

TEST_CASE("Maltese numbers") {
  check_found("MT_VAT_ID", {"MT11679112", "MT 1167-9112", "mt11679112"}, kDefaultThreshold);
  check_found("MT_VAT_ID", {"11679112", "1167-9112"});
  check_absent("MT_VAT_ID", {"MT 1167-9113", "11679113", "01679112", "1167-9112-1"});
  check_absent("MT_VAT_ID", {"11679112"}, kDefaultThreshold);
  check_found("MT_ID", {"0123456M", "0123456m", "123456M", "1234(G)"});
  check_absent("MT_ID", {"0123456C", "00123456M", "0123456"});
  check_absent("MT_ID", {"0123456M"}, kDefaultThreshold);
  CHECK(found("MT_ID", "karta tal-identità 0123456M") == Texts{"0123456M"});
  CHECK(found("MT_PASSPORT", "passport 1234567") == Texts{"1234567"});
  check_absent("MT_PASSPORT", {"1234567"}, kDefaultThreshold);
  check_round_trip({"MT_VAT_ID", {"########"}, is_maltese_vat});
}

}  // namespace weir
