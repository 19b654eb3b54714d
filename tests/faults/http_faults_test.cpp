// Every way in which a provider breaks off, lies or never ends, against the curl adapter. Each ends
// with a listed reason, nothing that came before is lost, and memory stays bounded.
#include <sys/resource.h>

#include <thread>
#include <vector>

#include "unit/adapters_curl/loopback_fixture.h"

using namespace weir;
using namespace weir::testing;

namespace {

struct Fault {
  const char* name;
  const char* answer;  // the sections after [request]
  Code code;
  const char* reason;  // empty: no failure
  const char* body;    // what came before
};

// The time limits are 150 ms where a fault has to run into one.
const Fault kFaults[] = {
    {"closed before the head", "[answer fault=close]\n", Code::kProvider, "http.closed_early", ""},
    {"reset before the head", "[answer fault=reset]\n", Code::kProvider, "http.closed_early", ""},
    {"silent", "[answer fault=hang]\n", Code::kTimeout, "http.timeout.first_token", ""},
    {"silent after the head", "[answer framing=chunked]\n[body]\n{{hang}}\n", Code::kTimeout,
     "http.timeout.first_token", ""},
    {"silent inside the head", "[raw]\nHTTP/1.1 200 O{{hang}}\n", Code::kTimeout,
     "http.timeout.first_token", ""},
    {"silent after the first bytes", "[answer framing=chunked]\n[body]\nabc{{hang}}\n",
     Code::kTimeout, "http.timeout.total", "abc"},
    {"closed inside the head", "[raw newline=crlf]\nHTTP/1.1 200 OK\ncontent-le{{close}}\n",
     Code::kProvider, "http.closed_early", ""},
    {"length too long, closed", "[answer content-length=10]\n[body]\nabc\n", Code::kProvider,
     "http.closed_early", "abc"},
    {"length too long, reset", "[answer content-length=10]\n[body]\nabc{{wait 20}}{{reset}}\n",
     Code::kProvider, "http.closed_early", "abc"},
    {"length too short", "[answer content-length=2]\n[body]\nabcdef\n", Code::kOk, "", "ab"},
    {"chunked, closed between chunks", "[answer framing=chunked]\n[body]\nabc{{cut}}def{{close}}\n",
     Code::kProvider, "http.closed_early", "abcdef"},
    {"chunked, reset inside a chunk",
     "[raw newline=crlf]\nHTTP/1.1 200 OK\ntransfer-encoding: chunked\n\n8\nabc{{wait "
     "20}}{{reset}}\n",
     Code::kProvider, "http.closed_early", "abc"},
    {"a chunk size that is no number",
     "[raw newline=crlf]\nHTTP/1.1 200 OK\ntransfer-encoding: chunked\n\nzz\nabc\n",
     Code::kProvider, "http.malformed", ""},
    {"no HTTP at all", "[raw]\n220 mail.example ESMTP\n", Code::kProvider, "http.malformed", ""},
    {"a length that is no number",
     "[raw newline=crlf]\nHTTP/1.1 200 OK\ncontent-length: x\n\nabc\n", Code::kProvider,
     "http.malformed", ""},
    {"a head without an end", "[raw newline=crlf]\nHTTP/1.1 200 {{forever OK}}\n", Code::kProvider,
     "http.too_large", ""},
    {"a header without an end", "[raw newline=crlf]\nHTTP/1.1 200 OK\nx-a: {{forever b}}\n",
     Code::kProvider, "http.too_large", ""},
    {"headers without an end",
     "[raw newline=crlf]\nHTTP/1.1 200 OK\n{{forever x-a: bbbbbbbbb\\r\\n}}\n", Code::kProvider,
     "http.too_large", ""},
    {"a body without an end", "[answer framing=close]\n[body]\n{{forever abc}}\n", Code::kProvider,
     "http.too_large", nullptr},
    {"a chunked body without an end", "[answer framing=chunked]\n[body]\n{{forever abc}}\n",
     Code::kProvider, "http.too_large", nullptr},
    {"a slow drip",
     "[answer framing=chunked]\n[body piece=1 pause=20]\nabcdefghijklmnopqrstuvwxyz\n",
     Code::kTimeout, "http.timeout.total", nullptr},
};

HttpRequest impatient(const std::string& base_url) {
  HttpRequest request = make_request(base_url, "/v1/x?key=canary-query");
  request.body = "canary-body";
  request.first_byte_timeout_ms = 150;
  request.total_timeout_ms = 300;
  request.max_response_bytes = 1 << 20;
  return request;
}

void check_no_canary(const Status& failure) {
  CHECK(failure.message().find("canary") == std::string_view::npos);
  CHECK(failure.message().find("/v1/x") == std::string_view::npos);
}

// A sanitizer keeps what was freed (up to 256 MiB), so that its figure says little.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int64_t kMemoryBoundKib = 512 << 10;
#else
constexpr int64_t kMemoryBoundKib = 16 << 10;
#endif

int64_t peak_memory_kib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

}  // namespace

