#include "quota_act.h"

#include <rapidjson/document.h>

#include <charconv>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "exit_code.h"
#include "fault.h"
#include "json_text.h"
#include "output.h"
#include "table.h"
#include "time_text.h"

namespace cli {
namespace {

constexpr size_t kNanoDigits = 9;

// Digits alone; nothing for anything else, and for what does not fit.
std::optional<int64_t> whole_number(std::string_view text) {
  int64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || text.front() == '-' || error != std::errc() || stop != end) {
    return std::nullopt;
  }
  return value;
}

// "12.50" dollars as 12'500'000'000, without floating point.
std::optional<int64_t> nano_of(std::string_view dollars) {
  const size_t point = dollars.find('.');
  std::string digits(dollars.substr(0, point));
  std::string fraction(point == std::string_view::npos ? "" : dollars.substr(point + 1));
  if (fraction.size() > kNanoDigits || digits.empty()) return std::nullopt;
  fraction.resize(kNanoDigits, '0');
  return whole_number(digits + fraction);
}

// The metric that the quota limits, where it is one alone.
std::string only_metric(const rapidjson::Document& rows, const std::string& quota) {
  std::set<std::string> metrics;
  for (const auto& row : rows.GetArray()) {
    if (member_text(row, "quota") == quota) metrics.insert(member_text(row, "metric"));
  }
  return metrics.size() == 1 ? *metrics.begin() : std::string();
}

int grant(weir::gate& gate, const QuotaArguments& arguments) {
  auto quotas = gate.try_quotas();
  if (!quotas) return tell(quotas.error(), arguments.json);
  rapidjson::Document rows;
  rows.Parse<rapidjson::kParseIterativeFlag>(quotas.value().c_str());
  const std::string metric =
      arguments.metric.empty() ? only_metric(rows, arguments.quota) : arguments.metric;
  const auto amount = metric == "usd" ? nano_of(arguments.amount) : whole_number(arguments.amount);
  if (!amount) {
    tell("usage", "AMOUNT is a whole number, or of usd dollars such as 12.50", kUsage);
    return kUsage;
  }
  auto done = gate.try_grant_quota(arguments.quota, *amount, arguments.key, metric);
  return done ? kDone : tell(done.error(), arguments.json);
}

std::string event_amount(const rapidjson::Value& event) {
  const std::string amount = member_text(event, "amount");
  if (amount.empty()) return "-";
  if (member_text(event, "kind") == "threshold") return amount + " %";
  return grouped(member_number(event, "amount")) + " " +
         (member_text(event, "metric") == "usd" ? "nano-USD" : member_text(event, "metric"));
}

int show_events(weir::gate& gate, const QuotaArguments& arguments) {
  auto events = gate.try_quota_events();
  if (!events) return tell(events.error(), arguments.json);
  const std::string text = std::move(events).value();
  if (arguments.json) {
    write_output(text + "\n");
    return kDone;
  }
  rapidjson::Document rows;
  rows.Parse<rapidjson::kParseIterativeFlag>(text.c_str());
  Table table;
  for (const char* name : {"when", "what", "quota", "key"}) table.add_column(name);
  table.add_column("amount", Table::Align::kRight);
  table.add_column("who");
  for (const auto& event : rows.GetArray()) {
    const std::string key = member_text(event, "key");
    const std::string actor = member_text(event, "actor");
    table.add_row({utc_text(member_number(event, "at_us")), member_text(event, "kind"),
                   printable(member_text(event, "quota")), key.empty() ? "*" : printable(key),
                   event_amount(event), actor.empty() ? "a call" : printable(actor)});
  }
  write_painted(table.text());
  return kDone;
}

}  // namespace

int run_quota_act(weir::gate& gate, const QuotaArguments& arguments) {
  if (arguments.act == "events") return show_events(gate, arguments);
  if (arguments.act == "grant") return grant(gate, arguments);
  auto done = arguments.act == "reset"    ? gate.try_reset_quota(arguments.quota, arguments.key)
              : arguments.act == "freeze" ? gate.try_freeze_quota(arguments.quota, arguments.key)
                                          : gate.try_unfreeze_quota(arguments.quota, arguments.key);
  return done ? kDone : tell(done.error(), arguments.json);
}

}  // namespace cli
