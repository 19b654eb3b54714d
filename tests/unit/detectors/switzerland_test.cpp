#include "unit/detectors/changed_numbers.h"

namespace weir {
namespace {

bool is_insured(std::string_view number) {
  int sum = 0;
  for (size_t i = 0; i < 12; ++i) sum += digit_at(number, i) * (i % 2 == 0 ? 1 : 3);
  return number.starts_with("756") && (1000 - sum) % 10 == digit_at(number, 12);
}

bool is_firm(std::string_view number) {
  const std::string_view digits = number.substr(3);
  int sum = 5 * digit_at(digits, 0) + 4 * digit_at(digits, 1) + 3 * digit_at(digits, 2);
  sum += 2 * digit_at(digits, 3) + 7 * digit_at(digits, 4) + 6 * digit_at(digits, 5);
  sum += 5 * digit_at(digits, 6) + 4 * digit_at(digits, 7);
  return (1100 - sum) % 11 == digit_at(digits, 8);
}

}  // namespace

TEST_CASE("Switzerland: published samples, other spellings, a digit changed") {
  check_found("CH_AHV", {"756.9217.0769.85", "7569217076985", "756 9217 0769 85"}, 0.5);
  check_not_found("CH_AHV", {"756.9217.0769.84", "123.4567.8910.19", "75692170769851"});
  check_found("CH_UID",
              {"CHE-100.155.212", "CHE100155212", "CHE-107.787.577 IVA", "CHE-107.787.577 MWST",
               "che-107.787.577 tva"},
              0.5);
  check_not_found("CH_UID", {"CHE-100.155.213", "CHE-107.787.578 IVA", "CHE-100.155.2121"});
}

TEST_CASE("Switzerland and Liechtenstein: words beside weak numbers") {
  CHECK(found("CH_UID", "100.155.212").empty());
  CHECK(found("CH_UID", "UID 100.155.212") == Texts{"100.155.212"});
  CHECK(found("CH_PASSPORT", "Passeport: X1234567") == Texts{"X1234567"});
  CHECK(found("LI_PEID", "PEID 1234567") == Texts{"1234567"});
  CHECK(found("LI_PEID", "PEID: 1.234.567") == Texts{"1.234.567"});
  CHECK(found("LI_PEID", "Nr. 1234567", 0).empty());
  CHECK(found("LI_PEID", "PEID 0000123", 0).empty());
}

TEST_CASE("Switzerland: random numbers against a second reckoning") {
  check_round_trip(
      "CH_AHV",
      [](std::mt19937* random) {
        return draw_right(
            random, [](std::mt19937* r) { return "756" + random_digits(r, 10); }, is_insured);
      },
      is_insured);
  check_round_trip(
      "CH_UID",
      [](std::mt19937* random) {
        return draw_right(
            random, [](std::mt19937* r) { return "CHE" + random_digits(r, 9); }, is_firm);
      },
      is_firm);
}

}  // namespace weir
