#include "providers/sse/sse_parser.h"

#include <algorithm>
#include <charconv>

namespace weir {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Status too_long(std::string_view reason, size_t limit) {
  return {Code::kProvider, reason,
          "the provider's event stream has a line or an event of more than " +
              std::to_string(limit) + " bytes"};
}

}  // namespace

SseParser::SseParser(const SseLimits& limits)
    : line_(limits.max_line_bytes), data_(limits.max_event_bytes) {}

Status SseParser::feed(std::string_view bytes, std::vector<SseEvent>& events) {
  while (!bytes.empty()) {
    if (after_cr_) {
      after_cr_ = false;
      if (bytes.front() == '\n') {
        bytes.remove_prefix(1);
        continue;
      }
    }
    const size_t end = bytes.find_first_of("\r\n");
    const std::string_view piece = bytes.substr(0, end);
    if (!line_.append(piece)) return too_long("sse.line_too_long", line_.max_bytes());
    if (end == std::string_view::npos) return {};
    after_cr_ = bytes[end] == '\r';
    bytes.remove_prefix(end + 1);
    const std::string line = line_.take();
    WEIR_RETURN_IF_ERROR(take_line(line, events));
  }
  return {};
}

bool SseParser::ended_inside_event() const {
  const bool has_line = at_stream_start_ && line_.view() == kByteOrderMark ? false : !line_.empty();
  return has_line || has_fields_;
}

Status SseParser::take_line(std::string_view line, std::vector<SseEvent>& events) {
  if (at_stream_start_ && line.starts_with(kByteOrderMark)) {
    line.remove_prefix(kByteOrderMark.size());
  }
  at_stream_start_ = false;
  if (line.empty()) {
    dispatch(events);
    return {};
  }
  const size_t colon = line.find(':');
  if (colon == 0) return {};  // a comment
  const std::string_view name = line.substr(0, colon);
  std::string_view value = colon == std::string_view::npos ? "" : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  return take_field(name, value);
}

Status SseParser::take_field(std::string_view name, std::string_view value) {
  if (name == "data") {
    has_fields_ = has_data_ = true;
    if (!data_.append(value) || !data_.append("\n")) {
      return too_long("sse.event_too_large", data_.max_bytes());
    }
  } else if (name == "event") {
    has_fields_ = true;
    type_ = value;
  } else if (name == "id") {
    if (value.find('\0') == std::string_view::npos) last_id_ = value;
  } else if (name == "retry") {
    int64_t milliseconds = 0;
    const char* end = value.data() + value.size();
    const bool is_digits = !value.empty() && std::all_of(value.begin(), value.end(), [](char c) {
      return c >= '0' && c <= '9';
    });
    const auto result = std::from_chars(value.data(), end, milliseconds);
    if (is_digits && result.ec == std::errc()) retry_ms_ = milliseconds;
  }
  return {};
}

// An event without data is none: its type is forgotten.
void SseParser::dispatch(std::vector<SseEvent>& events) {
  if (has_data_) {
    SseEvent event;
    event.data = data_.take();
    event.data.pop_back();  // the line end behind the last line
    event.type = type_.empty() ? "message" : type_;
    event.id = last_id_;
    events.push_back(std::move(event));
  }
  has_data_ = has_fields_ = false;
  type_.clear();
}

}  // namespace weir
