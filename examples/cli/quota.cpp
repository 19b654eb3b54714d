// weir quota: what every quota stands at, and what administrators do to them.
#include <rapidjson/document.h>

#include <algorithm>
#include <string>
#include <weir/weir.hpp>

#include "commands.h"
#include "exit_code.h"
#include "fault.h"
#include "json_text.h"
#include "output.h"
#include "quota_act.h"
#include "table.h"
#include "terminal.h"
#include "time_text.h"

namespace cli {
namespace {

constexpr int kBarWidth = 20;

// Money as dollars, everything else as a count.
std::string amount(const rapidjson::Value& row, const std::string& name) {
  const std::string usd = member_text(row, (name + "_usd").c_str());
  return usd.empty() ? grouped(member_number(row, name.c_str())) : "$" + usd;
}

// "per-user|user=matti" as "user=matti": the quota has a column of its own.
std::string key_text(const rapidjson::Value& row) {
  std::string key = member_text(row, "key");
  const std::string quota = member_text(row, "quota");
  if (key.starts_with(quota)) key.erase(0, quota.size());
  if (key.starts_with('|')) key.erase(0, 1);
  return key.empty() ? "-" : printable(key);
}

// "fixed/3600000000" (a length in microseconds) as "fixed 60 min", "calendar/day/Europe/Helsinki"
// as "calendar day Europe/Helsinki".
std::string window_text(const std::string& text) {
  const size_t kind_end = text.find('/');
  if (kind_end == std::string::npos) return printable(text);
  if (kind_end + 1 == text.size()) return text == "concurrent/" ? "at once" : "lifetime";
  const size_t length_end = std::min(text.find('/', kind_end + 1), text.size());
  std::string length = text.substr(kind_end + 1, length_end - kind_end - 1);
  const bool is_number = length.find_first_not_of("0123456789") == std::string::npos;
  if (is_number && !length.empty() && length.size() < 19) {
    length = duration_text(std::stoll(length) / 1000);
  }
  std::string zone = text.substr(std::min(length_end + 1, text.size()));
  if (!zone.empty()) zone.insert(0, " ");
  return printable(text.substr(0, kind_end) + " " + length + zone);
}

std::string painted_bar(int64_t used, int64_t most) {
  const double share = most > 0 ? static_cast<double>(used) / static_cast<double>(most) : 1;
  const Colour colour = share >= 1 ? Colour::kRed : share >= 0.8 ? Colour::kYellow : Colour::kGreen;
  return paint(colour, bar(used, most, kBarWidth));
}

std::string reset_text(const rapidjson::Value& row) {
  return row.HasMember("reset_ms") && row["reset_ms"].IsNull()
             ? "never"
             : duration_text(member_number(row, "reset_ms"));
}

// What the other columns do not say.
std::string note_of(const rapidjson::Value& row) {
  std::string note;
  if (row.HasMember("frozen") && row["frozen"].IsTrue()) note = "frozen";
  const auto add = [&note](const std::string& text) { note += (note.empty() ? "" : ", ") + text; };
  if (member_number(row, "granted") > 0) add(amount(row, "granted") + " granted");
  if (member_number(row, "capacity") != member_number(row, "limit")) {
    add("burst " + amount(row, "capacity"));
  }
  if (member_number(row, "over") > 0) add(amount(row, "over") + " over");
  return note;
}

std::string table_of(const rapidjson::Document& rows) {
  Table table;
  for (const char* name : {"quota", "key", "metric", "window"}) table.add_column(name);
  for (const char* name : {"used", "reserved", "limit", "left"}) {
    table.add_column(name, Table::Align::kRight);
  }
  table.add_column("");
  table.add_column("resets in", Table::Align::kRight);
  table.add_column("");
  for (const auto& row : rows.GetArray()) {
    std::vector<std::string> cells;
    cells = {printable(member_text(row, "quota")), key_text(row),
             printable(member_text(row, "metric")), window_text(member_text(row, "window"))};
    for (const char* name : {"settled", "reserved", "limit", "remaining"}) {
      cells.push_back(amount(row, name));
    }
    const int64_t used = member_number(row, "settled") + member_number(row, "reserved");
    const int64_t most = member_number(row, "capacity") + member_number(row, "granted");
    cells.push_back(painted_bar(used, most));
    cells.push_back(reset_text(row));
    cells.push_back(note_of(row));
    table.add_row(std::move(cells));
  }
  return table.text();
}

}  // namespace

int run(const QuotaArguments& arguments) {
  auto opened = weir::gate::try_open({.policy_path = arguments.policy, .no_watch = true});
  if (!opened) return tell(opened.error(), arguments.json);
  weir::gate gate = std::move(opened).value();
  if (!arguments.act.empty()) return run_quota_act(gate, arguments);
  auto quotas = gate.try_quotas();
  if (!quotas) return tell(quotas.error(), arguments.json);
  const std::string text = std::move(quotas).value();
  if (arguments.json) {
    write_output(text + "\n");
    return kDone;
  }
  rapidjson::Document rows;
  rows.Parse<rapidjson::kParseIterativeFlag>(text.c_str());
  write_painted(table_of(rows));
  return kDone;
}

}  // namespace cli