TEST_CASE("Each fault has its reason, and what came before it is delivered") {
  for (const Fault& fault : kFaults) {
    DYNAMIC_SECTION(fault.name) {
      auto provider = start_case(std::string("[request]\n") + fault.answer);
      auto transport = make_transport();
      const HttpOutcome outcome = exchange_with(*transport, impatient(provider->base_url()));
      CHECK(outcome.failure.code() == fault.code);
      CHECK(outcome.failure.reason() == fault.reason);
      if (fault.body != nullptr) CHECK(outcome.body == fault.body);
      CHECK(outcome.body.size() <= size_t{1} << 20);
      CHECK(outcome.head_came_first);
      check_no_canary(outcome.failure);
      CHECK(provider->request_count() == 1);  // nothing was sent twice
    }
  }
}

TEST_CASE("A broken connection is not used again") {
  auto provider = start_case(R"(
[request]
[answer content-length=10]
[body]
abc

[request]
[answer]
[body]
good
)");
  auto transport = make_transport();
  CHECK(exchange_with(*transport, impatient(provider->base_url())).failure.reason() ==
        "http.closed_early");
  CHECK(exchange_with(*transport, impatient(provider->base_url())).body == "good");
  CHECK(provider->connection_count() == 2);
}

TEST_CASE("A request on a kept connection that dies is not sent a second time") {
  for (const char* fault : {"close", "reset"}) {
    auto provider = start_case(std::string("[request]\n[answer]\n[body]\ngood\n") +
                               "[request]\n[answer fault=" + fault + "]\n");
    auto transport = make_transport();
    CHECK(exchange_with(*transport, impatient(provider->base_url())).body == "good");
    const HttpOutcome outcome = exchange_with(*transport, impatient(provider->base_url()));
    CHECK(outcome.failure.code() == Code::kProvider);
    CHECK(outcome.failure.reason() == "http.closed_early");
    CHECK(provider->request_count() == 2);
  }
}

TEST_CASE("A connection that was closed while idle is replaced, without a failure") {
  auto provider = start_case(R"(
[request repeat=2]
[answer content-length=4]
[body]
good
)");  // content-length=N closes after the body
  auto transport = make_transport();
  CHECK(exchange_with(*transport, impatient(provider->base_url())).body == "good");
  while (provider->open_connection_count() > 0) std::this_thread::yield();
  CHECK(exchange_with(*transport, impatient(provider->base_url())).body == "good");
  CHECK(provider->connection_count() == 2);
}

TEST_CASE("Nobody listens") {
  std::string base_url;
  {
    auto provider = start_case("[request]\n[answer]\n");
    base_url = provider->base_url();
  }
  auto transport = make_transport();
  const HttpOutcome outcome = exchange_with(*transport, impatient(base_url));
  CHECK(outcome.failure.code() == Code::kUnavailable);
  CHECK(outcome.failure.reason() == "http.connect");
  check_no_canary(outcome.failure);
}

