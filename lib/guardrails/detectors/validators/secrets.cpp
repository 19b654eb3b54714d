#include "guardrails/detectors/validators/secrets.h"

#include <algorithm>
#include <string_view>

#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

constexpr std::string_view kEndMark = "-----END";
constexpr std::string_view kDashes = "-----";

bool is_key_byte(char byte) {
  return is_alphanumeric(byte) || std::string_view("+/=\\").find(byte) != std::string_view::npos;
}

// Behind the dashes that close the line which begins at `mark`.
size_t line_end(std::string_view match, size_t mark) {
  const size_t dashes = match.find(kDashes, mark + kDashes.size());
  return dashes == std::string_view::npos ? match.size() : dashes + kDashes.size();
}

// Behind the last word of a key's body that begins at `begin`: long runs of base64, or the fields
// of an old PEM header.
size_t body_end(std::string_view match, size_t begin) {
  constexpr size_t kLeastRun = 16;
  size_t end = begin;
  size_t at = begin;
  while (at < match.size()) {
    size_t word = at;
    while (word < match.size() && !is_key_byte(match[word])) ++word;
    at = word;
    while (at < match.size() && is_key_byte(match[at])) ++at;
    if (at - word < kLeastRun) break;
    end = at;
  }
  return end;
}

}  // namespace

Verdict validate_json_web_token(const Candidate& candidate, double base_score) {
  Candidate cut = candidate;
  while (cut.end > cut.start && cut.text[cut.end - 1] == '.') --cut.end;
  const std::string_view match = cut.match();
  return std::count(match.begin(), match.end(), '.') >= 1 ? accept(cut, base_score) : refuse();
}

Verdict validate_private_key(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  Candidate cut = candidate;
  const size_t mark = match.find(kEndMark);
  const size_t end =
      mark == std::string_view::npos ? body_end(match, line_end(match, 0)) : line_end(match, mark);
  cut.end = candidate.start + end;
  return accept(cut, base_score);
}

Verdict validate_putty_key(const Candidate& candidate, double base_score) {
  constexpr std::string_view kMac = "Private-MAC: ";
  const std::string_view match = candidate.match();
  const size_t mac = match.find(kMac);
  if (mac == std::string_view::npos) return refuse();
  Candidate cut = candidate;
  cut.end = candidate.start + mac + kMac.size();
  while (cut.end < candidate.end && is_hex(candidate.text[cut.end])) ++cut.end;
  return accept(cut, base_score);
}

}  // namespace weir
