#include "guardrails/stream_scanner.h"

#include "guardrails/scan_machine.h"

namespace weir {

struct StreamScanner::State {
  State(const Ruleset& ruleset, TextMode mode) : machine(ruleset, mode) {}
  ScanMachine machine;
};

StreamScanner::StreamScanner(const Ruleset& ruleset, TextMode mode)
    : state_(std::make_unique<State>(ruleset, mode)) {}
StreamScanner::~StreamScanner() = default;
StreamScanner::StreamScanner(StreamScanner&&) noexcept = default;
StreamScanner& StreamScanner::operator=(StreamScanner&&) noexcept = default;

Status StreamScanner::push(std::string_view delta, std::string& released) {
  return state_->machine.push(delta, &released);
}

Status StreamScanner::finish(std::string& released) {
  return state_->machine.finish(&released);
}

const ScanVerdict& StreamScanner::verdict() const {
  return state_->machine.redactor().verdict();
}

size_t StreamScanner::media() const {
  return state_->machine.media();
}

std::vector<Finding> StreamScanner::take_findings() {
  return state_->machine.redactor().take_findings();
}

std::vector<Edit> StreamScanner::take_edits() {
  return state_->machine.redactor().take_edits();
}

}  // namespace weir
