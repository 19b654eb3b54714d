#include <random>
#include <string>
#include <vector>

#include "providers/sse/sse_parser.h"
#include "providers/sse/sse_writer.h"
#include "support/catch.h"

using weir::SseEvent;
using weir::SseLimits;
using weir::SseParser;

namespace {

struct Parsed {
  std::vector<SseEvent> events;
  std::string reason;
  bool ended_inside = false;
};

// `cut`: the size of the pieces; 0: all at once.
Parsed parse(std::string_view bytes, size_t cut = 0, const SseLimits& limits = {}) {
  SseParser parser(limits);
  Parsed out;
  while (!bytes.empty()) {
    const std::string_view piece = bytes.substr(0, cut == 0 ? bytes.size() : cut);
    bytes.remove_prefix(piece.size());
    const weir::Status status = parser.feed(piece, out.events);
    if (!status.ok()) {
      out.reason = status.reason();
      return out;
    }
  }
  out.ended_inside = parser.ended_inside_event();
  return out;
}

std::string flat(const std::vector<SseEvent>& events) {
  std::string out;
  for (const SseEvent& event : events) {
    out += "[" + event.type + "|" + event.id + "|" + event.data + "]";
  }
  return out;
}

}  // namespace

// The examples of the specification, section 9.2.6.
TEST_CASE("the examples of the specification") {
  CHECK(flat(parse("data: YHOO\ndata: +2\ndata: 10\n\n").events) == "[message||YHOO\n+2\n10]");
  CHECK(flat(parse(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  "
                   "third event\n\n")
                 .events) ==
        "[message|1|first event][message||second event][message|| third event]");
  CHECK(flat(parse("data\n\ndata\ndata\n\ndata:").events) == "[message||][message||\n]");
  CHECK(flat(parse("data:test\n\ndata: test\n\n").events) == "[message||test][message||test]");
  CHECK(flat(parse("event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n").events) ==
        "[add||73857293][remove||2153]");
}

TEST_CASE("fields") {
  CHECK(flat(parse("event: x\n\ndata: a\n\n").events) == "[message||a]");
  CHECK(flat(parse("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n").events) ==
        "[message|1|a][message|1|b][message||c]");
  CHECK(flat(parse(std::string("id: 1\0002\ndata: a\n\n", 17)).events) == "[message||a]");
  CHECK(flat(parse("Data: a\ndatum: b\n data: c\nunknown\n\n").events).empty());
  CHECK(flat(parse("data: {\"a\": \"b: c\"}\n\n").events) == "[message||{\"a\": \"b: c\"}]");
  CHECK(flat(parse(": comment\n:\n: data: x\n\n").events).empty());

  SseParser parser;
  std::vector<SseEvent> events;
  REQUIRE(parser.feed("retry: 1x\nretry: -5\nretry:\nretry: 99999999999999999999\n", events).ok());
  CHECK_FALSE(parser.retry_ms().has_value());
  REQUIRE(parser.feed("retry: 2500\n", events).ok());
  CHECK(parser.retry_ms() == 2500);
}

TEST_CASE("line ends and the byte order mark") {
  CHECK(flat(parse("data: a\r\n\r\ndata: b\r\rdata: c\n\ndata: d\r\n\n").events) ==
        "[message||a][message||b][message||c][message||d]");
  CHECK(flat(parse("\xEF\xBB\xBF"
                   "data: a\n\n")
                 .events) == "[message||a]");
  CHECK(flat(parse("\xEF\xBB\xBF\xEF\xBB\xBF"
                   "data: a\n\n")
                 .events)
            .empty());
  CHECK(flat(parse("data: a\n\n\xEF\xBB\xBF"
                   "data: b\n\n")
                 .events) == "[message||a]");
  CHECK(flat(parse("\n\n\ndata: a\n\n\n\n").events) == "[message||a]");
}

TEST_CASE("the end inside an event drops it and is told") {
  const auto ends_inside = [](std::string_view bytes) { return parse(bytes).ended_inside; };
  CHECK_FALSE(ends_inside(""));
  CHECK_FALSE(ends_inside("\xEF\xBB\xBF"));
  CHECK_FALSE(ends_inside("data: a\n\n"));
  CHECK_FALSE(ends_inside("data: a\r\n\r\n"));
  CHECK_FALSE(ends_inside("data: a\n\n: bye\n"));
  CHECK(ends_inside("data: a\n\ndata: b\n"));
  CHECK(ends_inside("data: a\n\ndata: b"));
  CHECK(ends_inside("data: a\n\nevent: x\n"));
  CHECK(ends_inside("data: a\n\nda"));
  CHECK(flat(parse("data: a\n\ndata: b\n").events) == "[message||a]");
}

TEST_CASE("limits hold to the byte, whole or in pieces") {
  SseLimits limits;
  limits.max_line_bytes = 10;
  limits.max_event_bytes = 12;
  for (const size_t cut : {0U, 1U, 3U}) {
    CHECK(parse("data: 1234\n\n", cut, limits).reason.empty());
    CHECK(parse("data: 12345\n\n", cut, limits).reason == "sse.line_too_long");
    CHECK(parse(": 123456789\n\n", cut, limits).reason == "sse.line_too_long");
    CHECK(parse("data:12345\ndata:12345\n\n", cut, limits).reason.empty());
    CHECK(parse("data:12345\ndata:12345\ndata:\n\n", cut, limits).reason == "sse.event_too_large");
  }
  CHECK(parse(std::string(5'000'000, 'x')).reason == "sse.line_too_long");
}

TEST_CASE("every way of cutting a stream gives the same events") {
  const std::string bytes =
      "\xEF\xBB\xBF: hello\r\nevent: a\r\ndata: one\r\ndata: two\r\n\r\ndata\rid: 7\r\rdata: "
      "\xC3\xA9\n"
      "retry: 5\n\n\r\n\ndata:x:y\n\nevent: z\n\ndata: [DONE]\n\n";
  const Parsed whole = parse(bytes);
  CHECK(flat(whole.events) ==
        "[a||one\ntwo][message|7|][message|7|\xC3\xA9][message|7|x:y][message|7|[DONE]]");
  for (size_t cut = 1; cut <= bytes.size(); ++cut) {
    CHECK(flat(parse(bytes, cut).events) == flat(whole.events));
  }
  for (size_t first = 0; first <= bytes.size(); ++first) {
    SseParser parser;
    std::vector<SseEvent> events;
    REQUIRE(parser.feed(std::string_view(bytes).substr(0, first), events).ok());
    REQUIRE(parser.feed({}, events).ok());
    REQUIRE(parser.feed(std::string_view(bytes).substr(first), events).ok());
    CHECK(flat(events) == flat(whole.events));
  }
}

TEST_CASE("what is written is read back") {
  CHECK(weir::sse_event("{}") == "data: {}\n\n");
  CHECK(weir::sse_event("a\nb\r\nc\rd", "error") ==
        "event: error\ndata: a\ndata: b\ndata: c\ndata: d\n\n");
  CHECK(weir::sse_event("", "message") == "data: \n\n");
  std::mt19937 random(1);
  const std::string letters = "ab:\n ";
  for (int round = 0; round < 2000; ++round) {
    std::string data;
    for (size_t size = random() % 12; size > 0; --size) data += letters[random() % letters.size()];
    CHECK(flat(parse(weir::sse_event(data)).events) == "[message||" + data + "]");
  }
}
