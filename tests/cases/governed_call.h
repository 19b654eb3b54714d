// One call through a door of the public interface, and all that came of it as plain values.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>
#include <weir/weir.hpp>

namespace weir::testing {

struct CallerSpec {
  std::string endpoint = {};
  std::string user = "matti";
  std::vector<std::string> groups = {};
  std::string app = {};
  std::string tags = {};
  int64_t deadline_ms = 0;
};

struct FailureSeen {
  int32_t code = WEIR_OK;
  std::string reason;
  std::string message;
  std::string details;
  std::string body;
  int32_t http_status = 200;
  int64_t retry_after_ms = 0;
  bool is_retryable = false;
};

struct GovernedOutcome {
  FailureSeen failure;
  bool is_stream = false;
  int32_t status = 0;                                        // carry: of what was shown
  std::vector<std::pair<std::string, std::string>> headers;  // carry: of what was shown
  std::string body;                                          // a whole answer
  std::string text;                                          // of the first choice, both forms
  std::vector<std::string> events;                           // a stream, without the end mark
  bool has_end_mark = false;                                 // carry: [DONE] was shown
  std::string request_id;
  std::string report;
};

enum class Door : uint8_t { kRun, kCarry };
enum class RunForm : uint8_t { kWhole, kStream };

[[nodiscard]] GovernedOutcome run_call(gate& gate, const CallerSpec& caller, std::string_view body,
                                       RunForm form);
// `piece`: what came is reported in pieces of so many bytes; 0: as it came.
[[nodiscard]] GovernedOutcome carry_call(gate& gate, const CallerSpec& caller,
                                         std::string_view body, size_t piece);

}  // namespace weir::testing
