// weir usage: calls, tokens and cost, grouped.
#include <rapidjson/document.h>

#include <algorithm>
#include <weir/weir.hpp>

#include "commands.h"
#include "exit_code.h"
#include "fault.h"
#include "json_text.h"
#include "output.h"
#include "table.h"
#include "terminal.h"
#include "time_text.h"

namespace cli {
namespace {

constexpr int kBarWidth = 16;
constexpr const char* kOutcomes[] = {"answered",    "blocked",  "over_quota", "denied",
                                     "invalid",     "failed",   "timeout",    "cancelled",
                                     "interrupted", "in_flight"};

std::vector<std::string> split(std::string_view list) {
  std::vector<std::string> names;
  while (!list.empty()) {
    const size_t end = std::min(list.find(','), list.size());
    std::string_view name = list.substr(0, end);
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (!name.empty()) names.emplace_back(name);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return names;
}

// The columns of numbers: an outcome that has no call is left out.
std::vector<std::string> numbers_of(const rapidjson::Document& rows) {
  std::vector<std::string> names = {"calls"};
  for (const char* outcome : kOutcomes) {
    int64_t calls = 0;
    for (const auto& row : rows.GetArray()) calls += member_number(row, outcome);
    if (calls > 0) names.emplace_back(outcome);
  }
  for (const char* name : {"input_tokens", "output_tokens", "cost_usd"}) names.emplace_back(name);
  return names;
}

std::string table_of(const rapidjson::Document& rows, const std::vector<std::string>& keys) {
  Table table;
  for (const std::string& key : keys) table.add_column(key);
  const std::vector<std::string> numbers = numbers_of(rows);
  for (const std::string& name : numbers) table.add_column(name, Table::Align::kRight);
  table.add_column("share of tokens");
  int64_t most = 0;
  for (const auto& row : rows.GetArray()) most = std::max(most, member_number(row, "total_tokens"));
  for (const auto& row : rows.GetArray()) {
    std::vector<std::string> cells;
    for (const std::string& key : keys) {
      const std::string name = printable(member_text(row, key.c_str()));
      cells.push_back(name.empty() ? "-" : name);
    }
    for (const std::string& name : numbers) {
      cells.push_back(name == "cost_usd" ? member_text(row, name.c_str())
                                         : grouped(member_number(row, name.c_str())));
    }
    cells.push_back(bar(member_number(row, "total_tokens"), most, kBarWidth));
    table.add_row(std::move(cells));
  }
  return table.text();
}

}  // namespace

int run(const UsageArguments& arguments) {
  const auto since = parse_since(arguments.since, now_us());
  if (!since) return tell("usage.since", "--since is a time like 24h, 7d or 2026-03-01", kUsage);
  auto opened = weir::gate::try_open({.policy_path = arguments.policy, .no_watch = true});
  if (!opened) return tell(opened.error(), arguments.json);
  weir::gate gate = std::move(opened).value();
  auto usage = gate.try_usage(arguments.by, *since);
  if (!usage) return tell(usage.error(), arguments.json);
  const std::string text = std::move(usage).value();
  if (arguments.json) {
    write_output(text + "\n");
    return kDone;
  }
  rapidjson::Document rows;
  rows.Parse<rapidjson::kParseIterativeFlag>(text.c_str());
  write_painted(table_of(rows, split(arguments.by)));
  return kDone;
}

}  // namespace cli
