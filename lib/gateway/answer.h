// A whole answer on its way back: decoded, metered, scanned, and written again by splices.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "gateway/in_force.h"
#include "inference_log/record.h"
#include "providers/chat_answer.h"

namespace weir {

// What is remembered of an answer, whole or streamed.
struct AnswerSummary {
  std::string model;
  std::string finish_reason;  // of the first choice
  std::string text;           // of the first choice, redacted; empty for a stream
  std::optional<Usage> usage;
  int64_t text_bytes = 0;  // of all choices and channels, as received
  int64_t leaves_scanned = 0;
  int64_t leaves_unscanned = 0;
  std::vector<LoggedLeaf> leaves;  // of both kinds, the first ones
  std::vector<LoggedFinding> findings;
  int64_t finding_count = 0;           // all of them; the list is bounded
  std::optional<std::string> payload;  // for the log, as the policy wants it
};

struct WholeAnswer {
  Status status;     // kBlocked, kProvider "provider.malformed"
  std::string body;  // to be shown; empty when status is a fault
  AnswerSummary summary;
};

// Also takes a provider's error body, whose strings are scanned all the same. `wants_json`: the
// request asked for an answer in JSON, which stays JSON.
[[nodiscard]] WholeAnswer filter_answer(const InForce& in_force, const EndpointGuard& guard,
                                        const EndpointPolicy& endpoint, std::string body,
                                        bool wants_json);

}  // namespace weir
