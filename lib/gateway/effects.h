// What a call asks of the world, one at a time. The path performs nothing itself: a driver performs
// the effect and feeds its result back (gateway/call.h). Failover, judges, waiting in a queue and
// event loops are more effects, not another design.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "base/ids.h"
#include "base/status.h"
#include "gateway/transport.h"
#include "inference_log/record.h"
#include "quotas/quota_store.h"

namespace weir {

// Read the provider's key; fed with Call::key_fetched.
struct FetchKey {
  size_t provider = 0;  // index into Policy::providers
};

// Take a place in the queue of `key`; fed with Call::enqueued, nothing where it is full, or where
// `only_behind_others` and nobody waits.
struct Enqueue {
  std::string key;
  size_t most = 0;
  bool only_behind_others = false;
};

// Nothing to do for a time: the call waits for quota.
struct Pause {
  int64_t timeout_ms = 0;
};

// Set quota aside; fed with Call::reserved.
struct Reserve {
  Reservation reservation;
};

// Put the intent on record; fed with Call::recorded.
struct RecordIntent {
  Intent intent;
};

// Send the request; what comes is fed under `exchange` with Call::arrived.
struct Send {
  int64_t exchange = 0;
  HttpRequest request;
};

// Nothing to do before something arrives on `exchange`, or `timeout_ms` is over.
struct Await {
  int64_t exchange = 0;
  int64_t timeout_ms = 0;
};

// The exchange is of no more use: end the transfer. Needs no answer.
struct Abandon {
  int64_t exchange = 0;
};

struct ShownEvent {
  std::string data;  // the JSON of one chunk, or "[DONE]"
  std::string text;  // what it adds to the first choice's text
};

// Hand this to the caller: a whole answer, or events of a stream. Needs no answer.
struct Show {
  int32_t status = 200;
  std::vector<HttpHeader> headers;  // with the first bytes only
  bool is_stream = false;
  std::string body;                // a whole answer
  std::vector<ShownEvent> events;  // a stream
};

// Put the outcome on record; fed with Call::recorded.
struct RecordOutcome {
  OutcomeRecord record;
};

// Replace the reservation by what was used; fed with Call::settled.
struct Settle {
  Uuid attempt_id;
  bool never_sent = false;      // give everything back instead
  std::vector<ActualUse> used;  // metrics that are not named are charged as reserved
};

// The call is over. Final: next() says the same from now on.
struct Done {
  Status status;
};

using Effect = std::variant<FetchKey, Enqueue, Pause, Reserve, RecordIntent, Send, Await, Abandon,
                            Show, RecordOutcome, Settle, Done>;

}  // namespace weir
