#include "guardrails/detectors/validators/characters.h"

#include <algorithm>
#include <iterator>

namespace weir {
namespace {

bool is_joined(char nearest, char next, std::string_view joints) {
  return is_digit(nearest) ||
         (nearest != '\0' && joints.find(nearest) != std::string_view::npos && is_digit(next));
}

}  // namespace

std::string digits_of(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  return digits;
}

bool is_whole(const Candidate& candidate) {
  return !is_word(candidate.before()) && !is_word(candidate.after());
}

bool is_glued_before(const Candidate& candidate, std::string_view joints) {
  return is_joined(candidate.before(), candidate.before(1), joints);
}

bool is_glued_after(const Candidate& candidate, std::string_view joints) {
  return is_joined(candidate.after(), candidate.after(1), joints);
}

}  // namespace weir
