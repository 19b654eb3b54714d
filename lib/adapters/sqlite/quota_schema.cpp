#include "adapters/sqlite/quota_schema.h"

namespace weir::sqlite {
namespace {

// There is no CHECK (settled + reserved <= amount_limit): the settlement of a real overrun must not
// fail. The invariant stands in the WHERE of the one statement that grants (quota_rows.cpp).
// owner ids are never reused (AUTOINCREMENT), so a dead owner cannot come back as another.
constexpr const char* kTables = R"sql(
CREATE TABLE clock(
  id INTEGER PRIMARY KEY CHECK(id=1),
  boot_id TEXT NOT NULL, wall_us INTEGER NOT NULL, boot_us INTEGER NOT NULL,
  last_us INTEGER NOT NULL) STRICT;
CREATE TABLE quota(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  metric INTEGER NOT NULL,             -- 0 requests 1 input 2 output 3 total tokens 4 nano-USD
                                       -- 5 concurrent calls
  name TEXT NOT NULL,                  -- the quota's name in the policy
  window TEXT NOT NULL,                -- calendar/month/Europe/Helsinki, bucket/60000000
  amount_limit INTEGER NOT NULL,
  epoch INTEGER NOT NULL,              -- grows when a window ends
  begin_us INTEGER NOT NULL, end_us INTEGER NOT NULL,
  level INTEGER NOT NULL, carry INTEGER NOT NULL, refilled_us INTEGER NOT NULL,  -- bucket
  settled INTEGER NOT NULL, reserved INTEGER NOT NULL,
  over INTEGER NOT NULL,               -- used above what was reserved
  UNIQUE(key, metric, window)) STRICT; -- another window is another count
CREATE TABLE sliding_entry(
  quota_id INTEGER NOT NULL, until_us INTEGER NOT NULL, amount INTEGER NOT NULL,
  PRIMARY KEY(quota_id, until_us)) STRICT, WITHOUT ROWID;
CREATE TABLE owner(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  slot INTEGER UNIQUE,                 -- of store.lock; NULL: dead
  boot_id TEXT NOT NULL, pid INTEGER NOT NULL, born_us INTEGER NOT NULL) STRICT;
CREATE TABLE hold(
  attempt_id BLOB NOT NULL, quota_id INTEGER NOT NULL,
  amount INTEGER NOT NULL, epoch INTEGER NOT NULL, reserved_us INTEGER NOT NULL,
  owner_id INTEGER NOT NULL, expires_us INTEGER NOT NULL,
  PRIMARY KEY(attempt_id, quota_id)) STRICT, WITHOUT ROWID;
)sql";

// capacity: the most that a bucket holds; else amount_limit. granted: on top of it, by an
// administrator. notified: the highest threshold, in percent, that was told of in this window.
// frozen.key '' stands for every key. quota_event.kind: threshold, reset, freeze, unfreeze, grant;
// amount: the percent of a threshold, what was granted; actor: who did it, empty for a call.
constexpr const char* kFrom1 = R"sql(
ALTER TABLE quota ADD COLUMN capacity INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quota ADD COLUMN granted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quota ADD COLUMN granted_until_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quota ADD COLUMN notified INTEGER NOT NULL DEFAULT 0;
ALTER TABLE quota ADD COLUMN notified_until_us INTEGER NOT NULL DEFAULT 0;
UPDATE quota SET capacity=amount_limit;
CREATE TABLE frozen(
  quota TEXT NOT NULL, key TEXT NOT NULL,
  PRIMARY KEY(quota, key)) STRICT, WITHOUT ROWID;
CREATE TABLE quota_event(
  id INTEGER PRIMARY KEY,
  at_us INTEGER NOT NULL,
  kind TEXT NOT NULL,
  quota TEXT NOT NULL, key TEXT NOT NULL,
  metric INTEGER, amount INTEGER,
  actor TEXT NOT NULL) STRICT;
)sql";

constexpr Migration kMigrations[] = {{1, kFrom1}};

}  // namespace

Schema quota_schema() {
  Schema schema;
  schema.application_id = 0x77656971;  // "weiq"
  // A library of schema 1 would pass over what is frozen, and count bursts and grants wrongly.
  schema.version = 2;
  schema.min_reader = 2;
  schema.min_writer = 2;
  schema.oldest = 1;
  schema.migrations = kMigrations;
  // Its rows are of 50 to 200 bytes, but a commit writes whole pages to the WAL and from there to
  // the disk: with 4096 a governed call took 10 us more.
  schema.page_size = 1024;
  schema.tables = kTables;
  return schema;
}

}  // namespace weir::sqlite
