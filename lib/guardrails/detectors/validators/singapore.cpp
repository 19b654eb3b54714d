#include "guardrails/detectors/validators/singapore.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/checksums.h"

namespace weir {
namespace {

constexpr std::string_view kEntityTypes =
    "CC CD CH CL CM CP CS CX DP FB FC FM FN GA GB GS HC HS LL LP MB MC MD MH MM MQ NB NR PA PB PF "
    "RF RP SM SS TC TU VH XL ";
constexpr std::string_view kOtherAlphabet = "ABCDEFGHJKLMNPQRSTUVWX0123456789";

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& byte : result) byte = is_letter(byte) ? static_cast<char>(byte & 0x5F) : byte;
  return result;
}

// The letters by remainder, and what the series adds to the sum.
struct Series {
  std::string_view letters;
  int added;
};

Series series_of(char sign) {
  switch (sign) {
    case 'S':
      return {"JZIHGFEDCBA", 0};
    case 'T':
      return {"JZIHGFEDCBA", 4};
    case 'F':
      return {"XWUTRQPNMLK", 0};
    case 'G':
      return {"XWUTRQPNMLK", 4};
    default:
      return {"XWUTRQPNJLK", 3};
  }
}

bool is_business(std::string_view uen) {
  constexpr int kWeights[] = {10, 4, 9, 3, 8, 2, 7, 1};
  const auto remainder = static_cast<size_t>(weighted_sum(uen, kWeights, 11));
  return uen[8] == std::string_view("XMKECAWLJDB")[remainder];
}

bool is_company(std::string_view uen) {
  constexpr int kWeights[] = {10, 8, 6, 4, 9, 7, 5, 3, 1};
  const auto remainder = static_cast<size_t>(weighted_sum(uen, kWeights, 11));
  const std::string_view year = uen.substr(0, 4);
  return year >= "1800" && year < "2100" && uen[9] == std::string_view("ZKCMDNERGWH")[remainder];
}

bool is_entity_type(std::string_view type) {
  const size_t at = kEntityTypes.find(std::string(type) + ' ');
  return at != std::string_view::npos && at % 3 == 0;
}

bool is_other_entity(std::string_view uen) {
  constexpr int kWeights[] = {4, 3, 5, 3, 10, 2, 2, 5, 7};
  if (!is_entity_type(uen.substr(3, 2))) return false;
  int sum = -5;
  for (size_t i = 0; i < std::size(kWeights); ++i) {
    const size_t value = kOtherAlphabet.find(uen[i]);
    if (value == std::string_view::npos) return false;
    sum += static_cast<int>(value) * kWeights[i];
  }
  return uen[9] == kOtherAlphabet[static_cast<size_t>((sum % 11 + 11) % 11)];
}

}  // namespace

Verdict validate_sg_nric_fin(const Candidate& candidate, double /*base_score*/) {
  constexpr int kWeights[] = {2, 7, 6, 5, 4, 3, 2};
  const std::string code = upper(candidate.match());
  const Series series = series_of(code[0]);
  const int sum = weighted_sum(std::string_view(code).substr(1), kWeights, 1000) + series.added;
  if (code[8] != series.letters[static_cast<size_t>(sum % 11)]) return refuse();
  return accept(candidate, 1.0);
}

Verdict validate_sg_uen(const Candidate& candidate, double base_score) {
  const std::string uen = upper(candidate.match());
  if (is_letter(uen[0])) return is_other_entity(uen) ? accept(candidate, 1.0) : refuse();
  const bool is_valid = uen.size() == 9 ? is_business(uen) : is_company(uen);
  return is_valid ? accept(candidate, base_score) : refuse();
}

}  // namespace weir
