#include "unit/detectors/round_trip.h"

namespace weir {
namespace {

int sum_of(const std::string& text, size_t first, const std::vector<int>& weights) {
  int sum = 0;
  for (size_t i = 0; i < weights.size(); ++i) sum += (text[first + i] - '0') * weights[i];
  return sum;
}

}  // namespace

TEST_CASE("Singaporean NRIC and FIN with their check letter") {
  for (const std::string text :
       {"S2740116C", "S9108268C", "T7572225C", "F2346401L", "M4332674T", "s2740116c"}) {
    CHECK(is_found("SG_NRIC_FIN", text, 1.0));
  }
  for (const std::string text :
       {"T1234567Z", "A1234567Z", "S2740116D", "XS2740116C", "S2740116C1"}) {
    CHECK(found("SG_NRIC_FIN", text, 0).empty());
  }
  check_round_trip(
      "SG_NRIC_FIN", kCapitals,
      [](std::mt19937* random) {
        return random_of("STFG", 1, random) + random_of(kDigits, 7, random);
      },
      [](const std::string& head) {
        const bool is_citizen = head[0] == 'S' || head[0] == 'T';
        const int added = head[0] == 'T' || head[0] == 'G' ? 4 : 0;
        const int rest = (sum_of(head, 1, {2, 7, 6, 5, 4, 3, 2}) + added) % 11;
        // Printed from remainder 10 down to 0.
        const std::string_view letters = is_citizen ? "ABCDEFGHIZJ" : "KLMNPQRTUWX";
        return letters[static_cast<size_t>(10 - rest)];
      });
}

TEST_CASE("Singaporean entity numbers of all three kinds") {
  for (const std::string text : {"00192200M", "53125226D", "197401143C", "201434292D", "S16FC0121D",
                                 "T01FC6132D", "S57TU0392K", "r16rf0037f"}) {
    CHECK(is_found("SG_UEN", text));
  }
  CHECK(found("SG_UEN", "53125226D").empty());
  CHECK(found("SG_UEN", "UEN 53125226D").size() == 1);
  for (const std::string text : {"53125226E", "221434292D", "S16ZZ0121D", "A16FC0121D"}) {
    CHECK(found("SG_UEN", text, 0).empty());
  }
  check_round_trip(
      "SG_UEN", kCapitals, [](std::mt19937* random) { return random_of(kDigits, 8, random); },
      [](const std::string& head) {
        const std::string_view letters = "XMKECAWLJDB";
        return letters[static_cast<size_t>(sum_of(head, 0, {10, 4, 9, 3, 8, 2, 7, 1}) % 11)];
      });
  check_round_trip(
      "SG_UEN", kCapitals,
      [](std::mt19937* random) { return "20" + random_of(kDigits, 7, random); },
      [](const std::string& head) {
        const std::string_view letters = "ZKCMDNERGWH";
        return letters[static_cast<size_t>(sum_of(head, 0, {10, 8, 6, 4, 9, 7, 5, 3, 1}) % 11)];
      });
}

}  // namespace weir
