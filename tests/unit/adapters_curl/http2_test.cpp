// HTTP/2 over TLS, against nghttpx (Debian: nghttp2-proxy) in front of the loopback provider: a
// server that nobody here wrote.
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "adapters_curl/loopback_fixture.h"
#include "adapters_curl/temporary_file.h"
#include "support/provider/tls_identity.h"

using namespace weir;
using namespace weir::testing;

namespace {

uint16_t free_port() {
  auto provider = start_provider(openai_behaviour({}));
  return provider->port();
}

// nghttpx, TLS and HTTP/2 in front, HTTP/1.1 behind.
class Http2Front {
 public:
  explicit Http2Front(uint16_t backend_port)
      : identity_(make_identity()),
        certificate_(identity_.certificate_pem),
        key_(identity_.key_pem),
        port_(free_port()) {
    const std::string front = "--frontend=127.0.0.1," + std::to_string(port_);
    const std::string back = "--backend=127.0.0.1," + std::to_string(backend_port);
    start({WEIR_NGHTTPX, front, back, "--workers=1", "--conf=/dev/null",
           "--accesslog-format=$alpn $server_port", "--accesslog-file=" + access_log_.path(),
           "--errorlog-file=/dev/null", key_.path(), certificate_.path()});
  }
  ~Http2Front() {
    kill(process_, SIGTERM);
    waitpid(process_, nullptr, 0);
  }
  Http2Front(const Http2Front&) = delete;
  Http2Front& operator=(const Http2Front&) = delete;

  [[nodiscard]] std::string base_url() const {
    return "https://127.0.0.1:" + std::to_string(port_);
  }
  [[nodiscard]] std::string ca_file() const { return certificate_.path(); }
  // The protocol of each request so far, as the proxy saw it.
  [[nodiscard]] std::vector<std::string> protocols() const {
    std::ifstream log(access_log_.path());
    std::vector<std::string> out;
    std::string protocol;
    std::string port;
    while (log >> protocol >> port) out.push_back(protocol);
    return out;
  }

 private:
  static TlsIdentity make_identity() {
    auto identity = make_tls_identity();
    if (!identity.ok()) FAIL(identity.status().message());
    return std::move(identity).value();
  }

  void start(std::vector<std::string> words) {
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    INFO("nghttpx is needed: apt-get install nghttp2-proxy");
    REQUIRE(posix_spawn(&process_, WEIR_NGHTTPX, nullptr, nullptr, arguments.data(), environ) == 0);
  }

  TlsIdentity identity_;
  TemporaryFile certificate_;
  TemporaryFile key_;
  TemporaryFile access_log_{""};
  uint16_t port_;
  pid_t process_ = -1;
};

// Until the proxy listens.
void wait_for(CurlTransport& transport, const Http2Front& front) {
  for (int i = 0; i < 500; ++i) {
    if (exchange_with(transport, make_chat(front.base_url(), "ready?")).status == 200) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  FAIL("nghttpx does not answer");
}

struct Http2Setup {
  explicit Http2Setup(Behaviour behaviour)
      : provider(start_provider(std::move(behaviour))), front(provider->port()) {
    CurlTransportOptions options;
    options.ca_file = front.ca_file();
    transport = make_transport(options);
  }
  std::unique_ptr<LoopbackProvider> provider;
  Http2Front front;
  std::unique_ptr<CurlTransport> transport;
};

}  // namespace

TEST_CASE("HTTP/2 is negotiated, and exchanges share a connection") {
  Http2Setup setup(openai_behaviour({}));
  wait_for(*setup.transport, setup.front);
  const int64_t opened = setup.transport->connections_opened();
  for (int i = 0; i < 20; ++i) {
    const bool stream = i % 2 == 1;
    const HttpOutcome outcome =
        exchange_with(*setup.transport, make_chat(setup.front.base_url(), "hello two", stream));
    REQUIRE(outcome.failure.ok());
    REQUIRE(outcome.status == 200);
    REQUIRE(outcome.header("content-type") == (stream ? "text/event-stream" : "application/json"));
    REQUIRE(outcome.body.find(stream ? "[DONE]" : "You said: hello two") != std::string::npos);
  }
  CHECK(setup.transport->connections_opened() == opened);  // the one of wait_for()
  const std::vector<std::string> protocols = setup.front.protocols();
  CHECK(protocols.size() >= 20);
  for (const std::string& protocol : protocols) CHECK(protocol == "h2");
  const std::vector<ReceivedRequest> requests = setup.provider->requests();
  CHECK(requests.back().header("authorization") == "Bearer canary-key-4711");
}

TEST_CASE("A cancelled HTTP/2 exchange leaves its connection whole") {
  OpenAiOptions options;
  options.delta_delay_ms = 5;
  Http2Setup setup(openai_behaviour(options));
  wait_for(*setup.transport, setup.front);
  const int64_t opened = setup.transport->connections_opened();
  for (int i = 0; i < 5; ++i) {
    auto exchange = setup.transport->send(make_chat(setup.front.base_url(), "a b c d e", true));
    REQUIRE(exchange.ok());
    CHECK((*exchange)->next(-1).kind == HttpEvent::Kind::kHead);
    (*exchange)->cancel();
    CHECK((*exchange)->next(-1).failure.reason() == "call.cancelled");
  }
  CHECK(exchange_with(*setup.transport, make_chat(setup.front.base_url(), "hi")).status == 200);
  CHECK(setup.transport->connections_opened() == opened);
}

TEST_CASE("A large HTTP/2 answer comes whole to a slow reader, in bounded pieces") {
  OpenAiOptions options;
  options.fixed_size = 20 << 20;
  Http2Setup setup(openai_behaviour(options));
  wait_for(*setup.transport, setup.front);
  auto exchange = setup.transport->send(make_chat(setup.front.base_url(), "hi"));
  REQUIRE(exchange.ok());
  CHECK((*exchange)->next(-1).kind == HttpEvent::Kind::kHead);
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  HttpOutcome outcome;
  outcome.heads = 1;
  while (add_event(outcome, (*exchange)->next(-1))) continue;
  CHECK(outcome.failure.ok());
  CHECK(outcome.body.size() > size_t{20} << 20);
  CHECK(outcome.largest_piece <= size_t{512} << 10);
}

TEST_CASE("A stream that HTTP/2 resets is told as closed early") {
  Http2Setup setup(openai_behaviour({}));
  wait_for(*setup.transport, setup.front);
  const HttpOutcome outcome = exchange_with(
      *setup.transport, make_chat(setup.front.base_url(), "now break the stream please", true));
  CHECK(outcome.failure.code() == Code::kProvider);
  CHECK(outcome.failure.reason() == "http.closed_early");
  CHECK(outcome.body.find("data: ") == 0);
}

TEST_CASE("HTTP/2 can be left out") {
  auto provider = start_provider(openai_behaviour({}));
  const Http2Front front(provider->port());
  CurlTransportOptions options;
  options.ca_file = front.ca_file();
  options.http2 = false;
  auto transport = make_transport(options);
  wait_for(*transport, front);
  for (const std::string& protocol : front.protocols()) CHECK(protocol == "http/1.1");
}
