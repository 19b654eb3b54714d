#include "guardrails/detectors/registry.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <map>
#include <set>

#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

std::vector<const Detector*> join_tables() {
  std::vector<const Detector*> rows;
  constexpr std::span<const Detector> (*kTables[])() = {
      australia_detectors,      austria_detectors,
      baltic_detectors,         belgium_detectors,
      bulgaria_detectors,       canada_detectors,
      contact_detectors,        croatia_detectors,
      cyprus_detectors,         czechia_slovakia_detectors,
      date_time_detectors,      denmark_detectors,
      european_vat_detectors,   finland_detectors,
      france_detectors,         germany_detectors,
      greece_detectors,         hungary_detectors,
      iceland_detectors,        india_detectors,
      ireland_detectors,        italy_detectors,
      korea_detectors,          luxembourg_detectors,
      malta_detectors,          netherlands_detectors,
      network_detectors,        nigeria_detectors,
      norway_detectors,         payment_detectors,
      philippines_detectors,    poland_detectors,
      portugal_detectors,       romania_detectors,
      singapore_detectors,      slovenia_detectors,
      south_africa_detectors,   spain_detectors,
      sweden_detectors,         switzerland_detectors,
      thailand_detectors,       turkey_detectors,
      united_kingdom_detectors, united_states_detectors,
      yugoslavia_detectors,
  };
  for (const auto table : kTables) {
    for (const Detector& row : table()) rows.push_back(&row);
  }
  constexpr std::span<const Detector> (*kSecretTables[])() = {
      secret_detectors,         secret_cloud_detectors,   secret_code_detectors,
      secret_generic_detectors, secret_message_detectors, secret_model_detectors,
      secret_payment_detectors, secret_service_detectors,
  };
  for (const auto table : kSecretTables) {
    for (const Detector& row : table()) rows.push_back(&row);
  }
  return rows;
}

std::vector<std::string_view> split(std::string_view names) {
  std::vector<std::string_view> parts;
  while (!names.empty()) {
    const size_t space = names.find(' ');
    parts.push_back(names.substr(0, space));
    names = space == std::string_view::npos ? std::string_view() : names.substr(space + 1);
  }
  return parts;
}

bool is_named(const Detector& row, std::string_view name) {
  if (row.entity == name) return true;
  const auto groups = split(row.groups);
  return std::any_of(groups.begin(), groups.end(), [&](std::string_view group) {
    if (group == name) return true;
    return !row.named_only && group.starts_with(name) && group.substr(name.size()).starts_with('/');
  });
}

// Levenshtein distance, capitals and small letters alike.
size_t distance(std::string_view left, std::string_view right) {
  std::vector<size_t> row(right.size() + 1);
  for (size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (size_t i = 0; i < left.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i + 1;
    for (size_t j = 0; j < right.size(); ++j) {
      const size_t replaced = diagonal + (to_lower(left[i]) == to_lower(right[j]) ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::set<std::string_view> known_names() {
  std::set<std::string_view> names;
  for (const Detector* row : all_detectors()) {
    names.insert(row->entity);
    for (const std::string_view group : split(row->groups)) names.insert(group);
  }
  return names;
}

Status unknown(std::string_view name) {
  const std::string suggestion = suggest_detector(name);
  std::string message =
      "no detector or group is called \"" + std::string(name.substr(0, 64)) + "\"";
  message += suggestion.empty() ? "; `weir scan --list` names them all"
                                : "; did you mean \"" + suggestion + "\"?";
  Status status(Code::kInvalidArgument, "detector.unknown", std::move(message));
  if (suggestion.empty()) return status;
  return std::move(status).with_details("{\"suggestion\":\"" + suggestion + "\"}");
}

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void write_string(JsonWriter* writer, std::string_view text) {
  writer->String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void write_row(JsonWriter* writer, const Detector& row) {
  const auto field = [&](std::string_view key, std::string_view value) {
    write_string(writer, key);
    write_string(writer, value);
  };
  writer->StartObject();
  field("entity", row.entity);
  write_string(writer, "groups");
  writer->StartArray();
  for (const std::string_view group : split(row.groups)) write_string(writer, group);
  writer->EndArray();
  write_string(writer, "named_only");
  writer->Bool(row.named_only);
  field("country", row.country);
  write_string(writer, "score");
  writer->Double(row.score);
  field("description", row.description);
  field("source", row.source);
  writer->EndObject();
}

}  // namespace

const std::vector<const Detector*>& all_detectors() {
  static const std::vector<const Detector*> rows = join_tables();
  return rows;
}

Result<std::vector<const Detector*>> find_detectors(std::string_view name) {
  std::vector<const Detector*> rows;
  for (const Detector* row : all_detectors()) {
    if (is_named(*row, name)) rows.push_back(row);
  }
  if (rows.empty()) return unknown(name);
  return rows;
}

Result<std::vector<const Detector*>> find_detectors(std::span<const std::string> names) {
  std::set<const Detector*> wanted;
  for (const std::string& name : names) {
    auto found = find_detectors(std::string_view(name));
    if (!found.ok()) return std::move(found).status();
    wanted.insert(found->begin(), found->end());
  }
  std::vector<const Detector*> rows;
  for (const Detector* row : all_detectors()) {
    if (wanted.contains(row)) rows.push_back(row);
  }
  return rows;
}

std::string suggest_detector(std::string_view name) {
  constexpr size_t kLongestName = 64;
  if (name.size() > kLongestName) return {};
  std::string_view nearest;
  size_t least = name.size() / 3 + 1;
  for (const std::string_view known : known_names()) {
    if (const size_t edits = distance(name, known); edits < least) {
      least = edits;
      nearest = known;
    }
  }
  return std::string(nearest);
}

std::string detectors_as_json() {
  std::map<std::string_view, const Detector*> strongest;
  for (const Detector* row : all_detectors()) {
    const Detector*& best = strongest[row->entity];
    if (best == nullptr || row->score > best->score) best = row;
  }
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartArray();
  for (const auto& [entity, row] : strongest) write_row(&writer, *row);
  writer.EndArray();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace weir
