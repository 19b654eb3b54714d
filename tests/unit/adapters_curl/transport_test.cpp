// CurlTransport against real bytes: what is sent, what comes back, and connection reuse.
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <iostream>
#include <thread>
#include <vector>

#include "adapters_curl/loopback_fixture.h"

using namespace weir;
using namespace weir::testing;

TEST_CASE("A whole answer comes as head, body and end") {
  auto provider = start_provider(openai_behaviour({}));
  auto transport = make_transport();
  const HttpOutcome outcome =
      exchange_with(*transport, make_chat(provider->base_url(), "hello weir"));
  CHECK(outcome.failure.ok());
  CHECK(outcome.status == 200);
  CHECK(outcome.heads == 1);
  CHECK(outcome.head_came_first);
  CHECK(outcome.header("content-type") == "application/json");
  CHECK(outcome.header("content-length") == std::to_string(outcome.body.size()));
  CHECK(outcome.body.find("You said: hello weir") != std::string::npos);
}

TEST_CASE("What is sent is what was asked for, and nothing more") {
  auto provider = start_provider(openai_behaviour({}));
  auto transport = make_transport();
  HttpRequest request = make_chat(provider->base_url(), "hello");
  request.url.append("?api-version=1");
  request.headers.push_back({"X-Empty", ""});
  const std::string body = request.body;
  CHECK(exchange_with(*transport, std::move(request)).status == 200);
  const std::vector<ReceivedRequest> requests = provider->requests();
  REQUIRE(requests.size() == 1);
  const ReceivedRequest& got = requests.front();
  CHECK(got.method == "POST");
  CHECK(got.target == "/v1/chat/completions?api-version=1");
  CHECK(got.body == body);
  CHECK(got.header("authorization") == "Bearer canary-key-4711");
  CHECK(got.header("content-type") == "application/json");
  std::vector<std::string> names;
  for (const auto& [name, value] : got.headers) names.push_back(name);
  std::sort(names.begin(), names.end());
  CHECK(names == std::vector<std::string>{"accept", "authorization", "content-length",
                                          "content-type", "host", "x-empty"});
}

TEST_CASE("Methods other than POST") {
  auto provider = start_case(R"(
[request method=GET path=/v1/models]
!content-type
!content-length
[answer]
[body]
list

[request method=DELETE path=/v1/x]
[answer status=204 framing=none]

[request method=POST path=/v1/x]
content-length: 0
[answer]
[body]
empty
)");
  auto transport = make_transport();
  HttpRequest list = make_request(provider->base_url(), "/v1/models");
  list.method = "GET";
  list.headers.clear();
  list.body.clear();
  CHECK(exchange_with(*transport, std::move(list)).body == "list");
  HttpRequest remove = make_request(provider->base_url());
  remove.method = "DELETE";
  remove.body.clear();
  CHECK(exchange_with(*transport, std::move(remove)).status == 204);
  HttpRequest empty = make_request(provider->base_url());
  empty.body.clear();
  CHECK(exchange_with(*transport, std::move(empty)).body == "empty");
}

TEST_CASE("Exchanges in a row share one connection") {
  auto provider = start_provider(openai_behaviour({}));
  auto transport = make_transport();
  for (int i = 0; i < 50; ++i) {
    const bool stream = i % 2 == 1;
    const HttpOutcome outcome =
        exchange_with(*transport, make_chat(provider->base_url(), "hi", stream));
    REQUIRE(outcome.failure.ok());
    REQUIRE(outcome.body.find(stream ? "[DONE]" : "You said: hi") != std::string::npos);
  }
  CHECK(provider->request_count() == 50);
  CHECK(provider->connection_count() == 1);
  CHECK(transport->connections_opened() == 1);
}

TEST_CASE("A loop goes back to the origin that it has a connection to") {
  auto first = start_provider(openai_behaviour({}));
  auto second = start_provider(openai_behaviour({}));
  auto transport = make_transport();
  for (int i = 0; i < 20; ++i) {
    const auto& provider = i % 2 == 0 ? first : second;
    REQUIRE(exchange_with(*transport, make_chat(provider->base_url(), "hi")).status == 200);
  }
  CHECK(first->connection_count() == 1);
  CHECK(second->connection_count() == 1);
}

