// weir scan: a text through a guardrail, without a call.
#include <rapidjson/document.h>
#include <rapidjson/filewritestream.h>
#include <rapidjson/writer.h>

#include <array>
#include <cstdio>
#include <weir/weir.hpp>

#include "commands.h"
#include "exit_code.h"
#include "fault.h"
#include "findings_json.h"
#include "input.h"
#include "output.h"
#include "scan_lines.h"
#include "scanner_cache.h"
#include "table.h"
#include "terminal.h"

namespace cli {
namespace {

int list_detectors(bool json) {
  auto listed = weir::try_detectors();
  if (!listed) return tell(listed.error(), json);
  if (json) {
    write_output(listed.value() + "\n");
    return kDone;
  }
  rapidjson::Document detectors;
  detectors.Parse<rapidjson::kParseIterativeFlag>(listed.value().c_str());
  Table table;
  for (const char* title : {"entity", "groups", "score", "finds"}) table.add_column(title);
  for (const rapidjson::Value& detector : detectors.GetArray()) {
    std::string groups;
    for (const rapidjson::Value& group : member_array(detector, "groups").GetArray()) {
      groups += (groups.empty() ? "" : ",") + text_of(group);
    }
    std::string finds = member_text(detector, "description");
    if (member_text(detector, "named_only") == "true") finds += " (only where named)";
    table.add_row({member_text(detector, "entity"), groups, member_text(detector, "score"), finds});
  }
  write_painted(table.text());
  return kDone;
}

// Feeds the text in pieces of `step` bytes; what is released is written at once.
class TextScan {
 public:
  TextScan(weir::scan scan, const ScanArguments& arguments)
      : scan_(std::move(scan)), step_(arguments.chunk_size), is_shown_(!arguments.findings) {}

  [[nodiscard]] weir::result<void> feed(std::string_view text) {
    const size_t step = step_ > 0 ? step_ : text.size();
    while (!text.empty()) {
      if (auto outcome = show(scan_.try_feed(text.substr(0, step))); !outcome) return outcome;
      text.remove_prefix(std::min(step, text.size()));
    }
    return {};
  }
  [[nodiscard]] weir::result<void> finish() { return show(scan_.try_finish()); }
  [[nodiscard]] const weir::scan& scan() const { return scan_; }

 private:
  // Of a text that is blocked the part before the match is released, however it was cut.
  weir::result<void> show(const weir::result<std::string_view>& released) {
    if (is_shown_) write_output(scan_.output());
    if (!released) return released.error();
    return {};
  }

  weir::scan scan_;
  size_t step_;
  bool is_shown_;
};

void write_findings(const weir::scan& scan, const weir::error* blocked) {
  std::array<char, 4096> buffer{};
  rapidjson::FileWriteStream stream(stdout, buffer.data(), buffer.size());
  rapidjson::Writer<rapidjson::FileWriteStream> json(stream);
  json.StartObject();
  json.Key("findings");
  put_findings(json, scan);
  if (blocked != nullptr) {
    json.Key("blocked");
    const std::string why = as_json(*blocked);
    json.RawValue(why.data(), why.size(), rapidjson::kObjectType);
  }
  json.EndObject();
  stream.Flush();
  write_output("\n");
}

int scan_text(const ScanArguments& arguments, const weir::scanner& scanner, Input& input) {
  auto begun = scanner.try_new_scan();
  if (!begun) return tell(begun.error());
  TextScan text(std::move(begun).value(), arguments);
  Progress progress(input.size());
  weir::result<void> outcome;
  std::string_view piece = input.read();
  for (; outcome && !piece.empty(); piece = input.read()) {
    outcome = text.feed(piece);
    if (!flush_output()) return kFailed;
    progress.show(input.bytes_read());
  }
  if (!input.fault().empty()) return tell("input.unread", input.fault(), kFailed);
  if (outcome) outcome = text.finish();
  const weir::error* fault = outcome ? nullptr : &outcome.error();
  if (arguments.findings && has_too_many_findings(text.scan())) {
    return tell("scan.findings", kTooManyFindings, kFailed);
  }
  if (arguments.findings && (outcome || fault->code() == WEIR_BLOCKED)) {
    write_findings(text.scan(), fault);
  }
  flush_output();
  return outcome ? static_cast<int>(kDone) : tell(*fault);
}

int scan_with(const ScanArguments& arguments, weir::gate* gate) {
  ScannerCache scanners(gate, arguments.guardrail);
  const weir::scanner* scanner = scanners.get(arguments.detect, arguments.threshold);
  if (scanner == nullptr) return tell(scanners.fault());
  Input input(arguments.file);
  if (!input.fault().empty()) return tell("input.unread", input.fault(), kFailed);
  return arguments.json_lines ? scan_lines(arguments, scanners, input)
                              : scan_text(arguments, *scanner, input);
}

}  // namespace

int run(const ScanArguments& arguments) {
  if (arguments.list) return list_detectors(arguments.json);
  if (arguments.guardrail.empty()) return scan_with(arguments, nullptr);
  auto opened = weir::gate::try_open({.policy_path = arguments.policy, .no_watch = true});
  if (!opened) return tell(opened.error());
  weir::gate gate = std::move(opened).value();
  return scan_with(arguments, &gate);
}

}  // namespace cli
