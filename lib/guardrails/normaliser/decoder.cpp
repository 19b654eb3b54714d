#include "guardrails/normaliser/decoder.h"

#include <algorithm>

#include "guardrails/normaliser/encoding_finder.h"
#include "guardrails/normaliser/html_entity.h"
#include "guardrails/normaliser/utf8.h"

namespace weir {
namespace {

bool is_digit(char byte) {
  return byte >= '0' && byte <= '9';
}

bool is_letter(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         static_cast<unsigned char>(byte) >= 0x80;
}

}  // namespace

void Decoder::decode(std::string_view piece, bool is_final, Decoded& out) {
  piece_ = piece;
  is_final_ = is_final;
  at_ = 0;
  copied_ = 0;
  out_ = &out;
  out.units.clear();
  out.text.clear();
  out.blanks.clear();
  out.media = 0;
  while (at_ < piece_.size() && step()) {
  }
  if (!out.units.empty()) copy_to(at_);
  out.consumed = at_;
  remember();
}

Decoder Decoder::behind() const {
  Decoder other = *this;
  if (mode_ == Mode::kMedia) other.mode_ = Mode::kPlain;
  return other;
}

void Decoder::pass_over(std::string_view text) {
  piece_ = text;
  at_ = text.size();
  remember();
}

bool Decoder::step() {
  if (mode_ == Mode::kBase64) return unpack_base64();
  if (mode_ == Mode::kHex) return unpack_hex();
  if (mode_ == Mode::kMedia) return pass_media();
  skip_plain();
  if (at_ == piece_.size()) return true;
  const char byte = piece_[at_];
  if (byte == '%' || byte == '\\' || byte == '&') return escape();
  if (byte == '\n' || byte == '\r') return line_break();
  return begin_run();
}

// To the next byte that may be the first of something.
void Decoder::skip_plain() {
  at_ = find_encoding(piece_, at_, before(0));
}

bool Decoder::escape() {
  const std::string_view rest = piece_.substr(at_, kMostEscapeBytes);
  const char first = rest[0];
  const Escape escape = first == '%'   ? decode_percent(rest)
                        : first == '&' ? decode_html_entity(rest)
                                       : decode_backslash(rest);
  if (escape.is_truncated && !is_final_ && rest.size() < kMostEscapeBytes) return false;
  if (escape.size == 0) {
    ++at_;
    return true;
  }
  std::string bytes;
  if (first == '%') {
    bytes.push_back(static_cast<char>(escape.code_point));
  } else {
    append_utf8(escape.code_point, &bytes);
  }
  unit(escape.size, bytes);
  return true;
}

// "1310<br>52-308T", "131052-<br>308T", "4111 1111<br>1111 1111"
bool Decoder::line_break() {
  const std::string_view rest = piece_.substr(at_);
  const size_t size = rest.starts_with("\r\n") ? 2 : 1;
  if (rest.size() <= size) {
    if (is_final_) at_ = piece_.size();
    return is_final_;
  }
  const char left = before(0);
  const char right = rest[size];
  const bool is_hyphenated =
      (left == '-' && is_digit(before(1)) && is_digit(right)) || (is_digit(left) && right == '-');
  const bool is_broken = is_digit(left) && is_digit(right);
  if ((!is_hyphenated && !is_broken) || !line_holds_letter()) {
    at_ += size;
    return true;
  }
  unit(size, is_hyphenated ? "" : " ", true);
  return true;
}

// A column of numbers is none that was broken.
bool Decoder::line_holds_letter() const {
  constexpr size_t kMostDistance = 32;
  for (size_t distance = 0; distance < kMostDistance; ++distance) {
    const char byte = before(distance);
    if (byte == '\n' || byte == '\0') return false;
    if (is_letter(byte)) return true;
  }
  return false;
}

bool Decoder::begin_run() {
  const std::string_view rest = piece_.substr(at_);
  if (may_begin_media(before(0), rest[0])) {
    const Answer media = begins_media_here();
    if (media == Answer::kMore && !is_final_) return false;
    if (media == Answer::kYes) {
      mode_ = Mode::kMedia;
      is_new_media_ = true;
      is_long_part_ = false;
      return true;
    }
  }
  const size_t prefix = rest.starts_with("0x") || rest.starts_with("0X") ? 2 : 0;
  const Answer hex = begins_hex(rest.substr(prefix));
  const Answer base64 = begins_base64(rest);
  if (!is_final_ && (hex == Answer::kMore || (hex == Answer::kNo && base64 == Answer::kMore))) {
    return false;
  }
  check_ = TextCheck();
  if (hex == Answer::kYes) {
    at_ += prefix;
    mode_ = Mode::kHex;
  } else if (base64 == Answer::kYes) {
    mode_ = Mode::kBase64;
  } else {
    skip_run();
  }
  return true;
}

// What is left of a run that is not, or no longer, packed text.
void Decoder::skip_run() {
  mode_ = Mode::kPlain;
  do {
    ++at_;
  } while (at_ < piece_.size() && is_alphanumeric_byte(piece_[at_]));
}

// The next group, a line break before it included (RFC 2045, 6.8).
bool Decoder::unpack_base64() {
  const std::string_view rest = piece_.substr(at_);
  const size_t breaks = rest.starts_with("\r\n") ? 2 : rest.starts_with("\n") ? 1 : 0;
  const std::string_view group = rest.substr(breaks);
  size_t count = 0;
  while (count < std::min<size_t>(4, group.size()) && base64_value(group[count]) < 64) ++count;
  const bool may_go_on = (count < 4 && count == group.size()) || rest == "\r";
  if (may_go_on && !is_final_) return false;
  if (count < 2 || (breaks > 0 && count < 4)) {
    mode_ = Mode::kPlain;
    return true;
  }
  size_t padding = 0;
  while (count + padding < std::min<size_t>(4, group.size()) && group[count + padding] == '=') {
    ++padding;
  }
  if (count < 4 && count + padding == group.size() && padding < 4 - count && !is_final_) {
    return false;
  }
  std::array<char, 4> padded = {'A', 'A', 'A', 'A'};
  std::copy_n(group.begin(), count, padded.begin());
  const uint32_t value = base64_group({padded.data(), padded.size()});
  const std::array<char, 3> bytes = {static_cast<char>(value >> 16U),
                                     static_cast<char>(value >> 8U), static_cast<char>(value)};
  for (size_t i = 0; i + 1 < count; ++i) {
    if (check_.take(static_cast<uint8_t>(bytes[i]))) continue;
    skip_run();
    return true;
  }
  unit(breaks + count + padding, {bytes.data(), count - 1});
  if (count < 4) mode_ = Mode::kPlain;
  return true;
}

bool Decoder::unpack_hex() {
  const std::string_view rest = piece_.substr(at_);
  const auto [value, count] = read_number(rest, 16, 2);
  if (count < 2 && count == rest.size() && !is_final_) return false;
  if (count == 2 && check_.take(static_cast<uint8_t>(value))) {
    const char byte = static_cast<char>(value);
    unit(2, {&byte, 1});
  } else if (count == 0) {
    mode_ = Mode::kPlain;
  } else {
    skip_run();
  }
  return true;
}

// The run may have begun with signs, before the letter or digit that is looked at. In JSON a
// backslash may stand before a slash.
Answer Decoder::begins_media_here() const {
  std::string run;
  size_t back = 0;
  for (; back < kMostMediaHead; ++back) {
    const char byte = before(back);
    if (byte == '\\' && !run.empty() && run.back() == '/') continue;
    if (base64_value(byte) == 64) break;
    run += byte;
  }
  if (back == kMostMediaHead) return Answer::kNo;
  std::reverse(run.begin(), run.end());
  // The finder passes over shorter ones.
  size_t least = at_;
  while (least < piece_.size() && least < at_ + kLeastBase64 && base64_value(piece_[least]) < 64) {
    ++least;
  }
  const bool is_short = least < at_ + kLeastBase64;
  if (is_short && least < piece_.size()) return Answer::kNo;
  size_t at = at_;
  for (; at < piece_.size() && run.size() < kMostMediaHead; ++at) {
    if (piece_[at] == '\\' && piece_.substr(at, 2) == "\\/") continue;
    if (base64_value(piece_[at]) == 64) break;
    run += piece_[at];
  }
  std::string header;
  for (size_t i = kMostMediaHeader; i > 0; --i) header += before(back + i - 1);
  const bool goes_on = at == piece_.size() || piece_.substr(at) == "\\";
  const Answer answer = begins_media(header, run, goes_on);
  return is_short && answer == Answer::kYes ? Answer::kMore : answer;
}

// The next part of a body, up to a sign, or a sign.
bool Decoder::pass_media() {
  const std::string_view rest = piece_.substr(at_);
  const size_t most = is_long_part_ ? rest.size() : std::min(rest.size(), kMostMediaPart + 1);
  size_t size = 0;
  size_t digits = 0;
  size_t most_digits = 0;
  for (; size < most && is_alphanumeric_byte(rest[size]); ++size) {
    digits = is_digit(rest[size]) ? digits + 1 : 0;
    most_digits = std::max(most_digits, digits);
  }
  if (size > kMostMediaPart) is_long_part_ = true;
  const bool may_go_on = size == rest.size() || rest.substr(size) == "\\";
  if (may_go_on && !is_long_part_ && !is_final_) return false;
  if (size > 0) {
    if (is_long_part_ || most_digits < kLeastMediaDigits) {
      blank(size);
    } else {
      at_ += size;
    }
    return true;
  }
  const size_t sign = rest.starts_with("\\/") ? 2 : rest[0] == '+' || rest[0] == '/' ? 1 : 0;
  if (rest == "\\" && !is_final_) return false;
  is_long_part_ = false;
  if (sign == 0) mode_ = Mode::kPlain;
  blank(sign);
  return true;
}

void Decoder::blank(size_t size) {
  if (size == 0) return;
  if (is_new_media_) ++out_->media;
  is_new_media_ = false;
  copy_to(at_);
  out_->text.append(size, kBlank);
  out_->blanks.push_back({at_, size});
  at_ += size;
  copied_ = at_;
}

// The byte `distance` before at_; 0 where the text begins.
char Decoder::before(size_t distance) const {
  if (distance < at_) return piece_[at_ - 1 - distance];
  const size_t back = distance - at_;
  return back < recent_.size() ? recent_[recent_.size() - 1 - back] : '\0';
}

void Decoder::unit(size_t in_size, std::string_view bytes, bool is_break) {
  copy_to(at_);
  out_->units.push_back({at_, in_size, out_->text.size(), bytes.size(), is_break});
  out_->text += bytes;
  at_ += in_size;
  copied_ = at_;
}

void Decoder::copy_to(size_t position) {
  out_->text.append(piece_, copied_, position - copied_);
  copied_ = position;
}

void Decoder::remember() {
  const size_t kept = at_ >= kRecent ? 0 : kRecent - at_;
  std::copy(recent_.end() - static_cast<std::ptrdiff_t>(kept), recent_.end(), recent_.begin());
  const std::string_view last = piece_.substr(at_ - (kRecent - kept), kRecent - kept);
  std::copy(last.begin(), last.end(), recent_.begin() + static_cast<std::ptrdiff_t>(kept));
}

}  // namespace weir
