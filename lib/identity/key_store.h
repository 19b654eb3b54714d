// Where the keys of providers come from. Implemented in lib/adapters/keys; tests bring their own.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/secret.h"
#include "base/status.h"
#include "policy/policy.h"

namespace weir {

// A key for one request. Owned by the caller, wiped when it ends.
struct KeyGrant {
  Secret key;                 // empty: the provider takes none
  int64_t expires_at_us = 0;  // UTC; 0: not known
};

// Safe for concurrent use. No fault ever holds the key: it names the provider and the reference.
class KeyStore {
 public:
  virtual ~KeyStore() = default;

  // The present key of `provider`. May block: on the file system, and on a program for as long as
  // its time limit. Faults, all kUnavailable: "key.missing", "key.unreadable", "key.permissions",
  // "key.malformed", "key.too_large", "key.program", "key.timeout", "key.expired".
  [[nodiscard]] virtual Result<KeyGrant> key(const ProviderPolicy& provider) = 0;

  // The provider refused the key (HTTP 401): the next key() reads it afresh.
  virtual void forget(std::string_view provider) = 0;
};

}  // namespace weir
