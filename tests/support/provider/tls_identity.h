// A certificate made at start, so that TLS tests need no files: P-256, signed by itself, valid for
// one hour, for localhost and 127.0.0.1.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

#include "base/status.h"

namespace weir::testing {

struct SslContextFree {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};

struct TlsIdentity {
  std::unique_ptr<SSL_CTX, SslContextFree> context;  // a server's, HTTP/1.1 only
  std::string certificate_pem;                       // what a client must trust
  std::string key_pem;                               // for a proxy that stands in front
};

[[nodiscard]] Result<TlsIdentity> make_tls_identity();

}  // namespace weir::testing
