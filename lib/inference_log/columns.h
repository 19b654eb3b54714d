// The columns of the log, as data: their names and kinds, and the values of one entry. Every store
// and every read-out goes by these lists, so that a name means the same in SQL and in JSON.
//
// Names differ from the fields of record.h where SQL has a say: `user` is user_name and `groups` is
// user_groups, because USER and GROUPS are keywords of SQL (in PostgreSQL an unquoted `user` reads
// as the name of the database's user, without an error). Fields of JSON text lose their `_json`;
// attempts_json is attempt_details, because `attempts` is their number.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "inference_log/record.h"

namespace weir {

enum class ColumnKind : uint8_t {
  kText,
  kInteger,
  kBoolean,  // stored as 0 or 1
  kJson,     // stored as text
};

struct Column {
  std::string_view name;
  ColumnKind kind;
};

// NULL, an integer, or text. Empty text of record.h is NULL.
using Cell = std::variant<std::monostate, int64_t, std::string>;

// Limits of one row, so that no caller and no provider can make it wide. Longer text is cut at the
// end of a character; findings past the limit are counted in findings_total alone.
inline constexpr size_t kMaxColumnBytes = 4096;
inline constexpr size_t kMaxJsonColumnBytes = 16384;
inline constexpr size_t kMaxLoggedFindings = 256;

// The first of intent_columns is request_id; the first of outcome_columns is outcome.
[[nodiscard]] std::span<const Column> intent_columns();
[[nodiscard]] std::span<const Column> outcome_columns();
[[nodiscard]] std::span<const Column> request_payload_columns();
[[nodiscard]] std::span<const Column> response_payload_columns();

// The values, in the order of the columns.
[[nodiscard]] std::vector<Cell> cells_of(const Intent& intent);
[[nodiscard]] std::vector<Cell> cells_of(const OutcomeRecord& record);
[[nodiscard]] std::vector<Cell> payload_cells(const std::string& payload, const PayloadSeal& seal);

}  // namespace weir
