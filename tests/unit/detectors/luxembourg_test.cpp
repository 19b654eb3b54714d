#include "unit/detectors/changed_numbers.h"

namespace weir {
namespace {

// Verhoeff by the tables of his book.
constexpr int kProduct[10][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
                                  {2, 3, 4, 0, 1, 7, 8, 9, 5, 6}, {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
                                  {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
                                  {6, 5, 9, 8, 7, 1, 0, 4, 3, 2}, {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
                                  {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}};
constexpr int kTurned[8][10] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4},
                                {5, 8, 0, 3, 7, 9, 6, 1, 4, 2}, {8, 9, 1, 6, 0, 4, 3, 5, 2, 7},
                                {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1},
                                {2, 7, 9, 3, 8, 0, 6, 4, 1, 5}, {7, 0, 4, 6, 9, 1, 3, 2, 5, 8}};

char verhoeff_check(std::string_view digits) {
  for (int check = 0; check <= 9; ++check) {
    int product = check;
    for (size_t i = 0; i < digits.size(); ++i) {
      product = kProduct[product][kTurned[(i + 1) % 8][digit_at(digits, digits.size() - 1 - i)]];
    }
    if (product == 0) return static_cast<char>('0' + check);
  }
  return '?';
}

char luhn_check(std::string_view digits) {
  int sum = 0;
  for (size_t i = 0; i < digits.size(); ++i) {
    const int value = digit_at(digits, digits.size() - 1 - i) * (i % 2 == 0 ? 2 : 1);
    sum += value / 10 + value % 10;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

std::string matricule(const std::string& eleven) {
  return eleven + luhn_check(eleven) + verhoeff_check(eleven);
}

}  // namespace

TEST_CASE("Luxembourg: the published matricule, other spellings, a digit changed") {
  // European Commission, TIN algorithms, Luxembourg.
  check_found("LU_MATRICULE", {"1893120105732", "1893 12 01 057 32", "1893-12-01-057-32"}, 0.5);
  check_not_found("LU_MATRICULE", {"1893120105733", "1893120105742", "1893130105732"});
  check_found("LU_VAT_ID", {"LU15027442", "LU 150 274 42", "lu15027442"}, 0.5);
  check_not_found("LU_VAT_ID", {"LU15027443", "LU1502744", "LU150274421"});
  CHECK(found("LU_VAT_ID", "15027442").empty());
  CHECK(found("LU_VAT_ID", "TVA 15027442") == Texts{"15027442"});
}

TEST_CASE("Luxembourg: random numbers against a second reckoning") {
  check_round_trip(
      "LU_MATRICULE",
      [](std::mt19937* r) {
        return matricule(padded(1900 + long((*r)() % 125), 4) + padded(1 + long((*r)() % 12), 2) +
                         padded(1 + long((*r)() % 28), 2) + random_digits(r, 3));
      },
      [](const std::string& number) {
        const int year = std::stoi(number.substr(0, 4));
        const int month = std::stoi(number.substr(4, 2));
        const int day = std::stoi(number.substr(6, 2));
        return year >= 1800 && year < 2100 && month >= 1 && month <= 12 && day >= 1 && day <= 31 &&
               number == matricule(number.substr(0, 11));
      });
  const auto is_taxed = [](const std::string& number) {
    return std::stoi(number.substr(2, 6)) % 89 == std::stoi(number.substr(8));
  };
  check_round_trip(
      "LU_VAT_ID",
      [](std::mt19937* r) {
        const std::string six = "1" + random_digits(r, 5);
        return "LU" + six + padded(std::stol(six) % 89, 2);
      },
      is_taxed);
}

}  // namespace weir
