#include <algorithm>
#include <iterator>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/internet.h"

namespace weir {
namespace {

constexpr size_t kLongestDomain = 253;  // RFC 1035, 2.3.4
constexpr size_t kLongestLabel = 63;

// Endings of files that people write behind an "@" ("logo@2x.png").
constexpr std::string_view kFileEndings[] = {"bmp",  "css",  "gif",  "html", "jpeg", "jpg",
                                             "js",   "json", "md",   "pdf",  "png",  "svg",
                                             "tiff", "txt",  "webp", "xml",  "yaml", "yml"};

// Bytes of the letters U+00C0 to U+024F.
bool is_latin_byte(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x80 && value <= 0xC9 && value != 0xC0 && value != 0xC1 && value != 0xC2;
}

bool is_local_byte(char byte) {
  return is_alphanumeric(byte) || is_latin_byte(byte) ||
         std::string_view("._%+-").find(byte) != std::string_view::npos;
}

// The apostrophe of a name ("o'hara"), which stands behind a letter; one that opens a quotation
// does not, or behind the letter that marks a string of a program (u'a@b.org').
bool is_in_name(std::string_view text, size_t at) {
  if (text[at] != '\'' || at == 0 || !is_letter(text[at - 1])) return false;
  const bool is_marked = std::string_view("bfruBFRU").find(text[at - 1]) != std::string_view::npos;
  return !is_marked || (at > 1 && is_local_byte(text[at - 2]));
}

// A full stop, a dash, or half a letter.
bool is_no_beginning(char byte) {
  return byte == '.' || byte == '-' || (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

bool is_domain_byte(char byte) {
  return is_alphanumeric(byte) || is_latin_byte(byte) || byte == '-' || byte == '.';
}

bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' &&
         label.back() != '-';
}

bool is_top_level(std::string_view label) {
  std::string lower(label);
  std::transform(lower.begin(), lower.end(), lower.begin(), to_lower);
  if (lower.starts_with("xn--")) return true;
  return lower.size() >= 2 && std::all_of(lower.begin(), lower.end(), is_letter) &&
         !std::binary_search(std::begin(kFileEndings), std::end(kFileEndings), lower);
}

bool is_domain(std::string_view domain) {
  size_t labels = 0;
  for (;; ++labels) {
    const size_t dot = domain.find('.');
    if (!is_label(domain.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return labels > 0 && is_top_level(domain);
    domain.remove_prefix(dot + 1);
  }
}

// "example.com.I": a sentence goes on without a space. Not "2.0.rc.1", which is a version.
std::string_view without_next_word(std::string_view domain) {
  constexpr std::string_view kDigits = "0123456789";
  const size_t dot = domain.rfind('.');
  if (dot == std::string_view::npos || domain.find_first_not_of(kDigits) >= domain.find('.')) {
    return domain;
  }
  const std::string_view last = domain.substr(dot + 1);
  const bool is_number = last.find_first_not_of(kDigits) == std::string_view::npos;
  return last.size() == 1 || is_number ? domain.substr(0, dot) : domain;
}

bool is_local_part(std::string_view local) {
  return !local.empty() && local.find("..") == std::string_view::npos && local.back() != '.';
}

}  // namespace

Candidate walk_email(std::string_view text, size_t trigger_end) {
  if (trigger_end < 2) return {text, 0, 0};
  const size_t at = trigger_end - 2;
  Candidate run{text, at, trigger_end};
  while (run.start > 0 && at - run.start < kLeftContext &&
         (is_local_byte(text[run.start - 1]) || is_in_name(text, run.start - 1))) {
    --run.start;
  }
  while (run.end < text.size() && run.end - at <= kLongestDomain && is_domain_byte(text[run.end])) {
    ++run.end;
  }
  while (run.end > trigger_end && (text[run.end - 1] == '.' || text[run.end - 1] == '-')) --run.end;
  while (run.start < at && is_no_beginning(text[run.start])) ++run.start;
  return run;
}

Verdict validate_email(const Candidate& candidate, double /*base_score*/) {
  const std::string_view match = candidate.match();
  const size_t at = match.find('@');
  if (at == std::string_view::npos || !is_local_part(match.substr(0, at))) return refuse();
  const std::string_view domain = without_next_word(match.substr(at + 1));
  if (!is_domain(domain)) return refuse();
  const size_t start = candidate.start;
  return {true, 1.0, start, start + at + 1 + domain.size()};
}

}  // namespace weir
