// Server-sent events, the receiving side: the WHATWG grammar, fed in any pieces.
// Source: https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bounded_buffer.h"
#include "base/status.h"

namespace weir {

struct SseEvent {
  std::string type;  // "message" where the stream named none
  std::string data;
  std::string id;  // the last event id so far
};

struct SseLimits {
  size_t max_line_bytes = 1U << 20;
  size_t max_event_bytes = 4U << 20;  // the data of one event
};

// Used by one thread at a time. Bytes are passed on as they are: the reader of the data checks
// UTF-8.
class SseParser {
 public:
  explicit SseParser(const SseLimits& limits = {});

  // Appends the events that these bytes complete to `events`. Faults: kProvider
  // "sse.line_too_long", "sse.event_too_large"; the parser is then of no more use.
  [[nodiscard]] Status feed(std::string_view bytes, std::vector<SseEvent>& events);

  // To be called at the end of the stream. True: it ended inside a line or an event, whose bytes
  // are dropped as the grammar says; the caller may take the stream for truncated.
  [[nodiscard]] bool ended_inside_event() const;

  // The reconnection time that the stream asked for.
  [[nodiscard]] std::optional<int64_t> retry_ms() const { return retry_ms_; }

 private:
  [[nodiscard]] Status take_line(std::string_view line, std::vector<SseEvent>& events);
  [[nodiscard]] Status take_field(std::string_view name, std::string_view value);
  void dispatch(std::vector<SseEvent>& events);

  BoundedBuffer line_;  // the part of a line that came in earlier pieces
  BoundedBuffer data_;
  std::string type_;
  std::string last_id_;
  std::optional<int64_t> retry_ms_;
  bool has_data_ = false;
  bool has_fields_ = false;      // since the last blank line
  bool after_cr_ = false;        // a LF that comes next belongs to that CR
  bool at_stream_start_ = true;  // where a byte order mark is skipped
};

}  // namespace weir
