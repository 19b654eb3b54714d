// An imitation of OpenAI's chat API, for demonstrations, SDK tests and benchmarks.
//
// POST .../chat/completions (any prefix, Azure's /openai/deployments/NAME too) and GET .../models.
// A key is required ("Authorization: Bearer ..." or "api-key: ..."), whatever it is; without one
// the answer is OpenAI's 401. The answer is "You said: " and the last user message. Phrases in that
// message change it:
//   "call the tool"          tool calls, where the request has tools; the text is in the arguments
//   "please refuse"          a refusal
//   "think aloud"            reasoning_content before the content
//   "answer with status NNN" an error, 400 to 599; 429 comes with "Retry-After: 2"
//   "break the stream"       a stream that is reset in its middle
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "support/provider/answer.h"

namespace weir::testing {

struct OpenAiOptions {
  std::string fixed_answer;    // the text of every answer; empty: the echo
  int64_t delay_ms = 0;        // before the head
  int64_t delta_delay_ms = 0;  // between the events of a stream
  size_t delta_bytes = 0;      // of a stream's content deltas; 0: word by word
  // >= 0: the content of every answer has this many bytes, made ready once; the request is
  // looked at for "stream" and "include_usage" only. For benchmarks.
  int64_t fixed_size = -1;
};

[[nodiscard]] Behaviour openai_behaviour(const OpenAiOptions& options);

}  // namespace weir::testing
