// case_runner FILE...: plays every case through both doors, and each again with the provider's
// bytes cut in every way that the README names. One line a case; the last line is the count.

#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "cases/assembled_stream.h"
#include "cases/case_replay.h"

namespace weir::testing {
namespace {

constexpr size_t kMaxFaults = 5;  // told of one case

std::vector<ReplayPlan> plans_for(const GovernedCase& governed) {
  std::vector<ReplayPlan> plans;
  for (const Door door : {Door::kRun, Door::kCarry}) {
    const auto uses = [door](const CallStep& step) {
      return door == Door::kRun ? step.by_run : step.by_carry;
    };
    const bool is_used = std::any_of(governed.calls.begin(), governed.calls.end(), uses);
    if (!is_used && !governed.policy_failure) continue;
    const size_t whole = governed.split_text.size();
    plans.push_back({door, 0, whole, false, true});
    if (governed.policy_failure) return plans;
    for (const size_t piece : {1, 3, 7}) plans.push_back({door, piece, whole, false, false});
    if (whole == 0) continue;
    plans.push_back({door, 0, 0, true, false});
    for (size_t at = 1; at < whole; ++at) {
      if ((static_cast<unsigned char>(governed.split_text[at]) & 0xC0) == 0x80) continue;
      plans.push_back({door, 0, at, false, false});
    }
  }
  return plans;
}

// What a caller sees of an answer, whatever the cuts and the door.
std::string essence(const GovernedOutcome& outcome) {
  return outcome.failure.reason + "\n" + (outcome.is_stream ? "" : outcome.body) + "\n" +
         assembled(outcome.events);
}

void compare(const ReplayResult& first, const ReplayResult& other, const std::string& name,
             std::vector<std::string>& faults) {
  const size_t count = std::min(first.outcomes.size(), other.outcomes.size());
  for (size_t i = 0; i < count; ++i) {
    if (essence(first.outcomes[i]) == essence(other.outcomes[i])) continue;
    faults.push_back("[" + name + "] another result for other cuts:\n" +
                     essence(first.outcomes[i]) + "\n" + essence(other.outcomes[i]));
  }
}

// True: as expected.
bool run_case(const std::string& path) {
  const Result<GovernedCase> governed = GovernedCase::load(path);
  if (!governed.ok()) {
    std::printf("FAILED %s\n", std::string(governed.status().message()).c_str());
    return false;
  }
  std::vector<std::string> faults;
  std::vector<ReplayResult> firsts(2);  // by door
  size_t replays = 0;
  for (const ReplayPlan& plan : plans_for(*governed)) {
    ReplayResult result = replay(*governed, plan);
    ++replays;
    faults.insert(faults.end(), result.faults.begin(), result.faults.end());
    ReplayResult& first = firsts[static_cast<size_t>(plan.door)];
    if (first.outcomes.empty()) {
      first = std::move(result);
    } else {
      compare(first, result, plan.name(), faults);
    }
    if (faults.size() >= kMaxFaults) break;
  }
  std::printf("%s %s (%zu replays)\n", faults.empty() ? "ok" : "FAILED", path.c_str(), replays);
  for (size_t i = 0; i < faults.size() && i < kMaxFaults; ++i) {
    std::printf("  %s\n", faults[i].c_str());
  }
  return faults.empty();
}

int run_all(const std::vector<std::string>& paths) {
  setenv(kCaseKeyVariable, kCaseKey, 1);
  size_t failed = 0;
  for (const std::string& path : paths) failed += run_case(path) ? 0U : 1U;
  std::printf("%zu passed, %zu failed\n", paths.size() - failed, failed);
  return failed == 0 && !paths.empty() ? 0 : 1;
}

}  // namespace
}  // namespace weir::testing

int main(int argc, char** argv) {
  return weir::testing::run_all(std::vector<std::string>(argv + 1, argv + argc));
}
