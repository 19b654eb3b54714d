#include "adapters/sqlite/log_schema.h"

namespace weir::sqlite {
namespace {

// One narrow row a call, so that a question over a million rows reads no payloads (1.4 s instead of
// 8.7 s). request_id is a time-ordered UUID, so that its index grows at one end, and is text, so
// that people can search for it. The index of calls in flight holds those alone.
constexpr const char* kTables = R"sql(
CREATE TABLE inference(
  id INTEGER PRIMARY KEY,           -- the order in which the calls went on record
  request_id TEXT NOT NULL UNIQUE,  -- UUID version 7
  request_time_us INTEGER NOT NULL, -- UTC, microseconds since 1970
  client_request_id TEXT,           -- the caller's own
  user_name TEXT,
  user_groups TEXT,                 -- JSON array
  app TEXT,
  tags TEXT,                        -- JSON object
  caller_source TEXT,               -- asserted, os_user
  endpoint TEXT,
  provider TEXT,
  model TEXT,                       -- as sent
  requested_model TEXT,             -- as the caller named it
  destination_host TEXT,
  streamed INTEGER,
  conversation_id TEXT,
  traceparent TEXT,
  policy_hash TEXT,
  detectors_hash TEXT,
  leaves_scanned INTEGER,           -- of the request
  leaves_unscanned INTEGER,
  leaves TEXT,                      -- JSON array: which, and what was not scanned
  request_digest TEXT,              -- keyed, of the bytes sent
  outcome TEXT NOT NULL,            -- in_flight, answered, blocked, over_quota, denied, invalid,
                                    -- failed, timeout, cancelled, interrupted
  reason TEXT,                      -- a stable id; NULL when answered
  status_code INTEGER,              -- what an HTTP client would have seen
  provider_status INTEGER,          -- 0: the provider did not answer
  provider_request_id TEXT,
  answered_model TEXT,
  finish_reason TEXT,
  attempts INTEGER,
  attempt_details TEXT,             -- JSON array: one object an attempt, in order
  execution_duration_us INTEGER,    -- the provider's part
  weir_duration_us INTEGER,         -- the library's own part
  first_token_us INTEGER,
  input_tokens INTEGER,
  output_tokens INTEGER,
  total_tokens INTEGER,
  cached_input_tokens INTEGER,
  reasoning_tokens INTEGER,
  usage_estimated INTEGER,          -- 1: the provider reported none
  cost_nano_usd INTEGER,
  price_source TEXT,
  answer_leaves_scanned INTEGER,
  answer_leaves_unscanned INTEGER,
  answer_leaves TEXT,               -- likewise
  findings TEXT,                    -- JSON array: what was found where, never the text
  findings_total INTEGER,
  quota_verdict TEXT,               -- JSON
  owner_slot INTEGER                -- of the process, while the call is in flight
) STRICT;
CREATE INDEX inference_request_time ON inference(request_time_us);

CREATE TABLE owner(                 -- of calls in flight (log_owner.h)
  slot INTEGER PRIMARY KEY,         -- of store.lock, whose lock byte it holds while it lives
  first_id INTEGER NOT NULL,        -- its calls in flight lie between these
  last_id INTEGER NOT NULL
) STRICT;

CREATE TABLE payload(
  id INTEGER PRIMARY KEY,           -- that of the row in inference
  request TEXT,
  request_bytes INTEGER,            -- of the whole, before it was cut
  request_sha256 TEXT,              -- of the whole
  request_truncated INTEGER,
  response TEXT,
  response_bytes INTEGER,
  response_sha256 TEXT,
  response_truncated INTEGER
) STRICT;
)sql";

constexpr const char* kViews = R"sql(
CREATE VIEW usage_hourly AS
SELECT strftime('%Y-%m-%dT%H:00:00Z', request_time_us / 1000000, 'unixepoch') AS hour,
       endpoint, provider, model, count(*) AS calls, sum(outcome = 'answered') AS answered,
       sum(outcome = 'blocked') AS blocked, sum(outcome = 'over_quota') AS over_quota,
       sum(input_tokens) AS input_tokens, sum(output_tokens) AS output_tokens,
       sum(total_tokens) AS total_tokens, sum(cost_nano_usd) / 1e9 AS cost_usd
FROM inference GROUP BY 1, 2, 3, 4;

CREATE VIEW usage_by_user AS
SELECT user_name, count(*) AS calls, sum(outcome = 'answered') AS answered,
       sum(outcome = 'blocked') AS blocked, sum(outcome = 'over_quota') AS over_quota,
       sum(outcome = 'denied') AS denied, sum(input_tokens) AS input_tokens,
       sum(output_tokens) AS output_tokens, sum(total_tokens) AS total_tokens,
       sum(cost_nano_usd) / 1e9 AS cost_usd,
       strftime('%Y-%m-%dT%H:%M:%SZ', max(request_time_us) / 1000000, 'unixepoch') AS last_call
FROM inference GROUP BY user_name;

CREATE VIEW cost_by_model AS
SELECT provider, model, count(*) AS calls, sum(input_tokens) AS input_tokens,
       sum(cached_input_tokens) AS cached_input_tokens, sum(output_tokens) AS output_tokens,
       sum(cost_nano_usd) AS cost_nano_usd, sum(cost_nano_usd) / 1e9 AS cost_usd,
       sum(cost_nano_usd IS NULL AND outcome = 'answered') AS answered_without_price
FROM inference GROUP BY provider, model;

CREATE VIEW blocked AS
SELECT strftime('%Y-%m-%dT%H:%M:%fZ', request_time_us / 1e6, 'unixepoch') AS request_time,
       request_id, user_name, app, endpoint, model, reason, findings_total, findings
FROM inference WHERE outcome = 'blocked';

CREATE VIEW databricks_inference AS
SELECT request_id AS databricks_request_id,
       date(request_time_us / 1000000, 'unixepoch') AS request_date,
       client_request_id,
       strftime('%Y-%m-%dT%H:%M:%fZ', request_time_us / 1e6, 'unixepoch') AS request_time,
       status_code, 1.0 AS sampling_fraction,
       execution_duration_us / 1000 AS execution_duration_ms,
       request, response,
       json(CASE WHEN request_truncated AND response_truncated
                 THEN '["MAX_REQUEST_SIZE_EXCEEDED","MAX_RESPONSE_SIZE_EXCEEDED"]'
                 WHEN request_truncated THEN '["MAX_REQUEST_SIZE_EXCEEDED"]'
                 WHEN response_truncated THEN '["MAX_RESPONSE_SIZE_EXCEEDED"]'
                 ELSE '[]' END) AS logging_error_codes,
       provider || '/' || model AS served_entity_id,
       user_name AS requester
FROM inference LEFT JOIN payload USING (id);
)sql";

}  // namespace

Schema log_schema() {
  static const std::string text = std::string(kTables) + kViews;
  Schema schema;
  schema.application_id = 0x774C6F67;  // "wLog"
  // 2: table `owner` instead of an index of the calls in flight. 3: which leaves were scanned.
  schema.version = schema.min_reader = schema.min_writer = schema.oldest = 3;
  // So that what retention deletes can be given back to the disk without a rewrite of the file.
  schema.settings = "PRAGMA auto_vacuum=INCREMENTAL;";
  schema.tables = text.c_str();
  return schema;
}

}  // namespace weir::sqlite
