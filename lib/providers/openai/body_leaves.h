// Finds the leaves of a chat completions body: requests, answers and stream events alike.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_index.h"
#include "providers/chat_request.h"
#include "providers/leaf.h"

namespace weir::openai {

// Collects leaves into a set and unscanned parts into a list, both borrowed. First name what is
// special (messages, parts to leave out), then add_rest() takes everything that is not.
class BodyLeaves {
 public:
  BodyLeaves(const JsonIndex& index, LeafSet& leaves, std::vector<UnscannedPart>& unscanned)
      : index_(index), leaves_(leaves), unscanned_(unscanned), marks_(index.node_count()) {}

  // The texts, tool arguments and media of one message (or of choices[].message). `is_json`: its
  // content is JSON, where that is one string.
  void read_message(JsonNode message, bool is_json = false);
  // A value in the shape of a message's content: a string or an array of parts.
  void read_content(JsonNode content);

  // No leaf will be made of this value or of anything in it.
  void leave_out(JsonNode value);
  // A part that no detector can read; `blob` (may be kNoJsonNode) is left out where it is data.
  void add_unscanned(std::string_view kind, JsonNode part, JsonNode blob);

  void add_rest();

 private:
  enum class Mark : uint8_t { kNone, kLeftOut, kText, kJson };

  void read_part(JsonNode part, std::vector<JsonNode>& run);
  void read_unknown_part(JsonNode part, std::string_view type);
  void flush(std::vector<JsonNode>& run);
  void mark(JsonNode value, Mark mark);
  void add_string(JsonNode value);
  [[nodiscard]] std::string_view key_text(JsonNode value) const;

  const JsonIndex& index_;
  LeafSet& leaves_;
  std::vector<UnscannedPart>& unscanned_;
  std::vector<Mark> marks_;
};

// "data:…;base64,…" (RFC 2397) of a media type that is no text.
[[nodiscard]] bool is_data_url(std::string_view text);

}  // namespace weir::openai
