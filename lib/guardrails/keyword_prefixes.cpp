#include "guardrails/keyword_prefixes.h"

#include <algorithm>

#include "guardrails/normaliser/skeleton.h"
#include "guardrails/normaliser/utf8.h"
#include "guardrails/regex/utf8_sequences.h"

namespace weir {
namespace {

bool is_word_byte(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || byte == '_';
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80;
}

void append_without_case(std::string_view character, char32_t code_point, std::string& out) {
  const char32_t other = regex::other_case(code_point);
  std::string changed;
  if (other < code_point) append_utf8(other, &changed);
  out.append(changed.size() == character.size() ? std::string_view(changed) : character);
}

}  // namespace

std::string without_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    size_t size = 1;
    if (byte < 0x80) {
      out += byte >= 'a' && byte <= 'z' ? static_cast<char>(byte - 0x20) : text.front();
    } else {
      const Utf8Sequence sequence = decode_utf8(text);
      size = std::max<size_t>(1, sequence.size);
      if (sequence.size == 0) {
        out += text.front();
      } else {
        append_without_case(text.substr(0, size), sequence.code_point, out);
      }
    }
    text.remove_prefix(size);
  }
  return out;
}

KeywordPrefixes::KeywordPrefixes(const std::vector<std::string>& keywords) {
  for (const std::string& keyword : keywords) {
    keywords_.push_back(without_case(keyword));
    width_ = std::max(width_, keyword.size());
  }
  std::sort(keywords_.begin(), keywords_.end());
}

// The first keyword that is not less than the ending begins with it, if any does; it is longer, or
// the next one may be.
bool KeywordPrefixes::is_beginning(std::string_view ending) const {
  auto at = std::upper_bound(keywords_.begin(), keywords_.end(), ending,
                             [](std::string_view a, std::string_view b) { return a < b; });
  return at != keywords_.end() && at->starts_with(ending);
}

size_t KeywordPrefixes::longest_held(std::string_view text, size_t from) const {
  if (text.empty() || width_ < 2) return 0;
  return std::max(longest_held_as_written(text, from), longest_held_look(text, from));
}

size_t KeywordPrefixes::longest_held_as_written(std::string_view text, size_t from) const {
  size_t first = std::max(from, text.size() - std::min(text.size(), width_ - 1));
  while (first < text.size() && is_continuation(text[first])) ++first;
  const bool is_behind_word = first > 0 && is_word_byte(text[first - 1]);
  const std::string end = without_case(text.substr(first));
  for (size_t i = 0; i < end.size(); ++i) {
    const bool is_inside = i == 0 ? is_behind_word : is_word_byte(end[i - 1]);
    if (is_inside && is_word_byte(end[i])) continue;
    if (is_continuation(end[i])) continue;
    if (is_beginning(std::string_view(end).substr(i))) return end.size() - i;
  }
  return 0;
}

// A text that is all ASCII looks like itself. Others may still come to hold what makes a skeleton
// needed.
size_t KeywordPrefixes::longest_held_look(std::string_view text, size_t from) const {
  const size_t most = kMostPerSkeletonByte * (width_ - 1);
  size_t first = std::max(from, text.size() - std::min(text.size(), most));
  while (first < text.size() && is_continuation(text[first])) ++first;
  const std::string_view end = text.substr(first);
  if (std::all_of(end.begin(), end.end(), [](char byte) { return (byte & 0x80) == 0; })) return 0;
  Skeleton skeleton;
  skeleton.make(end);
  const std::string look = without_case(skeleton.text());
  for (size_t i = look.size() - std::min(look.size(), width_ - 1); i < look.size(); ++i) {
    if (is_continuation(look[i])) continue;
    const std::optional<size_t> source = skeleton.source_of(i);
    if (!source) continue;
    const size_t start = first + *source;
    if (start > 0 && is_word_byte(text[start - 1]) && is_word_byte(look[i])) continue;
    if (is_beginning(std::string_view(look).substr(i))) return text.size() - start;
  }
  return 0;
}

}  // namespace weir
