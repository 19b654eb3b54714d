// The members that whole answers, stream events and error bodies have in common.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/json_index.h"
#include "providers/chat_answer.h"

namespace weir::openai {

// The text of a string member, else nothing.
[[nodiscard]] std::string string_member(const JsonIndex& index, JsonNode object,
                                        std::string_view key);

// The usage object of an answer or event; none where it is absent or null.
[[nodiscard]] std::optional<Usage> read_usage(const JsonIndex& index);

// The error that a body is, in the shapes that are met: {"error":{…}}, {"error":"…"},
// [{"error":{…}}] (Gemini's), {"object":"error",…} (vLLM), {"message":…} and {"detail":…}
// (gateways before a provider). None: it is no error.
[[nodiscard]] std::optional<ProviderFault> read_fault(const JsonIndex& index);

}  // namespace weir::openai
