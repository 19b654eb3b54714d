#include "adapters/keys/key_text.h"

#include <date/date.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <charconv>

namespace weir {
namespace {

constexpr int64_t kSecondUs = 1'000'000;

Status fault(std::string_view reason, std::string_view source, std::string_view what) {
  std::string message(source);
  message.append(": ").append(what);
  return {Code::kUnavailable, reason, std::move(message)};
}

// Takes the two members from a flat object; the views point into the buffer that is parsed in
// place, so that no copy of the key is left behind.
class AnswerHandler {
 public:
  bool Null() { return skip(); }
  bool Bool(bool /*value*/) { return skip(); }
  bool Int(int /*value*/) { return skip(); }
  bool Uint(unsigned /*value*/) { return skip(); }
  bool Int64(int64_t /*value*/) { return skip(); }
  bool Uint64(uint64_t /*value*/) { return skip(); }
  bool Double(double /*value*/) { return skip(); }
  bool RawNumber(const char* /*text*/, rapidjson::SizeType /*length*/, bool /*copy*/) {
    return skip();
  }
  bool String(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    if (depth_ != 1) return skip();
    if (member_ == "key") {
      if (!key.empty()) return false;
      key = {text, length};
    } else if (member_ == "expires_at") {
      expires_at = {text, length};
    }
    return true;
  }
  bool Key(const char* text, rapidjson::SizeType length, bool /*copy*/) {
    if (depth_ == 1) member_ = {text, length};
    return true;
  }
  bool StartObject() { return ++depth_ <= kMaxDepth; }
  bool EndObject(rapidjson::SizeType /*count*/) { return close(); }
  bool StartArray() { return ++depth_ <= kMaxDepth; }
  bool EndArray(rapidjson::SizeType /*count*/) { return close(); }

  std::string_view key;
  std::string_view expires_at;

 private:
  static constexpr int kMaxDepth = 16;

  // A member that matters must be a string.
  [[nodiscard]] bool skip() const {
    return depth_ != 1 || (member_ != "key" && member_ != "expires_at");
  }
  bool close() {
    --depth_;
    return true;
  }

  int depth_ = 0;
  std::string_view member_;
};

// Exactly `count` digits at the front of `text`, which loses them.
bool take_number(std::string_view& text, size_t count, int& value) {
  if (text.size() < count) return false;
  const std::string_view digits = text.substr(0, count);
  if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    return false;
  }
  std::from_chars(digits.data(), digits.data() + count, value);
  text.remove_prefix(count);
  return true;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

bool take_date(std::string_view& text, int64_t& us) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (!take_number(text, 4, year) || !take(text, "-") || !take_number(text, 2, month) ||
      !take(text, "-") || !take_number(text, 2, day)) {
    return false;
  }
  const date::year_month_day day_of_year{date::year{year},
                                         date::month{static_cast<unsigned>(month)},
                                         date::day{static_cast<unsigned>(day)}};
  if (!day_of_year.ok()) return false;
  us = int64_t{date::sys_days{day_of_year}.time_since_epoch().count()} * 86'400 * kSecondUs;
  return true;
}

bool take_time(std::string_view& text, int64_t& us) {
  int hour = 0;
  int minute = 0;
  int second = 0;
  if (!take_number(text, 2, hour) || !take(text, ":") || !take_number(text, 2, minute) ||
      !take(text, ":") || !take_number(text, 2, second)) {
    return false;
  }
  if (hour > 23 || minute > 59 || second > 60) return false;
  us += (int64_t{hour} * 3'600 + int64_t{minute} * 60 + second) * kSecondUs;
  if (!take(text, ".")) return true;
  int digit = 0;
  int64_t scale = kSecondUs / 10;
  if (!take_number(text, 1, digit)) return false;
  do {
    us += digit * scale;
    scale /= 10;
  } while (take_number(text, 1, digit));
  return true;
}

bool take_offset(std::string_view& text, int64_t& us) {
  if (take(text, "Zz")) return true;
  const bool is_west = !text.empty() && text.front() == '-';
  int hour = 0;
  int minute = 0;
  if (!take(text, "+-") || !take_number(text, 2, hour) || !take(text, ":") ||
      !take_number(text, 2, minute) || hour > 23 || minute > 59) {
    return false;
  }
  const int64_t offset_us = (int64_t{hour} * 3'600 + int64_t{minute} * 60) * kSecondUs;
  us += is_west ? offset_us : -offset_us;
  return true;
}

}  // namespace

Result<KeyGrant> read_key(std::string_view text, std::string_view source) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
  if (text.empty()) return fault("key.missing", source, "the key is empty");
  if (text.size() > kMaxKeyBytes) return fault("key.too_large", source, "the key is too long");
  const bool is_printable =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
  if (!is_printable || text.front() == ' ' || text.back() == ' ') {
    return fault("key.malformed", source,
                 "a key is one line of printable ASCII without spaces around it");
  }
  KeyGrant grant;
  grant.key = Secret(text);
  return grant;
}

Result<KeyGrant> read_key_answer(std::string& output, std::string_view source) {
  const size_t start = output.find_first_not_of(" \t\r\n");
  if (start == std::string::npos || output[start] != '{') return read_key(output, source);
  AnswerHandler answer;
  rapidjson::Reader reader;
  rapidjson::InsituStringStream stream(output.data());
  constexpr unsigned kFlags = rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag |
                              rapidjson::kParseValidateEncodingFlag;
  if (output.find('\0') != std::string::npos || reader.Parse<kFlags>(stream, answer).IsError()) {
    return fault("key.malformed", source,
                 "the program must print a key, or {\"key\": …, \"expires_at\": …}");
  }
  Result<KeyGrant> grant = read_key(answer.key, source);
  if (!grant.ok() || answer.expires_at.empty()) return grant;
  const std::optional<int64_t> expires_at_us = parse_rfc3339_us(answer.expires_at);
  if (!expires_at_us) {
    return fault("key.malformed", source,
                 "expires_at must be a time such as 2026-08-28T12:00:00Z (RFC 3339)");
  }
  grant->expires_at_us = *expires_at_us;
  return grant;
}

std::optional<int64_t> parse_rfc3339_us(std::string_view text) {
  int64_t us = 0;
  if (!take_date(text, us) || !take(text, "Tt ") || !take_time(text, us) ||
      !take_offset(text, us) || !text.empty()) {
    return std::nullopt;
  }
  return us;
}

}  // namespace weir
