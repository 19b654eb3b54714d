#include <string>
#include <vector>

#include "fuzz/replay.h"
#include "providers/sse/sse_parser.h"
#include "providers/sse/sse_writer.h"

using weir::SseEvent;
using weir::SseParser;

namespace {

size_t seen = 0;

// The events, and how it ended, as text. `cut`: the size of the pieces.
std::string parsed(const std::string& bytes, size_t cut) {
  weir::SseLimits limits;
  limits.max_line_bytes = 200;
  limits.max_event_bytes = 300;
  SseParser parser(limits);
  std::vector<SseEvent> events;
  std::string failure;
  for (size_t place = 0; place < bytes.size() && failure.empty(); place += cut) {
    const weir::Status status = parser.feed(std::string_view(bytes).substr(place, cut), events);
    if (!status.ok()) failure = status.reason();
  }
  std::string out;
  for (const SseEvent& event : events) {
    out += "\x1" + event.type + "\x2" + event.id + "\x2" + event.data;
  }
  seen += events.size();
  if (!failure.empty()) return out + failure;  // the parser is of no more use
  return out + (parser.ended_inside_event() ? "..." : "") +
         std::to_string(parser.retry_ms().value_or(-1));
}

bool holds(const std::string& bytes) {
  const std::string whole = parsed(bytes, bytes.size() + 1);
  for (const size_t cut : {1U, 2U, 3U, 7U, 64U}) {
    if (parsed(bytes, cut) != whole) return false;
  }
  SseParser parser;
  std::vector<SseEvent> events;
  if (!parser.feed(weir::sse_event(bytes), events).ok()) return false;
  std::string lines = bytes;  // line ends of any kind come back as LF
  for (size_t at = 0; (at = lines.find('\r', at)) != std::string::npos;) {
    lines.replace(at, lines.compare(at, 2, "\r\n") == 0 ? 2 : 1, "\n");
  }
  return events.size() == 1 && events[0].data == lines;
}

}  // namespace

TEST_CASE("SseParser holds for any bytes") {
  weir::replay(WEIR_CORPUS, 2, 10'000, holds);
  CHECK(seen > 10'000);
}
