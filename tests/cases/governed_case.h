// A case file of a governed call, read: the policy, what is asked, and what must come of it. The
// provider's part stays in `file` for CaseScript. README.md is the manual.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "cases/governed_call.h"
#include "support/case_file.h"

namespace weir::testing {

struct ExpectedFailure {
  int32_t code = 0;
  std::string reason;
  std::optional<int64_t> http_status;
  std::optional<int64_t> retry_after_ms;
  std::optional<bool> is_retryable;
  std::string details_json;  // a subset; empty: any
};

struct CallStep {
  int line = 0;
  std::string body;
  CallerSpec caller;
  int64_t repeat = 1;
  bool by_run = true;
  bool by_carry = true;
  RunForm form = RunForm::kWhole;

  std::optional<std::string> answer_body;     // exact
  std::optional<std::string> answer_json;     // subset
  std::optional<std::string> answer_text;     // exact
  std::optional<std::string> answer_headers;  // lines "name: value"; carry alone shows them
  std::optional<std::string> events;          // exact, one a line
  std::optional<std::string> stream_json;     // subset of the assembled stream
  std::optional<std::string> row_json;        // subset
  std::optional<std::string> report_json;     // subset
  std::optional<std::string> quotas_json;     // subset
  std::optional<ExpectedFailure> failure;
};

// Strings that must not stand in any of these places.
struct AbsentRule {
  std::vector<std::string> places;  // sent, shown, error, record
  std::vector<std::string> strings;
};

struct GovernedCase {
  CaseFile file;
  std::string policy;
  std::optional<ExpectedFailure> policy_failure;
  std::vector<CallStep> calls;
  std::vector<AbsentRule> absent;
  std::string split_text;   // empty: no {{split}} in the bodies
  std::string split_chunk;  // one event of the stream, %s for a JSON string of the text's part

  [[nodiscard]] static Result<GovernedCase> load(const std::string& path);
};

}  // namespace weir::testing