TEST_CASE("A name that does not exist") {
  auto transport = make_transport();
  HttpRequest request = make_request("http://no-such-host.invalid");  // RFC 2606
  const HttpOutcome outcome = exchange_with(*transport, std::move(request));
  CHECK(outcome.failure.code() == Code::kUnavailable);
  CHECK(outcome.failure.reason() == "http.dns");
}

TEST_CASE("Cancel at every stage") {
  auto provider = start_case(R"(
[request repeat=0]
[answer framing=chunked]
[body]
abc{{hang}}
)");
  auto transport = make_transport();
  for (int events = 0; events < 3; ++events) {  // before the head, after it, after the first bytes
    auto exchange = transport->send(impatient(provider->base_url()));
    REQUIRE(exchange.ok());
    for (int i = 0; i < events; ++i) CHECK((*exchange)->next(-1).kind != HttpEvent::Kind::kNone);
    (*exchange)->cancel();
    const HttpEvent event = (*exchange)->next(-1);
    CHECK(event.kind == HttpEvent::Kind::kFailed);
    CHECK(event.failure.reason() == "call.cancelled");
  }
}

TEST_CASE("100 MB are stopped at max_response_bytes, in bounded memory") {
  auto provider = start_case(R"(
[request]
[answer]
[body]
{{fill 100000000 abcdefgh}}
)");
  auto transport = make_transport();
  HttpRequest request = make_request(provider->base_url());
  request.max_response_bytes = 32 << 20;
  const int64_t before = peak_memory_kib();
  auto exchange = transport->send(std::move(request));
  REQUIRE(exchange.ok());
  int64_t bytes = 0;
  HttpEvent event;
  do {
    event = (*exchange)->next(-1);
    CHECK(event.body.size() <= 512 << 10);
    bytes += static_cast<int64_t>(event.body.size());
  } while (event.kind != HttpEvent::Kind::kFailed && event.kind != HttpEvent::Kind::kEnd);
  CHECK(event.failure.reason() == "http.too_large");
  CHECK(bytes <= 32 << 20);
  CHECK(bytes > 31 << 20);
  CHECK(peak_memory_kib() - before < kMemoryBoundKib);
}

TEST_CASE("A reader that stands still holds the provider back, not memory") {
  auto provider = start_case(R"(
[request]
[answer]
[body]
{{fill 50000000 abcdefgh}}
)");
  auto transport = make_transport();
  HttpRequest request = make_request(provider->base_url());
  request.max_response_bytes = 64 << 20;
  auto exchange = transport->send(std::move(request));
  REQUIRE(exchange.ok());
  CHECK((*exchange)->next(-1).kind == HttpEvent::Kind::kHead);
  const int64_t before = peak_memory_kib();
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  CHECK(peak_memory_kib() - before < kMemoryBoundKib);
  int64_t bytes = 0;
  HttpEvent event;
  do {
    event = (*exchange)->next(-1);
    bytes += static_cast<int64_t>(event.body.size());
  } while (event.kind == HttpEvent::Kind::kBody);
  CHECK(event.kind == HttpEvent::Kind::kEnd);
  CHECK(bytes == 50'000'000);
}

TEST_CASE("Odd ways to cut an answer do not matter") {
  for (const char* pieces : {"", " piece=1", " piece=7", " piece=100"}) {
    auto provider = start_case(std::string("[request]\n[answer framing=chunked]\n[body") + pieces +
                               "]\ndata: {\"a\":1}\n\ndata: {{fill 3000 xyz}}\n");
    auto transport = make_transport();
    HttpRequest request = make_request(provider->base_url());
    const HttpOutcome outcome = exchange_with(*transport, std::move(request));
    CHECK(outcome.failure.ok());
    CHECK(outcome.body.size() == 21 + 3000);
  }
}
