#include "guardrails/detectors/validators/checksums.h"

#include <string>

#include "support/catch.h"

namespace weir {
namespace {

// The ten check digits that could follow `digits`, as those that pass.
template <typename Function>
std::string passing(const std::string& digits, const Function& passes) {
  std::string checks;
  for (char check = '0'; check <= '9'; ++check) {
    if (passes(digits + check)) checks += check;
  }
  return checks;
}

}  // namespace

TEST_CASE("ISO 7064 MOD 11,10: the standard's sample, and one check digit for each number") {
  // ISO/IEC 7064:2003, 9.3: 0794 has the check digit 5.
  CHECK(passing("0794", passes_iso7064_mod_11_10) == "5");
  CHECK(passing("7942", passes_iso7064_mod_11_10).size() == 1);
  for (int number = 0; number < 3000; number += 7) {
    CHECK(passing(std::to_string(number), passes_iso7064_mod_11_10).size() == 1);
  }
  for (const char* text : {"", "07 945", "A"}) CHECK_FALSE(passes_iso7064_mod_11_10(text));
}

TEST_CASE("Verhoeff: 236 has the check digit 3; digits changed or swapped are caught") {
  CHECK(passing("236", passes_verhoeff) == "3");
  CHECK(passing("12345", passes_verhoeff) == "1");
  CHECK(passing("142857", passes_verhoeff) == "0");
  const std::string good =
      "8473643095483728456789" + passing("8473643095483728456789", passes_verhoeff);
  REQUIRE(passes_verhoeff(good));
  for (size_t at = 0; at < good.size(); ++at) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string bad = good;
      bad[at] = digit;
      CHECK(passes_verhoeff(bad) == (bad == good));
    }
    if (at == 0 || good[at] == good[at - 1]) continue;
    std::string swapped = good;
    std::swap(swapped[at], swapped[at - 1]);
    CHECK_FALSE(passes_verhoeff(swapped));
  }
  for (const char* text : {"", "23 63", "A"}) CHECK_FALSE(passes_verhoeff(text));
}

TEST_CASE("ICAO: the samples of Doc 9303-4") {
  CHECK(icao_check_digit("L898902C3") == 6);
  CHECK(icao_check_digit("l898902c3") == 6);
  CHECK(icao_check_digit("740812") == 2);
  CHECK(icao_check_digit("120415") == 9);
  CHECK(icao_check_digit("ZE184226B<<<<<") == 1);
  CHECK(icao_check_digit("") == 0);
}

TEST_CASE("GS1: EAN-13 and EAN-8") {
  CHECK(passing("629104150021", passes_gs1) == "3");  // GS1's own sample
  CHECK(passing("756921707698", passes_gs1) == "5");
  CHECK(passing("9638507", passes_gs1) == "4");
  for (const char* text : {"", "629 4", "A"}) CHECK_FALSE(passes_gs1(text));
}

}  // namespace weir
