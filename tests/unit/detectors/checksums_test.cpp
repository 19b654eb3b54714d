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

TEST_CASE("ISO 7064 MOD 11-2, 37-2 and 37,36: published samples; one check character each") {
  constexpr std::string_view kAll = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*";
  const auto passing_of_all = [&](const std::string& text, bool (*passes)(std::string_view)) {
    std::string checks;
    for (const char check : kAll) {
      if (passes(text + check)) checks += check;
    }
    return checks;
  };
  // ISO/IEC 7064:2003, 7.3: 0794 has the check character 0. ORCID's own samples.
  CHECK(passing_of_all("0794", passes_iso7064_mod_11_2) == "0");
  CHECK(passing_of_all("000000021825009", passes_iso7064_mod_11_2) == "7");
  CHECK(passing_of_all("000000021694233", passes_iso7064_mod_11_2) == "X");
  CHECK(passes_iso7064_mod_11_2("000000021694233x"));
  // The GRid standard's sample (IFPI), and the ISAN standard's.
  CHECK(passing_of_all("A12425GABC1234002", passes_iso7064_mod_37_36) == "M");
  CHECK(passing_of_all("000000003A8D0000", passes_iso7064_mod_37_36) == "Z");
  CHECK(passes_iso7064_mod_37_36("a12425gabc1234002m"));
  std::string star;
  for (int number = 0; number < 5000; number += 7) {
    const std::string text = "G" + std::to_string(number);
    CHECK(passing_of_all(text, passes_iso7064_mod_37_36).size() == 1);
    REQUIRE(passing_of_all(text, passes_iso7064_mod_37_2).size() == 1);
    if (passes_iso7064_mod_37_2(text + '*')) star = text + '*';
    // By powers of two from the right, as the standard defines it.
    int sum = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      int power = 1;
      for (size_t turn = text.size() - i; turn > 0; --turn) power = power * 2 % 37;
      sum += static_cast<int>(kAll.find(text[i])) * power;
    }
    const auto check = static_cast<size_t>((37 + 1 - sum % 37) % 37);
    CHECK(passing_of_all(text, passes_iso7064_mod_37_2) == std::string(1, kAll[check]));
  }
  CHECK_FALSE(star.empty());
  for (auto* passes :
       {passes_iso7064_mod_11_2, passes_iso7064_mod_37_2, passes_iso7064_mod_37_36}) {
    for (const char* text : {"", "1", "07 940", "-1", "X0"}) CHECK_FALSE(passes(text));
  }
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
