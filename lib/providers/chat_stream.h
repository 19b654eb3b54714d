// A streamed answer as the gateway sees it: events, the channels whose text must be scanned as one
// growing text each, and the strings that stand whole in one event.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_index.h"
#include "providers/chat_answer.h"
#include "providers/leaf.h"

namespace weir {

enum class ChannelKind : uint8_t { kContent, kRefusal, kReasoning, kToolArguments, kOther };

// One growing text of a stream.
struct Channel {
  int64_t choice = 0;
  ChannelKind kind = ChannelKind::kContent;
  // As a whole answer would name it: /choices/0/message/tool_calls/1/function/arguments, with the
  // numbers that the provider gave in "index".
  std::string pointer;
};

// A piece of a channel's text in an event.
struct TextDelta {
  size_t channel = 0;           // in the codec's channels()
  JsonNode node = kNoJsonNode;  // of the event's index
};

// A piece of the name of the tool that a call is about.
struct ToolName {
  int64_t choice = 0;
  std::string pointer;          // as a channel's
  JsonNode node = kNoJsonNode;  // of the event's index
};

struct StreamEvent {
  enum class Kind : uint8_t {
    kChunk,
    kDone,   // the end mark; it has no index
    kFault,  // an error object in the stream
  };
  Kind kind = Kind::kChunk;
  std::shared_ptr<const JsonIndex> index;  // null for kDone
  std::vector<TextDelta> deltas;           // in the order of the text
  LeafSet leaves;                          // everything else that must be scanned, whole
  std::vector<ToolName> tool_names;        // which are leaves
  std::vector<UnscannedPart> unscanned;
  std::vector<FinishedChoice> finished;
  std::vector<JsonNode> logprobs;
  std::optional<Usage> usage;
  bool is_usage_alone = false;  // the chunk that include_usage adds: no choices
  std::optional<ProviderFault> fault;
  std::string id;
  std::string model;

  [[nodiscard]] std::string_view text(size_t delta) const {  // borrowed from the index
    return index->text(deltas[delta].node);
  }
};

// What the caller is shown of an event.
struct EventEdits {
  // The text to release in place of each delta, one for each of event.deltas, in their order.
  std::vector<std::string> released;
  std::vector<LeafEdit> leaf_edits;
  bool withhold_logprobs = false;
};

}  // namespace weir
