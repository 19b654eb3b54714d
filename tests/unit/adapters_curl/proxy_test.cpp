// Proxies: the one that is named is used, by CONNECT; those of the environment are not.
#include <cstdlib>
#include <string>

#include "adapters_curl/loopback_fixture.h"
#include "adapters_curl/temporary_file.h"
#include "support/connect_proxy.h"

using namespace weir;
using namespace weir::testing;

namespace {

std::unique_ptr<LoopbackProvider> start_tls() {
  LoopbackProvider::Options options;
  options.behaviour = openai_behaviour({});
  options.tls = true;
  return start_provider(std::move(options));
}

// The variables by which programs are told of a proxy.
class ProxyVariables {
 public:
  explicit ProxyVariables(const std::string& url) {
    for (const char* name : kNames) setenv(name, url.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
  }
  ~ProxyVariables() {
    for (const char* name : kNames) unsetenv(name);  // NOLINT(concurrency-mt-unsafe)
  }
  ProxyVariables(const ProxyVariables&) = delete;
  ProxyVariables& operator=(const ProxyVariables&) = delete;

 private:
  static constexpr const char* kNames[] = {"http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY",
                                           "all_proxy"};
};

}  // namespace

TEST_CASE("A proxy that is named joins weir to the provider, and reads nothing") {
  auto provider = start_tls();
  auto proxy = ConnectProxy::start();
  REQUIRE(proxy);
  const TemporaryFile authority(provider->ca_pem());
  CurlTransportOptions options;
  options.ca_file = authority.path();
  options.proxy = proxy->url();
  auto transport = make_transport(options);
  for (const bool is_stream : {false, true}) {
    const HttpOutcome outcome =
        exchange_with(*transport, make_chat(provider->base_url(), "secret words", is_stream));
    CHECK(outcome.failure.ok());
    CHECK(outcome.status == 200);
    CHECK(outcome.heads == 1);  // the proxy's own answer is not shown
    CHECK(outcome.body.find(is_stream ? "[DONE]" : "secret words") != std::string::npos);
  }
  CHECK(provider->request_count() == 2);
  const std::vector<std::string> heads = proxy->heads();
  REQUIRE(heads.size() == 1);  // the connection is used again
  CHECK(heads[0].starts_with("CONNECT 127.0.0.1:"));
  CHECK(heads[0].find("canary-key-4711") == std::string::npos);
  const std::string passed = proxy->passed();
  CHECK(passed.size() > 500);
  CHECK(passed.find("canary-key-4711") == std::string::npos);
  CHECK(passed.find("secret words") == std::string::npos);
}

TEST_CASE("A proxy cannot stand in for the provider") {
  auto provider = start_tls();
  auto proxy = ConnectProxy::start();
  REQUIRE(proxy);
  CurlTransportOptions options;  // no authority: what the proxy leads to is not trusted
  options.proxy = proxy->url();
  auto transport = make_transport(options);
  const HttpOutcome outcome = exchange_with(*transport, make_chat(provider->base_url(), "hi"));
  CHECK(outcome.failure.reason() == "http.tls");
  CHECK(provider->request_count() == 0);
}

TEST_CASE("A proxy that refuses or is not there ends the exchange before anything is sent") {
  auto provider = start_tls();
  auto proxy = ConnectProxy::start(true);
  REQUIRE(proxy);
  for (const std::string& url : {proxy->url(), std::string("http://127.0.0.1:9")}) {
    CurlTransportOptions options;
    options.proxy = url;
    auto transport = make_transport(options);
    const HttpOutcome outcome = exchange_with(*transport, make_chat(provider->base_url(), "hi"));
    INFO(url << ": " << outcome.failure.message());
    CHECK(outcome.failure.code() == Code::kUnavailable);
    CHECK(outcome.failure.reason() == "http.connect");
  }
  CHECK(provider->request_count() == 0);
}

TEST_CASE("The proxies of the environment see nothing") {
  auto provider = start_tls();
  auto proxy = ConnectProxy::start();
  REQUIRE(proxy);
  const TemporaryFile authority(provider->ca_pem());
  CurlTransportOptions options;
  options.ca_file = authority.path();
  const ProxyVariables variables(proxy->url());
  auto transport = make_transport(options);
  CHECK(exchange_with(*transport, make_chat(provider->base_url(), "hi")).status == 200);
  CHECK(proxy->heads().empty());
}
