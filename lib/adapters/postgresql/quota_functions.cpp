#include "adapters/postgresql/quota_schema.h"

namespace weir::postgresql {
namespace {

// The arithmetic of quotas/quota_account.cpp and quotas/token_bucket.cpp, for the server. A
// calendar's windows come from the caller: the one that holds the time and the one after it.
constexpr const char* kArithmetic = R"sql(
CREATE FUNCTION weir.quota_clamp_1(p_value numeric) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT LEAST(GREATEST(p_value, -9223372036854775808), 9223372036854775807)::bigint $$;

-- The time: the caller's if it brings one (tests do), otherwise the server's.
CREATE FUNCTION weir.quota_now_1(p_time bigint) RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT COALESCE(p_time, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint) $$;

CREATE FUNCTION weir.quota_entry_end_1(p_reserved_us bigint, p_length_us bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
  SELECT g.due + (g.granule - g.due % g.granule) % g.granule
  FROM (SELECT GREATEST(1, p_length_us / 65536) AS granule, p_reserved_us + p_length_us AS due) g $$;

-- Refilled, and without a grant that has ended.
CREATE FUNCTION weir.quota_at_1(r weir.quota, p_now bigint) RETURNS weir.quota
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  earned numeric;
BEGIN
  IF r.kind = 0 AND p_now > r.refilled_us THEN
    earned := (p_now - r.refilled_us)::numeric * r.amount_limit + r.carry;
    IF r.level + div(earned, r.length_us) >= r.capacity THEN
      r.level := GREATEST(r.capacity, r.level);
      r.carry := 0;
    ELSE
      r.level := r.level + div(earned, r.length_us);
      r.carry := mod(earned, r.length_us);
    END IF;
    r.refilled_us := p_now;
  END IF;
  IF r.granted <> 0 AND p_now >= r.granted_until_us THEN
    r.granted := 0;
    r.level := LEAST(r.level, r.capacity);
  END IF;
  IF r.notified <> 0 AND p_now >= r.notified_until_us THEN r.notified := 0; END IF;
  RETURN r;
END $$;

CREATE FUNCTION weir.quota_up_to_date_1(r weir.quota, p_limit bigint, p_capacity bigint,
  p_now bigint, p_begin bigint, p_end bigint, p_next_end bigint)
RETURNS weir.quota LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  IF r.kind = 0 OR r.granted <> 0 OR r.notified <> 0 THEN r := weir.quota_at_1(r, p_now); END IF;
  IF r.amount_limit <> p_limit OR r.capacity <> p_capacity THEN
    r.level := weir.quota_clamp_1(r.level::numeric + p_capacity - r.capacity);
    r.carry := 0;
    r.amount_limit := p_limit;
    r.capacity := p_capacity;
  END IF;
  IF (r.kind = 2 OR r.kind = 3) AND p_now >= r.end_us THEN
    IF r.kind = 2 THEN
      r.begin_us := p_now - p_now % r.length_us;
      r.end_us := r.begin_us + r.length_us;
    ELSIF p_now < p_end THEN
      r.begin_us := p_begin;
      r.end_us := p_end;
    ELSE
      r.begin_us := p_end;
      r.end_us := p_next_end;
    END IF;
    r.epoch := r.epoch + 1;
    r.settled := 0;
    r.reserved := 0;
    r.over := 0;
    r.granted := 0;
    r.notified := 0;
  END IF;
  RETURN r;
END $$;

-- When `p_missing` of a sliding account has fallen out, if calls in flight use all they reserved.
CREATE FUNCTION weir.quota_falls_out_1(r weir.quota, p_missing numeric, p_now bigint)
RETURNS bigint LANGUAGE sql STABLE AS $$
  WITH part AS (
    SELECT until_us, amount::numeric FROM weir.quota_entry
    WHERE quota_id = r.id AND until_us > p_now
    UNION ALL
    SELECT weir.quota_entry_end_1(h.reserved_us, r.length_us), a.amount
    FROM weir.quota_hold h, unnest(h.quota_ids, h.amounts) AS a(quota_id, amount)
    WHERE r.id = ANY(h.quota_ids) AND a.quota_id = r.id AND NOT h.is_over
  ), fallen AS (
    SELECT until_us, sum(amount) OVER (ORDER BY until_us) AS total FROM part
  )
  SELECT COALESCE((SELECT min(until_us) FROM fallen WHERE total >= p_missing),
                  (SELECT max(until_us) FROM fallen), 0) $$;
)sql";

// Both functions write settings that are local to the transaction: behind a pooler a session is
// anybody's. Statements of PL/pgSQL cost more than what they do here, so that there are few: the
// accounts are locked by one and written by one.

// All charges of a call or none. They come ordered by key, metric and window, in which order every
// caller locks the accounts, the new ones after the old ones: nobody waits in a circle. Answers
// verdict, time, whether holds have expired, and 12 numbers for each charge: epoch, begin, end,
// level, carry, refilled, settled, reserved, granted, and of a refusal in a sliding window when the
// amount fits and when all is free, and whether it did not fit; then for each threshold that was
// crossed the place of its charge and the percent. verdict: 0 admitted, 1 refused, 2 the attempt
// holds a reservation already, 3 the caller's calendar does not reach to the server's time, 4 one
// is frozen, and the third number is its place. Accounts are as after the admission, or as they
// stand.
constexpr const char* kReserve = R"sql(
CREATE FUNCTION weir.quota_reserve_1(
  p_attempt uuid, p_nonce uuid, p_machine text, p_pid integer, p_repeat integer,
  p_expires_after bigint, p_time bigint, p_wait_ms integer, p_is_durable boolean, p_look boolean,
  p_names text[], p_keys text[], p_metrics smallint[], p_windows text[], p_kinds smallint[],
  p_lengths bigint[], p_begins bigint[], p_ends bigint[], p_next_ends bigint[],
  p_limits bigint[], p_capacities bigint[], p_amounts bigint[], p_warns boolean[],
  p_thresholds text[])
RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  accounts weir.quota[];
  exceeds boolean[];
  r weir.quota;
  v_held weir.quota_hold;
  v_percent integer;
  v_used numeric;
  v_crossed bigint[] := '{}';
  v_setting text := set_config('lock_timeout', p_wait_ms::text, true);
  v_count integer := 0;
  v_place bigint;
  v_now bigint;
  v_verdict bigint := 0;
  v_is_new boolean := true;
  v_is_taken boolean := false;
  v_expired bigint := 0;
  v_ceiling bigint;
  v_ids bigint[];
  v_epochs bigint[];
  v_retry bigint := 0;
  v_reset bigint := 0;
  v_answer bigint[];
BEGIN
  IF NOT p_is_durable THEN
    v_setting := set_config('synchronous_commit', 'off', true);
  ELSIF current_setting('synchronous_commit') = 'off' THEN
    v_setting := set_config('synchronous_commit', 'on', true);
  END IF;
  IF EXISTS(SELECT FROM weir.quota_frozen) THEN
    SELECT min(i) INTO v_place FROM generate_subscripts(p_keys, 1) i
      JOIN weir.quota_frozen f ON f.quota = p_names[i] AND f.key IN ('', p_keys[i]);
    IF v_place IS NOT NULL THEN RETURN ARRAY[4, weir.quota_now_1(p_time), v_place]; END IF;
  END IF;
  FOR r IN
    SELECT q.* FROM unnest(p_keys, p_metrics, p_windows) WITH ORDINALITY AS u(key, metric, name, n)
    JOIN weir.quota q ON q.key = u.key AND q.metric = u.metric AND q.window_text = u.name
    ORDER BY u.n FOR UPDATE OF q
  LOOP
    v_count := v_count + 1;
    accounts[v_count] := r;
    v_now := GREATEST(v_now, r.seen_us);
  END LOOP;
  IF v_count < cardinality(p_keys) THEN
    INSERT INTO weir.quota(key, metric, name, window_text, kind, length_us, amount_limit, capacity,
        level, end_us)
      SELECT p_keys[i], p_metrics[i], p_names[i], p_windows[i], p_kinds[i], p_lengths[i],
        p_limits[i], p_capacities[i], p_capacities[i], p_ends[i]
      FROM generate_subscripts(p_keys, 1) i
      WHERE NOT EXISTS(SELECT FROM unnest(accounts) a WHERE a.key = p_keys[i]
        AND a.metric = p_metrics[i] AND a.window_text = p_windows[i])
      ORDER BY i
      ON CONFLICT DO NOTHING;
    SELECT array_agg(q ORDER BY u.n), count(*) INTO accounts, v_count
      FROM unnest(p_keys, p_metrics, p_windows) WITH ORDINALITY AS u(key, metric, name, n)
      JOIN weir.quota q ON q.key = u.key AND q.metric = u.metric AND q.window_text = u.name
      WHERE q.xmin = pg_current_xact_id()::xid OR q.id IN (SELECT id FROM unnest(accounts));
    -- Waiting for an account that another has made meanwhile could make a circle.
    IF v_count < cardinality(p_keys) THEN
      RAISE SQLSTATE '40001' USING MESSAGE = 'an account has just been made';
    END IF;
  END IF;
  v_now := GREATEST(v_now, p_time, CASE WHEN p_time IS NULL THEN
    (extract(epoch FROM clock_timestamp()) * 1000000)::bigint END);
  -- A request that its caller has given up must not be carried out behind its back.
  IF clock_timestamp() > statement_timestamp() + make_interval(secs => p_wait_ms / 1000.0) THEN
    RAISE SQLSTATE '55P03' USING MESSAGE = 'waited too long for other admissions';
  END IF;

