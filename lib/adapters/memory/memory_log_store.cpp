#include "adapters/memory/memory_log_store.h"

#include <ctime>
#include <map>
#include <optional>

#include "inference_log/payload.h"
#include "inference_log/rows_json.h"

namespace weir {
namespace {

using Key = std::optional<std::string>;

Key key_of(const std::string& text) {
  return text.empty() ? Key() : Key(text);
}

std::string utc(int64_t time_us, const char* format) {
  const auto seconds = static_cast<time_t>(time_us / 1'000'000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char buffer[32];
  return {buffer, std::strftime(buffer, sizeof buffer, format, &parts)};
}

Key key_of(UsageKey key, const Intent& intent, Outcome outcome, const Key& group) {
  switch (key) {
    case UsageKey::kUser:
      return key_of(intent.user);
    case UsageKey::kGroup:
      return group;
    case UsageKey::kApp:
      return key_of(intent.app);
    case UsageKey::kEndpoint:
      return key_of(intent.endpoint);
    case UsageKey::kProvider:
      return key_of(intent.provider);
    case UsageKey::kModel:
      return key_of(intent.model);
    case UsageKey::kOutcome:
      return std::string(name_of(outcome));
    case UsageKey::kHour:
      return utc(intent.request_time_us, "%Y-%m-%dT%H:00:00Z");
    case UsageKey::kDay:
      return utc(intent.request_time_us, "%Y-%m-%d");
  }
  return {};
}

void count(UsageRow& row, const OutcomeRecord& outcome) {
  ++row.calls[static_cast<size_t>(outcome.outcome)];
  row.input_tokens += outcome.input_tokens.value_or(0);
  row.output_tokens += outcome.output_tokens.value_or(0);
  row.total_tokens += outcome.total_tokens.value_or(0);
  row.cost_nano_usd += outcome.cost_nano_usd.value_or(0);
}

void put_cells(RowsJson& json, std::span<const Column> columns, const std::vector<Cell>& cells) {
  for (size_t i = 0; i < columns.size(); ++i) {
    json.cell(columns[i], i < cells.size() ? cells[i] : Cell());
  }
}

std::vector<Cell> sealed(std::optional<std::string> payload, PayloadSeal seal) {
  if (!payload) return {};
  seal_payload(payload, seal, kDefaultMaxPayloadBytes);
  return payload_cells(*payload, seal);
}

std::vector<Cell> outcome_cells(const OutcomeRecord& outcome) {
  if (outcome.outcome == Outcome::kInFlight) return {std::string(name_of(Outcome::kInFlight))};
  return cells_of(outcome);
}

}  // namespace

// The next attempt of a call goes to another target.
void MemoryLogStore::redirect(Intent& row, Intent next) {
  row.provider = std::move(next.provider);
  row.model = std::move(next.model);
  row.destination_host = std::move(next.destination_host);
  row.request_digest = std::move(next.request_digest);
}

void MemoryLogStore::put(Intent intent) {
  const std::string id = intent.request_id.text();
  if (const auto place = places_.find(id); place != places_.end()) {
    Row& row = rows_[place->second - forgotten_];
    if (row.outcome.outcome == Outcome::kInFlight) redirect(row.intent, std::move(intent));
    return;
  }
  Row row;
  row.outcome.outcome = Outcome::kInFlight;
  row.request = sealed(std::move(intent.request_payload), intent.request_seal);
  row.intent = std::move(intent);
  rows_.push_back(std::move(row));
  try {
    places_.emplace(id, forgotten_ + rows_.size() - 1);
  } catch (...) {  // out of memory: no place without its row, no row without its place
    rows_.pop_back();
    throw;
  }
  forget_oldest();
}

void MemoryLogStore::put(OutcomeRecord record) {
  if (places_.count(record.request_id.text()) == 0) put(intent_of(record));
  Row& row = rows_[places_.at(record.request_id.text()) - forgotten_];
  if (row.outcome.outcome != Outcome::kInFlight) return;
  row.response = sealed(std::move(record.response_payload), record.response_seal);
  row.outcome = std::move(record);
}

// A call in flight at the front holds the rows behind it, so that its outcome finds its row.
void MemoryLogStore::forget_oldest() {
  while (rows_.size() > max_rows_ && rows_.front().outcome.outcome != Outcome::kInFlight) {
    places_.erase(rows_.front().intent.request_id.text());
    rows_.pop_front();
    ++forgotten_;
  }
}

Status MemoryLogStore::append(const std::vector<LogEntry>& batch) {
  MutexLock lock(mutex_);
  for (const LogEntry& entry : batch) {
    if (entry.intent) put(*entry.intent);
    if (entry.outcome) put(*entry.outcome);
  }
  return {};
}

Result<std::string> MemoryLogStore::read(const LogQuery& query) {
  WEIR_RETURN_IF_ERROR(check(query));
  MutexLock lock(mutex_);
  const auto after = places_.find(query.after_request_id);
  const size_t start = after == places_.end() ? 0 : after->second + 1 - forgotten_;
  const bool is_forgotten = after == places_.end() && !query.after_request_id.empty();
  RowsJson json;
  int64_t rows = 0;
  for (size_t i = start; i < rows_.size() && rows < query.limit; ++i) {
    const Row& row = rows_[i];
    if (row.intent.request_time_us < query.since_us) continue;
    if (is_forgotten && row.intent.request_id.text() <= query.after_request_id) continue;
    json.start_row();
    put_cells(json, intent_columns(), cells_of(row.intent));
    put_cells(json, outcome_columns(), outcome_cells(row.outcome));
    if (query.with_payload) {
      put_cells(json, request_payload_columns(), row.request);
      put_cells(json, response_payload_columns(), row.response);
    }
    json.end_row();
    ++rows;
    if (json.size() > kMaxLogReadBytes) break;
  }
  return json.finish();
}

Result<std::string> MemoryLogStore::usage(const std::vector<std::string>& by, int64_t since_us) {
  auto keys = parse_usage_keys(by);
  if (!keys.ok()) return std::move(keys).status();
  bool by_group = false;
  for (const UsageKey key : *keys) by_group = by_group || key == UsageKey::kGroup;

  std::map<std::vector<Key>, UsageRow> table;
  if (keys->empty()) table[{}];  // one row of totals, even of nothing
  MutexLock lock(mutex_);
  for (const Row& row : rows_) {
    if (row.intent.request_time_us < since_us) continue;
    std::vector<Key> groups = {std::nullopt};
    if (by_group && !row.intent.groups.empty()) {
      groups.assign(row.intent.groups.begin(), row.intent.groups.end());
    }
    for (const Key& group : groups) {
      std::vector<Key> values;
      for (const UsageKey key : *keys) {
        values.push_back(key_of(key, row.intent, row.outcome.outcome, group));
      }
      count(table[values], row.outcome);
    }
  }
  std::vector<UsageRow> rows;
  for (auto& [values, row] : table) {
    row.keys = values;
    rows.push_back(row);
  }
  return usage_json(*keys, rows);
}

Result<int64_t> MemoryLogStore::delete_before(int64_t before_us) {
  MutexLock lock(mutex_);
  std::deque<Row> kept;
  std::unordered_map<std::string, size_t> places;
  for (Row& row : rows_) {
    if (row.intent.request_time_us < before_us && row.outcome.outcome != Outcome::kInFlight) {
      continue;
    }
    places.emplace(row.intent.request_id.text(), forgotten_ + kept.size());
    kept.push_back(std::move(row));
  }
  const auto deleted = static_cast<int64_t>(rows_.size() - kept.size());
  rows_.swap(kept);
  places_.swap(places);
  return deleted;
}

}  // namespace weir
