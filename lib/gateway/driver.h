// Performs what a call asks of the stores and of the key store, for both doors.
#pragma once

#include <functional>
#include <string>

#include "base/clock.h"
#include "gateway/call.h"
#include "gateway/effects.h"
#include "identity/key_store.h"
#include "inference_log/log_writer.h"
#include "quotas/quota_store.h"

namespace weir {

// The edges of one gate. Borrowed: whoever holds a Gate holds them.
struct Edges {
  QuotaStore& quotas;
  QuotaQueue& queue;
  LogWriter& log;
  KeyStore& keys;
  const Clock& clock;
  // Tells the log hook: a reason id and a JSON object of fields.
  std::function<void(const std::string& reason, const std::string& fields)> warn;
};

// Goes on with `call` until something concerns the caller or HTTP: Pause, Send, Await, Abandon,
// Show or Done. Blocks on the stores.
[[nodiscard]] Effect advance(Call& call, Edges& edges);

// Feeds what arrived on an exchange; a key that the provider refused (401) is forgotten first.
// False: no such exchange is under way.
bool arrive(Call& call, Edges& edges, int64_t exchange, HttpEvent event);

}  // namespace weir
