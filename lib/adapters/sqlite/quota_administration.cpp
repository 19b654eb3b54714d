#include "adapters/sqlite/quota_administration.h"

#include <algorithm>
#include <utility>

#include "adapters/sqlite/quota_rows.h"

namespace weir::sqlite {
namespace {

constexpr int64_t kKeptEvents = 100'000;

Status reset_accounts(QuotaRows& rows, const QuotaAct& act, int64_t now_us) {
  Result<std::vector<QuotaRow>> found = rows.named(act.quota, act.key);
  if (!found.ok()) return std::move(found).status();
  for (QuotaRow& row : *found) {
    WEIR_RETURN_IF_ERROR(bring_up_to_date(row.account, row.account.size, now_us));
    reset(row.account);
    WEIR_RETURN_IF_ERROR(rows.clear_entries(row.id));
    WEIR_RETURN_IF_ERROR(rows.save(row));
  }
  return Status();
}

Status freeze(Connection& connection, const QuotaAct& act) {
  Result<Statement> insert = connection.prepare("INSERT OR IGNORE INTO frozen VALUES(?1, ?2)");
  if (!insert.ok()) return std::move(insert).status();
  return insert->bind_text(1, act.quota).bind_text(2, act.key).run();
}

Status unfreeze(Connection& connection, const QuotaAct& act) {
  Result<Statement> remove =
      connection.prepare("DELETE FROM frozen WHERE quota=?1 AND (?2='' OR key=?2)");
  if (!remove.ok()) return std::move(remove).status();
  WEIR_RETURN_IF_ERROR(remove->bind_text(1, act.quota).bind_text(2, act.key).run());
  return connection.changes() > 0 ? Status() : not_frozen_status(act);
}

Status grant_all(QuotaRows& rows, const QuotaAct& act, int64_t now_us) {
  for (const QuotaCharge& charge : act.accounts) {
    Result<QuotaRow> row = rows.find(charge, now_us);
    if (!row.ok()) return std::move(row).status();
    grant(row->account, charge.amount, now_us);
    WEIR_RETURN_IF_ERROR(rows.put(*row));
  }
  return Status();
}

Status change(Connection& connection, const QuotaAct& act, int64_t now_us) {
  QuotaRows rows(connection);
  switch (act.kind) {
    case QuotaAct::Kind::kReset:
      return reset_accounts(rows, act, now_us);
    case QuotaAct::Kind::kFreeze:
      return freeze(connection, act);
    case QuotaAct::Kind::kUnfreeze:
      return unfreeze(connection, act);
    case QuotaAct::Kind::kGrant:
      return grant_all(rows, act, now_us);
  }
  return Status();
}

Result<bool> is_any_frozen(Connection& connection) {
  Result<Statement> select = connection.prepare("SELECT 1 FROM frozen LIMIT 1");
  if (!select.ok()) return std::move(select).status();
  return select->step();
}

}  // namespace

Status carry_out(Connection& connection, const QuotaAct& act, int64_t now_us) {
  WEIR_RETURN_IF_ERROR(change(connection, act, now_us));
  for (const QuotaEvent& event : events_of(act, now_us)) {
    WEIR_RETURN_IF_ERROR(add_event(connection, event));
  }
  return Status();
}

Status check_frozen(Connection& connection, const std::vector<QuotaCharge>& charges) {
  const Result<bool> is_any = is_any_frozen(connection);
  if (!is_any.ok()) return is_any.status();
  if (!*is_any) return Status();
  Result<Statement> select =
      connection.prepare("SELECT 1 FROM frozen WHERE quota=?1 AND key IN ('', ?2)");
  if (!select.ok()) return std::move(select).status();
  for (const QuotaCharge& charge : charges) {
    const Result<bool> found = select->bind_text(1, charge.quota).bind_text(2, charge.key).step();
    if (!found.ok()) return found.status();
    if (*found) return frozen_status(charge);
    select->rewind();
  }
  return Status();
}

Result<std::vector<FrozenKey>> read_frozen(Connection& connection) {
  Result<Statement> select =
      connection.prepare("SELECT quota, key FROM frozen ORDER BY quota, key");
  if (!select.ok()) return std::move(select).status();
  std::vector<FrozenKey> keys;
  while (true) {
    const Result<bool> is_there = select->step();
    if (!is_there.ok()) return is_there.status();
    if (!*is_there) return keys;
    keys.push_back({std::string(select->text(0)), std::string(select->text(1))});
  }
}

Status add_event(Connection& connection, const QuotaEvent& event) {
  Result<Statement> insert = connection.prepare(
      "INSERT INTO quota_event(at_us, kind, quota, key, actor, metric, amount) "
      "VALUES(?1, ?2, ?3, ?4, ?5, nullif(?6, -1), nullif(?7, -1)) RETURNING id");
  if (!insert.ok()) return std::move(insert).status();
  insert->bind(1, event.at_us).bind_text(2, event.kind).bind_text(3, event.quota);
  insert->bind_text(4, event.key).bind_text(5, event.actor);
  insert->bind(6, event.metric ? static_cast<int64_t>(*event.metric) : -1);
  const Result<bool> is_there = insert->bind(7, event.amount.value_or(-1)).step();
  if (!is_there.ok()) return is_there.status();
  const int64_t newest = insert->integer(0);
  WEIR_RETURN_IF_ERROR(insert->run());
  Result<Statement> forget = connection.prepare("DELETE FROM quota_event WHERE id<=?1");
  if (!forget.ok()) return std::move(forget).status();
  return forget->bind(1, newest - kKeptEvents).run();
}

Result<std::vector<QuotaEvent>> read_events(Connection& connection, int64_t limit) {
  Result<Statement> select = connection.prepare(
      "SELECT at_us, kind, quota, key, metric, amount, actor FROM quota_event "
      "ORDER BY id DESC LIMIT ?1");
  if (!select.ok()) return std::move(select).status();
  select->bind(1, limit);
  std::vector<QuotaEvent> events;
  while (true) {
    const Result<bool> is_there = select->step();
    if (!is_there.ok()) return is_there.status();
    if (!*is_there) return events;
    QuotaEvent event;
    event.at_us = select->integer(0);
    event.kind = select->text(1);
    event.quota = select->text(2);
    event.key = select->text(3);
    if (!select->is_null(4)) {
      event.metric =
          static_cast<Metric>(std::clamp<int64_t>(select->integer(4), 0, kMetricCount - 1));
    }
    if (!select->is_null(5)) event.amount = select->integer(5);
    event.actor = select->text(6);
    events.push_back(std::move(event));
  }
}

}  // namespace weir::sqlite
