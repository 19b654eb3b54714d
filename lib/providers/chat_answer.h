// A whole answer, or a provider's error, as the gateway sees it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json_index.h"
#include "providers/chat_request.h"
#include "providers/leaf.h"

namespace weir {

// Tokens as the provider counted them. Input tokens include the cached ones, output tokens include
// reasoning. A negative count or one that is no integer is none.
struct Usage {
  std::optional<int64_t> input_tokens;
  std::optional<int64_t> output_tokens;
  std::optional<int64_t> total_tokens;
  std::optional<int64_t> cached_input_tokens;
  std::optional<int64_t> reasoning_tokens;
};

// An error object of the provider. Its strings are leaves too: scan before showing.
struct ProviderFault {
  std::string message;
  std::string type;
  std::string code;  // a number is given as its digits
  std::string param;
};

struct FinishedChoice {
  int64_t choice = 0;
  std::string reason;  // stop, length, tool_calls, content_filter, …
};

struct ChatAnswer {
  explicit ChatAnswer(JsonIndex body) : index(std::move(body)) {}

  JsonIndex index;
  LeafSet leaves;
  std::vector<UnscannedPart> unscanned;
  std::string id;
  std::string model;
  std::optional<Usage> usage;
  std::vector<FinishedChoice> finished;
  std::vector<JsonNode> logprobs;      // values to withhold where the answer is masked
  std::optional<ProviderFault> fault;  // set: the body is an error
};

}  // namespace weir
