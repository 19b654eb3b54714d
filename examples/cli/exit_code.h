// What the program ends with. Scripts branch on it: never renumbered.
#pragma once

namespace cli {

enum ExitCode : int {
  kDone = 0,
  kFailed = 1,
  kUsage = 2,
  kBlocked = 3,  // blocked by a guardrail, or denied
  kOverQuota = 4,
  kInterrupted = 130,  // 128 + SIGINT, as shells count
};

}  // namespace cli
