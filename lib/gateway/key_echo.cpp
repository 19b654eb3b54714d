#include "gateway/key_echo.h"

#include <algorithm>
#include <utility>

namespace weir {
namespace {

constexpr int kLevels = 2;            // of JSON inside JSON
constexpr size_t kLongestEscape = 6;  // \u0061
constexpr size_t kMostPerByte = kLongestEscape * kLongestEscape;
constexpr char kOther = '\xFF';  // stands in no key

struct Unit {
  char value = kOther;
  size_t size = 0;  // bytes that it is written in; 0: the text ends before it does
};

Unit read_unit(std::string_view text, int levels);

// The four digits of \uXXXX, each of which may be escaped itself. `size` is what goes before.
Unit read_code(std::string_view text, size_t size, int levels) {
  unsigned code = 0;
  for (int digit = 0; digit < 4; ++digit) {
    const Unit next = read_unit(text.substr(size), levels);
    if (next.size == 0) return {};
    const char lower = static_cast<char>(next.value | 0x20);
    const bool is_digit = next.value >= '0' && next.value <= '9';
    if (!is_digit && (lower < 'a' || lower > 'f')) return {kOther, size};
    code = 16 * code + static_cast<unsigned>(is_digit ? next.value - '0' : lower - 'a' + 10);
    size += next.size;
  }
  return {code < 0x80 ? static_cast<char>(code) : kOther, size};
}

// The first character of `text`, with so many levels of escapes read.
Unit read_unit(std::string_view text, int levels) {
  if (text.empty()) return {};
  if (levels == 0) return {text.front(), 1};
  const Unit first = read_unit(text, levels - 1);
  if (first.size == 0 || first.value != '\\') return first;
  const Unit second = read_unit(text.substr(first.size), levels - 1);
  if (second.size == 0) return {};
  const size_t size = first.size + second.size;
  if (second.value == 'u') return read_code(text, size, levels - 1);
  const bool is_itself = second.value == '"' || second.value == '\\' || second.value == '/';
  return {is_itself ? second.value : kOther, size};
}

// How many bytes at the front of `text` are the key; 0: they are not.
size_t key_size(std::string_view text, std::string_view key) {
  size_t size = 0;
  for (const char expected : key) {
    const Unit unit = read_unit(text.substr(size), kLevels);
    if (unit.size == 0 || unit.value != expected) return 0;
    size += unit.size;
  }
  return size;
}

// The next place at which the key may begin: with its first letter, or an escape.
size_t next_start(std::string_view text, size_t from, char first) {
  const auto may_begin = [first](char byte) { return byte == first || byte == '\\'; };
  const auto* const begin = text.data() + from;
  return static_cast<size_t>(std::find_if(begin, text.data() + text.size(), may_begin) -
                             text.data());
}

struct Place {
  size_t start;
  size_t end;  // start: there is none
};

bool has_escapes(std::string_view text) {
  return text.find('\\') != std::string_view::npos;
}

// The key may seem to begin inside an escape: the tab of "\test", the digits of "\u00abc". What
// replaces it replaces the escape, so that JSON stays JSON.
size_t before_escape(std::string_view text, size_t start) {
  const size_t first = start - std::min(start, kLongestEscape - 1);
  for (size_t at = start; at > first; --at) {
    if (text[at - 1] != '\\') continue;
    const bool is_inside = at == start || text[at] == 'u';
    while (is_inside && at > 0 && text[at - 1] == '\\') --at;
    return is_inside ? at : start;
  }
  return start;
}

// Where nothing is escaped the library's search is faster.
Place find_key(std::string_view text, size_t from, std::string_view key, bool is_escaped) {
  if (!is_escaped) {
    const size_t at = text.find(key, from);
    return at == std::string_view::npos ? Place{0, 0} : Place{at, at + key.size()};
  }
  for (size_t at = next_start(text, from, key.front()); at < text.size();
       at = next_start(text, at + 1, key.front())) {
    if (const size_t size = key_size(text.substr(at), key); size != 0) {
      return {std::max(from, before_escape(text, at)), at + size};
    }
  }
  return {0, 0};
}

}  // namespace

std::string without_key(std::string body, std::string_view key) {
  if (key.empty()) return body;
  const bool is_escaped = has_escapes(body);
  std::string out;
  size_t done = 0;
  for (Place place = find_key(body, 0, key, is_escaped); place.end != place.start;
       place = find_key(body, done, key, is_escaped)) {
    out.append(body, done, place.start - done).append("<PROVIDER_KEY>");
    done = place.end;
  }
  return done == 0 ? body : out.append(body, done);
}

bool KeyEcho::comes_with(std::string_view piece, std::string_view key) {
  if (key.empty()) return false;
  seam_.append(piece);
  const Place place = find_key(seam_, 0, key, has_escapes(seam_));
  if (place.end != place.start) return true;
  // Without escapes the key is as long as it is; with them each of its bytes may be longer.
  const size_t longest = key.size() * kMostPerByte;
  if (seam_.size() > longest) seam_.erase(0, seam_.size() - longest);
  const size_t escape = std::min(seam_.find('\\'), seam_.size());
  if (escape >= key.size()) seam_.erase(0, escape - key.size() + 1);
  return false;
}

}  // namespace weir
