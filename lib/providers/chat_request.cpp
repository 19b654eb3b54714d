#include "providers/chat_request.h"

#include <algorithm>

namespace weir {

std::optional<int64_t> ChatRequest::max_output_tokens() const {
  std::optional<int64_t> largest;
  for (const OutputBound& bound : output_bounds) {
    largest = std::max(largest.value_or(0), bound.tokens);
  }
  return largest;
}

InputTokens input_tokens(const ChatRequest& request, size_t encoded_bytes) {
  const auto bytes = static_cast<int64_t>(encoded_bytes);
  InputTokens tokens;
  tokens.estimate = (bytes + 3) / 4;
  if (request.has_media) return tokens;
  int64_t bound =
      bytes + kTokensPerRequest + kTokensPerMessage * static_cast<int64_t>(request.message_count);
  if (request.schema_layout_bytes > 0) bound += kTokensForSchemas + request.schema_layout_bytes;
  tokens.upper_bound = bound;
  return tokens;
}

}  // namespace weir
