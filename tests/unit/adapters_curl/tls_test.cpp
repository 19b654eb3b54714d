// Certificates are verified, always.
#include <string>

#include "adapters_curl/loopback_fixture.h"
#include "adapters_curl/temporary_file.h"

using namespace weir;
using namespace weir::testing;

namespace {

std::unique_ptr<LoopbackProvider> start_tls() {
  LoopbackProvider::Options options;
  options.behaviour = openai_behaviour({});
  options.tls = true;
  return start_provider(std::move(options));
}

}  // namespace

TEST_CASE("An unknown authority is refused before anything is sent") {
  auto provider = start_tls();
  auto transport = make_transport();
  const HttpOutcome outcome = exchange_with(*transport, make_chat(provider->base_url(), "hi"));
  CHECK(outcome.failure.code() == Code::kUnavailable);
  CHECK(outcome.failure.reason() == "http.tls");
  CHECK(provider->request_count() == 0);
}

TEST_CASE("The right authority is accepted, and the connection is used again") {
  auto provider = start_tls();
  const TemporaryFile authority(provider->ca_pem());
  CurlTransportOptions options;
  options.ca_file = authority.path();
  auto transport = make_transport(options);
  for (int i = 0; i < 5; ++i) {
    const HttpOutcome outcome =
        exchange_with(*transport, make_chat(provider->base_url(), "hi", i % 2 == 1));
    CHECK(outcome.failure.ok());
    CHECK(outcome.status == 200);
  }
  CHECK(provider->connection_count() == 1);
}

TEST_CASE("A certificate of another provider is refused") {
  auto provider = start_tls();
  auto other = start_tls();
  const TemporaryFile authority(other->ca_pem());
  CurlTransportOptions options;
  options.ca_file = authority.path();
  auto transport = make_transport(options);
  CHECK(exchange_with(*transport, make_chat(provider->base_url(), "hi")).failure.reason() ==
        "http.tls");
  CHECK(provider->request_count() == 0);
}

TEST_CASE("A certificate for another name is refused") {
  auto provider = start_tls();
  const TemporaryFile authority(provider->ca_pem());
  CurlTransportOptions options;
  options.ca_file = authority.path();
  auto transport = make_transport(options);
  // The same address in a spelling that the certificate does not name.
  HttpRequest request =
      make_chat("https://[::ffff:127.0.0.1]:" + std::to_string(provider->port()), "hi");
  CHECK(exchange_with(*transport, std::move(request)).failure.reason() == "http.tls");
  CHECK(provider->request_count() == 0);
}

TEST_CASE("Plain HTTP is not answered by a TLS port") {
  auto provider = start_tls();
  auto transport = make_transport();
  HttpRequest request = make_chat("http://127.0.0.1:" + std::to_string(provider->port()), "hi");
  CHECK_FALSE(exchange_with(*transport, std::move(request)).failure.ok());
  CHECK(provider->request_count() == 0);
}

TEST_CASE("A handshake that nobody answers ends with the connect limit") {
  auto provider = start_provider(openai_behaviour({}));
  auto transport = make_transport();
  HttpRequest request = make_chat("https://127.0.0.1:" + std::to_string(provider->port()), "hi");
  request.connect_timeout_ms = 50;
  const HttpOutcome outcome = exchange_with(*transport, std::move(request));
  CHECK(outcome.failure.code() == Code::kTimeout);
  CHECK(outcome.failure.reason() == "http.timeout.connect");
}

TEST_CASE("A certificate file that is not there is refused at once") {
  CurlTransportOptions options;
  options.ca_file = "/nonexistent/ca.pem";
  CHECK(CurlTransport::make(options).status().reason() == "http.ca_file");
}
