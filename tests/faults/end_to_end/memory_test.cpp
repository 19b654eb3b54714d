// 100 MB of anything costs bounded memory. The peak of a process of its own is measured.
#include <iostream>

#include "faults/end_to_end/remote_caller.h"
#include "faults/end_to_end/world.h"
#include "support/catch.h"

using namespace weir::testing;

namespace {

constexpr int64_t kHundredMegabytes = 100 << 20;
constexpr int64_t kSlackKilobytes = 24 << 10;  // of the allocator and the stacks

// What `command` adds to the peak of a process that has made a call already, in kilobytes.
int64_t added_by(World& world, PolicyPlan plan, const std::string& command,
                 const std::string& reason) {
  plan.total_ms = 3000;
  RemoteCaller caller;
  REQUIRE(caller.ask("open " + world.write_policy(plan)) == "ok");
  const int64_t before = std::stoll(caller.ask("peak"));
  CHECK(caller.ask(command) == reason);
  const int64_t added = std::stoll(caller.ask("peak")) - before;
  std::cout << command << ": " << before << " kB, then " << added << " kB more\n";
  return added;
}

}  // namespace

TEST_CASE("a request of 100 MB is refused before it is copied", "[end_to_end]") {
  World world;
  // The program's own copy is part of the peak, and as much as a body may have (32 MiB).
  const int64_t added =
      added_by(world, world.memory_plan(), "call text " + std::to_string(kHundredMegabytes),
               "body.too_large");
  CHECK(added < kHundredMegabytes / 1024 + (32 << 10) + kSlackKilobytes);
}

TEST_CASE("JSON bombs cost little more than their bytes", "[end_to_end]") {
  World world;
  CHECK(added_by(world, world.memory_plan(), "call deep 2000000", "json.too_deep") <
        kSlackKilobytes);
  CHECK(added_by(world, world.memory_plan(), "call nodes 2000000", "json.too_many_nodes") <
        2 * kSlackKilobytes);
}

TEST_CASE("answers of 100 MB and more cost no more than their limit", "[end_to_end]") {
  struct Row {
    const char* answer;
    const char* command;
    const char* reason;
    int64_t max_kilobytes;
  };
  const int64_t whole = 3 * (8 << 10) + kSlackKilobytes;  // max_body_bytes is 8 MiB here
  const std::vector<Row> table = {
      {"[answer]\n[body]\n{{fill 104857600 a}}\n", "call text 10", "http.too_large", whole},
      {"[answer framing=close]\n[body]\n{{forever a}}\n", "call text 10", "http.too_large", whole},
      {"[answer framing=close]\ncontent-type: text/event-stream\n[body]\ndata: {{forever a}}\n",
       "stream text 10", "sse.line_too_long", kSlackKilobytes},
      {"[answer framing=close]\ncontent-type: text/event-stream\n[body]\n{{forever data: "
       "aaaa\\n}}\n",
       "stream text 10", "sse.event_too_large", kSlackKilobytes},
      {"[answer framing=close]\ncontent-type: text/event-stream\n[body]\n{{forever : "
       "ping\\n\\n}}\n",
       "stream text 10", "http.timeout.total", kSlackKilobytes},
      {"[answer framing=close]\n[body]\n{\"choices\":[{{forever [}}\n", "call text 10",
       "http.too_large", whole},
      {"[raw]\nHTTP/1.1 200 OK\nx: {{forever a}}\n", "call text 10", "http.too_large",
       kSlackKilobytes},
  };
  for (const Row& row : table) {
    World world(row.answer);
    PolicyPlan plan = world.memory_plan();
    plan.max_body_bytes = 8 << 20;
    INFO(row.answer);
    CHECK(added_by(world, plan, row.command, row.reason) < row.max_kilobytes);
  }
}

TEST_CASE("a stream of text without an end is cut at the limit of an answer", "[end_to_end]") {
  const std::string event =
      R"(data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":")" +
      std::string(3800, 'a') + R"("},"finish_reason":null}]}\n\n)";
  World world("[answer framing=close]\ncontent-type: text/event-stream\n[body]\n{{forever " +
              event + "}}\n");
  PolicyPlan plan = world.plan();
  plan.max_body_bytes = 8 << 20;
  // The reader keeps all of the text, twice: in events and in one.
  CHECK(added_by(world, plan, "stream text 10", "http.too_large") <
        2 * (8 << 10) + 2 * kSlackKilobytes);
  weir::gate gate = opened(plan);
  CHECK(rows_with(gate, "reason", "http.too_large") >= 1);
  CHECK(sum_of(gate, "reserved") == 0);
}
