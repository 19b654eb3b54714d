#include "inference_log/usage.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <numeric>

#include "inference_log/prices.h"

namespace weir {
namespace {

constexpr std::array<std::string_view, kUsageKeys> kNames = {
    "user", "group", "app", "endpoint", "provider", "model", "outcome", "hour", "day"};

std::string list_of_names() {
  std::string list;
  for (const std::string_view name : kNames) {
    if (!list.empty()) list += ", ";
    list += name;
  }
  return list;
}

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void key(Writer& writer, std::string_view name) {
  writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
}

void integer(Writer& writer, std::string_view name, int64_t value) {
  key(writer, name);
  writer.Int64(value);
}

void text(Writer& writer, std::string_view name, const std::optional<std::string>& value) {
  key(writer, name);
  if (value) {
    writer.String(*value);
  } else {
    writer.Null();
  }
}

void put(Writer& writer, const std::vector<UsageKey>& keys, const UsageRow& row) {
  writer.StartObject();
  for (size_t i = 0; i < keys.size(); ++i) text(writer, name_of(keys[i]), row.keys[i]);
  integer(writer, "calls", std::accumulate(row.calls.begin(), row.calls.end(), int64_t{0}));
  for (size_t i = 0; i < kOutcomes; ++i) {
    integer(writer, name_of(static_cast<Outcome>(i)), row.calls[i]);
  }
  integer(writer, "input_tokens", row.input_tokens);
  integer(writer, "output_tokens", row.output_tokens);
  integer(writer, "total_tokens", row.total_tokens);
  text(writer, "cost_usd", usd_text(row.cost_nano_usd));
  writer.EndObject();
}

}  // namespace

std::string_view name_of(UsageKey key) {
  return kNames.at(static_cast<size_t>(key));
}

Result<std::vector<UsageKey>> parse_usage_keys(const std::vector<std::string>& names) {
  std::vector<UsageKey> keys;
  for (const std::string& name : names) {
    const auto* found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) {
      return Status(Code::kInvalidArgument, "usage.by",
                    "usage cannot be grouped by that name: use " + list_of_names());
    }
    const auto usage_key = static_cast<UsageKey>(found - kNames.begin());
    if (std::find(keys.begin(), keys.end(), usage_key) != keys.end()) {
      return Status(Code::kInvalidArgument, "usage.by",
                    "usage is grouped by '" + name + "' twice: name it once");
    }
    keys.push_back(usage_key);
  }
  return keys;
}

std::string usage_json(const std::vector<UsageKey>& keys, const std::vector<UsageRow>& rows) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartArray();
  for (const UsageRow& row : rows) put(writer, keys, row);
  writer.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace weir
