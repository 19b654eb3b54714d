#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/internet.h"

namespace weir {
namespace {

constexpr size_t kLongestIpv4 = 15;
constexpr size_t kLongestIpv6 = 45;
constexpr double kAmbiguousScore = 0.3;
constexpr double kUnspecifiedScore = 0.1;  // "::", which programs write for other things too

bool is_ipv4_byte(char byte) {
  return is_digit(byte) || byte == '.';
}
bool is_ipv6_byte(char byte) {
  return is_hex(byte) || byte == '.' || byte == ':';
}

// The run of `belongs` round the trigger, nothing if it is longer than `longest` on a side.
Candidate walk(std::string_view text, size_t trigger_end, size_t longest, bool (*belongs)(char)) {
  Candidate run{text, trigger_end, trigger_end};
  while (run.start > 0 && belongs(text[run.start - 1])) {
    if (trigger_end - --run.start > longest) return {text, 0, 0};
  }
  while (run.end < text.size() && belongs(text[run.end])) {
    if (++run.end - trigger_end > longest) return {text, 0, 0};
  }
  return run;
}

// The length of a network behind an address ("/24"), if one is written; else `end`.
size_t after_length(std::string_view text, size_t end, size_t most_digits) {
  if (end >= text.size() || text[end] != '/') return end;
  size_t at = end + 1;
  while (at < text.size() && at - end <= most_digits && is_digit(text[at])) ++at;
  const bool goes_on = at < text.size() && is_word(text[at]);
  return at == end + 1 || goes_on ? end : at;
}

// The zone behind an address ("%eth0", RFC 4007, 11), if one is written; else `end`.
size_t after_zone(std::string_view text, size_t end) {
  constexpr size_t kLongestZone = 15;
  if (end >= text.size() || text[end] != '%') return end;
  size_t at = end + 1;
  while (at < text.size() && at - end <= kLongestZone && is_alphanumeric(text[at])) ++at;
  return at == end + 1 ? end : at;
}

// The candidate without its length of a network if that is more than `most`.
Candidate with_real_length(Candidate candidate, int most) {
  const size_t slash = candidate.match().find('/');
  if (slash == std::string_view::npos) return candidate;
  int length = 0;
  for (const char digit : candidate.match().substr(slash + 1)) length = length * 10 + (digit - '0');
  if (length > most) candidate.end = candidate.start + slash;
  return candidate;
}

std::string_view address_of(const Candidate& candidate) {
  return candidate.match().substr(0, candidate.match().find_first_of("/%"));
}

bool is_octet(std::string_view text) {
  if (text.empty() || text.size() > 3 || (text.size() > 1 && text[0] == '0')) return false;
  if (!std::all_of(text.begin(), text.end(), is_digit)) return false;
  int value = 0;
  for (const char digit : text) value = value * 10 + (digit - '0');
  return value <= 255;
}

bool is_group(std::string_view text) {
  return !text.empty() && text.size() <= 4 && std::all_of(text.begin(), text.end(), is_hex);
}

// Groups of 16 bits in one half of an address; -1: malformed. IPv4 may stand last.
int count_groups(std::string_view half, bool may_end_in_ipv4) {
  int groups = 0;
  while (!half.empty()) {
    const size_t colon = half.find(':');
    const std::string_view group = half.substr(0, colon);
    const bool is_last = colon == std::string_view::npos;
    if (is_last && may_end_in_ipv4 && is_ipv4(group)) return groups + 2;
    if (!is_group(group)) return -1;
    ++groups;
    if (is_last) return groups;
    half.remove_prefix(colon + 1);
    if (half.empty()) return -1;
  }
  return groups;
}

// A full stop or colon that touches an address belongs to the sentence.
Candidate without_punctuation(Candidate candidate) {
  while (candidate.match().ends_with('.')) --candidate.end;
  while (candidate.match().starts_with('.')) ++candidate.start;
  if (candidate.match().starts_with(':') && !candidate.match().starts_with("::")) {
    ++candidate.start;
  }
  if (candidate.match().ends_with(':') && !candidate.match().ends_with("::")) --candidate.end;
  return candidate;
}

bool is_plain_address(std::string_view address) {
  return std::count(address.begin(), address.end(), ':') > 3 ||
         std::any_of(address.begin(), address.end(), is_digit);
}

}  // namespace

bool is_ipv4(std::string_view text) {
  for (int octet = 0; octet < 3; ++octet) {
    const size_t dot = text.find('.');
    if (dot == std::string_view::npos || !is_octet(text.substr(0, dot))) return false;
    text.remove_prefix(dot + 1);
  }
  return is_octet(text);
}

bool is_ipv6(std::string_view text) {
  const size_t gap = text.find("::");
  if (gap == std::string_view::npos) return count_groups(text, true) == 8;
  const std::string_view right = text.substr(gap + 2);
  if (right.find("::") != std::string_view::npos) return false;
  const int before = count_groups(text.substr(0, gap), false);
  const int after = count_groups(right, true);
  return before >= 0 && after >= 0 && before + after <= 7;
}

Candidate walk_ipv4(std::string_view text, size_t trigger_end) {
  Candidate run = walk(text, trigger_end, kLongestIpv4 + 1, is_ipv4_byte);
  if (run.start < run.end) run.end = after_length(text, run.end, 2);
  return run;
}

Candidate walk_ipv6(std::string_view text, size_t trigger_end) {
  Candidate run = walk(text, trigger_end, kLongestIpv6 + 1, is_ipv6_byte);
  if (run.start < run.end) run.end = after_length(text, after_zone(text, run.end), 3);
  return run;
}

Verdict validate_ipv4(const Candidate& candidate, double base_score) {
  const Candidate address = with_real_length(without_punctuation(candidate), 32);
  if (!is_whole(address) || !is_ipv4(address_of(address))) return refuse();
  return accept(address, base_score);
}

Verdict validate_ipv6(const Candidate& candidate, double base_score) {
  const Candidate address = with_real_length(without_punctuation(candidate), 128);
  const std::string_view bare = address_of(address);
  if (!is_whole(address) || !is_ipv6(bare)) return refuse();
  if (bare == "::") return accept(address, kUnspecifiedScore);
  return accept(address, is_plain_address(bare) ? base_score : kAmbiguousScore);
}

}  // namespace weir
