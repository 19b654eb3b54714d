#include "adapters/postgresql/quota_schema.h"

namespace weir::postgresql {

// Integers only: requests, tokens, nano-USD; microseconds. Half of each page of `quota` is left
// free, so that an update stays on its page and touches no index (heap-only tuples).
const char* quota_tables() {
  return R"sql(
CREATE TABLE weir.quota(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key text COLLATE "C" NOT NULL,
  metric smallint NOT NULL,            -- 0 requests 1 input 2 output 3 total tokens 4 nano-USD
                                       -- 5 concurrent calls
  name text COLLATE "C" NOT NULL,      -- the quota's name in the policy
  window_text text COLLATE "C" NOT NULL,  -- calendar/month/Europe/Helsinki, bucket/60000000
  kind smallint NOT NULL,              -- 0 bucket 1 sliding 2 fixed 3 calendar 4 lifetime
                                       -- 5 concurrent
  length_us bigint NOT NULL,           -- bucket, sliding, fixed
  amount_limit bigint NOT NULL,
  capacity bigint NOT NULL,            -- the most that a bucket holds; else amount_limit
  epoch bigint NOT NULL DEFAULT 0,     -- grows when a window ends
  begin_us bigint NOT NULL DEFAULT 0,
  end_us bigint NOT NULL DEFAULT 0,
  level bigint NOT NULL,               -- bucket
  carry bigint NOT NULL DEFAULT 0,
  refilled_us bigint NOT NULL DEFAULT 0,
  settled bigint NOT NULL DEFAULT 0,
  reserved bigint NOT NULL DEFAULT 0,
  over bigint NOT NULL DEFAULT 0,      -- used above what was reserved
  granted bigint NOT NULL DEFAULT 0,   -- on top of the limit, by an administrator
  granted_until_us bigint NOT NULL DEFAULT 0,
  notified integer NOT NULL DEFAULT 0, -- the highest threshold, in percent, that was told of
  notified_until_us bigint NOT NULL DEFAULT 0,
  seen_us bigint NOT NULL DEFAULT 0,   -- the latest time on record: it never runs back
  UNIQUE(key, metric, window_text))    -- another window is another count
  WITH (fillfactor=50);
CREATE TABLE weir.quota_entry(         -- of sliding windows
  quota_id bigint NOT NULL, until_us bigint NOT NULL, amount bigint NOT NULL,
  PRIMARY KEY(quota_id, until_us));
CREATE TABLE weir.quota_hold(          -- one row an attempt
  attempt_id uuid PRIMARY KEY,
  nonce uuid NOT NULL,                 -- of the one request that made it
  machine text NOT NULL,               -- whose log knows the attempt
  pid integer NOT NULL,
  quota_ids bigint[] NOT NULL, amounts bigint[] NOT NULL, epochs bigint[] NOT NULL,
  reserved_us bigint NOT NULL,
  expires_us bigint NOT NULL,
  was_repeated boolean NOT NULL,       -- an earlier request may still arrive
  is_over boolean NOT NULL DEFAULT false)  -- ended; stands until it expires, for such requests
  WITH (fillfactor=70);
CREATE TABLE weir.quota_frozen(
  quota text COLLATE "C" NOT NULL,
  key text COLLATE "C" NOT NULL,       -- '': every key
  PRIMARY KEY(quota, key));
CREATE TABLE weir.quota_event(         -- what was done and what was crossed
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at_us bigint NOT NULL,
  kind text NOT NULL,                  -- reset, freeze, unfreeze, grant, threshold
  quota text NOT NULL, key text NOT NULL,
  metric smallint, amount bigint,      -- what was granted; the percent of a threshold
  actor text NOT NULL,                 -- empty: a call
  nonce uuid);                         -- of the one request that did it
CREATE INDEX quota_hold_expires ON weir.quota_hold(expires_us);
)sql";
}

}  // namespace weir::postgresql
