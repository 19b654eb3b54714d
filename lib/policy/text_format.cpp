#include "policy/text_format.h"

#include <algorithm>
#include <array>
#include <string>

#include "policy/duration.h"
#include "policy/policy.h"

namespace weir {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_alphanumeric(char c) {
  return is_digit(c) || is_letter(c);
}
// Whether every byte is a letter, a digit or one of `others`.
bool consists_of(std::string_view text, std::string_view others) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [others](char c) {
    return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
  });
}

bool is_text(std::string_view text) {
  return !has_control_characters(text);
}

bool is_anything(std::string_view /*text*/) {
  return true;
}

bool is_context_word(std::string_view text) {
  const size_t star = text.find('*');
  return text.find_first_of(" ,") == std::string_view::npos && is_text(text) && star != 0 &&
         (star == std::string_view::npos || star == text.size() - 1);
}

bool is_name(std::string_view text) {
  return text.size() <= 64 && consists_of(text, "._/:-") && is_alphanumeric(text.front());
}

bool is_web_url(std::string_view text) {
  return text.find("://") != std::string_view::npos && is_text(text);
}

bool is_key_reference(std::string_view text) {
  return text.substr(0, 4) == "env:" || text.substr(0, 5) == "file:" ||
         text.substr(0, 5) == "exec:";  // the rest is read by parse_key_reference()
}

bool is_api_version(std::string_view text) {
  return consists_of(text, ".-");
}

// RFC 9110, section 5.6.2: token.
bool is_header_name(std::string_view text) {
  return consists_of(text, "!#$%&'*+.^_`|~-");
}

// RFC 9110, section 5.5: printable ASCII; a tab is allowed there, and not needed here.
bool is_header_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool is_allow_entry(std::string_view text) {
  if (text == "*") return true;
  const size_t colon = text.find(':');
  const std::string_view kind = text.substr(0, colon);
  return colon != std::string_view::npos && (kind == "user" || kind == "group") &&
         text.size() > colon + 1 && is_text(text);
}

bool is_duration(std::string_view text) {
  return parse_duration_us(text).has_value();
}

bool is_window_length(std::string_view text) {
  return is_duration(text) || parse_calendar_unit(text).has_value();
}

bool is_quota_dimension(std::string_view text) {
  return parse_quota_dimension(text).has_value();
}

bool is_timezone(std::string_view text) {
  return consists_of(text, "_+/-") && is_letter(text.front());
}

bool is_store(std::string_view text) {
  return text == "memory:" || (text.substr(0, 7) == "sqlite:" && text.size() > 7 && is_text(text));
}

// The value of %XX, or -1.
int escaped_byte(std::string_view text, size_t at) {
  const auto digit = [](char c) {
    constexpr std::string_view kDigits = "0123456789abcdef";
    return kDigits.find(c >= 'A' && c <= 'F' ? static_cast<char>(c + ('a' - 'A')) : c);
  };
  if (text[at] != '%' || at + 2 >= text.size()) return -1;
  const size_t high = digit(text[at + 1]);
  const size_t low = digit(text[at + 2]);
  const bool is_byte = high < 16 && low < 16;
  return is_byte ? static_cast<int>(high * 16 + low) : -1;
}

std::string unescaped(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    const int byte = escaped_byte(text, i);
    plain += byte < 0 ? text[i] : static_cast<char>(byte);
    if (byte >= 0) i += 2;
  }
  return plain;
}

// Where libpq looks for passwords: behind a ':' before the '@', and in the keywords, which it takes
// with escapes too (PostgreSQL's manual, section 34.1.1.2).
bool has_password(std::string_view rest) {
  const std::string_view authority = rest.substr(0, rest.find('/'));
  const size_t at = authority.find('@');
  if (at != std::string_view::npos && authority.substr(0, at).find(':') < at) return true;
  for (size_t begin = rest.find('?'); begin < rest.size(); begin = rest.find('&', begin + 1)) {
    const std::string_view pair = rest.substr(begin + 1);
    const std::string keyword = unescaped(pair.substr(0, pair.find_first_of("=&")));
    if (keyword == "password" || keyword == "sslpassword") return true;
  }
  return false;
}

