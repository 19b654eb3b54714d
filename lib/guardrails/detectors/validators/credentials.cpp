#include "guardrails/detectors/validators/credentials.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/placeholders.h"

namespace weir {
namespace {

// The value of a base64 digit (RFC 4648 4); 64 for any other byte.
uint32_t digit_value(char byte) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const size_t value = kDigits.find(byte);
  return value == std::string_view::npos ? 64 : static_cast<uint32_t>(value);
}

// What is whole of the text, up to the padding.
std::string decode(std::string_view base64) {
  std::string bytes;
  uint32_t bits = 0;
  unsigned count = 0;
  for (const char digit : base64) {
    const uint32_t value = digit_value(digit);
    if (value == 64) break;
    bits = (bits << 6) | value;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>((bits >> count) & 0xFF));
  }
  return bytes;
}

bool is_control(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value < 0x20 || value == 0x7F;
}

bool is_ascii(char byte) {
  return static_cast<unsigned char>(byte) < 0x80;
}

// Base64 has its padding (RFC 7617); a word of that length that lacks it ("Basic Operations") is
// credentials only if it is ASCII throughout.
bool is_text(std::string_view bytes, bool is_padded) {
  if (std::any_of(bytes.begin(), bytes.end(), is_control)) return false;
  return is_padded || std::all_of(bytes.begin(), bytes.end(), is_ascii);
}

// A shorter match of what is refused as a whole must not be taken for it.
bool is_cut_short(const Candidate& credentials) {
  constexpr size_t kShort = 64;  // longer ones may be cut by the limit of a finding
  const char next = credentials.after();
  return credentials.match().size() < kShort && (digit_value(next) < 64 || next == '=');
}

// 8080/path@x or 443?to=a@b: a port of a URL without user information.
bool is_port_and_path(std::string_view password) {
  const auto* const end = std::find_if_not(password.begin(), password.end(), is_digit);
  return end != password.begin() && end != password.end() &&
         std::string_view("/?#").find(*end) != std::string_view::npos;
}

}  // namespace

Verdict validate_url_password(const Candidate& candidate, double base_score) {
  const std::string_view match = candidate.match();
  const size_t user = match.find("://") + 3;
  const size_t colon = match.find(':', user);
  Candidate password = candidate;
  password.start += colon + 1;
  password.end -= 1;
  const std::string_view text = password.match();
  if (match[colon - 1] == '[') return refuse();  // "[[user][:pass]@host": a manual's way
  if (text.empty() || is_placeholder(text) || is_port_and_path(text)) return refuse();
  return accept(password, base_score);
}

Verdict validate_basic_credentials(const Candidate& candidate, double base_score) {
  constexpr size_t kScheme = 6;         // "Basic "
  constexpr size_t kLongestLook = 256;  // of the base64; four digits are three bytes
  Candidate credentials = candidate;
  credentials.start += kScheme;
  const std::string bytes = decode(credentials.match().substr(0, kLongestLook));
  const size_t colon = bytes.find(':');
  if (colon == std::string::npos || colon + 1 == bytes.size()) return refuse();
  if (is_cut_short(credentials)) return refuse();
  if (!is_text(bytes, credentials.match().size() % 4 == 0)) return refuse();
  return accept(credentials, base_score);
}

}  // namespace weir