  IF p_repeat > 0 THEN
    SELECT * INTO v_held FROM weir.quota_hold h WHERE h.attempt_id = p_attempt;
    v_is_new := NOT FOUND;
    IF NOT v_is_new AND v_held.nonce <> p_nonce THEN
      v_verdict := 2;
    ELSIF NOT v_is_new AND p_repeat > 1 THEN
      UPDATE weir.quota_hold h SET was_repeated = true WHERE h.attempt_id = p_attempt;
    END IF;
  END IF;

  FOR i IN 1..v_count LOOP
    r := accounts[i];
    IF r.kind = 3 AND v_now >= r.end_us AND NOT (v_now >= p_begins[i] AND v_now < p_next_ends[i]) THEN
      v_verdict := 3;
      EXIT;
    END IF;
    IF r.kind = 0 OR r.granted <> 0 OR r.notified <> 0 OR r.amount_limit <> p_limits[i]
        OR r.capacity <> p_capacities[i] OR (r.kind = 2 OR r.kind = 3) AND v_now >= r.end_us THEN
      r := weir.quota_up_to_date_1(r, p_limits[i], p_capacities[i], v_now, p_begins[i], p_ends[i],
        p_next_ends[i]);
    END IF;
    IF r.kind = 1 AND r.settled > 0 THEN
      r.settled := GREATEST(0, r.settled - (
        SELECT COALESCE(sum(e.amount), 0) FROM weir.quota_entry e
        WHERE e.quota_id = r.id AND e.until_us <= v_now));
    END IF;
    exceeds[i] := false;
    IF v_is_new THEN
      IF r.kind = 0 THEN
        exceeds[i] := r.level < p_amounts[i];
      ELSE
        v_ceiling := r.capacity;
        IF r.granted <> 0 THEN v_ceiling := weir.quota_clamp_1(r.capacity::numeric + r.granted); END IF;
        exceeds[i] := r.settled > v_ceiling OR r.reserved > v_ceiling - r.settled
          OR p_amounts[i] > v_ceiling - r.settled - r.reserved;
      END IF;
      IF exceeds[i] AND NOT p_warns[i] THEN v_verdict := 1; END IF;
    END IF;
    v_ids[i] := r.id;
    v_epochs[i] := r.epoch;
    accounts[i] := r;
  END LOOP;

