#include "guardrails/detectors/validators/country_prefix.h"

#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

bool is_capital(char byte) {
  return byte >= 'A' && byte <= 'Z';
}

bool is_small(char byte) {
  return byte >= 'a' && byte <= 'z';
}

}  // namespace

double score_behind_prefix(std::string_view match, double base_score) {
  if (is_capital(match[0]) && is_capital(match[1])) return 1.0;
  const bool are_small = is_small(match[0]) && is_small(match[1]);
  return are_small && is_digit(match[2]) ? 1.0 : base_score;
}

}  // namespace weir
