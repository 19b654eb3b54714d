// What the imitation of OpenAI's chat API understands of a request, and what it says to it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"

namespace weir::testing {

struct OpenAiRequest {
  std::string model;
  std::string user_text;  // of the last user message, text parts joined
  std::string tool_name;  // of the first tool, empty when there is none
  int64_t choices = 1;
  int64_t max_output_tokens = 0;  // 0: not limited
  int64_t prompt_bytes = 0;       // of all strings in messages
  bool stream = false;
  bool include_usage = false;

  [[nodiscard]] static Result<OpenAiRequest> parse(std::string_view body);
};

// One choice. Text of which the request's own is a part, so that a masked word shows.
struct OpenAiReply {
  std::string reasoning;
  std::string content;
  std::string refusal;
  std::string tool_name;
  std::string tool_arguments;
  std::string finish_reason = "stop";
  int64_t output_tokens = 0;

  [[nodiscard]] static OpenAiReply to(const OpenAiRequest& request, std::string_view fixed_answer);
};

// A token is four bytes, rounded up; nobody's tokenizer, but the same every time.
[[nodiscard]] int64_t tokens_of(int64_t bytes);

// The status that the user's text asks for ("answer with status 429"); 200 when it asks for none.
[[nodiscard]] int requested_status(std::string_view user_text);

}  // namespace weir::testing
