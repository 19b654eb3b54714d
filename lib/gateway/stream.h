// A streamed answer on its way back: bytes > server-sent events > neutral events > hold-back of
// each channel > events to show. What a channel holds back is shown before the event that ends its
// choice.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/status.h"
#include "gateway/answer.h"
#include "gateway/effects.h"
#include "gateway/in_force.h"
#include "guardrails/stream_scanner.h"
#include "providers/chat_request.h"
#include "providers/openai/stream_codec.h"
#include "providers/openai/tool_names.h"
#include "providers/sse/sse_parser.h"

namespace weir {

// Used by one thread at a time.
class AnswerStream {
 public:
  AnswerStream(std::shared_ptr<const InForce> in_force, const EndpointGuard& guard,
               const EndpointPolicy& endpoint, const ChatRequest& request);

  // Takes bytes of the body. Faults: kProvider; the stream is then of no more use.
  [[nodiscard]] Status feed(std::string_view bytes);

  // Events that came and have not been taken yet.
  [[nodiscard]] bool has_next() const { return !waiting_.empty() && !is_done_; }
  // Takes the next event; appends what may be shown to `ready`. One at a time, so that the first is
  // shown before the others are looked at. Faults: kBlocked, kProvider, as above.
  // REQUIRES: has_next().
  [[nodiscard]] Status take_next(std::vector<ShownEvent>& ready);

  // The body is complete. Fault: kProvider "provider.truncated" when it ended too early.
  [[nodiscard]] Status end(std::vector<ShownEvent>& ready);

  // The events from the one that finished the last choice on, with the end mark: to be shown when
  // the outcome is on record.
  [[nodiscard]] std::vector<ShownEvent> take_tail();

  [[nodiscard]] AnswerSummary summary() const;

  // The end mark has come; a provider that keeps the connection open need not be waited for.
  [[nodiscard]] bool is_done() const { return is_done_; }

 private:
  struct ChannelState {
    StreamScanner scanner;
    bool is_flushed = false;
    std::string kept;     // for the log
    std::string pointer;  // as findings, refusals and rows name it
    size_t media = 0;     // bodies of media that have begun in it
  };

  [[nodiscard]] Status read_some();
  [[nodiscard]] Status take(std::string data, std::vector<ShownEvent>& ready);
  [[nodiscard]] Status take_waiting(std::vector<ShownEvent>& ready);
  [[nodiscard]] Status take_chunk(const StreamEvent& event, std::vector<ShownEvent>& ready);
  [[nodiscard]] Status scan_leaves(const StreamEvent& event, EventEdits& edits);
  [[nodiscard]] Status scan_deltas(const StreamEvent& event, EventEdits& edits);
  [[nodiscard]] Status flush(std::optional<int64_t> choice, const StreamEvent* event,
                             EventEdits* edits, std::vector<ShownEvent>& ready);
  void show_before_block(const StreamEvent& event, EventEdits& edits,
                         std::vector<ShownEvent>& ready);
  [[nodiscard]] ShownEvent extra_chunk(size_t channel, std::string text) const;
  [[nodiscard]] static std::string* last_delta(const StreamEvent& event, EventEdits& edits,
                                               size_t channel);
  void add_finding(LoggedFinding finding);
  void add_leaves(std::vector<LoggedLeaf> leaves);
  [[nodiscard]] Status check_media(size_t channel);
  [[nodiscard]] Status take_findings(size_t channel);
  [[nodiscard]] ChannelState& state_of(size_t channel);
  [[nodiscard]] Status check_seams(const StreamEvent& event);
  [[nodiscard]] bool is_finished() const;
  void note(const StreamEvent& event);
  void keep(ChannelState& state, std::string_view text);
  void keep_raw(ChannelState& state, std::string_view text);
  void show(ShownEvent event, std::vector<ShownEvent>& ready);
  [[nodiscard]] std::string payload() const;
  [[nodiscard]] std::string without_flagged(const std::string& text) const;

  std::shared_ptr<const InForce> in_force_;
  const EndpointGuard& guard_;
  const EndpointPolicy& endpoint_;
  int64_t choices_;
  bool wants_json_;
  SseParser parser_;
  openai::StreamCodec codec_;
  openai::ToolNames names_;
  std::string unread_;  // bytes that came together and wait to be parsed
  size_t read_ = 0;     // of unread_
  std::deque<SseEvent> waiting_;
  std::vector<ChannelState> channels_;
  std::vector<ShownEvent> tail_;
  std::set<int64_t> finished_;                          // choices
  std::unordered_map<std::string, std::string> seams_;  // by pointer: what stood there so far
  bool is_done_ = false;
  bool has_flagged_ = false;  // something was only flagged
  int64_t kept_bytes_ = 0;
  std::unordered_set<std::string> leaves_;  // those that are in the summary
  AnswerSummary summary_;
};

}  // namespace weir
