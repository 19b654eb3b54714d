// HttpTransport over libcurl: HTTP/1.1, and HTTP/2 where TLS negotiates it (ALPN).
//
// Threads: an exchange runs on the thread that calls next(); there is no I/O thread. The one thread
// that libcurl may start is its resolver's: one per name lookup, for as long as getaddrinfo(3)
// takes, none for an address in digits and none while the name is in the cache (60 s).
//
// Connections: each exchange borrows a loop (a curl multi handle with its connection cache) from a
// pool and gives it back when it ends, so a connection serves one exchange at a time and is used
// again by the next one to the same origin.
//
// Safety: certificates and names are always verified; redirects are not followed; no cookies, no
// .netrc, no proxy from the environment, no "Expect: 100-continue", no protocol but http and https,
// no decoding of compressed bodies. libcurl's silent second send, for a kept connection that turns
// out to be dead, is stopped: what may have reached the provider is reported, not repeated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/status.h"
#include "gateway/transport.h"

namespace weir {

class LoopPool;

struct CurlTransportOptions {
  std::string ca_file;  // PEM, in place of the system's; empty: the system's
  std::string proxy;    // "http://host:port", always by CONNECT; empty: none
  bool http2 = true;
  size_t max_idle_loops = 64;  // kept for reuse; each holds 2 descriptors and its connections
};

class CurlTransport final : public HttpTransport {
 public:
  // Fails when libcurl cannot be initialised beside other threads (older than 7.84), or when
  // ca_file cannot be read.
  [[nodiscard]] static Result<std::unique_ptr<CurlTransport>> make(
      const CurlTransportOptions& options);
  ~CurlTransport() override;

  // The request is under way when it returns. A request that is wrong in itself is refused with
  // kInvalidArgument: "http.url", "http.method", "http.header", "http.key".
  // An exchange may outlive its transport.
  [[nodiscard]] Result<std::unique_ptr<HttpExchange>> send(HttpRequest request) override;

  // Connections opened since the start, by exchanges that have ended.
  [[nodiscard]] int64_t connections_opened() const;

 private:
  explicit CurlTransport(std::shared_ptr<LoopPool> pool);
  std::shared_ptr<LoopPool> pool_;
};

}  // namespace weir
