// The chat completions format of OpenAI and of the many that speak it (Azure, Ollama, llama.cpp,
// vLLM, DeepSeek …), without I/O.
// Source: https://platform.openai.com/docs/api-reference/chat
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json_index.h"
#include "base/status.h"
#include "providers/chat_answer.h"
#include "providers/chat_request.h"
#include "providers/leaf.h"

namespace weir::openai {

// Reads a request. Faults, all kInvalidRequest: those of JsonIndex, and "request.not_an_object",
// "request.model", "request.messages", "request.message", "request.stream",
// "request.stream_options", "request.choices", "request.max_tokens", "request.key_case",
// "request.unsupported", each naming the JSON pointer.
// A request without a model is well: its caller may name the endpoint elsewhere.
// Roles and unknown members pass through: the provider decides on them, and they are scanned.
[[nodiscard]] Result<ChatRequest> read_request(std::string body, const JsonLimits& limits = {});

// The body to send.
[[nodiscard]] std::string encode_request(const ChatRequest& request, const RequestEdits& edits);

// Reads a whole answer or an error body. `is_json`: the request asked for an answer in JSON.
// Faults: kProvider "provider.malformed" (not JSON, neither choices nor an error).
[[nodiscard]] Result<ChatAnswer> read_answer(std::string body, const JsonLimits& limits = {},
                                             bool is_json = false);

// The body to show.
[[nodiscard]] std::string encode_answer(const ChatAnswer& answer,
                                        const std::vector<LeafEdit>& redactions,
                                        bool withhold_logprobs);

// A fault of weir's in the provider's shape:
// {"error":{"message","type":"weir_error","code":<reason>,"param":null,"weir":{details}}}.
[[nodiscard]] std::string error_body(const Status& fault);

}  // namespace weir::openai
