// Rows as JSON text: an array of flat objects, one key a column.
#pragma once

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "inference_log/columns.h"

namespace weir {

// True when `text` is one whole JSON value (RFC 8259), nested at most as deep as memory allows.
[[nodiscard]] bool is_json(std::string_view text);

// Not for concurrent use.
class RowsJson {
 public:
  RowsJson();

  void start_row();
  void null(const Column& column);
  void integer(const Column& column, int64_t value);  // a boolean column: false for 0
  // A JSON column is put in as it stands, or as a string when it is not JSON (whoever can write to
  // the store can put anything there). `value` must be UTF-8.
  void text(const Column& column, std::string_view value);
  void cell(const Column& column, const Cell& value);
  void end_row();

  [[nodiscard]] size_t size() const { return buffer_.GetSize(); }
  // Ends the array; the object is used up.
  [[nodiscard]] std::string finish();

 private:
  void key(const Column& column);

  rapidjson::StringBuffer buffer_;
  rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace weir
