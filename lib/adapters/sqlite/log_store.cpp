#include "adapters/sqlite/log_store.h"

#include <utility>

#include "adapters/sqlite/log_schema.h"

namespace weir {
namespace {

using sqlite::Connection;
using sqlite::Statement;

constexpr int64_t kRowsOfStep = 200;
constexpr int64_t kPagesOfStep = 256;

std::string parameter(size_t index) {
  return std::string("?").append(std::to_string(index));
}

void append_item(std::string& list, std::string_view item) {
  if (!list.empty()) list += ',';
  list += item;
}

std::string insert_text() {
  std::string names;
  std::string values;
  size_t index = 0;
  for (const Column& column : intent_columns()) {
    append_item(names, column.name);
    append_item(values, parameter(++index));
  }
  return "INSERT INTO inference(" + names + ",outcome,owner_slot) VALUES(" + values +
         ",'in_flight'," + parameter(index + 1) + ") ON CONFLICT(request_id) DO NOTHING";
}

// Also over `interrupted`: what did happen is better than what the sweep had to assume.
std::string update_text() {
  std::string list;
  size_t index = 0;
  for (const Column& column : outcome_columns()) {
    append_item(list, std::string(column.name) + "=" + parameter(++index));
  }
  return "UPDATE inference SET " + list +
         ",owner_slot=NULL WHERE request_id=" + parameter(index + 1) +
         " AND outcome IN ('in_flight','interrupted')";
}

std::string payload_text(std::span<const Column> columns) {
  std::string names;
  std::string values;
  std::string changes;
  size_t index = 1;
  for (const Column& column : columns) {
    append_item(names, column.name);
    append_item(values, parameter(++index));
    append_item(changes, std::string(column.name) + "=excluded." + std::string(column.name));
  }
  return "INSERT INTO payload(id," + names + ") SELECT id," + values +
         " FROM inference WHERE request_id=?1 ON CONFLICT(id) DO UPDATE SET " + changes;
}

struct Texts {
  std::string insert = insert_text();
  std::string update = update_text();
  std::string request = payload_text(request_payload_columns());
  std::string response = payload_text(response_payload_columns());
};

const Texts& texts() {
  static const Texts all;
  return all;
}

// The cells are borrowed until the statement ends.
int bind_cells(Statement& statement, const std::vector<Cell>& cells, int index) {
  for (const Cell& cell : cells) {
    if (const auto* number = std::get_if<int64_t>(&cell)) {
      statement.bind(index, *number);
    } else if (const auto* text = std::get_if<std::string>(&cell)) {
      statement.bind_text(index, *text);
    } else {
      statement.bind_null(index);
    }
    ++index;
  }
  return index;
}

Result<int64_t> run_with(Connection& connection, std::string_view sql, int64_t first,
                         int64_t second) {
  auto statement = connection.prepare(sql);
  if (!statement.ok()) return std::move(statement).status();
  WEIR_RETURN_IF_ERROR(statement->bind(1, first).bind(2, second).run());
  return connection.changes();
}

}  // namespace

SqliteLogStore::SqliteLogStore(std::unique_ptr<sqlite::Database> database,
                               int64_t max_payload_bytes)
    : database_(std::move(database)), max_payload_bytes_(max_payload_bytes) {}

Result<std::unique_ptr<SqliteLogStore>> SqliteLogStore::open(const Options& options) {
  sqlite::DatabaseOptions file;
  file.directory = options.directory;
  file.file = sqlite::kLogFile;
  file.region = sqlite::kLogRegion;
  file.schema = sqlite::log_schema();
  file.synchronous = options.synchronous;
  file.wait_ms = options.wait_ms;
  auto database = sqlite::Database::open(std::move(file));
  if (!database.ok()) return std::move(database).status();
  std::unique_ptr<SqliteLogStore> store(
      new SqliteLogStore(std::move(database).value(), options.max_payload_bytes));
  WEIR_RETURN_IF_ERROR(store->claim_and_sweep());
  return store;
}

Status SqliteLogStore::claim_and_sweep() {
  auto slot = database_->gate().claim_slot();
  if (!slot.ok()) return std::move(slot).status();
  slot_ = *slot;
  auto write = database_->begin_write();
  if (!write.ok()) return std::move(write).status();
  auto swept = sqlite::interrupt_orphans(write->connection(), database_->gate());
  if (!swept.ok()) return std::move(swept).status();
  swept_ = *swept;
  return write->commit();
}

// True when the row is new.
Result<bool> SqliteLogStore::insert(Connection& connection, const Intent& intent) {
  {
    auto statement = connection.prepare(texts().insert);
    if (!statement.ok()) return std::move(statement).status();
    const std::vector<Cell> cells = cells_of(intent);
    const int next = bind_cells(*statement, cells, 1);
    WEIR_RETURN_IF_ERROR(statement->bind(next, slot_).run());
  }
  if (connection.changes() == 0) return false;
  calls_.begin(intent.request_id, connection.last_insert_id());
  WEIR_RETURN_IF_ERROR(put_payload(connection, texts().request, intent.request_id,
                                   intent.request_payload, intent.request_seal));
  return true;
}

// The next attempt of a call goes to another target.
Status SqliteLogStore::redirect(Connection& connection, const Intent& intent) {
  auto statement = connection.prepare(
      "UPDATE inference SET provider=?1,model=?2,destination_host=?3,request_digest=?4"
      " WHERE request_id=?5 AND outcome='in_flight'");
  if (!statement.ok()) return std::move(statement).status();
  const std::string request_id = intent.request_id.text();
  statement->bind_text(1, intent.provider).bind_text(2, intent.model);
  statement->bind_text(3, intent.destination_host).bind_text(4, intent.request_digest);
  return statement->bind_text(5, request_id).run();
}

// True when there was a row without an outcome.
Result<bool> SqliteLogStore::update(Connection& connection, const OutcomeRecord& record) {
  {
    auto statement = connection.prepare(texts().update);
    if (!statement.ok()) return std::move(statement).status();
    const std::vector<Cell> cells = cells_of(record);
    const std::string request_id = record.request_id.text();
    const int next = bind_cells(*statement, cells, 1);
    WEIR_RETURN_IF_ERROR(statement->bind_text(next, request_id).run());
  }
  if (connection.changes() == 0) return false;
  calls_.end(record.request_id);
  WEIR_RETURN_IF_ERROR(put_payload(connection, texts().response, record.request_id,
                                   record.response_payload, record.response_seal));
  return true;
}

Status SqliteLogStore::put(Connection& connection, const OutcomeRecord& record) {
  if (!record.intent) {
    auto updated = update(connection, record);
    if (!updated.ok()) return std::move(updated).status();
    if (*updated) return {};
  }
  auto inserted = insert(connection, intent_of(record));
  if (!inserted.ok()) return std::move(inserted).status();
  if (!*inserted && !record.intent) return {};  // it has an outcome already
  auto updated = update(connection, record);
  return updated.ok() ? Status() : std::move(updated).status();
}

Status SqliteLogStore::put_payload(Connection& connection, const std::string& sql,
                                   const Uuid& request_id, std::optional<std::string> payload,
                                   PayloadSeal seal) {
  if (!payload) return {};
  seal_payload(payload, seal, max_payload_bytes_);
  auto statement = connection.prepare(sql);
  if (!statement.ok()) return std::move(statement).status();
  const std::string id = request_id.text();
  const std::vector<Cell> cells = payload_cells(*payload, seal);
  statement->bind_text(1, id);
  bind_cells(*statement, cells, 2);
  return statement->run();
}

Status SqliteLogStore::put(Connection& connection, const LogEntry& entry) {
  if (entry.intent) {
    auto inserted = insert(connection, *entry.intent);
    if (!inserted.ok()) return std::move(inserted).status();
    if (!*inserted) WEIR_RETURN_IF_ERROR(redirect(connection, *entry.intent));
  }
  return entry.outcome ? put(connection, *entry.outcome) : Status();
}

Status SqliteLogStore::append(const std::vector<LogEntry>& batch) {
  auto write = database_->begin_write();
  if (!write.ok()) return std::move(write).status();
  const MutexLock lock(calls_mutex_);
  calls_.start();
  for (const LogEntry& entry : batch) WEIR_RETURN_IF_ERROR(put(write->connection(), entry));
  WEIR_RETURN_IF_ERROR(calls_.put_on_record(write->connection(), slot_));
  WEIR_RETURN_IF_ERROR(write->commit());
  calls_.committed();
  return {};
}

Result<int64_t> SqliteLogStore::delete_step(int64_t before_us) {
  constexpr std::string_view kPayloads =
      "DELETE FROM payload WHERE id IN (SELECT id FROM inference WHERE request_time_us<?1"
      " AND outcome<>'in_flight' ORDER BY request_time_us,id LIMIT ?2)";
  constexpr std::string_view kRows =
      "DELETE FROM inference WHERE id IN (SELECT id FROM inference WHERE request_time_us<?1"
      " AND outcome<>'in_flight' ORDER BY request_time_us,id LIMIT ?2)";
  auto write = database_->begin_write();
  if (!write.ok()) return std::move(write).status();
  auto payloads = run_with(write->connection(), kPayloads, before_us, kRowsOfStep);
  if (!payloads.ok()) return payloads;
  auto rows = run_with(write->connection(), kRows, before_us, kRowsOfStep);
  if (!rows.ok()) return rows;
  WEIR_RETURN_IF_ERROR(write->commit());
  return rows;
}

Status SqliteLogStore::give_space_back() {
  while (true) {
    auto write = database_->begin_write();
    if (!write.ok()) return std::move(write).status();
    Connection& connection = write->connection();
    auto free_pages = connection.integer_of("PRAGMA freelist_count");
    if (!free_pages.ok()) return std::move(free_pages).status();
    auto pages = connection.integer_of("PRAGMA page_count");
    if (!pages.ok()) return std::move(pages).status();
    if (*free_pages <= *pages / 4 || *free_pages < kPagesOfStep) return {};
    const std::string step = "PRAGMA incremental_vacuum(" + std::to_string(kPagesOfStep) + ")";
    WEIR_RETURN_IF_ERROR(connection.execute(step.c_str()));
    WEIR_RETURN_IF_ERROR(write->commit());
  }
}

Result<int64_t> SqliteLogStore::delete_before(int64_t before_us) {
  int64_t total = 0;
  while (true) {
    auto deleted = delete_step(before_us);
    if (!deleted.ok()) return deleted;
    if (*deleted == 0) break;
    total += *deleted;
  }
  if (total > 0) WEIR_RETURN_IF_ERROR(give_space_back());
  return total;
}

}  // namespace weir