bool is_postgresql(std::string_view text) {
  const size_t end = text.find("://");
  const std::string_view scheme = text.substr(0, end);
  return (scheme == "postgresql" || scheme == "postgres") && end != std::string_view::npos &&
         is_text(text) && !has_password(text.substr(end + 3));
}

constexpr std::string_view kNoControls = "^[^\\u0000-\\u001f\\u007f-\\u009f]*$";

constexpr std::array<TextFormatRow, 16> kRows = {{
    {TextFormat::kText, kNoControls, "text without control characters", is_text},
    {TextFormat::kPattern, "", "a regular expression", is_anything},
    {TextFormat::kContextWord, "^[^\\u0000-\\u0020\\u007f-\\u009f,*]+\\*?$",
     "one word without spaces and commas, with * at its end for all words that begin so",
     is_context_word},
    {TextFormat::kName, "^[A-Za-z0-9][A-Za-z0-9._/:-]{0,63}$",
     "a name of up to 64 letters, digits and . _ / : - that begins with a letter or a digit",
     is_name},
    {TextFormat::kBaseUrl, "^[Hh][Tt][Tt][Pp][Ss]?://[^@?#\\\\\\s]+$",
     "an absolute https URL, such as https://api.openai.com/v1", is_web_url},
    {TextFormat::kKeyReference,
     "^(env:[A-Za-z_][A-Za-z0-9_]*|(file|exec):[^\\u0000-\\u001f\\u007f-\\u009f]+)$",
     "a reference to a key, never the key itself: env:NAME, file:/path or exec:/path argument",
     is_key_reference},
    {TextFormat::kApiVersion, "^[A-Za-z0-9.-]+$", "a version such as 2024-10-21", is_api_version},
    {TextFormat::kHeaderName, "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$", "the name of an HTTP header",
     is_header_name},
    {TextFormat::kHeaderValue, "^[ -~]*$", "printable ASCII without line breaks", is_header_value},
    {TextFormat::kAllowEntry, "^(\\*|(user|group):[^\\u0000-\\u001f\\u007f-\\u009f]+)$",
     "\"user:NAME\", \"group:NAME\" or \"*\"", is_allow_entry},
    {TextFormat::kDuration, "^[1-9][0-9]{0,5}[smhd]$", "a number and s, m, h or d, such as \"90d\"",
     is_duration},
    {TextFormat::kWindowLength, "^([1-9][0-9]{0,5}[smhd]|minute|hour|day|week|month)$",
     "a number and s, m, h or d, such as \"1m\"; for the calendar one of minute, hour, day, week, "
     "month",
     is_window_length},
    {TextFormat::kQuotaDimension,
     "^(user|group|app|endpoint|provider|model|tag:[^\\u0000-\\u001f\\u007f-\\u009f]+)$",
     "one of user, group, app, endpoint, provider, model and tag:NAME", is_quota_dimension},
    {TextFormat::kTimezone, "^[A-Za-z][A-Za-z0-9_+/-]*$",
     "an IANA time zone, such as Europe/Helsinki", is_timezone},
    {TextFormat::kStore, "^(memory:|sqlite:[^\\u0000-\\u001f\\u007f-\\u009f]+)$",
     "\"sqlite:DIRECTORY\" or \"memory:\"", is_store},
    {TextFormat::kPostgresql,
     "^postgres(ql)?://([^:@/]*@)?[^@/\\u0000-\\u001f\\u007f-\\u009f]*(/"
     "(?!.*[?&](ssl)?password=)[^\\u0000-\\u001f\\u007f-\\u009f]*)?$",
     "postgresql://USER@HOST:PORT/DATABASE without a password, which belongs in \"password\"",
     is_postgresql},
}};

}  // namespace

bool has_control_characters(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x20 || byte == 0x7F) return true;
    const bool has_next = byte == 0xC2 && i + 1 < text.size();
    if (has_next && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

const TextFormatRow& row_of(TextFormat format) {
  return kRows[static_cast<size_t>(format)];
}

}  // namespace weir
