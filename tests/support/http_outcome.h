// An exchange read to its end, for tests of transports.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/transport.h"

namespace weir::testing {

struct HttpOutcome {
  int32_t status = 0;
  std::vector<HttpHeader> headers;
  std::string body;
  Status failure;            // ok: the answer came whole
  size_t largest_piece = 0;  // of the body
  int heads = 0;
  bool head_came_first = true;

  [[nodiscard]] std::string header(std::string_view name) const {
    for (const HttpHeader& each : headers) {
      if (each.name == name) return each.value;
    }
    return {};
  }
};

// Adds one event; false when it was the last.
inline bool add_event(HttpOutcome& outcome, HttpEvent event) {
  switch (event.kind) {
    case HttpEvent::Kind::kNone:
      return true;
    case HttpEvent::Kind::kHead:
      ++outcome.heads;
      outcome.status = event.status;
      outcome.headers = std::move(event.headers);
      return true;
    case HttpEvent::Kind::kBody:
      if (outcome.heads == 0) outcome.head_came_first = false;
      if (event.body.size() > outcome.largest_piece) outcome.largest_piece = event.body.size();
      outcome.body.append(event.body);
      return true;
    case HttpEvent::Kind::kEnd:
      return false;
    case HttpEvent::Kind::kFailed:
      outcome.failure = std::move(event.failure);
      return false;
  }
  return false;
}

inline HttpOutcome read_to_end(HttpExchange& exchange) {
  HttpOutcome outcome;
  while (add_event(outcome, exchange.next(-1))) continue;
  return outcome;
}

// A request that could not be sent is an outcome too.
inline HttpOutcome exchange_with(HttpTransport& transport, HttpRequest request) {
  Result<std::unique_ptr<HttpExchange>> exchange = transport.send(std::move(request));
  if (exchange.ok()) return read_to_end(**exchange);
  HttpOutcome outcome;
  outcome.failure = std::move(exchange).status();
  return outcome;
}

}  // namespace weir::testing
