// What the gateway asks of HTTP, for the run door. The carry door has no Transport: the caller is
// it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/secret.h"
#include "base/status.h"

namespace weir {

struct HttpHeader {
  std::string name;
  std::string value;
};

// One request to a provider. The key travels apart from the other headers, as a Secret that is put
// into `key_header` ("Authorization: Bearer <key>" or "api-key: <key>") at the last moment.
struct HttpRequest {
  std::string method = "POST";
  std::string url;
  std::vector<HttpHeader> headers;
  std::string key_header;  // name; empty: no key
  std::string key_prefix;  // "Bearer "
  Secret key;
  std::string body;
  int64_t connect_timeout_ms = 10'000;
  int64_t first_byte_timeout_ms = 60'000;  // from the send to the first body byte
  int64_t total_timeout_ms = 600'000;
  int64_t max_response_bytes = 32LL << 20;
};

// One thing that arrived.
struct HttpEvent {
  enum class Kind : uint8_t { kNone, kHead, kBody, kEnd, kFailed };
  Kind kind = Kind::kNone;          // kNone: the wait timed out, nothing is lost
  int32_t status = 0;               // kHead
  std::vector<HttpHeader> headers;  // kHead, names in lower case
  std::string body;                 // kBody
  Status failure;                   // kFailed: kTimeout "http.timeout.connect|first_token|total",
                                    // kCancelled "call.cancelled", kUnavailable "http.connect",
                                    // "http.tls", "http.dns", kProvider "http.closed_early",
                                    // "http.malformed", "http.too_large"
};

// A transfer under way. Used by one thread at a time, except cancel().
class HttpExchange {
 public:
  virtual ~HttpExchange() = default;  // ends the transfer

  // Waits up to `timeout_ms` (-1: as long as the transfer's own limits allow; 0: does not wait).
  [[nodiscard]] virtual HttpEvent next(int64_t timeout_ms) = 0;

  // From any thread, any number of times; next() returns kFailed within 10 ms.
  virtual void cancel() = 0;

  // Readable when next(0) has something to return; -1 where there is none. Borrowed.
  [[nodiscard]] virtual int descriptor() const = 0;
};

// Safe for concurrent use. Keeps connections for reuse.
class HttpTransport {
 public:
  virtual ~HttpTransport() = default;
  [[nodiscard]] virtual Result<std::unique_ptr<HttpExchange>> send(HttpRequest request) = 0;
};

}  // namespace weir
