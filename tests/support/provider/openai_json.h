// The bodies of OpenAI's chat API: whole answers, stream events, errors.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "support/provider/openai_reply.h"

namespace weir::testing {

struct OpenAiIdentity {
  std::string id;  // "chatcmpl-..."
  int64_t created = 0;
};

[[nodiscard]] std::string openai_whole(const OpenAiIdentity& identity, const OpenAiRequest& request,
                                       const OpenAiReply& reply);

// One string an event, each "data: {...}\n\n"; "data: [DONE]\n\n" is the last. `delta_bytes` 0:
// word by word.
[[nodiscard]] std::vector<std::string> openai_stream(const OpenAiIdentity& identity,
                                                     const OpenAiRequest& request,
                                                     const OpenAiReply& reply, size_t delta_bytes);

[[nodiscard]] std::string openai_error(std::string_view message, std::string_view type,
                                       std::string_view code);

// Cuts at spaces, or every `delta_bytes`; never through a UTF-8 character.
[[nodiscard]] std::vector<std::string_view> cut_deltas(std::string_view text, size_t delta_bytes);

}  // namespace weir::testing
