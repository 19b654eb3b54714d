#include <numeric>

#include "unit/detectors/round_trip.h"

namespace weir {
namespace {

int sum_of(const std::string& digits, const std::vector<int>& weights) {
  return std::inner_product(weights.begin(), weights.end(), digits.begin(), 0, std::plus<>(),
                            [](int weight, char digit) { return weight * (digit - '0'); });
}

}  // namespace

TEST_CASE("Australian numbers as their authorities print them are found") {
  CHECK(is_found("AU_ABN", "51 824 753 556", 1.0));
  CHECK(is_found("AU_ABN", "83 914 571 673", 1.0));
  CHECK(is_found("AU_ABN", "51824753556", 0.4));
  CHECK(is_found("AU_ABN", "518 247 535 56", 0.4));
  CHECK(found("AU_ABN", "ABN 51824753556").size() == 1);
  CHECK(is_found("AU_ACN", "004 085 616"));
  CHECK(is_found("AU_TFN", "123 456 782"));
  CHECK(is_found("AU_MEDICARE", "2123 45670 1"));
  CHECK(found("AU_ACN", "ACN 004 085 616 Pty Ltd").size() == 1);
  CHECK(found("AU_TFN", "my tax file number: 123456782").size() == 1);
  CHECK(found("AU_MEDICARE", "Medicare 2123 45670 1").size() == 1);
}

TEST_CASE("Australian numbers alone, wrong or glued are not") {
  for (const std::string entity : {"AU_ABN", "AU_ACN", "AU_TFN", "AU_MEDICARE"}) {
    for (const std::string text : {"99 999 999 999", "999 999 999", "000 000 000", "00000000000",
                                   "52824753556AF", "51 824 753 5564", "3.123456782"}) {
      INFO(entity << " " << text);
      CHECK(found(entity, text, 0).empty());
    }
  }
  CHECK(found("AU_TFN", "order 123456782").empty());
  CHECK(found("AU_TFN", "tfn 4 123 456 782").empty());
}

TEST_CASE("The checksums of Australian numbers") {
  const auto nine = [](std::mt19937* random) {
    return random_of("123456789", 1, random) + random_of(kDigits, 7, random);
  };
  check_round_trip("AU_TFN", kDigits, nine, [](const std::string& head) {
    return digit_of(head, [](const std::string& digits) {
      return sum_of(digits, {1, 4, 3, 7, 5, 8, 6, 9, 10}) % 11;
    });
  });
  check_round_trip("AU_ACN", kDigits, nine, [](const std::string& head) {
    const int rest = 10 - sum_of(head, {8, 7, 6, 5, 4, 3, 2, 1}) % 10;
    return rest == 10 ? '0' : static_cast<char>('0' + rest);
  });
}

TEST_CASE("Business numbers: the two leading digits prove the nine behind them") {
  std::mt19937 random(5);
  for (int round = 0; round < 200; ++round) {
    const std::string body = random_of(kDigits, 9, &random);
    const int rest = sum_of(body, {3, 5, 7, 9, 11, 13, 15, 17, 19}) % 89;
    const std::string good = std::to_string(10 + 89 - rest - (rest == 0 ? 89 : 0)) + body;
    INFO(good);
    CHECK(is_found("AU_ABN", good));
    std::string bad = good;
    char& digit = bad[random() % bad.size()];
    digit = digit == '9' ? '1' : static_cast<char>(digit + 1);
    CHECK_FALSE(is_found("AU_ABN", bad));
  }
}

}  // namespace weir
