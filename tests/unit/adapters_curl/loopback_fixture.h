// A loopback provider and a transport, and the requests that the tests send.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/curl/curl_transport.h"
#include "support/catch.h"
#include "support/http_outcome.h"
#include "support/provider/case_script.h"
#include "support/provider/loopback_provider.h"
#include "support/provider/openai_behaviour.h"

namespace weir::testing {

inline std::unique_ptr<LoopbackProvider> start_provider(LoopbackProvider::Options options) {
  auto provider = LoopbackProvider::start(std::move(options));
  if (!provider.ok()) FAIL(provider.status().message());
  return std::move(provider).value();
}

inline std::unique_ptr<LoopbackProvider> start_provider(Behaviour behaviour) {
  LoopbackProvider::Options options;
  options.behaviour = std::move(behaviour);
  return start_provider(std::move(options));
}

inline std::shared_ptr<CaseScript> make_script(std::string_view text) {
  auto file = CaseFile::parse("inline", text, provider_sections());
  if (!file.ok()) FAIL(file.status().message());
  auto script = CaseScript::from(*file);
  if (!script.ok()) FAIL(script.status().message());
  return std::move(script).value();
}

inline std::unique_ptr<LoopbackProvider> start_case(std::string_view text) {
  return start_provider(CaseScript::behaviour(make_script(text)));
}

inline std::unique_ptr<CurlTransport> make_transport(const CurlTransportOptions& options = {}) {
  auto transport = CurlTransport::make(options);
  if (!transport.ok()) FAIL(transport.status().message());
  return std::move(transport).value();
}

inline HttpRequest make_request(const std::string& base_url, std::string path = "/v1/x") {
  HttpRequest request;
  request.url = base_url + std::move(path);
  request.headers = {{"Content-Type", "application/json"}};
  request.key_header = "Authorization";
  request.key_prefix = "Bearer ";
  request.key = Secret("canary-key-4711");
  request.body = "{}";
  return request;
}

inline HttpRequest make_chat(const std::string& base_url, std::string_view text,
                             bool stream = false) {
  HttpRequest request = make_request(base_url, "/v1/chat/completions");
  request.body = R"({"model":"m","stream":)";
  request.body.append(stream ? "true" : "false")
      .append(R"(,"messages":[{"role":"user","content":")");
  request.body.append(text).append(R"("}]})");
  return request;
}

}  // namespace weir::testing
