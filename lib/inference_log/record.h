// One row of the inference table, as plain data, and what a store must do with it.
//
// A call has an intent (committed before the request is sent) and an outcome (committed before a
// whole answer or a stream's end is shown). Names map one to one on a Databricks inference-table
// query (request_id, client_request_id, request_time, status_code, execution_duration_ms, ...).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/status.h"

namespace weir {

enum class Outcome : uint8_t {
  kInFlight,  // the intent alone
  kAnswered,
  kBlocked,  // a guardrail, on the way out or back
  kOverQuota,
  kDenied,
  kInvalid,  // the request could not be read
  kFailed,   // provider, network or store
  kTimeout,
  kCancelled,
  kInterrupted,  // swept: the process ended while the call was in flight
};

[[nodiscard]] std::string_view name_of(Outcome outcome);  // "answered", "over_quota", …

// Where and what, never the text itself.
struct LoggedFinding {
  std::string entity;  // EMAIL_ADDRESS
  std::string leaf;    // JSON pointer in the body: /messages/0/content
  bool in_answer = false;
  int64_t start = 0;  // UTF-8 bytes of the decoded text of the leaf
  int64_t end = 0;
  double score = 0;
  std::string action;  // mask, block, flag
};

// What is known before the request is sent.
struct Intent {
  Uuid request_id;
  int64_t request_time_us = 0;    // UTC
  std::string client_request_id;  // the caller's own id
  std::string user;
  std::vector<std::string> groups;
  std::string app;
  std::string tags_json;      // JSON object, or empty
  std::string caller_source;  // asserted, os_user
  std::string endpoint;
  std::string provider;
  std::string model;            // as sent
  std::string requested_model;  // as the caller named it
  std::string destination_host;
  bool streamed = false;
  std::string conversation_id;
  std::string traceparent;
  std::string policy_hash;     // hex
  std::string detectors_hash;  // hex
  int64_t leaves_scanned = 0;  // of the request
  int64_t leaves_unscanned = 0;
  std::string request_digest;                  // keyed digest of the bytes sent, hex
  std::optional<std::string> request_payload;  // redacted, as sent; none when the policy says so
};

// What is known at the end. Its request_id ties it to its Intent; a call that was refused before
// an intent existed carries one in `intent`, and the two become one row in one transaction.
struct OutcomeRecord {
  Uuid request_id;
  std::optional<Intent> intent;
  Outcome outcome = Outcome::kFailed;
  std::string reason;           // stable reason id, empty when answered
  int32_t status_code = 0;      // what an HTTP client of weir would have seen
  int32_t provider_status = 0;  // 0: no answer
  std::string provider_request_id;
  std::string answered_model;
  std::string finish_reason;  // of the first choice
  int32_t attempts = 0;
  int64_t execution_duration_us = 0;  // the provider's part
  int64_t weir_duration_us = 0;       // weir's own part
  int64_t first_token_us = -1;        // from the send to the first visible byte; -1: none
  std::optional<int64_t> input_tokens;
  std::optional<int64_t> output_tokens;
  std::optional<int64_t> total_tokens;
  std::optional<int64_t> cached_input_tokens;
  std::optional<int64_t> reasoning_tokens;
  bool usage_estimated = false;  // the provider reported none
  std::optional<int64_t> cost_nano_usd;
  std::string price_source;  // "policy" or the dated list's id
  int64_t answer_leaves_scanned = 0;
  int64_t answer_leaves_unscanned = 0;
  std::vector<LoggedFinding> findings;          // of the request and of the answer
  std::string quota_verdict_json;               // remaining per quota, or the one that refused
  std::optional<std::string> response_payload;  // redacted, before pseudonyms are put back
};

// One entry of a batch: exactly one of the two is set.
struct LogEntry {
  std::optional<Intent> intent;
  std::optional<OutcomeRecord> outcome;
};

struct LogQuery {
  int64_t since_us = 0;          // UTC; rows at or after it
  std::string after_request_id;  // text form; rows after it in time order (for --follow)
  int64_t limit = 1000;
  bool with_payload = false;
};

// Safe for concurrent use. May block on the store.
class LogStore {
 public:
  virtual ~LogStore() = default;

  // One transaction for the whole batch, in order. An outcome of a request_id that already has one
  // changes nothing. Success: on record, as durable as the store was opened to be.
  [[nodiscard]] virtual Status append(const std::vector<LogEntry>& batch) = 0;

  // Rows as a JSON array of objects, oldest first.
  [[nodiscard]] virtual Result<std::string> read(const LogQuery& query) = 0;

  // Usage and cost since `since_us`, grouped by the named columns (user, group, app, endpoint,
  // provider, model, outcome, hour, day): a JSON array of objects with calls, answered, blocked,
  // over_quota, denied, failed, input_tokens, output_tokens, total_tokens, cost_usd (decimal text).
  [[nodiscard]] virtual Result<std::string> usage(const std::vector<std::string>& by,
                                                  int64_t since_us) = 0;

  // Deletes rows older than `before_us` in small steps; returns how many.
  [[nodiscard]] virtual Result<int64_t> delete_before(int64_t before_us) = 0;
};

}  // namespace weir
