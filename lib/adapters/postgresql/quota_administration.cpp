#include <algorithm>

#include "adapters/postgresql/quota_admission.h"
#include "adapters/postgresql/quota_schema.h"
#include "adapters/postgresql/quota_store.h"

namespace weir {

using postgresql::QuotaAdmission;
using postgresql::Rows;
using postgresql::Values;

namespace postgresql {

// An administrator's act, once, whatever is repeated: the events carry the nonce of the request.
// p_kind: 0 reset 1 freeze 2 unfreeze 3 grant. Answers 0 done, 3 the caller's calendar does not
// reach to the server's time, 5 there is nothing to unfreeze; and the time.
const char* quota_administration_functions() {
  return R"sql(
CREATE FUNCTION weir.quota_administer_1(
  p_nonce uuid, p_kind integer, p_quota text, p_key text, p_actor text, p_time bigint,
  p_wait_ms integer, p_is_durable boolean,
  p_names text[], p_keys text[], p_metrics smallint[], p_windows text[], p_kinds smallint[],
  p_lengths bigint[], p_begins bigint[], p_ends bigint[], p_next_ends bigint[],
  p_limits bigint[], p_capacities bigint[], p_amounts bigint[])
RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  r weir.quota;
  v_setting text := set_config('lock_timeout', p_wait_ms::text, true);
  v_now bigint := weir.quota_now_1(p_time);
BEGIN
  v_setting := set_config('synchronous_commit',
    CASE WHEN NOT p_is_durable THEN 'off'
      WHEN current_setting('synchronous_commit') = 'off' THEN 'on'
      ELSE current_setting('synchronous_commit') END, true);
  -- One act after another.
  PERFORM pg_advisory_xact_lock(8603106872948);
  IF EXISTS(SELECT FROM weir.quota_event e WHERE e.nonce = p_nonce) THEN RETURN ARRAY[0, v_now]; END IF;
  IF p_kind = 0 THEN
    FOR r IN
      SELECT * FROM weir.quota q WHERE q.name = p_quota AND (p_key = '' OR q.key = p_key)
      ORDER BY q.key, q.metric, q.window_text FOR UPDATE
    LOOP
      v_now := GREATEST(v_now, r.seen_us);
      r := weir.quota_at_1(r, v_now);
      DELETE FROM weir.quota_entry e WHERE e.quota_id = r.id;
      UPDATE weir.quota q SET settled = 0, over = 0, notified = 0, carry = 0, granted = r.granted,
        level = weir.quota_clamp_1(r.capacity::numeric + r.granted - r.reserved),
        refilled_us = r.refilled_us, seen_us = v_now WHERE q.id = r.id;
    END LOOP;
  ELSIF p_kind = 1 THEN
    INSERT INTO weir.quota_frozen VALUES (p_quota, p_key) ON CONFLICT DO NOTHING;
  ELSIF p_kind = 2 THEN
    DELETE FROM weir.quota_frozen f WHERE f.quota = p_quota AND (p_key = '' OR f.key = p_key);
    IF NOT FOUND THEN RETURN ARRAY[5, v_now]; END IF;
  ELSE
    INSERT INTO weir.quota(key, metric, name, window_text, kind, length_us, amount_limit, capacity,
        level, end_us)
      SELECT p_keys[i], p_metrics[i], p_names[i], p_windows[i], p_kinds[i], p_lengths[i],
        p_limits[i], p_capacities[i], p_capacities[i], p_ends[i]
      FROM generate_subscripts(p_keys, 1) i ORDER BY i
      ON CONFLICT DO NOTHING;
    FOR i IN 1..cardinality(p_keys) LOOP
      SELECT * INTO STRICT r FROM weir.quota q WHERE q.key = p_keys[i] AND q.metric = p_metrics[i]
        AND q.window_text = p_windows[i] FOR UPDATE;
      v_now := GREATEST(v_now, r.seen_us);
      IF r.kind = 3 AND v_now >= r.end_us
          AND NOT (v_now >= p_begins[i] AND v_now < p_next_ends[i]) THEN
        IF i > 1 THEN RAISE SQLSTATE '40001' USING MESSAGE = 'a window has just ended'; END IF;
        RETURN ARRAY[3, v_now];
      END IF;
      r := weir.quota_up_to_date_1(r, p_limits[i], p_capacities[i], v_now, p_begins[i], p_ends[i],
        p_next_ends[i]);
      UPDATE weir.quota q SET amount_limit = r.amount_limit, capacity = r.capacity,
        epoch = r.epoch, begin_us = r.begin_us, end_us = r.end_us, carry = r.carry,
        level = weir.quota_clamp_1(r.level::numeric + p_amounts[i]), refilled_us = r.refilled_us,
        settled = r.settled, reserved = r.reserved, over = r.over, notified = r.notified,
        granted = weir.quota_clamp_1(r.granted::numeric + p_amounts[i]),
        granted_until_us = CASE WHEN r.kind < 2 THEN v_now + r.length_us ELSE r.end_us END,
        seen_us = v_now WHERE q.id = r.id;
      INSERT INTO weir.quota_event(at_us, kind, quota, key, metric, amount, actor, nonce)
        VALUES (v_now, 'grant', p_quota, p_keys[i], p_metrics[i], p_amounts[i], p_actor, p_nonce);
    END LOOP;
  END IF;
  IF p_kind < 3 THEN
    INSERT INTO weir.quota_event(at_us, kind, quota, key, actor, nonce)
      VALUES (v_now, (ARRAY['reset', 'freeze', 'unfreeze'])[p_kind + 1], p_quota, p_key, p_actor,
              p_nonce);
  END IF;
  DELETE FROM weir.quota_event e
    WHERE e.id <= (SELECT max(id) FROM weir.quota_event) - 100000;
  RETURN ARRAY[0, v_now];
END $$;
)sql";
}

}  // namespace postgresql