TEST_CASE("An exchange that was dropped leaves no connection behind") {
  auto provider = start_case(R"(
[request repeat=0]
[answer framing=chunked]
[body]
begin{{hang}}
)");
  auto transport = make_transport();
  for (int i = 0; i < 3; ++i) {
    auto exchange = transport->send(make_request(provider->base_url()));
    REQUIRE(exchange.ok());
    CHECK((*exchange)->next(-1).kind == HttpEvent::Kind::kHead);
    CHECK((*exchange)->next(-1).body == "begin");
  }
  CHECK(provider->connection_count() == 3);  // a half-read connection cannot be used again
  while (provider->open_connection_count() > 0) std::this_thread::yield();
  SUCCEED("all were closed");
}

TEST_CASE("A redirect is returned, not followed") {
  auto other = start_provider(openai_behaviour({}));
  auto provider = start_case("[request]\n[answer status=302]\nlocation: " + other->base_url() +
                             "/v1/models\n[body]\nelsewhere\n");
  auto transport = make_transport();
  const HttpOutcome outcome = exchange_with(*transport, make_request(provider->base_url()));
  CHECK(outcome.failure.ok());
  CHECK(outcome.status == 302);
  CHECK(outcome.header("location") == other->base_url() + "/v1/models");
  CHECK(outcome.body == "elsewhere");
  CHECK(other->connection_count() == 0);
}

TEST_CASE("Errors of the provider are answers") {
  auto provider = start_provider(openai_behaviour({}));
  auto transport = make_transport();
  const HttpOutcome limited =
      exchange_with(*transport, make_chat(provider->base_url(), "answer with status 429"));
  CHECK(limited.failure.ok());
  CHECK(limited.status == 429);
  CHECK(limited.header("retry-after") == "2");
  CHECK(limited.body.find("rate_limit_exceeded") != std::string::npos);
  HttpRequest keyless = make_chat(provider->base_url(), "hi");
  keyless.key_header.clear();
  CHECK(exchange_with(*transport, std::move(keyless)).status == 401);
}

TEST_CASE("An interim answer is passed over") {
  auto provider = start_case(R"(
[request]
[raw newline=crlf]
HTTP/1.1 103 Early Hints
x-early: yes

HTTP/1.1 200 OK
X-Final:   yes  
content-length: 2

ok
)");
  auto transport = make_transport();
  const HttpOutcome outcome = exchange_with(*transport, make_request(provider->base_url()));
  CHECK(outcome.status == 200);
  CHECK(outcome.heads == 1);
  CHECK(outcome.header("x-final") == "yes");
  CHECK(outcome.header("x-early").empty());
  CHECK(outcome.body == "ok");
}

