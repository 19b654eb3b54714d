// One governed case played once: through one door, with the provider's bytes cut in one way.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cases/governed_case.h"

namespace weir::testing {

struct ReplayPlan {
  Door door = Door::kRun;
  size_t piece = 0;       // bytes that the provider writes at a time; 0: as the case says
  size_t split = 0;       // where {{split}} is cut; the text's length: one event
  bool one_each = false;  // {{split}} is one event a character
  bool on_disk = false;   // a SQLite store, looked into for what must be absent; else memory

  [[nodiscard]] std::string name() const;
};

struct ReplayResult {
  std::vector<std::string> faults;        // empty: all is as expected
  std::vector<GovernedOutcome> outcomes;  // of every call, in order
};

// The environment variable that the policies of the cases name as the provider's key.
inline constexpr const char* kCaseKeyVariable = "WEIR_CASE_KEY";
inline constexpr const char* kCaseKey = "sk-case-key-that-nobody-may-see-0123456789";

[[nodiscard]] ReplayResult replay(const GovernedCase& governed, const ReplayPlan& plan);

}  // namespace weir::testing
