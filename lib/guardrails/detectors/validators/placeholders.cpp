#include "guardrails/detectors/validators/placeholders.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string>

#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

constexpr size_t kMeasuredBytes = 256;  // of a long token; the verdict does not need more

constexpr std::string_view kTokenMarks[] = {"xxxxx", "your-", "your_", "-here", "_here", "....."};

constexpr std::string_view kWords[] = {
    "password",    "passwd",   "pass",     "pwd",        "secret",   "changeme",  "example",
    "token",       "key",      "apikey",   "api_key",    "api-key",  "test",      "dummy",
    "redacted",    "hidden",   "masked",   "none",       "null",     "nil",       "undefined",
    "true",        "false",    "string",   "username",   "user",     "foobar",    "todo",
    "tbd",         "unknown",  "empty",    "default",    "required", "optional",  "mypassword",
    "my_password", "pa55word", "12345678", "1234567890", "abcdefgh", "123456789", "root",
    "admin",       "postgres", "guest"};

constexpr std::string_view kMarks[] = {
    "xxxx",     "your_",   "your-",   "yourp",   "yours",  "yourapi",     "yourt",
    "changeme", "change-", "change_", "example", "sample", "placeholder", "redacted",
    "dummy",    "insert_", "insert-", "replace", "_here",  "-here",       "lorem",
    "<",        "${",      "{{",      "$(",      "://",    "****",        "...."};

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), to_lower);
  return out;
}

template <typename Marks>
bool holds_any(std::string_view text, const Marks& marks) {
  return std::any_of(std::begin(marks), std::end(marks), [&](std::string_view mark) {
    return text.find(mark) != std::string_view::npos;
  });
}

bool is_variable(std::string_view value) {
  constexpr std::string_view kFrames[] = {"<>", "{}", "[]", "%%", "@@", "()"};
  const bool is_framed =
      std::any_of(std::begin(kFrames), std::end(kFrames), [&](std::string_view frame) {
        return value.size() > 1 && value.front() == frame[0] && value.back() == frame[1];
      });
  const bool is_shell = value.size() > 1 && value[0] == '$' &&
                        (is_letter(value[1]) || value[1] == '_') &&
                        std::all_of(value.begin() + 1, value.end(), is_word);
  const bool is_format = value.size() <= 3 && value.starts_with('%');
  return is_framed || is_shell || is_format;
}

// DB_PASSWORD
bool is_name_in_capitals(std::string_view value) {
  return value.find('_') != std::string_view::npos &&
         std::all_of(value.begin(), value.end(),
                     [](char byte) { return byte == '_' || (byte >= 'A' && byte <= 'Z'); });
}

enum class Class : uint8_t { kLower, kUpper, kDigit };

Class class_of(char byte) {
  if (is_digit(byte)) return Class::kDigit;
  return byte == to_lower(byte) ? Class::kLower : Class::kUpper;
}

// One alphanumeric part. Chance changes between letters, capitals and digits every other byte or
// so; words do it seldom.
bool is_mixed(std::string_view part) {
  constexpr size_t kLeastPart = 6;
  const auto digits = static_cast<size_t>(std::count_if(part.begin(), part.end(), is_digit));
  if (part.size() < kLeastPart || digits == 0 || digits == part.size()) return false;
  size_t changes = 0;
  for (size_t i = 1; i < part.size(); ++i) {
    if (class_of(part[i - 1]) != class_of(part[i])) ++changes;
  }
  const size_t least_percent = digits == 1 ? 40 : 20;
  return changes * 100 >= part.size() * least_percent;
}

}  // namespace

double shannon_entropy(std::string_view text) {
  std::array<size_t, 256> counts{};
  for (const char byte : text) ++counts[static_cast<unsigned char>(byte)];
  double entropy = 0;
  for (const size_t count : counts) {
    if (count == 0) continue;
    const double share = static_cast<double>(count) / static_cast<double>(text.size());
    entropy -= share * std::log2(share);
  }
  return entropy;
}

bool looks_generated(std::string_view token, double least_entropy) {
  const size_t prefix = token.starts_with("https://") ? token.find_last_of('/')
                                                      : token.substr(0, 12).find_last_of("-_");
  const std::string_view body = token.substr(prefix == std::string_view::npos ? 0 : prefix + 1);
  return shannon_entropy(body.substr(0, kMeasuredBytes)) >= least_entropy &&
         !holds_any(lower(token.substr(0, kMeasuredBytes)), kTokenMarks);
}

bool is_placeholder(std::string_view value) {
  while (!value.empty() && value.back() == '.') value.remove_suffix(1);
  if (value.empty() || is_variable(value) || is_name_in_capitals(value)) return true;
  if (value.find_first_not_of(value.front()) == std::string_view::npos) return true;
  const std::string small = lower(value);
  return std::find(std::begin(kWords), std::end(kWords), small) != std::end(kWords) ||
         holds_any(small, kMarks);
}

bool reads_like_a_name(std::string_view value) {
  while (!value.empty()) {
    const auto* const end = std::find_if_not(value.begin(), value.end(), is_alphanumeric);
    const auto size = static_cast<size_t>(end - value.begin());
    if (is_mixed(value.substr(0, size))) return false;
    value.remove_prefix(std::min(size + 1, value.size()));
  }
  return true;
}

}  // namespace weir
