#include "inference_log/rows_json.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

namespace weir {

bool is_json(std::string_view text) {
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::BaseReaderHandler<> nothing;
  return !rapidjson::Reader().Parse<kFlags>(stream, nothing).IsError();
}

RowsJson::RowsJson() : writer_(buffer_) {
  writer_.StartArray();
}

void RowsJson::start_row() {
  writer_.StartObject();
}
void RowsJson::end_row() {
  writer_.EndObject();
}

void RowsJson::key(const Column& column) {
  writer_.Key(column.name.data(), static_cast<rapidjson::SizeType>(column.name.size()));
}

void RowsJson::null(const Column& column) {
  key(column);
  writer_.Null();
}

void RowsJson::integer(const Column& column, int64_t value) {
  key(column);
  if (column.kind == ColumnKind::kBoolean) {
    writer_.Bool(value != 0);
  } else {
    writer_.Int64(value);
  }
}

void RowsJson::text(const Column& column, std::string_view value) {
  key(column);
  if (column.kind == ColumnKind::kJson && is_json(value)) {
    writer_.RawValue(value.data(), value.size(), rapidjson::kObjectType);
  } else {
    writer_.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
}

void RowsJson::cell(const Column& column, const Cell& value) {
  if (const auto* number = std::get_if<int64_t>(&value)) {
    integer(column, *number);
  } else if (const auto* string = std::get_if<std::string>(&value)) {
    text(column, *string);
  } else {
    null(column);
  }
}

std::string RowsJson::finish() {
  writer_.EndArray();
  return {buffer_.GetString(), buffer_.GetSize()};
}

}  // namespace weir
