// Where and how the speakers of the chat completions format differ, as rows of data.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "providers/chat_request.h"

namespace weir::openai {

struct Flavour {
  std::string_view name;        // openai, azure, compatible
  std::string_view key_header;  // Authorization, api-key
  std::string_view key_prefix;  // "Bearer ", ""
  bool key_required;
  MaxOutputField max_output_field;
};

// The row of that name; null when there is none.
[[nodiscard]] const Flavour* find_flavour(std::string_view name);

// The row that fits a base URL: azure for *.openai.azure.com, openai for api.openai.com, else
// compatible.
[[nodiscard]] const Flavour& flavour_of(std::string_view base_url);

// The URL to post to: `base_url` with {model} filled in (percent-encoded), "/chat/completions" put
// before its query. A base URL of Azure without a path gets /openai/deployments/{model}; its query
// must name api-version, unless its path ends in /v1 (Azure's v1 API, which takes the model from
// the body: learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle). Faults:
// kInvalidPolicy "provider.base_url".
[[nodiscard]] Result<std::string> endpoint_url(std::string_view base_url, const Flavour& flavour,
                                               std::string_view model);

}  // namespace weir::openai