namespace {

constexpr const char* kAdminister =
    "SELECT weir.quota_administer_1($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,"
    "$18,$19,$20)";
constexpr const char* kFrozen = "SELECT quota, key FROM weir.quota_frozen ORDER BY quota, key";
constexpr const char* kEvents =
    "SELECT at_us, kind, quota, key, metric, amount, actor FROM weir.quota_event "
    "ORDER BY id DESC LIMIT GREATEST(0, $1::bigint)";
constexpr int64_t kDone = 0;
constexpr int64_t kStaleCalendar = 3;

QuotaEvent read_event(const Rows& rows, size_t row) {
  QuotaEvent event;
  event.at_us = rows.integer(row, 0);
  event.kind = rows.text(row, 1);
  event.quota = rows.text(row, 2);
  event.key = rows.text(row, 3);
  if (!rows.is_null(row, 4)) {
    event.metric =
        static_cast<Metric>(std::clamp<int64_t>(rows.integer(row, 4), 0, kMetricCount - 1));
  }
  if (!rows.is_null(row, 5)) event.amount = rows.integer(row, 5);
  event.actor = rows.text(row, 6);
  return event;
}

}  // namespace

Status PostgresqlQuotaStore::administer(const QuotaAct& act) {
  WEIR_RETURN_IF_ERROR(check_act(act));
  const Uuid nonce = Uuid::make_v7(clock_.wall_us());
  const Reservation accounts{{}, act.accounts, 0};
  for (int tries = 0; tries < 5; ++tries) {
    Result<QuotaAdmission> granted = QuotaAdmission::make(accounts, estimated_now_us());
    if (!granted.ok()) return std::move(granted).status();
    const Result<Rows> rows = run(kAdminister, [&](int64_t, int64_t wait_ms) {
      Values values;
      values.add(nonce.text()).add(static_cast<int64_t>(act.kind));
      values.add(act.quota).add(act.key).add(act.actor);
      add_time(values);
      values.add(wait_ms).add_boolean(options_.synchronous == Synchronous::kFull);
      granted->add_arrays(values);
      return values;
    });
    if (!rows.ok()) return rows.status();
    const std::vector<int64_t> answer = rows->integers(0, 0);
    if (answer.size() != 2) return Status(Code::kInternal, "store.postgresql", "a strange answer");
    learn_time(answer[1]);
    if (answer[0] == kStaleCalendar) continue;
    return answer[0] == kDone ? Status() : not_frozen_status(act);
  }
  return Status(Code::kUnavailable, "store.busy", "the clock of PostgreSQL does not stand still");
}

Result<std::vector<FrozenKey>> PostgresqlQuotaStore::frozen() {
  const Result<Rows> rows = run(kFrozen, [](int64_t, int64_t) { return Values(); });
  if (!rows.ok()) return rows.status();
  std::vector<FrozenKey> keys;
  for (size_t row = 0; row < rows->size(); ++row) {
    keys.push_back({std::string(rows->text(row, 0)), std::string(rows->text(row, 1))});
  }
  return keys;
}

Result<std::vector<QuotaEvent>> PostgresqlQuotaStore::events(int64_t limit) {
  const Result<Rows> rows =
      run(kEvents, [limit](int64_t, int64_t) { return std::move(Values().add(limit)); });
  if (!rows.ok()) return rows.status();
  std::vector<QuotaEvent> events;
  for (size_t row = 0; row < rows->size(); ++row) events.push_back(read_event(*rows, row));
  return events;
}

}  // namespace weir
