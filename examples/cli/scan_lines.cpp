#include "scan_lines.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "exit_code.h"
#include "fault.h"
#include "findings_json.h"
#include "output.h"
#include "scan_line.h"
#include "terminal.h"

namespace cli {
namespace {

class LineScanner {
 public:
  LineScanner(const ScanArguments& arguments, ScannerCache& scanners)
      : arguments_(arguments), scanners_(scanners) {}

  // Answers one line; false: it is told as an error.
  [[nodiscard]] bool answer(int64_t number, std::string_view json) {
    ScanLine line;
    std::string fault;
    if (!parse_scan_line(json, line, fault)) return refuse(number, "jsonl.line", fault);
    const weir::scanner* scanner =
        scanners_.get(line.detect.value_or(arguments_.detect),
                      line.threshold ? line.threshold : arguments_.threshold);
    if (scanner == nullptr) return refuse(number, scanners_.fault());
    auto begun = scanner->try_new_scan();
    if (!begun) return refuse(number, begun.error());
    weir::scan scan = std::move(begun).value();
    redacted_.clear();
    const auto outcome = feed(scan, line.text);
    if (has_too_many_findings(scan)) return refuse(number, "scan.findings", kTooManyFindings);
    if (!outcome) {
      if (outcome.error().code() != WEIR_BLOCKED) return refuse(number, outcome.error());
      write(line.id, scan, &outcome.error());
    } else {
      write(line.id, scan, nullptr);
    }
    return true;
  }

  // A line so far was blocked.
  [[nodiscard]] bool has_blocked() const { return has_blocked_; }

 private:
  static bool refuse(int64_t number, std::string_view reason, std::string_view why) {
    tell(reason, "line " + std::to_string(number) + ": " + std::string(why), kFailed);
    return false;
  }
  static bool refuse(int64_t number, const weir::error& why) {
    return refuse(number, why.reason(), why.message());
  }

  weir::result<void> feed(weir::scan& scan, std::string_view text) {
    const size_t step = arguments_.chunk_size > 0 ? arguments_.chunk_size : Input::kPieceSize;
    for (size_t at = 0; at < text.size(); at += step) {
      auto shown = scan.try_feed(text.substr(at, step));
      if (!shown) return shown.error();
      redacted_ += shown.value();
    }
    auto shown = scan.try_finish();
    if (!shown) return shown.error();
    redacted_ += shown.value();
    return {};
  }

  void write(std::string_view id, const weir::scan& scan, const weir::error* blocked) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
    json.StartObject();
    json.Key("id");
    json.RawValue(id.data(), id.size(), rapidjson::kNullType);
    json.Key("findings");
    put_findings(json, scan);
    json.Key("redacted");
    if (blocked == nullptr) {
      put(json, redacted_);
    } else {
      has_blocked_ = true;
      json.Null();
      json.Key("blocked");
      const std::string why = as_json(*blocked);
      json.RawValue(why.data(), why.size(), rapidjson::kObjectType);
    }
    json.EndObject();
    buffer.Put('\n');
    write_output({buffer.GetString(), buffer.GetSize()});
  }

  const ScanArguments& arguments_;
  ScannerCache& scanners_;
  std::string redacted_;
  bool has_blocked_ = false;
};

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

int scan_lines(const ScanArguments& arguments, ScannerCache& scanners, Input& input) {
  LineScanner scanner(arguments, scanners);
  LineReader lines(input);
  Progress progress(input.size());
  int code = kDone;
  while (true) {
    if (lines.must_wait() && !flush_output()) return kFailed;
    const LineReader::Next next = lines.next();
    if (next == LineReader::Next::kEnd) break;
    if (next == LineReader::Next::kTooLong) {
      code = tell("jsonl.line", "line " + std::to_string(lines.number()) + ": longer than 32 MiB",
                  kFailed);
    } else if (!is_blank(lines.line()) && !scanner.answer(lines.number(), lines.line())) {
      code = kFailed;
    }
    progress.show(input.bytes_read());
  }
  if (!input.fault().empty()) return tell("input.unread", input.fault(), kFailed);
  return code == kDone && scanner.has_blocked() ? kBlocked : code;
}

}  // namespace cli