  IF v_verdict = 0 AND v_is_new THEN
    INSERT INTO weir.quota_hold(attempt_id, nonce, machine, pid, quota_ids, amounts, epochs,
        reserved_us, expires_us, was_repeated)
      VALUES (p_attempt, p_nonce, p_machine, p_pid, v_ids, p_amounts, v_epochs, v_now,
        weir.quota_clamp_1(v_now::numeric + p_expires_after), p_repeat > 0)
      ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      v_verdict := 2;
    ELSE
      FOR i IN 1..v_count LOOP
        r := accounts[i];
        r.name := p_names[i];
        r.reserved := weir.quota_clamp_1(r.reserved::numeric + p_amounts[i]);
        IF r.kind = 0 THEN r.level := weir.quota_clamp_1(r.level::numeric - p_amounts[i]); END IF;
        IF r.kind = 1 THEN
          DELETE FROM weir.quota_entry e WHERE e.quota_id = r.id AND e.until_us <= v_now;
        END IF;
        accounts[i] := r;
      END LOOP;
      v_is_taken := true;
    END IF;
  END IF;

  -- Thresholds, told once in a window: by the admission or the refusal that came to them.
  IF v_is_new AND v_verdict < 2 AND p_thresholds IS NOT NULL THEN
    FOR i IN 1..v_count LOOP
      CONTINUE WHEN p_thresholds[i] = '' OR NOT v_is_taken AND (NOT exceeds[i] OR p_warns[i]);
      r := accounts[i];
      v_ceiling := weir.quota_clamp_1(r.capacity::numeric + r.granted);
      v_used := CASE WHEN r.kind = 0 THEN v_ceiling::numeric - r.level
        ELSE r.settled::numeric + r.reserved END;
      FOREACH v_percent IN ARRAY string_to_array(p_thresholds[i], ' ')::integer[] LOOP
        CONTINUE WHEN v_percent <= r.notified
          OR NOT exceeds[i] AND v_used * 100 < v_ceiling::numeric * v_percent;
        v_crossed := v_crossed || ARRAY[i, v_percent]::bigint[];
        r.notified := v_percent;
        r.notified_until_us := CASE WHEN r.kind < 2 THEN v_now + r.length_us ELSE r.end_us END;
        INSERT INTO weir.quota_event(at_us, kind, quota, key, metric, amount, actor)
          VALUES (v_now, 'threshold', p_names[i], p_keys[i], p_metrics[i], v_percent, '');
      END LOOP;
      accounts[i] := r;
      IF NOT v_is_taken THEN
        UPDATE weir.quota q SET notified = r.notified, notified_until_us = r.notified_until_us
          WHERE q.id = r.id;
      END IF;
    END LOOP;
    IF v_crossed <> '{}' THEN
      DELETE FROM weir.quota_event e WHERE e.id <= (SELECT max(id) FROM weir.quota_event) - 100000;
    END IF;
  END IF;
  IF v_is_taken THEN
    UPDATE weir.quota q SET name = a.name, amount_limit = a.amount_limit, capacity = a.capacity,
      epoch = a.epoch, begin_us = a.begin_us, end_us = a.end_us, level = a.level,
      carry = a.carry, refilled_us = a.refilled_us, settled = a.settled, reserved = a.reserved,
      over = a.over, granted = a.granted, notified = a.notified,
      notified_until_us = a.notified_until_us, seen_us = v_now
      FROM unnest(accounts) a WHERE q.id = a.id;
  END IF;

