// SqliteLogStore's questions. Each is one short read transaction that ends before the answer is
// returned: an open view would keep the WAL from being reset.
#include "adapters/sqlite/log_store.h"
#include "inference_log/column_text.h"
#include "inference_log/rows_json.h"
#include "inference_log/usage.h"

namespace weir {
namespace {

using sqlite::Connection;
using sqlite::Statement;

std::vector<Column> columns_of(bool with_payload) {
  std::vector<Column> all;
  const auto add = [&all](std::span<const Column> columns) {
    all.insert(all.end(), columns.begin(), columns.end());
  };
  add(intent_columns());
  add(outcome_columns());
  if (with_payload) add(request_payload_columns());
  if (with_payload) add(response_payload_columns());
  return all;
}

std::string select_text(const std::vector<Column>& columns, bool with_payload) {
  std::string text = "SELECT ";
  for (const Column& column : columns) text.append(column.name).append(",");
  text.back() = ' ';
  text += "FROM inference ";
  if (with_payload) text += "LEFT JOIN payload USING (id) ";
  return text +
         "WHERE id>=?1 AND request_time_us>=?2 AND (?3='' OR request_id>?3) ORDER BY id LIMIT ?4";
}

// Where a read starts. A row to go on after that has been deleted meanwhile is found by its id,
// which is ordered by time.
struct Start {
  int64_t id = 0;
  std::string after_request_id;
};

Result<Start> find_start(Connection& connection, const LogQuery& query) {
  Start start;
  if (!query.after_request_id.empty()) {
    auto statement = connection.prepare("SELECT id FROM inference WHERE request_id=?1");
    if (!statement.ok()) return std::move(statement).status();
    auto row = statement->bind_text(1, query.after_request_id).step();
    if (!row.ok()) return std::move(row).status();
    if (*row) {
      start.id = statement->integer(0) + 1;
    } else {
      start.after_request_id = query.after_request_id;
    }
  }
  if (query.since_us <= 0) return start;
  // By the index alone, so that a question about the last hour does not read the rows before it;
  // the plus sign keeps SQLite from walking the table in the order of id instead.
  auto statement = connection.prepare("SELECT min(+id) FROM inference WHERE request_time_us>=?1");
  if (!statement.ok()) return std::move(statement).status();
  auto row = statement->bind(1, query.since_us).step();
  if (!row.ok()) return std::move(row).status();
  start.id = std::max(start.id, statement->integer(0));
  return start;
}

void put_row(RowsJson& json, const std::vector<Column>& columns, const Statement& statement) {
  constexpr int kInteger = 1;  // SQLITE_INTEGER
  json.start_row();
  for (size_t i = 0; i < columns.size(); ++i) {
    const int index = static_cast<int>(i);
    if (statement.is_null(index)) {
      json.null(columns[i]);
    } else if (statement.column_type(index) == kInteger) {
      json.integer(columns[i], statement.integer(index));
    } else {
      json.text(columns[i], column_text(statement.text(index), kMaxLogReadBytes));
    }
  }
  json.end_row();
}

Result<std::string> read_rows(Connection& connection, const LogQuery& query) {
  auto start = find_start(connection, query);
  if (!start.ok()) return std::move(start).status();
  const std::vector<Column> columns = columns_of(query.with_payload);
  auto statement = connection.prepare(select_text(columns, query.with_payload));
  if (!statement.ok()) return std::move(statement).status();
  statement->bind(1, start->id).bind(2, query.since_us);
  statement->bind_text(3, start->after_request_id).bind(4, query.limit);
  RowsJson json;
  while (json.size() <= kMaxLogReadBytes) {
    auto row = statement->step();
    if (!row.ok()) return std::move(row).status();
    if (!*row) break;
    put_row(json, columns, *statement);
  }
  return json.finish();
}

std::string_view expression_of(UsageKey key) {
  static constexpr std::array<std::string_view, kUsageKeys> kExpressions = {
      "user_name",
      "member.value",
      "app",
      "endpoint",
      "provider",
      "model",
      "outcome",
      "strftime('%Y-%m-%dT%H:00:00Z',request_time_us/1000000,'unixepoch')",
      "strftime('%Y-%m-%d',request_time_us/1000000,'unixepoch')"};
  return kExpressions.at(static_cast<size_t>(key));
}

std::string usage_text(const std::vector<UsageKey>& keys, int64_t since_us) {
  std::string text = "SELECT ";
  std::string order;
  bool by_group = false;
  for (size_t i = 0; i < keys.size(); ++i) {
    text.append(expression_of(keys[i])).append(",");
    order.append(i == 0 ? "" : ",").append(std::to_string(i + 1));
    by_group = by_group || keys[i] == UsageKey::kGroup;
  }
  for (size_t i = 0; i < kOutcomes; ++i) {
    text.append("sum(outcome='").append(name_of(static_cast<Outcome>(i))).append("'),");
  }
  text +=
      "sum(input_tokens),sum(output_tokens),sum(total_tokens),sum(cost_nano_usd) FROM inference";
  if (by_group) {
    text +=
        " LEFT JOIN json_each(CASE WHEN json_valid(user_groups) THEN user_groups END) AS member"
        " ON TRUE";
  }
  if (since_us > 0) text += " WHERE request_time_us>=?1";
  if (!keys.empty()) text += " GROUP BY " + order + " ORDER BY " + order;
  return text + " LIMIT " + std::to_string(kMaxUsageRows + 1);
}

UsageRow usage_row(const Statement& statement, size_t key_count) {
  UsageRow row;
  int index = 0;
  while (row.keys.size() < key_count) {
    row.keys.push_back(statement.is_null(index)
                           ? std::optional<std::string>()
                           : column_text(statement.text(index), kMaxColumnBytes));
    ++index;
  }
  for (int64_t& calls : row.calls) calls = statement.integer(index++);
  row.input_tokens = statement.integer(index++);
  row.output_tokens = statement.integer(index++);
  row.total_tokens = statement.integer(index++);
  row.cost_nano_usd = statement.integer(index);
  return row;
}

Result<std::string> read_usage(Connection& connection, const std::vector<UsageKey>& keys,
                               int64_t since_us) {
  auto statement = connection.prepare(usage_text(keys, since_us));
  if (!statement.ok()) return std::move(statement).status();
  if (since_us > 0) statement->bind(1, since_us);
  std::vector<UsageRow> rows;
  while (true) {
    auto row = statement->step();
    if (!row.ok()) return std::move(row).status();
    if (!*row) break;
    rows.push_back(usage_row(*statement, keys.size()));
  }
  if (rows.size() > kMaxUsageRows) {
    return Status(
        Code::kInvalidArgument, "usage.too_many_rows",
        "usage has too many groups for one answer: group by less, or ask about less time");
  }
  return usage_json(keys, rows);
}

}  // namespace

Result<std::string> SqliteLogStore::read(const LogQuery& query) {
  WEIR_RETURN_IF_ERROR(check(query));
  auto view = database_->begin_read();
  if (!view.ok()) return std::move(view).status();
  return read_rows(view->connection(), query);
}

Result<std::string> SqliteLogStore::usage(const std::vector<std::string>& by, int64_t since_us) {
  auto keys = parse_usage_keys(by);
  if (!keys.ok()) return std::move(keys).status();
  auto view = database_->begin_read();
  if (!view.ok()) return std::move(view).status();
  return read_usage(view->connection(), *keys, since_us);
}

Result<std::optional<LoggedUse>> SqliteLogStore::find_use(const Uuid& request_id) {
  auto read = database_->begin_read();
  if (!read.ok()) return std::move(read).status();
  auto statement = read->connection().prepare(
      "SELECT outcome, attempts, input_tokens, output_tokens, total_tokens, cost_nano_usd, "
      "usage_estimated "
      "FROM inference WHERE request_id=?1");
  if (!statement.ok()) return std::move(statement).status();
  const std::string id = request_id.text();
  auto row = statement->bind_text(1, id).step();
  if (!row.ok()) return std::move(row).status();
  const auto outcome = *row ? outcome_named(statement->text(0)) : std::nullopt;
  if (!outcome || *outcome == Outcome::kInFlight) {
    return std::optional<LoggedUse>();
  }
  const auto number = [&](int column) -> std::optional<int64_t> {
    if (statement->is_null(column)) return std::nullopt;
    return statement->integer(column);
  };
  LoggedUse use;
  use.outcome = *outcome;
  use.attempts = static_cast<int32_t>(statement->integer(1));
  use.input_tokens = number(2);
  use.output_tokens = number(3);
  use.total_tokens = number(4);
  use.cost_nano_usd = number(5);
  use.usage_estimated = number(6).value_or(0) != 0;
  return std::optional<LoggedUse>(use);
}

}  // namespace weir
