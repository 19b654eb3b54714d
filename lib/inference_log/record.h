// One row of the inference table, as plain data, and what a store must do with it.
//
// A call has an intent (committed before the request is sent) and an outcome (committed before a
// whole answer or a stream's end is shown). Names map one to one on a Databricks inference-table
// query (request_id, client_request_id, request_time, status_code, execution_duration_ms, ...);
// columns.h lists them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/status.h"

namespace weir {

// The numbers are an order for tables in memory; what is stored are the names.
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
inline constexpr size_t kOutcomes = 10;

[[nodiscard]] std::string_view name_of(Outcome outcome);  // "answered", "over_quota", …
[[nodiscard]] std::optional<Outcome> outcome_named(std::string_view name);

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

// A string, a key or a number of a body, and whether the guardrails read it.
struct LoggedLeaf {
  std::string leaf;  // as in LoggedFinding
  bool is_key = false;
  // What nobody read: image_url, input_audio, file, …; media: base64 in a text that was read beside
  // it. Empty: all of the leaf was read.
  std::string unscanned;

  friend bool operator==(const LoggedLeaf&, const LoggedLeaf&) = default;
};

inline constexpr size_t kMaxLoggedLeaves = 256;

// What a payload was before it was cut to the size that the log keeps. Filled by seal_payload
// (payload.h), which LogWriter calls before an entry is queued.
struct PayloadSeal {
  int64_t bytes = -1;  // of the whole; -1: not sealed yet
  std::string sha256;  // of the whole, hex
  bool truncated = false;
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
  std::vector<LoggedLeaf> leaves;              // which; the first kMaxLoggedLeaves
  std::string request_digest;                  // keyed digest of the bytes sent, hex
  std::optional<std::string> request_payload;  // redacted, as sent; none when the policy says so
  PayloadSeal request_seal;                    // left to the writer
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
  std::string attempts_json;          // JSON array: one object an attempt, in order; or empty
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
  std::vector<LoggedLeaf> answer_leaves;
  std::vector<LoggedFinding> findings;          // of the request and of the answer
  int64_t findings_total = 0;                   // how many there were; 0: as many as `findings`
  std::string quota_verdict_json;               // remaining per quota, or the one that refused
  std::optional<std::string> response_payload;  // redacted, before pseudonyms are put back
  PayloadSeal response_seal;                    // left to the writer
};

// The intent that an outcome's row starts from when no intent of it is on record: the one that it
// carries, else what its id alone tells (a version 7 UUID holds the time).
[[nodiscard]] Intent intent_of(const OutcomeRecord& record);

// One entry of a batch: exactly one of the two is set.
struct LogEntry {
  std::optional<Intent> intent;
  std::optional<OutcomeRecord> outcome;
};

struct LogQuery {
  int64_t since_us = 0;  // UTC; rows of calls that began at or after it
  // Text form of a request_id. Rows that went on record after that row's intent did, so that a
  // reader who follows the log misses none, whatever the clocks of several processes say.
  std::string after_request_id;
  int64_t limit = 1000;  // 1 to kMaxLogRows
  bool with_payload = false;
};
inline constexpr int64_t kMaxLogRows = 10'000;

// kInvalidArgument "log.limit" or "log.after_request_id" for a question that no store can answer.
[[nodiscard]] Status check(const LogQuery& query);

// A read ends early after the row that takes its text past this; after_request_id continues it.
inline constexpr size_t kMaxLogReadBytes = size_t{64} << 20;

// What the log knows of a call that is over.
struct LoggedUse {
  Outcome outcome = Outcome::kInFlight;
  int32_t attempts = 0;
  bool usage_estimated = false;  // the tokens are a guess, and no bound
  std::optional<int64_t> input_tokens;
  std::optional<int64_t> output_tokens;
  std::optional<int64_t> total_tokens;
  std::optional<int64_t> cost_nano_usd;
};

// Safe for concurrent use. May block on the store. Faults: kUnavailable "store.…" when the store
// cannot be had, kInvalidArgument "log.…" or "usage.by" when the question is wrong.
class LogStore {
 public:
  virtual ~LogStore() = default;

  // One transaction for the whole batch, in order: all of it is on record or none. An intent of a
  // request_id that is on record and in flight changes its provider, model, destination and digest:
  // the next attempt goes there. An outcome of one that has an outcome changes nothing. So a batch
  // may be sent again. An outcome without any intent makes a row of what it knows.
  // Success: on record, as durable as the store was opened to be, and visible to other readers.
  [[nodiscard]] virtual Status append(const std::vector<LogEntry>& batch) = 0;

  // Rows as a JSON array of objects, in the order in which their intents went on record. The names
  // are those of columns.h; a value that is not known is null.
  [[nodiscard]] virtual Result<std::string> read(const LogQuery& query) = 0;

  // Usage and cost of the calls that began since `since_us`, grouped by the named columns (see
  // usage.h): a JSON array of objects, ordered by those columns, with calls, one count for each
  // outcome (answered, blocked, over_quota, …; they add up to calls), input_tokens, output_tokens,
  // total_tokens and cost_usd (decimal text). A call of several groups counts in each of them when
  // grouped by group.
  [[nodiscard]] virtual Result<std::string> usage(const std::vector<std::string>& by,
                                                  int64_t since_us) = 0;

  // What a call used; nothing when it is not on record or not over yet. A store of one process
  // alone is never asked.
  [[nodiscard]] virtual Result<std::optional<LoggedUse>> find_use(const Uuid& /*request_id*/) {
    return std::optional<LoggedUse>();
  }

  // Deletes the rows of calls that began before `before_us`, in small steps, each a transaction of
  // its own; calls in flight stay. Returns how many.
  [[nodiscard]] virtual Result<int64_t> delete_before(int64_t before_us) = 0;
};

}  // namespace weir
