// The streamed form of the chat completions format: the data of each server-sent event in, and the
// data to show out. SSE framing is providers/sse.
//
// Use, for each event: read(); for each delta push its text into the scanner of its channel; then,
// for each choice that finished (or all, at the end), flush its channels and show synthesise() for
// what they still held where this event has no delta of that channel; then show encode().
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json_index.h"
#include "base/status.h"
#include "providers/chat_stream.h"

namespace weir::openai {

// The state of one stream. Used by one thread at a time.
class StreamCodec {
 public:
  // `caller_asked_for_usage`: whether the request had stream_options.include_usage; if not, usage
  // is read but not shown. `max_event_bytes` bounds the JSON of one event.
  explicit StreamCodec(bool caller_asked_for_usage, size_t max_event_bytes = 1U << 20);

  // Reads the data of one event. Faults: kProvider "provider.malformed",
  // "provider.too_many_channels" (over kMaxChannels).
  [[nodiscard]] Result<StreamEvent> read(std::string data);

  // The data to show for an event; none: the event is not shown (a usage chunk that the caller did
  // not ask for). An empty released text is shown as "", so that roles and finish reasons survive.
  [[nodiscard]] std::optional<std::string> encode(const StreamEvent& event,
                                                  const EventEdits& edits);

  // The data of an extra chunk that carries `text` on a channel: the last event of that channel
  // that went through encode(), with this text alone (same id, model, created).
  // REQUIRES: an event of that channel has been encoded.
  [[nodiscard]] std::string synthesise(size_t channel, std::string_view text) const;

  // All channels so far; the place in the vector is the channel's number for the whole stream.
  [[nodiscard]] const std::vector<Channel>& channels() const { return channels_; }

  static constexpr size_t kMaxChannels = 1024;
  static constexpr std::string_view kDone = "[DONE]";

 private:
  // The last shown event of a channel, and its delta in it.
  struct Template {
    std::shared_ptr<const JsonIndex> index;
    JsonNode node = kNoJsonNode;
  };
  // The number of the channel at a place, a new one where there is none yet.
  [[nodiscard]] Result<size_t> channel_at(const std::string& pointer);
  void keep_templates(const StreamEvent& event, const std::vector<LeafEdit>& edits);
  [[nodiscard]] Template make_template(const std::shared_ptr<const JsonIndex>& index,
                                       const TextDelta& delta) const;

  bool caller_asked_for_usage_;
  JsonLimits limits_;
  std::vector<Channel> channels_;
  std::vector<Template> templates_;  // one a channel
  std::unordered_map<std::string, size_t> channel_of_pointer_;
};

}  // namespace weir::openai
