#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

bool is_nif(const std::string& number) {
  if (number[0] == '0') return false;
  // With the check digit at weight 1 the sum is a multiple of 11, or one more where it stands
  // for 10.
  const int sum = dot(number, {9, 8, 7, 6, 5, 4, 3, 2, 1});
  return sum % 11 == 0 || (number[8] == '0' && sum % 11 == 1);
}

bool is_card(const std::string& number) {
  int sum = 0;
  for (size_t i = 0; i < 12; ++i) {
    int value = number[i] >= 'A' ? number[i] - 'A' + 10 : number[i] - '0';
    if (i % 2 == 0) value *= 2;
    if (i % 2 == 0 && value > 9) value -= 9;
    sum += value;
  }
  return sum % 10 == 0;
}

bool is_niss(const std::string& number) {
  if (number[0] != '1' && number[0] != '2') return false;
  return (dot(number, {29, 23, 19, 17, 13, 11, 7, 5, 3, 2}) + number[10] - '0') % 10 == 9;
}

}  // namespace

TEST_CASE("Portuguese numbers in their usual spellings") {
  check_found("PT_NIF", {"PT501964843", "PT 501964843", "PT 501 964 843", "pt501964843"},
              kDefaultThreshold);
  check_found("PT_NIF", {"501964843", "501 964 843", "501.964.843"});
  check_found("PT_CC",
              {"00000000 0 ZZ4", "000000000ZZ4", "04521224 4 ZZ 7", "054546796ZY7", "101490801ZY0"},
              kDefaultThreshold);
  check_found("PT_CC", {"101490801zy0"});
  check_found("PT_NISS", {"12345678902", "123 4567 8902"});
}

TEST_CASE("Portuguese numbers that are none") {
  check_absent("PT_NIF", {"PT 501 964 842", "501964842", "012345670", "1501964843", "501964843-1",
                          "501 964 843 001", "+501964843"});
  check_absent("PT_CC", {"00000000 A ZZ4", "00000000 0 ZZ3", "100000000 0 ZZ4"});
  check_absent("PT_NISS", {"32345678903", "12345678904"});
}

TEST_CASE("A bare Portuguese number needs a word") {
  check_absent("PT_NIF", {"501964843"}, kDefaultThreshold);
  CHECK(found("PT_NIF", "O NIF do cliente é 501 964 843.") == Texts{"501 964 843"});
  CHECK(found("PT_NIF", "Número de contribuinte: 501964843") == Texts{"501964843"});
  check_absent("PT_SNS", {"123456789"}, kDefaultThreshold);
  CHECK(found("PT_SNS", "Número de utente 123 456 789") == Texts{"123 456 789"});
  CHECK(found("PT_PASSPORT", "passaporte CA123456") == Texts{"CA123456"});
  check_absent("PT_PASSPORT", {"CA123456"}, kDefaultThreshold);
}

TEST_CASE("Portuguese round trips") {
  check_round_trip({"PT_NIF", {"#########"}, is_nif});
  check_round_trip({"PT_CC", {"#########@@#", "#########@##", "##########@#"}, is_card});
  check_round_trip({"PT_NISS", {"1##########", "2##########"}, is_niss});
}

}  // namespace weir
