// weir eval: the detectors judged by labelled cases.
#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <set>
#include <weir/weir.hpp>

#include "commands.h"
#include "evaluation.h"
#include "evaluation_report.h"
#include "exit_code.h"
#include "fault.h"
#include "findings_json.h"
#include "input.h"
#include "json_text.h"
#include "labelled_case.h"
#include "output.h"
#include "scanner_cache.h"
#include "terminal.h"

namespace cli {
namespace {

constexpr int kMostFaultsTold = 20;

// The entities that a list of names and groups comes to. "pii" takes in "pii/fi", but for what must
// be named.
std::set<std::string> entities_of(std::string_view list, const rapidjson::Document& detectors) {
  std::set<std::string> names;
  for (; !list.empty(); list.remove_prefix(std::min(list.find(',') + 1, list.size()))) {
    std::string_view name = list.substr(0, list.find(','));
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    names.emplace(name);
    if (list.find(',') == std::string_view::npos) break;
  }
  std::set<std::string> entities;
  for (const rapidjson::Value& detector : detectors.GetArray()) {
    const std::string entity = member_text(detector, "entity");
    bool is_named = names.count(entity) > 0;
    const bool is_of_family = member_text(detector, "named_only") != "true";
    for (const rapidjson::Value& value : member_array(detector, "groups").GetArray()) {
      const std::string group = text_of(value);
      is_named = is_named || names.count(group) > 0 ||
                 (is_of_family && names.count(group.substr(0, group.find('/'))) > 0);
    }
    if (is_named) entities.insert(entity);
  }
  return entities;
}

// Reads cases, scans their texts and judges what is found. A fault is told with its line.
class Judge {
 public:
  Judge(const EvalArguments& arguments, std::set<std::string> entities)
      : arguments_(arguments),
        entities_(std::move(entities)),
        scanners_(nullptr, ""),
        evaluation_(arguments.overlap) {}

  void judge(int64_t number, std::string_view json) {
    LabelledCase labelled;
    std::string fault;
    if (!parse_labelled_case(json, labelled, fault)) return refuse(number, "eval.case", fault);
    restrict(labelled.expected);
    const weir::scanner* scanner =
        scanners_.get(arguments_.detect.empty() ? labelled.detect : arguments_.detect,
                      arguments_.threshold ? arguments_.threshold : labelled.threshold);
    if (scanner == nullptr) return refuse(number, scanners_.fault());
    auto begun = scanner->try_new_scan();
    if (!begun) return refuse(number, begun.error());
    const auto outcome = feed(begun.value(), labelled.text);
    if (!outcome) return refuse(number, outcome.error());
    if (has_too_many_findings(begun.value())) {
      return refuse(number, "scan.findings", kTooManyFindings);
    }
    evaluation_.add(labelled.id, number, labelled.text, labelled.expected,
                    findings_of(begun.value()));
  }

  void refuse(int64_t number, std::string_view reason, std::string_view why) {
    if (++faults_ > kMostFaultsTold) return;
    tell(reason, "line " + std::to_string(number) + ": " + std::string(why), kFailed);
  }

  [[nodiscard]] int64_t faults() const { return faults_; }
  [[nodiscard]] const Evaluation& evaluation() const { return evaluation_; }

 private:
  void refuse(int64_t number, const weir::error& why) {
    refuse(number, why.reason(), why.message());
  }

  // Of a list that stands instead of the cases' own, the rest of what they expect is no miss.
  void restrict(std::vector<Span>& expected) const {
    if (arguments_.detect.empty()) return;
    expected.erase(
        std::remove_if(expected.begin(), expected.end(),
                       [&](const Span& span) { return entities_.count(span.entity) == 0; }),
        expected.end());
  }

  static weir::result<void> feed(weir::scan& scan, std::string_view text) {
    for (size_t at = 0; at < text.size(); at += Input::kPieceSize) {
      if (auto shown = scan.try_feed(text.substr(at, Input::kPieceSize)); !shown) {
        return shown.error();
      }
    }
    if (auto shown = scan.try_finish(); !shown) return shown.error();
    return {};
  }

  static std::vector<Span> findings_of(const weir::scan& scan) {
    std::vector<Span> found;
    for (size_t i = 0; i < scan.finding_count(); ++i) {
      const weir::finding finding = scan.finding(i);
      found.push_back({std::string(finding.entity), finding.start, finding.end, finding.score});
    }
    return found;
  }

  const EvalArguments& arguments_;
  std::set<std::string> entities_;
  ScannerCache scanners_;
  Evaluation evaluation_;
  int64_t faults_ = 0;
};

void judge_all(Judge& judge, Input& input) {
  LineReader lines(input);
  Progress progress(input.size(), Progress::Output::kAtTheEnd);
  for (auto next = lines.next(); next != LineReader::Next::kEnd; next = lines.next()) {
    if (next == LineReader::Next::kTooLong) {
      judge.refuse(lines.number(), "eval.case", "longer than 32 MiB");
    } else if (lines.line().find_first_not_of(" \t\r") != std::string_view::npos) {
      judge.judge(lines.number(), lines.line());
    }
    progress.show(input.bytes_read());
  }
}

// Figures that leave cases out would mislead: with a fault there are none.
int tell_faults(int64_t faults) {
  return tell("eval.case",
              std::to_string(faults) + (faults == 1 ? " line" : " lines") +
                  " could not be judged: no figures",
              kFailed);
}

int report(const EvalArguments& arguments, const Evaluation& evaluation) {
  if (arguments.json) {
    write_output(report_json(evaluation, arguments.show_text) + "\n");
  } else {
    write_painted(report_text(evaluation, arguments.show_text));
  }
  if (!flush_output()) return kFailed;
  const double f1 = evaluation.overall().f1();
  if (!arguments.at_least || f1 >= *arguments.at_least) return kDone;
  std::array<char, 64> figures{};
  std::snprintf(figures.data(), figures.size(), "%.6g, less than %.6g", f1, *arguments.at_least);
  return tell("eval.below", "F1 is " + std::string(figures.data()), kFailed);
}

}  // namespace

int run(const EvalArguments& arguments) {
  auto listed = weir::try_detectors();
  if (!listed) return tell(listed.error(), arguments.json);
  rapidjson::Document detectors;
  detectors.Parse<rapidjson::kParseIterativeFlag>(listed.value().c_str());
  ScannerCache probe(nullptr, "");  // a name that is not known is told before any line is read
  if (probe.get(arguments.detect, arguments.threshold) == nullptr) {
    return tell(probe.fault(), arguments.json);
  }
  Input input(arguments.cases);
  if (!input.fault().empty()) return tell("input.unread", input.fault(), kFailed);
  Judge judge(arguments, entities_of(arguments.detect, detectors));
  judge_all(judge, input);
  if (!input.fault().empty()) return tell("input.unread", input.fault(), kFailed);
  if (judge.faults() > 0) return tell_faults(judge.faults());
  if (judge.evaluation().cases() == 0) return tell("eval.empty", "there are no cases", kFailed);
  return report(arguments, judge.evaluation());
}

}  // namespace cli