  IF p_look AND EXISTS(SELECT FROM weir.quota_hold h WHERE h.expires_us <= v_now) THEN
    v_expired := 1;
  END IF;
  v_answer := ARRAY[v_verdict, v_now, v_expired];
  FOR i IN 1..v_count LOOP
    r := accounts[i];
    IF v_verdict = 1 AND r.kind = 1 THEN
      v_retry := weir.quota_falls_out_1(
        r, r.settled::numeric + r.reserved + p_amounts[i] - r.capacity - r.granted, v_now);
      v_reset := weir.quota_falls_out_1(r, r.settled::numeric + r.reserved - r.granted, v_now);
    END IF;
    v_answer := v_answer || ARRAY[r.epoch, r.begin_us, r.end_us, r.level, r.carry, r.refilled_us,
      r.settled, r.reserved, r.granted, v_retry, v_reset, COALESCE(exceeds[i]::integer, 0)];
  END LOOP;
  RETURN v_answer || v_crossed;
END $$;
)sql";

// Ends an attempt once, whatever is repeated; false when there was nothing to end. p_mark: a
// request of its caller may still arrive, and must find that the attempt is over.
constexpr const char* kSettle = R"sql(
CREATE FUNCTION weir.quota_settle_1(
  p_attempt uuid, p_time bigint, p_wait_ms integer, p_is_durable boolean, p_mark bigint,
  p_is_release boolean, p_metrics smallint[], p_amounts bigint[])
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  h weir.quota_hold;
  r weir.quota;
  accounts weir.quota[];
  v_setting text := set_config('lock_timeout', p_wait_ms::text, true);
  v_count integer := 0;
  v_place integer;
  v_time bigint;
  v_now bigint;
  v_held bigint;
  v_used bigint;
BEGIN
  IF NOT p_is_durable THEN
    v_setting := set_config('synchronous_commit', 'off', true);
  ELSIF current_setting('synchronous_commit') = 'off' THEN
    v_setting := set_config('synchronous_commit', 'on', true);
  END IF;
  IF p_mark IS NULL THEN
    DELETE FROM weir.quota_hold WHERE attempt_id = p_attempt AND NOT was_repeated RETURNING * INTO h;
  END IF;
  WHILE h.attempt_id IS NULL LOOP
    UPDATE weir.quota_hold SET is_over = true WHERE attempt_id = p_attempt AND NOT is_over
      RETURNING * INTO h;
    EXIT WHEN FOUND;
    IF p_mark IS NULL THEN RETURN false; END IF;
    v_now := weir.quota_now_1(p_time);
    INSERT INTO weir.quota_hold(attempt_id, nonce, machine, pid, quota_ids, amounts, epochs,
        reserved_us, expires_us, was_repeated, is_over)
      VALUES (p_attempt, p_attempt, '', 0, '{}', '{}', '{}', v_now, v_now + p_mark, true, true)
      ON CONFLICT DO NOTHING;
    IF FOUND OR EXISTS(SELECT FROM weir.quota_hold WHERE attempt_id = p_attempt AND is_over) THEN
      RETURN false;
    END IF;
  END LOOP;

