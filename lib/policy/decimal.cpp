#include "policy/decimal.h"

#include <charconv>
#include <limits>
#include <string>

namespace weir {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

// Digits without the point, and how many of them (plus exponent) stand behind it.
struct Parts {
  std::string digits;
  int64_t fraction = 0;
};

bool read_exponent(std::string_view text, int64_t& exponent) {
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  constexpr int64_t kLargest = 1'000'000;
  return error == std::errc() && stop == text.data() + text.size() && exponent <= kLargest &&
         exponent >= -kLargest;
}

bool read_parts(std::string_view text, Parts& parts) {
  bool has_point = false;
  size_t at = 0;
  for (; at < text.size() && text[at] != 'e' && text[at] != 'E'; ++at) {
    if (text[at] == '.' && !has_point) {
      has_point = true;
    } else if (is_digit(text[at])) {
      parts.digits += text[at];
      parts.fraction += has_point ? 1 : 0;
    } else {
      return false;
    }
  }
  int64_t exponent = 0;
  if (at < text.size() && !read_exponent(text.substr(at + 1), exponent)) return false;
  parts.fraction -= exponent;
  return !parts.digits.empty();
}

bool append_digit(int64_t& value, int digit) {
  if (value > (std::numeric_limits<int64_t>::max() - digit) / 10) return false;
  value = value * 10 + digit;
  return true;
}

}  // namespace

DecimalFault parse_decimal(std::string_view text, int scale, int64_t& value) {
  const bool is_negative = !text.empty() && text.front() == '-';
  if (is_negative) text.remove_prefix(1);
  Parts parts;
  if (!read_parts(text, parts)) return DecimalFault::kNotANumber;
  if (parts.digits.find_first_not_of('0') == std::string::npos) {
    value = 0;
    return DecimalFault::kNone;
  }
  if (is_negative) return DecimalFault::kNegative;
  int64_t zeros = scale - parts.fraction;  // to append; negative: digits to take away
  for (; zeros < 0 && !parts.digits.empty(); ++zeros) {
    if (parts.digits.back() != '0') return DecimalFault::kTooFine;
    parts.digits.pop_back();
  }
  int64_t result = 0;
  for (const char digit : parts.digits) {
    if (!append_digit(result, digit - '0')) return DecimalFault::kTooLarge;
  }
  for (; zeros > 0; --zeros) {
    if (!append_digit(result, 0)) return DecimalFault::kTooLarge;
  }
  value = result;
  return DecimalFault::kNone;
}

}  // namespace weir
