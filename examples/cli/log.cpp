// weir log: the calls on record.
#include <rapidjson/document.h>

#include <deque>
#include <set>
#include <thread>
#include <weir/weir.hpp>

#include "commands.h"
#include "exit_code.h"
#include "fault.h"
#include "interruption.h"
#include "json_text.h"
#include "output.h"
#include "table.h"
#include "terminal.h"
#include "time_text.h"

namespace cli {
namespace {

constexpr int64_t kPage = 1000;
constexpr auto kPollEvery = std::chrono::milliseconds(250);

Colour colour_of(std::string_view outcome) {
  if (outcome == "answered") return Colour::kGreen;
  if (outcome == "in_flight") return Colour::kDim;
  return outcome == "blocked" || outcome == "over_quota" || outcome == "denied" ? Colour::kYellow
                                                                                : Colour::kRed;
}

std::string padded(std::string text, size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

// "2026-03-01 10:00:00  answered  matti  assistant  gpt-4o-mini  12+30 tokens  412 ms  2 findings"
std::string one_line(const rapidjson::Value& row) {
  const std::string outcome = printable(member_text(row, "outcome"));
  std::string line = paint(Colour::kDim, utc_text(member_number(row, "request_time_us"))) + "  " +
                     paint(colour_of(outcome), padded(outcome, 10));
  for (const auto& [name, width] :
       {std::pair("user_name", 12), std::pair("endpoint", 12), std::pair("model", 16)}) {
    const std::string text = printable(member_text(row, name));
    line += "  " + padded(text.empty() ? "-" : text, static_cast<size_t>(width));
  }
  line += "  " + std::to_string(member_number(row, "input_tokens")) + "+" +
          std::to_string(member_number(row, "output_tokens")) + " tokens";
  const int64_t tenths = (member_number(row, "execution_duration_us") + 50) / 100;
  line += "  " + std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " ms";
  if (const int64_t found = member_number(row, "findings_total"); found > 0) {
    line += "  " + std::to_string(found) + (found == 1 ? " finding" : " findings");
  }
  if (const std::string reason = member_text(row, "reason"); !reason.empty()) {
    line += "  " + printable(reason);
  }
  return line;
}

// Reads page after page. A row under way is passed over while following, and its successors are
// read again until it has ended: each row is shown once, with its outcome.
class Reader {
 public:
  Reader(weir::gate& gate, const LogArguments& arguments, int64_t since_us)
      : gate_(gate), arguments_(arguments), since_us_(since_us) {}

  // Gives every new line to `show`, which says whether to go on; an error ends it too.
  template <typename Show>
  [[nodiscard]] weir::result<void> read(bool with_pending, Show show) {
    std::string after = settled_;
    bool all_settled = true;
    while (true) {
      auto page = gate_.try_log({.since_us = since_us_,
                                 .after = after,
                                 .limit = kPage,
                                 .with_payload = arguments_.payload});
      if (!page) return page.error();
      rapidjson::Document rows;
      rows.Parse<rapidjson::kParseIterativeFlag>(page.value().c_str());
      for (const auto& row : rows.GetArray()) {
        after = member_text(row, "request_id");
        const bool is_pending = member_text(row, "outcome") == "in_flight";
        all_settled = all_settled && !is_pending;
        const bool is_new = shown_.count(after) == 0;
        if (is_new && (with_pending || !is_pending)) {
          if (!show(arguments_.json ? compact(row) : one_line(row))) return {};
          if (arguments_.follow && !all_settled) shown_.insert(after);
        }
        if (all_settled) {
          settled_ = after;
          shown_.erase(after);
        }
      }
      if (static_cast<int64_t>(rows.Size()) < kPage) return {};
    }
  }

 private:
  weir::gate& gate_;
  const LogArguments& arguments_;
  int64_t since_us_;
  std::string settled_;          // this row and all before it are shown
  std::set<std::string> shown_;  // rows behind it that are shown too
};

// A line of JSON as it is, one for people with its colours.
class ShowLine {
 public:
  explicit ShowLine(bool json) : json_(json) {}
  bool operator()(const std::string& line) const {
    return json_ ? write_output(line + "\n") : write_painted(line + "\n");
  }

 private:
  bool json_;
};

weir::result<void> show_rows(Reader& reader, const LogArguments& arguments) {
  const ShowLine show_line(arguments.json);
  if (arguments.limit == 0) return reader.read(!arguments.follow, show_line);
  std::deque<std::string> newest;
  auto outcome = reader.read(!arguments.follow, [&](std::string line) {
    newest.push_back(std::move(line));
    if (newest.size() > arguments.limit) newest.pop_front();
    return true;
  });
  for (const std::string& line : newest) show_line(line);
  return outcome;
}

int follow(Reader& reader, ShowLine show_line) {
  const Interruption interruption([] {});
  while (!interruption.was_interrupted() && flush_output()) {
    std::this_thread::sleep_for(kPollEvery);
    if (const auto outcome = reader.read(false, show_line); !outcome) return tell(outcome.error());
  }
  return interruption.was_interrupted() ? kInterrupted : kDone;
}

}  // namespace

int run(const LogArguments& arguments) {
  const auto since = parse_since(arguments.since, now_us());
  if (!since) return tell("log.since", "--since is a time like 24h, 7d or 2026-03-01", kUsage);
  if (arguments.follow) hold_interruptions();
  auto opened = weir::gate::try_open({.policy_path = arguments.policy, .no_watch = true});
  if (!opened) return tell(opened.error(), arguments.json);
  weir::gate gate = std::move(opened).value();
  Reader reader(gate, arguments, *since);
  if (const auto outcome = show_rows(reader, arguments); !outcome) {
    return tell(outcome.error(), arguments.json);
  }
  return arguments.follow ? follow(reader, ShowLine(arguments.json)) : kDone;
}

}  // namespace cli