  FOR r IN
    SELECT q.* FROM unnest(h.quota_ids) WITH ORDINALITY AS u(id, n) JOIN weir.quota q ON q.id = u.id
    ORDER BY u.n FOR UPDATE OF q
  LOOP
    IF v_time IS NULL THEN v_time := weir.quota_now_1(p_time); END IF;
    v_now := GREATEST(v_time, r.seen_us);
    r.seen_us := v_now;
    IF r.kind = 0 OR r.granted <> 0 THEN r := weir.quota_at_1(r, v_now); END IF;
    v_place := array_position(h.quota_ids, r.id);
    v_held := h.amounts[v_place];
    v_used := v_held;
    IF p_is_release THEN
      v_used := 0;
    ELSIF r.metric = ANY(p_metrics) THEN
      v_used := p_amounts[array_position(p_metrics, r.metric)];
    END IF;
    IF v_used > v_held THEN r.over := weir.quota_clamp_1(r.over::numeric + v_used - v_held); END IF;
    IF h.epochs[v_place] = r.epoch THEN
      r.reserved := r.reserved - v_held;
      IF r.kind = 0 THEN
        r.level := LEAST(weir.quota_clamp_1(r.capacity::numeric + r.granted),
                         weir.quota_clamp_1(r.level::numeric + v_held - v_used));
      ELSIF r.kind <> 5
          AND (r.kind <> 1 OR weir.quota_entry_end_1(h.reserved_us, r.length_us) > v_now) THEN
        r.settled := weir.quota_clamp_1(r.settled::numeric + v_used);
        IF r.kind = 1 AND v_used > 0 THEN
          INSERT INTO weir.quota_entry AS e
            VALUES (r.id, weir.quota_entry_end_1(h.reserved_us, r.length_us), v_used)
            ON CONFLICT (quota_id, until_us)
            DO UPDATE SET amount = weir.quota_clamp_1(e.amount::numeric + excluded.amount);
        END IF;
      END IF;
    END IF;
    v_count := v_count + 1;
    accounts[v_count] := r;
  END LOOP;
  UPDATE weir.quota q SET level = a.level, carry = a.carry, refilled_us = a.refilled_us,
    settled = a.settled, reserved = a.reserved, over = a.over, granted = a.granted,
    notified = a.notified, seen_us = a.seen_us
    FROM unnest(accounts) a WHERE q.id = a.id;
  RETURN true;
END $$;
)sql";

}  // namespace

std::string quota_functions() {
  return std::string(kArithmetic) + kReserve + kSettle + quota_administration_functions();
}

}  // namespace weir::postgresql
