#include "guardrails/detectors/validators/url.h"

#include <algorithm>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/top_level_domains.h"

namespace weir {
namespace {

constexpr size_t kLongestHost = 253;  // RFC 1035, 2.3.4
constexpr size_t kLongestLabel = 63;
constexpr size_t kLongestRest = 2048;  // looked at behind the host
constexpr double kSureScore = 0.6;
constexpr double kLikeNameScore = 0.3;
constexpr std::string_view kSchemes[] = {"https://", "http://", "ftp://"};

// Bare hosts that end so are hosts: no word, no ending of a file, no member of an object.
constexpr std::string_view kPlainDomains =
    " com org net edu gov mil biz eu fi dk ee lv lt fr nl pl cz hu ro bg hr gr pt lu mt cy ie ch "
    "uk ru ua jp cn kr tw hk sg au nz ca us mx br ar cl za tr il ";

bool is_host_byte(char byte) {
  return is_alphanumeric(byte) || byte == '-' || byte == '.' || byte == '_';
}

bool is_rest_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value > ' ' && value != 0x7F &&
         std::string_view("\"'<>`{}|\\^").find(byte) == std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), to_lower);
  return result;
}

// The bytes of a scheme that ends at `end`; 0: none.
size_t scheme_size(std::string_view text, size_t end) {
  for (const std::string_view scheme : kSchemes) {
    if (end < scheme.size() || lower(text.substr(end - scheme.size(), scheme.size())) != scheme) {
      continue;
    }
    const size_t start = end - scheme.size();
    return start > 0 && is_alphanumeric(text[start - 1]) ? 0 : scheme.size();
  }
  return 0;
}

// RFC 3986, 3.2.1, without the apostrophe, which quotes more often.
bool is_user_byte(char byte) {
  return is_alphanumeric(byte) ||
         (byte != '\0' &&
          std::string_view("-._~!$&()*+,;=:%").find(byte) != std::string_view::npos);
}

// The bytes of a scheme and of user information with its "@" that end at `end`; 0: none.
size_t scheme_and_user_size(std::string_view text, size_t end) {
  constexpr size_t kLongestUser = 64;
  if (end == 0 || text[end - 1] != '@') return scheme_size(text, end);
  size_t start = end - 1;
  while (start > 0 && end - start <= kLongestUser && is_user_byte(text[start - 1])) --start;
  const size_t scheme = scheme_size(text, start);
  return scheme == 0 ? 0 : end - start + scheme;
}

size_t after_port(std::string_view text, size_t end) {
  constexpr size_t kLongestPort = 5;
  if (end >= text.size() || text[end] != ':') return end;
  size_t at = end + 1;
  while (at < text.size() && at - end <= kLongestPort && is_digit(text[at])) ++at;
  return at == end + 1 ? end : at;
}

size_t after_rest(std::string_view text, size_t end) {
  if (end >= text.size() || std::string_view("/?#").find(text[end]) == std::string_view::npos) {
    return end;
  }
  const size_t limit = std::min(text.size(), end + kLongestRest);
  while (end < limit && is_rest_byte(text[end])) ++end;
  return end;
}

// Where the host begins: behind the scheme and the user, or at once.
size_t host_of(std::string_view url) {
  const size_t slashes = url.substr(0, 8).find("://");
  if (slashes == std::string_view::npos) return 0;
  const size_t authority = slashes + 3;
  const size_t at = url.substr(0, url.find_first_of("/?#", authority)).rfind('@');
  return at == std::string_view::npos ? authority : at + 1;
}

// "www." alone before a top-level domain is no host.
bool is_host(std::string_view host) {
  if (host.size() > 4 && lower(host.substr(0, 4)) == "www.") host.remove_prefix(4);
  for (size_t labels = 1;; ++labels) {
    const size_t dot = host.find('.');
    const std::string_view label = host.substr(0, dot);
    if (label.empty() || label.size() > kLongestLabel || label.front() == '-') return false;
    if (dot == std::string_view::npos) return labels > 1 && is_top_level_domain(lower(label));
    host.remove_prefix(dot + 1);
  }
}

bool is_left_open(std::string_view url, char opening, char closing) {
  return std::count(url.begin(), url.end(), opening) < std::count(url.begin(), url.end(), closing);
}

Candidate without_punctuation(Candidate candidate) {
  for (; candidate.start < candidate.end; --candidate.end) {
    const std::string_view url = candidate.match();
    const char last = url.back();
    const bool is_stray = (last == ')' && is_left_open(url, '(', ')')) ||
                          (last == ']' && is_left_open(url, '[', ']'));
    if (!is_stray && std::string_view(".,;:!?*-_").find(last) == std::string_view::npos) break;
  }
  return candidate;
}

double score_of(std::string_view host, bool has_scheme, bool is_alone, double base_score) {
  const std::string name = lower(host);
  if (has_scheme || name.starts_with("www.")) return kSureScore;
  if (!is_alone) return base_score;
  const std::string last = ' ' + name.substr(name.rfind('.') + 1) + ' ';
  return kPlainDomains.find(last) == std::string_view::npos ? kLikeNameScore : base_score;
}

}  // namespace

Candidate walk_url(std::string_view text, size_t trigger_end) {
  Candidate run{text, trigger_end - 1, trigger_end};
  while (run.start > 0 && is_host_byte(text[run.start - 1])) {
    if (trigger_end - --run.start > kLongestHost) return {text, 0, 0};
  }
  while (run.end < text.size() && is_host_byte(text[run.end])) {
    if (++run.end - run.start > kLongestHost) return {text, 0, 0};
  }
  while (run.start < run.end && !is_alphanumeric(text[run.start])) ++run.start;
  const size_t scheme = scheme_and_user_size(text, run.start);
  const char before = run.before();
  const bool is_inside =
      (scheme == 0 && (before == '/' || before == '@')) || before == '%' || before == '\\';
  if (is_inside || static_cast<unsigned char>(before) >= 0x80) return {text, 0, 0};
  run.start -= scheme;
  run.end = after_rest(text, after_port(text, run.end));
  return run;
}

Verdict validate_url(const Candidate& candidate, double base_score) {
  const Candidate url = without_punctuation(candidate);
  const std::string_view match = url.match();
  const size_t host_start = host_of(match);
  const std::string_view behind = match.substr(host_start);
  const size_t host_end = behind.find_first_of(":/?#");
  const std::string_view host = behind.substr(0, host_end);
  if (!is_host(host) || url.after() == '@') return refuse();
  const bool is_alone = host_end == std::string_view::npos;
  return accept(url, score_of(host, host_start > 0, is_alone, base_score));
}

}  // namespace weir
