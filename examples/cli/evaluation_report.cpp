#include "evaluation_report.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <array>
#include <cstdio>

#include "json_text.h"
#include "table.h"
#include "terminal.h"

namespace cli {
namespace {

using Json = rapidjson::Writer<rapidjson::StringBuffer>;

std::string figure(std::optional<double> value) {
  if (!value) return "-";
  std::array<char, 32> digits{};
  std::snprintf(digits.data(), digits.size(), "%.3f", *value);
  return digits.data();
}

void add_score(Table& table, const std::string& name, const Score& score) {
  table.add_row({name, grouped(score.expected), grouped(score.found), grouped(score.right),
                 figure(score.precision()), figure(score.recall()), figure(score.f1())});
}

std::string score_table(const Evaluation& evaluation) {
  Table table;
  table.add_column("entity");
  for (const char* title : {"expected", "found", "right", "precision", "recall", "F1"}) {
    table.add_column(title, Table::Align::kRight);
  }
  for (const auto& [entity, score] : evaluation.by_entity()) {
    add_score(table, printable(entity), score);
  }
  add_score(table, "all", evaluation.overall());
  return table.text();
}

std::string fault_table(const std::vector<Fault>& faults, bool has_score, bool show_text) {
  Table table;
  for (const char* title : {"case", "entity", "bytes"}) table.add_column(title);
  if (has_score) table.add_column("score", Table::Align::kRight);
  if (show_text) table.add_column("text");
  for (const Fault& fault : faults) {
    std::vector<std::string> cells = {
        fault.id.empty() ? "line " + std::to_string(fault.line) : printable(fault.id),
        printable(fault.span.entity),
        std::to_string(fault.span.start) + "-" + std::to_string(fault.span.end)};
    if (has_score) cells.push_back(figure(fault.span.score));
    if (show_text) cells.push_back(printable(fault.text));
    table.add_row(std::move(cells));
  }
  return table.text();
}

void put(Json& json, const char* name, std::optional<double> value) {
  json.Key(name);
  if (value) {
    json.Double(*value);
  } else {
    json.Null();
  }
}

void put_score(Json& json, const Score& score) {
  json.Key("expected");
  json.Int64(score.expected);
  json.Key("found");
  json.Int64(score.found);
  json.Key("right");
  json.Int64(score.right);
  put(json, "precision", score.precision());
  put(json, "recall", score.recall());
  put(json, "f1", score.f1());
}

void put_fault(Json& json, const Fault& fault, bool has_score, bool show_text) {
  json.StartObject();
  json.Key("id");
  cli::put(json, fault.id);
  json.Key("line");
  json.Int64(fault.line);
  json.Key("entity");
  cli::put(json, fault.span.entity);
  json.Key("start");
  json.Int64(fault.span.start);
  json.Key("end");
  json.Int64(fault.span.end);
  if (has_score) put(json, "score", fault.span.score);
  if (show_text) {
    json.Key("text");
    cli::put(json, fault.text);
  }
  json.EndObject();
}

void put_faults(Json& json, const char* name, const std::vector<Fault>& faults, bool has_score,
                bool show_text) {
  json.Key(name);
  json.StartArray();
  for (const Fault& fault : faults) put_fault(json, fault, has_score, show_text);
  json.EndArray();
}

}  // namespace

std::string report_text(const Evaluation& evaluation, bool show_text) {
  std::string text = grouped(evaluation.cases()) + " cases; a finding is right where its entity " +
                     (evaluation.any_overlap() ? "is expected and the spans share a byte"
                                               : "and its span are as expected") +
                     "\n\n" + score_table(evaluation);
  if (!evaluation.misses().empty()) {
    text += "\n" + paint(Colour::kRed, "misses: " + grouped(std::ssize(evaluation.misses()))) +
            "\n" + fault_table(evaluation.misses(), false, show_text);
  }
  if (!evaluation.false_alarms().empty()) {
    text +=
        "\n" +
        paint(Colour::kYellow, "false alarms: " + grouped(std::ssize(evaluation.false_alarms()))) +
        "\n" + fault_table(evaluation.false_alarms(), true, show_text);
  }
  return text;
}

std::string report_json(const Evaluation& evaluation, bool show_text) {
  rapidjson::StringBuffer buffer;
  Json json(buffer);
  json.StartObject();
  json.Key("cases");
  json.Int64(evaluation.cases());
  json.Key("match");
  json.String(evaluation.any_overlap() ? "overlap" : "exact");
  json.Key("overall");
  json.StartObject();
  put_score(json, evaluation.overall());
  json.EndObject();
  json.Key("entities");
  json.StartArray();
  for (const auto& [entity, score] : evaluation.by_entity()) {
    json.StartObject();
    json.Key("entity");
    cli::put(json, entity);
    put_score(json, score);
    json.EndObject();
  }
  json.EndArray();
  put_faults(json, "misses", evaluation.misses(), false, show_text);
  put_faults(json, "false_alarms", evaluation.false_alarms(), true, show_text);
  json.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace cli
