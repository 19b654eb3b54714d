#include "inference_log/columns.h"

#include <limits>

#include "inference_log/rows_json.h"
#include "support/catch.h"

namespace {

const weir::Cell& cell(std::span<const weir::Column> columns, const std::vector<weir::Cell>& cells,
                       std::string_view name) {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == name) return cells[i];
  }
  throw std::logic_error("no such column");
}

bool is_null(const weir::Cell& value) {
  return std::holds_alternative<std::monostate>(value);
}

}  // namespace

TEST_CASE("columns and cells are equally many", "[columns]") {
  CHECK(weir::cells_of(weir::Intent{}).size() == weir::intent_columns().size());
  CHECK(weir::cells_of(weir::OutcomeRecord{}).size() == weir::outcome_columns().size());
  CHECK(weir::payload_cells("", {}).size() == weir::request_payload_columns().size());
  CHECK(weir::payload_cells("", {}).size() == weir::response_payload_columns().size());
  CHECK(weir::intent_columns()[0].name == "request_id");
  CHECK(weir::outcome_columns()[0].name == "outcome");
}

TEST_CASE("empty text is NULL and long text is cut", "[columns]") {
  weir::Intent intent;
  intent.model = std::string(weir::kMaxColumnBytes + 5, 'm');
  const auto cells = weir::cells_of(intent);
  CHECK(is_null(cell(weir::intent_columns(), cells, "user_name")));
  CHECK(std::get<std::string>(cell(weir::intent_columns(), cells, "model")).size() ==
        weir::kMaxColumnBytes);
}

TEST_CASE("JSON that is broken or too long is left out", "[columns]") {
  weir::Intent intent;
  for (const char* broken : {"{\"a\":", "{} {}", "no", "{\"a\":\"\xFF\"}", "\xEF\xBB\xBF"}) {
    intent.tags_json = broken;
    CHECK(is_null(cell(weir::intent_columns(), weir::cells_of(intent), "tags")));
  }
  intent.tags_json = "\"" + std::string(weir::kMaxJsonColumnBytes, 'x') + "\"";
  CHECK(is_null(cell(weir::intent_columns(), weir::cells_of(intent), "tags")));
  intent.tags_json = R"({"team":"ä"})";
  CHECK(std::get<std::string>(cell(weir::intent_columns(), weir::cells_of(intent), "tags")) ==
        R"({"team":"ä"})");
}

TEST_CASE("the attempts are counted in one column and described in another", "[columns]") {
  weir::OutcomeRecord record;
  record.attempts = 2;
  const auto columns = weir::outcome_columns();
  CHECK(is_null(cell(columns, weir::cells_of(record), "attempt_details")));
  record.attempts_json = R"([{"status":503},{"status":200}])";
  auto cells = weir::cells_of(record);
  CHECK(std::get<int64_t>(cell(columns, cells, "attempts")) == 2);
  CHECK(std::get<std::string>(cell(columns, cells, "attempt_details")) == record.attempts_json);
  record.attempts_json = "[{";
  cells = weir::cells_of(record);
  CHECK(std::get<int64_t>(cell(columns, cells, "attempts")) == 2);
  CHECK(is_null(cell(columns, cells, "attempt_details")));
}

TEST_CASE("findings past the limit are counted, not listed", "[columns]") {
  weir::OutcomeRecord record;
  record.findings.resize(weir::kMaxLoggedFindings + 3);
  record.findings[0].score = std::numeric_limits<double>::quiet_NaN();
  record.findings[1].leaf = "/messages/0/\"\xFF";
  const auto cells = weir::cells_of(record);
  const auto columns = weir::outcome_columns();
  CHECK(std::get<int64_t>(cell(columns, cells, "findings_total")) ==
        static_cast<int64_t>(weir::kMaxLoggedFindings + 3));
  const auto& json = std::get<std::string>(cell(columns, cells, "findings"));
  CHECK(weir::is_json(json));
  size_t count = 0;
  for (size_t at = json.find("\"entity\""); at != std::string::npos;
       at = json.find("\"entity\"", at + 1)) {
    ++count;
  }
  CHECK(count == weir::kMaxLoggedFindings);
}

TEST_CASE("a token that never came is NULL, not minus one", "[columns]") {
  weir::OutcomeRecord record;
  CHECK(is_null(cell(weir::outcome_columns(), weir::cells_of(record), "first_token_us")));
  record.first_token_us = 0;
  CHECK(std::get<int64_t>(
            cell(weir::outcome_columns(), weir::cells_of(record), "first_token_us")) == 0);
}

TEST_CASE("rows become one JSON array", "[rows_json]") {
  const weir::Column text{"t", weir::ColumnKind::kText};
  const weir::Column boolean{"b", weir::ColumnKind::kBoolean};
  const weir::Column json{"j", weir::ColumnKind::kJson};
  CHECK(weir::RowsJson().finish() == "[]");
  weir::RowsJson rows;
  rows.start_row();
  rows.text(text, "say \"hi\"\n");
  rows.integer(boolean, 1);
  rows.text(json, R"({"a":[1]})");
  rows.end_row();
  rows.start_row();
  rows.null(text);
  rows.integer(boolean, 0);
  rows.text(json, "{broken");
  rows.end_row();
  CHECK(rows.finish() ==
        R"([{"t":"say \"hi\"\n","b":true,"j":{"a":[1]}},{"t":null,"b":false,"j":"{broken"}])");
}

TEST_CASE("every outcome has a name of its own", "[record]") {
  for (size_t i = 0; i < weir::kOutcomes; ++i) {
    for (size_t j = 0; j < i; ++j) {
      CHECK(weir::name_of(static_cast<weir::Outcome>(i)) !=
            weir::name_of(static_cast<weir::Outcome>(j)));
    }
  }
  CHECK(weir::name_of(weir::Outcome::kInterrupted) == "interrupted");
}

TEST_CASE("an outcome alone makes an intent of its id's time", "[record]") {
  weir::OutcomeRecord record;
  record.request_id = weir::Uuid::make_v7(1'700'000'000'123'456);
  CHECK(weir::intent_of(record).request_time_us == 1'700'000'000'123'000);
  record.intent.emplace();
  record.intent->request_time_us = 5;
  CHECK(weir::intent_of(record).request_time_us == 5);
  CHECK(weir::intent_of(record).request_id == record.request_id);
}

TEST_CASE("leaves say whether they were scanned, as many as there is room for", "[columns]") {
  weir::Intent intent;
  const auto leaves = [&intent] {
    return cell(weir::intent_columns(), weir::cells_of(intent), "leaves");
  };
  CHECK(is_null(leaves()));
  intent.leaves = {{"/messages/0/content", false, {}},
                   {"/tools/0/x", true, {}},
                   {"/messages/0/content/1", false, "image_url"}};
  CHECK(std::get<std::string>(leaves()) ==
        R"([{"leaf":"/messages/0/content","scanned":true},)"
        R"({"leaf":"/tools/0/x","key":true,"scanned":true},)"
        R"({"leaf":"/messages/0/content/1","scanned":false,"kind":"image_url"}])");
  intent.leaves.assign(1000, {"/" + std::string(200, 'x'), false, {}});
  const auto text = std::get<std::string>(leaves());
  CHECK(text.size() > weir::kMaxJsonColumnBytes / 2);
  CHECK(text.size() <= weir::kMaxJsonColumnBytes);
  CHECK(weir::is_json(text));
}