TEST_CASE("The descriptor wakes an event loop for everything that next(0) returns") {
  auto provider = start_case(R"(
[request repeat=0]
[answer framing=chunked delay=5]
[body]
one{{wait 5}}two{{wait 5}}three
)");
  auto transport = make_transport();
  for (int round = 0; round < 3; ++round) {
    auto exchange = transport->send(make_request(provider->base_url()));
    REQUIRE(exchange.ok());
    pollfd waiting{(*exchange)->descriptor(), POLLIN, 0};
    REQUIRE(waiting.fd >= 0);
    HttpOutcome outcome;
    int wakes = 0;
    do {
      REQUIRE(poll(&waiting, 1, 60'000) == 1);
      REQUIRE(++wakes < 1000);
    } while (add_event(outcome, (*exchange)->next(0)));
    CHECK(outcome.failure.ok());
    CHECK(outcome.body == "onetwothree");
  }
  CHECK(provider->connection_count() == 1);
}

TEST_CASE("The descriptor tells of timeouts and of cancel() too") {
  auto provider = start_case("[request repeat=0]\n[answer fault=hang]\n");
  auto transport = make_transport();
  HttpRequest request = make_request(provider->base_url());
  request.first_byte_timeout_ms = 30;
  auto exchange = transport->send(std::move(request));
  REQUIRE(exchange.ok());
  pollfd waiting{(*exchange)->descriptor(), POLLIN, 0};
  HttpEvent event;
  while (event.kind == HttpEvent::Kind::kNone) {
    REQUIRE(poll(&waiting, 1, 60'000) == 1);
    event = (*exchange)->next(0);
  }
  CHECK(event.failure.reason() == "http.timeout.first_token");

  auto second = transport->send(make_request(provider->base_url()));
  REQUIRE(second.ok());
  waiting.fd = (*second)->descriptor();
  while (poll(&waiting, 1, 0) == 1) REQUIRE((*second)->next(0).kind == HttpEvent::Kind::kNone);
  std::thread canceller([&] { (*second)->cancel(); });
  CHECK(poll(&waiting, 1, 60'000) == 1);
  canceller.join();
  CHECK((*second)->next(0).failure.reason() == "call.cancelled");
}

TEST_CASE("next(0) does not wait, and the last event stays") {
  auto provider = start_case("[request]\n[answer delay=20]\n[body]\nx\n");
  auto transport = make_transport();
  auto exchange = transport->send(make_request(provider->base_url()));
  REQUIRE(exchange.ok());
  CHECK((*exchange)->next(0).kind == HttpEvent::Kind::kNone);
  CHECK(read_to_end(**exchange).body == "x");
  CHECK((*exchange)->next(-1).kind == HttpEvent::Kind::kEnd);
  CHECK((*exchange)->next(0).kind == HttpEvent::Kind::kEnd);
  (*exchange)->cancel();  // too late
  CHECK((*exchange)->next(0).kind == HttpEvent::Kind::kEnd);
}

TEST_CASE("cancel() from another thread ends the wait") {
  auto provider = start_case("[request repeat=0]\n[answer fault=hang]\n");
  auto transport = make_transport();
  for (int round = 0; round < 5; ++round) {
    auto exchange = transport->send(make_request(provider->base_url()));
    REQUIRE(exchange.ok());
    std::chrono::steady_clock::time_point cancelled_at;
    std::thread canceller([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
      cancelled_at = std::chrono::steady_clock::now();
      (*exchange)->cancel();
      (*exchange)->cancel();
    });
    const HttpEvent event = (*exchange)->next(-1);
    const auto returned_at = std::chrono::steady_clock::now();
    canceller.join();
    CHECK(event.kind == HttpEvent::Kind::kFailed);
    CHECK(event.failure.code() == Code::kCancelled);
    CHECK(event.failure.reason() == "call.cancelled");
    std::cout
        << "cancel() to next() returning: "
        << std::chrono::duration_cast<std::chrono::microseconds>(returned_at - cancelled_at).count()
        << " us\n";
  }
}

TEST_CASE("64 threads at once") {
  auto provider = start_provider(openai_behaviour({}));
  auto transport = make_transport();
  constexpr int kThreads = 64;
  constexpr int kCalls = 20;
  std::vector<std::thread> threads;
  std::vector<int> good(kThreads, 0);
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < kCalls; ++i) {
        const std::string text = "thread " + std::to_string(t) + " call " + std::to_string(i);
        const HttpOutcome outcome =
            exchange_with(*transport, make_chat(provider->base_url(), text, i % 2 == 0));
        const bool echoed =
            i % 2 == 0 || outcome.body.find("You said: " + text + "\"") != std::string::npos;
        if (outcome.failure.ok() && outcome.status == 200 && echoed) ++good[static_cast<size_t>(t)];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(good == std::vector<int>(kThreads, kCalls));
  CHECK(provider->request_count() == kThreads * kCalls);
  CHECK(provider->connection_count() <= kThreads);
}

TEST_CASE("An exchange may outlive its transport") {
  auto provider = start_provider(openai_behaviour({}));
  auto transport = make_transport();
  auto exchange = transport->send(make_chat(provider->base_url(), "hi"));
  REQUIRE(exchange.ok());
  transport.reset();
  CHECK(read_to_end(**exchange).status == 200);
}

TEST_CASE("A child process leaves its parent's connections alone") {
  auto provider = start_provider(openai_behaviour({}));
  auto transport = make_transport();
  REQUIRE(exchange_with(*transport, make_chat(provider->base_url(), "parent")).status == 200);
  const pid_t child = fork();
  if (child == 0) {
    const HttpOutcome outcome = exchange_with(*transport, make_chat(provider->base_url(), "child"));
    transport.reset();
    _exit(outcome.status == 200 ? 0 : 1);
  }
  int status = -1;
  REQUIRE(waitpid(child, &status, 0) == child);
  CHECK(status == 0);
  REQUIRE(exchange_with(*transport, make_chat(provider->base_url(), "parent")).status == 200);
  const std::vector<ReceivedRequest> requests = provider->requests();
  REQUIRE(requests.size() == 3);
  CHECK(requests[1].connection != requests[0].connection);
  CHECK(requests[2].connection == requests[0].connection);
}

TEST_CASE("A proxy in the environment is not used") {
  auto provider = start_provider(openai_behaviour({}));
  for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) {
    setenv(name, "http://127.0.0.1:9", 1);  // NOLINT(concurrency-mt-unsafe): one thread here
  }
  auto transport = make_transport();
  CHECK(exchange_with(*transport, make_chat(provider->base_url(), "hi")).status == 200);
  for (const char* name : {"http_proxy", "https_proxy", "all_proxy", "ALL_PROXY"}) {
    unsetenv(name);  // NOLINT(concurrency-mt-unsafe)
  }
}
