// A chat request as the gateway sees it, whatever the wire format: plain values over the bytes that
// the caller wrote.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/json_index.h"
#include "base/status.h"
#include "providers/leaf.h"

namespace weir {

// Which member of the request bounds the output.
enum class MaxOutputField : uint8_t { kMaxTokens, kMaxCompletionTokens };

// A part of a request or an answer that no text detector can read.
struct UnscannedPart {
  std::string kind;     // image_url, input_audio, file, audio, or the part's own type
  std::string pointer;  // RFC 6901; empty behind the first 256 of a body
};

struct ChatRequest {
  explicit ChatRequest(JsonIndex body) : index(std::move(body)) {}

  JsonIndex index;
  LeafSet leaves;
  std::vector<UnscannedPart> unscanned;
  bool has_media = false;  // images, audio, files: no bound on their tokens is known
  std::string model;       // as the caller named it: the endpoint; may be empty
  bool stream = false;
  bool include_usage = false;  // the caller asked for the usage chunk
  int64_t answers = 1;         // n: how many choices the answer has
  int64_t choices = 1;  // how many are made: the largest of n and its relatives (best_of of vLLM)
  // The bounds on output that the request names, one for each member that it has: max_tokens,
  // max_completion_tokens, and n_predict, which llama.cpp prefers to both.
  struct OutputBound {
    JsonNode node;
    int64_t tokens;
  };
  std::vector<OutputBound> output_bounds;
  // It asks for what a price per token does not cover: a dearer service tier, or a tool of the
  // provider's that is billed by use.
  bool costs_extra = false;
  bool wants_json = false;  // the answer's text is to be JSON (response_format)
  size_t message_count = 0;
  std::string user;  // the request's own "user" field; asserted, not checked

  int64_t schema_layout_bytes = 0;  // see input_tokens(); 0: no tools, no schema

  // The largest bound that the request names; none: it names none.
  [[nodiscard]] std::optional<int64_t> max_output_tokens() const;
};

// What a whole request can cost at the input side.
struct InputTokens {
  // No tokenizer yields more. None: the request has media without a bound. Holds for byte-level
  // BPE and for byte-fallback vocabularies without compatibility normalisation: a token covers at
  // least one byte. Counted are all bytes of the body, plus what chat templates add (the constants
  // below), plus the white space of schemas that a template prints indented.
  std::optional<int64_t> upper_bound;
  int64_t estimate = 0;  // bytes / 4, for display alone
};

inline constexpr int64_t kTokensPerRequest = 256;   // default system prompts of chat templates
inline constexpr int64_t kTokensPerMessage = 16;    // role and end markers
inline constexpr int64_t kTokensForSchemas = 1024;  // instructions before tools or a schema

// `encoded_bytes`: the size of the body as it will be sent.
[[nodiscard]] InputTokens input_tokens(const ChatRequest& request, size_t encoded_bytes);

// What is changed in a request before it is sent. What is not named stays byte for byte.
struct RequestEdits {
  std::vector<LeafEdit> redactions;
  std::optional<std::string> model;  // the target's model
  // The most output tokens per choice: larger values in the request are lowered; where it has none
  // this is written into `max_output_field`.
  std::optional<int64_t> max_output_tokens;
  MaxOutputField max_output_field = MaxOutputField::kMaxTokens;
  bool ask_for_usage = false;  // in a stream; no effect elsewhere
};

}  // namespace weir
