#include "adapters/sqlite/quota_rows.h"

#include <algorithm>
#include <utility>

#include "quotas/window.h"

namespace weir::sqlite {
namespace {

// Column order of read().
#define WEIR_QUOTA_COLUMNS                                                                \
  "id, name, key, metric, window, amount_limit, epoch, begin_us, end_us, level, carry, "  \
  "refilled_us, settled, reserved, over, capacity, granted, granted_until_us, notified, " \
  "notified_until_us"

constexpr std::string_view kFindByKey =
    "SELECT " WEIR_QUOTA_COLUMNS " FROM quota WHERE key=?1 AND metric=?2 AND window=?3";
constexpr std::string_view kFindById = "SELECT " WEIR_QUOTA_COLUMNS " FROM quota WHERE id=?1";
constexpr std::string_view kAll =
    "SELECT " WEIR_QUOTA_COLUMNS " FROM quota ORDER BY name, key, metric, window";
constexpr std::string_view kNamed =
    "SELECT " WEIR_QUOTA_COLUMNS " FROM quota WHERE name=?1 AND (?2='' OR key=?2)";
constexpr std::string_view kInsert =
    "INSERT INTO quota(" WEIR_QUOTA_COLUMNS
    ") VALUES(NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
    "?18, ?19) RETURNING id";
#undef WEIR_QUOTA_COLUMNS

constexpr std::string_view kSave =
    "UPDATE quota SET amount_limit=?2, epoch=?3, begin_us=?4, end_us=?5, level=?6, carry=?7, "
    "refilled_us=?8, settled=?9, reserved=?10, over=?11, capacity=?12, granted=?13, "
    "granted_until_us=?14, notified=?15, notified_until_us=?16 WHERE id=?1";
// ?17: the amount; ?18: whether the level counts (bucket). The levels of the row are those before.
constexpr std::string_view kGrant =
    "UPDATE quota SET amount_limit=?2, epoch=?3, begin_us=?4, end_us=?5, "
    "level=CASE WHEN ?18 THEN ?6-?17 ELSE ?6 END, carry=?7, refilled_us=?8, settled=?9, "
    "reserved=?10+?17, over=?11, capacity=?12, granted=?13, granted_until_us=?14, notified=?15, "
    "notified_until_us=?16 "
    "WHERE id=?1 AND (?19 OR CASE WHEN ?18 THEN ?17<=?6 ELSE ?9+?10+?17<=?12+?13 END)";

void bind_account(Statement& statement, const QuotaRow& row) {
  const QuotaAccount& account = row.account;
  statement.bind(1, row.id).bind(2, account.size.limit).bind(3, account.epoch);
  statement.bind(4, account.bounds.begin_us).bind(5, account.bounds.end_us);
  statement.bind(6, account.bucket.level).bind(7, account.bucket.carry);
  statement.bind(8, account.bucket.refilled_us).bind(9, account.settled);
  statement.bind(10, account.reserved).bind(11, account.over).bind(12, account.size.capacity);
  statement.bind(13, account.granted).bind(14, account.granted_until_us);
  statement.bind(15, int64_t{account.notified}).bind(16, account.notified_until_us);
}

}  // namespace

Result<QuotaRow> QuotaRows::read(Statement& row) {
  Result<Window> window = parse_window_text(row.text(4));
  if (!window.ok()) return std::move(window).status();
  QuotaRow result;
  result.id = row.integer(0);
  result.name = row.text(1);
  result.key = row.text(2);
  result.metric = static_cast<Metric>(std::clamp<int64_t>(row.integer(3), 0, kMetricCount - 1));
  QuotaAccount& account = result.account;
  account.window = *std::move(window);
  account.size = {row.integer(5), row.integer(15)};
  account.epoch = row.integer(6);
  account.bounds = {row.integer(7), row.integer(8)};
  account.bucket = {row.integer(9), row.integer(10), row.integer(11)};
  account.settled = row.integer(12);
  account.reserved = row.integer(13);
  account.over = row.integer(14);
  account.granted = row.integer(16);
  account.granted_until_us = row.integer(17);
  account.notified = static_cast<int32_t>(row.integer(18));
  account.notified_until_us = row.integer(19);
  return result;
}

Result<QuotaRow> QuotaRows::find(const QuotaCharge& charge, int64_t now_us) {
  Result<Statement> select = connection_.prepare(kFindByKey);
  if (!select.ok()) return std::move(select).status();
  const std::string window = window_text(charge.window);
  select->bind_text(1, charge.key).bind(2, static_cast<int64_t>(charge.metric));
  select->bind_text(3, window);
  Result<bool> is_there = select->step();
  if (!is_there.ok()) return std::move(is_there).status();
  if (!*is_there) {
    Result<QuotaAccount> account = open_account(charge.window, charge.size(), now_us);
    if (!account.ok()) return std::move(account).status();
    return QuotaRow{0, charge.quota, charge.key, charge.metric, *std::move(account)};
  }
  Result<QuotaRow> row = read(*select);
  if (!row.ok()) return row;
  WEIR_RETURN_IF_ERROR(bring_up_to_date(row->account, charge.size(), now_us));
  if (row->account.window.kind == WindowKind::kSliding) {
    WEIR_RETURN_IF_ERROR(drop_old_entries(*row, now_us));
  }
  return row;
}

Result<std::optional<QuotaRow>> QuotaRows::find(int64_t id, int64_t now_us) {
  Result<Statement> select = connection_.prepare(kFindById);
  if (!select.ok()) return std::move(select).status();
  Result<bool> is_there = select->bind(1, id).step();
  if (!is_there.ok()) return std::move(is_there).status();
  if (!*is_there) return std::optional<QuotaRow>();
  Result<QuotaRow> row = read(*select);
  if (!row.ok()) return std::move(row).status();
  WEIR_RETURN_IF_ERROR(bring_up_to_date(row->account, row->account.size, now_us));
  return std::optional<QuotaRow>(*std::move(row));
}

Result<std::vector<QuotaRow>> QuotaRows::read_all(Statement& select) {
  std::vector<QuotaRow> rows;
  while (true) {
    Result<bool> is_there = select.step();
    if (!is_there.ok()) return std::move(is_there).status();
    if (!*is_there) return rows;
    Result<QuotaRow> row = read(select);
    if (!row.ok()) return std::move(row).status();
    rows.push_back(*std::move(row));
  }
}

Result<std::vector<QuotaRow>> QuotaRows::all() {
  Result<Statement> select = connection_.prepare(kAll);
  if (!select.ok()) return std::move(select).status();
  return read_all(*select);
}

Result<std::vector<QuotaRow>> QuotaRows::named(const std::string& name, const std::string& key) {
  Result<Statement> select = connection_.prepare(kNamed);
  if (!select.ok()) return std::move(select).status();
  select->bind_text(1, name).bind_text(2, key);
  return read_all(*select);
}

Status QuotaRows::insert(QuotaRow& row) {
  Result<Statement> insert = connection_.prepare(kInsert);
  if (!insert.ok()) return std::move(insert).status();
  const QuotaAccount& account = row.account;
  const std::string window = window_text(account.window);
  insert->bind_text(1, row.name).bind_text(2, row.key).bind(3, static_cast<int64_t>(row.metric));
  insert->bind_text(4, window).bind(5, account.size.limit).bind(6, account.epoch);
  insert->bind(7, account.bounds.begin_us).bind(8, account.bounds.end_us);
  insert->bind(9, account.bucket.level).bind(10, account.bucket.carry);
  insert->bind(11, account.bucket.refilled_us).bind(12, account.settled);
  insert->bind(13, account.reserved).bind(14, account.over).bind(15, account.size.capacity);
  insert->bind(16, account.granted).bind(17, account.granted_until_us);
  insert->bind(18, int64_t{account.notified}).bind(19, account.notified_until_us);
  Result<bool> is_there = insert->step();
  if (!is_there.ok()) return std::move(is_there).status();
  row.id = insert->integer(0);
  return insert->run();
}

Status QuotaRows::grant(QuotaRow& row, int64_t amount, bool may_exceed) {
  if (row.id == 0) WEIR_RETURN_IF_ERROR(insert(row));
  Result<Statement> update = connection_.prepare(kGrant);
  if (!update.ok()) return std::move(update).status();
  bind_account(*update, row);
  update->bind(17, amount).bind(18, row.account.window.kind == WindowKind::kBucket ? 1 : 0);
  update->bind(19, may_exceed ? 1 : 0);
  WEIR_RETURN_IF_ERROR(update->run());
  if (connection_.changes() == 1) return Status();
  return Status(Code::kInternal, "quota.invariant",
                "quota " + row.name + ": an admission that does not fit was stopped");
}

Status QuotaRows::save(const QuotaRow& row) {
  Result<Statement> update = connection_.prepare(kSave);
  if (!update.ok()) return std::move(update).status();
  bind_account(*update, row);
  return update->run();
}

Status QuotaRows::put(QuotaRow& row) {
  return row.id == 0 ? insert(row) : save(row);
}

// --- Holds --------------------------------------------------------------------------------------

Status QuotaRows::add_hold(const Uuid& attempt, const HoldRow& row, int64_t owner_id,
                           int64_t expires_us) {
  Result<Statement> insert = connection_.prepare(
      "INSERT INTO hold(attempt_id, quota_id, amount, epoch, reserved_us, owner_id, expires_us) "
      "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)");
  if (!insert.ok()) return std::move(insert).status();
  insert->bind_blob(1, attempt.view()).bind(2, row.quota_id).bind(3, row.hold.amount);
  insert->bind(4, row.hold.epoch).bind(5, row.hold.reserved_us).bind(6, owner_id);
  return insert->bind(7, expires_us).run();
}

Result<bool> QuotaRows::has_hold(const Uuid& attempt) {
  Result<Statement> select = connection_.prepare("SELECT 1 FROM hold WHERE attempt_id=?1 LIMIT 1");
  if (!select.ok()) return std::move(select).status();
  return select->bind_blob(1, attempt.view()).step();
}

// In two statements: RETURNING would make a table of its own for the rows, at every execution.
Result<std::vector<HoldRow>> QuotaRows::take_holds(const Uuid& attempt) {
  Result<Statement> select = connection_.prepare(
      "SELECT quota_id, amount, epoch, reserved_us FROM hold WHERE attempt_id=?1");
  if (!select.ok()) return std::move(select).status();
  select->bind_blob(1, attempt.view());
  std::vector<HoldRow> rows;
  while (true) {
    Result<bool> is_there = select->step();
    if (!is_there.ok()) return std::move(is_there).status();
    if (!*is_there) break;
    rows.push_back(
        {select->integer(0), {select->integer(1), select->integer(2), select->integer(3)}});
  }
  if (rows.empty()) return rows;
  Result<Statement> remove = connection_.prepare("DELETE FROM hold WHERE attempt_id=?1");
  if (!remove.ok()) return std::move(remove).status();
  WEIR_RETURN_IF_ERROR(remove->bind_blob(1, attempt.view()).run());
  return rows;
}

// --- Sliding entries ----------------------------------------------------------------------------

Status QuotaRows::add_entry(int64_t quota_id, int64_t until_us, int64_t amount) {
  Result<Statement> insert = connection_.prepare(
      "INSERT INTO sliding_entry VALUES(?1, ?2, ?3) "
      "ON CONFLICT DO UPDATE SET amount=amount+excluded.amount");
  if (!insert.ok()) return std::move(insert).status();
  return insert->bind(1, quota_id).bind(2, until_us).bind(3, amount).run();
}

Status QuotaRows::clear_entries(int64_t quota_id) {
  Result<Statement> remove = connection_.prepare("DELETE FROM sliding_entry WHERE quota_id=?1");
  if (!remove.ok()) return std::move(remove).status();
  return remove->bind(1, quota_id).run();
}

Status QuotaRows::drop_old_entries(QuotaRow& row, int64_t now_us) {
  Result<Statement> remove = connection_.prepare(
      "DELETE FROM sliding_entry WHERE quota_id=?1 AND until_us<=?2 RETURNING amount");
  if (!remove.ok()) return std::move(remove).status();
  remove->bind(1, row.id).bind(2, now_us);
  while (true) {
    Result<bool> is_there = remove->step();
    if (!is_there.ok()) return std::move(is_there).status();
    if (!*is_there) return Status();
    row.account.settled -= remove->integer(0);
  }
}

Result<int64_t> QuotaRows::sliding_retry_us(const QuotaRow& row, int64_t amount, int64_t now_us) {
  Result<Statement> select = connection_.prepare(
      "SELECT amount, until_us, NULL FROM sliding_entry WHERE quota_id=?1 AND until_us>?3 "
      "UNION ALL SELECT amount, NULL, reserved_us FROM hold WHERE quota_id=?1 AND epoch=?2");
  if (!select.ok()) return std::move(select).status();
  select->bind(1, row.id).bind(2, row.account.epoch).bind(3, now_us);
  std::vector<std::pair<int64_t, int64_t>> ends;  // when, how much
  while (true) {
    Result<bool> is_there = select->step();
    if (!is_there.ok()) return std::move(is_there).status();
    if (!*is_there) break;
    const QuotaHold held{select->integer(0), 0, select->integer(2)};
    ends.emplace_back(select->is_null(1) ? entry_end_us(row.account, held) : select->integer(1),
                      held.amount);
  }
  std::sort(ends.begin(), ends.end());
  SlidingWait wait(row.account, amount);
  for (const auto& [end_us, entry] : ends) {
    if (wait.falls_out(entry, end_us)) break;
  }
  return std::max<int64_t>(0, wait.end_us() - now_us);
}

Result<int64_t> QuotaRows::retry_us(const QuotaRow& row, int64_t amount, int64_t now_us) {
  if (row.account.window.kind == WindowKind::kSliding) {
    return sliding_retry_us(row, amount, now_us);
  }
  return weir::retry_us(row.account, amount, now_us);
}

Result<int64_t> QuotaRows::reset_us(const QuotaRow& row, int64_t now_us) {
  if (row.account.window.kind == WindowKind::kSliding) {
    return sliding_retry_us(row, row.account.size.limit, now_us);
  }
  return weir::reset_us(row.account, now_us);
}

Result<int64_t> QuotaRows::look_ahead_us(QuotaRow& row, int64_t now_us) {
  if (row.account.window.kind != WindowKind::kSliding) return weir::reset_us(row.account, now_us);
  Result<Statement> select = connection_.prepare(
      "SELECT coalesce(sum(amount), 0) FROM sliding_entry WHERE quota_id=?1 AND until_us<=?2");
  if (!select.ok()) return std::move(select).status();
  Result<bool> is_there = select->bind(1, row.id).bind(2, now_us).step();
  if (!is_there.ok()) return std::move(is_there).status();
  row.account.settled -= select->integer(0);
  return sliding_retry_us(row, row.account.size.limit, now_us);
}

}  // namespace weir::sqlite
