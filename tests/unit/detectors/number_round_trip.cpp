#include "unit/detectors/number_round_trip.h"

#include <chrono>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kCapitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

char one_of(std::string_view bytes, std::mt19937* random) {
  return bytes[(*random)() % bytes.size()];
}

std::string_view kind_of(char byte) {
  return kDigits.find(byte) != std::string_view::npos ? kDigits : kCapitals;
}

std::string fill(std::string_view form, std::mt19937* random) {
  std::string text(form);
  for (char& byte : text) {
    if (byte == '#') byte = one_of(kDigits, random);
    if (byte == '@') byte = one_of(kCapitals, random);
  }
  return text;
}

std::string changed(std::string text, std::mt19937* random) {
  char& byte = text[(*random)() % text.size()];
  byte = one_of(kind_of(byte), random);
  return text;
}

bool is_found_whole(std::string_view entity, const std::string& text, double threshold) {
  return found(entity, text, threshold) == std::vector<std::string>{text};
}

}  // namespace

long long value_of(const std::string& digits, size_t start, size_t count) {
  return std::stoll(digits.substr(start, count));
}

int dot(const std::string& digits, const std::vector<int>& weights) {
  int sum = 0;
  for (size_t i = 0; i < weights.size(); ++i) sum += (digits.at(i) - '0') * weights[i];
  return sum;
}

bool is_day(int year, int month, int day) {
  return std::chrono::year_month_day(std::chrono::year(year),
                                     std::chrono::month(static_cast<unsigned>(month)),
                                     std::chrono::day(static_cast<unsigned>(day)))
      .ok();
}

std::string random_valid(const NumberScheme& scheme, std::mt19937* random) {
  constexpr int kMostTries = 100'000;
  for (int i = 0; i < kMostTries; ++i) {
    std::string number = fill(scheme.forms[(*random)() % scheme.forms.size()], random);
    if (scheme.is_valid(number)) return number;
  }
  FAIL("no number of " << scheme.entity << " is valid");
  return {};
}

void check_round_trip(const NumberScheme& scheme) {
  std::mt19937 random(31);
  size_t still_valid = 0;
  for (int round = 0; round < 300; ++round) {
    const std::string number = random_valid(scheme, &random);
    INFO(scheme.entity << " " << number);
    CHECK(is_found_whole(scheme.entity, number, 0));
    for (int change = 0; change < 7; ++change) {
      const std::string other = changed(number, &random);
      INFO("changed to " << other);
      const bool is_valid = scheme.is_valid(other);
      still_valid += is_valid ? 1 : 0;
      CHECK(is_found_whole(scheme.entity, other, 0) == is_valid);
    }
  }
  CHECK(still_valid > 0);                // a change may change nothing
  CHECK(still_valid < size_t{300} * 7);  // and most are noticed
}

void check_found(std::string_view entity, const std::vector<std::string>& texts, double threshold) {
  for (const std::string& text : texts) {
    INFO(entity << " " << text);
    CHECK(is_found_whole(entity, text, threshold));
  }
}

void check_absent(std::string_view entity, const std::vector<std::string>& texts,
                  double threshold) {
  for (const std::string& text : texts) {
    INFO(entity << " " << text);
    CHECK(found(entity, text, threshold).empty());
  }
}

}  // namespace weir
