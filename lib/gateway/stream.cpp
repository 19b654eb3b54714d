#include "gateway/stream.h"

#include <utility>

#include "base/json_edit.h"
#include "gateway/inspection.h"

namespace weir {
namespace {

constexpr size_t kMaxEventBytes = 1U << 20;
constexpr size_t kSliceBytes = 2048;
constexpr size_t kMaxTailEvents = 1024;
constexpr size_t kMaxFindings = 4096;  // of a stream, that are told one by one
constexpr size_t kMaxSeamEvent = 65'536;
constexpr size_t kMaxSeams = 1024;  // pointers that are remembered

// Text that is JSON is read with its escapes, and stays JSON. Other text is read as it stands.
TextMode mode_of(const Channel& channel, bool wants_json) {
  const bool is_json = channel.kind == ChannelKind::kToolArguments ||
                       (wants_json && channel.kind == ChannelKind::kContent);
  return is_json ? TextMode::kJson : TextMode::kPlain;
}

bool is_first_text(const Channel& channel) {
  return channel.choice == 0 && channel.kind == ChannelKind::kContent;
}

}  // namespace

AnswerStream::AnswerStream(std::shared_ptr<const InForce> in_force, const EndpointGuard& guard,
                           const EndpointPolicy& endpoint, const ChatRequest& request)
    : in_force_(std::move(in_force)),
      guard_(guard),
      endpoint_(endpoint),
      choices_(request.answers),
      wants_json_(request.wants_json),
      parser_(SseLimits{kMaxEventBytes, kMaxEventBytes}),
      codec_(request.include_usage, kMaxEventBytes),
      names_(codec_) {}

Status AnswerStream::feed(std::string_view bytes) {
  unread_.erase(0, read_);
  read_ = 0;
  unread_.append(bytes);
  return read_some();
}

// Reads until an event stands there, a slice at a time: the first of many that came together does
// not wait for the others.
Status AnswerStream::read_some() {
  std::vector<SseEvent> events;
  while (waiting_.empty() && read_ < unread_.size()) {
    const std::string_view slice = std::string_view(unread_).substr(read_, kSliceBytes);
    read_ += slice.size();
    WEIR_RETURN_IF_ERROR(parser_.feed(slice, events));
    for (SseEvent& event : events) waiting_.push_back(std::move(event));
    events.clear();
  }
  return {};
}

Status AnswerStream::take_next(std::vector<ShownEvent>& ready) {
  SseEvent event = std::move(waiting_.front());
  waiting_.pop_front();
  WEIR_RETURN_IF_ERROR(take(std::move(event.data), ready));
  return read_some();
}

Status AnswerStream::take(std::string data, std::vector<ShownEvent>& ready) {
  auto event = codec_.read(std::move(data));
  if (!event.ok()) return std::move(event).status();
  if (event->kind == StreamEvent::Kind::kDone) {
    WEIR_RETURN_IF_ERROR(take_waiting(ready));
    is_done_ = true;
    return flush(std::nullopt, nullptr, nullptr, ready);
  }
  if (event->kind == StreamEvent::Kind::kFault) {
    return {Code::kProvider, "provider.stream_error",
            "the provider reported an error in its stream"};
  }
  if (!guard_.output.changes_text() || names_.is_free(*event)) return take_chunk(*event, ready);
  names_.add(std::move(*event));
  return names_.is_settled() ? take_waiting(ready) : Status();
}

// The events that waited until the names of their tools were whole.
Status AnswerStream::take_waiting(std::vector<ShownEvent>& ready) {
  auto events = names_.take();
  if (!events.ok()) return std::move(events).status();
  for (const StreamEvent& event : *events) WEIR_RETURN_IF_ERROR(take_chunk(event, ready));
  return {};
}

Status AnswerStream::take_chunk(const StreamEvent& event, std::vector<ShownEvent>& ready) {
  EventEdits edits;
  edits.withhold_logprobs = guard_.output.changes_text();
  WEIR_RETURN_IF_ERROR(scan_leaves(event, edits));
  if (Status status = scan_deltas(event, edits); !status.ok()) {
    show_before_block(event, edits, ready);
    return status;
  }
  note(event);
  for (const FinishedChoice& finished : event.finished) {
    WEIR_RETURN_IF_ERROR(flush(finished.choice, &event, &edits, ready));
  }
  ShownEvent shown;
  for (size_t i = 0; i < event.deltas.size(); ++i) {
    const size_t channel = event.deltas[i].channel;
    keep(state_of(channel), edits.released[i]);
    if (is_first_text(codec_.channels()[channel])) shown.text += edits.released[i];
  }
  if (auto data = codec_.encode(event, edits)) {
    shown.data = std::move(*data);
    show(std::move(shown), ready);
  }
  if (tail_.size() > kMaxTailEvents) {
    return {Code::kProvider, "provider.malformed", "the provider's stream goes on behind its end"};
  }
  return {};
}

Status AnswerStream::scan_leaves(const StreamEvent& event, EventEdits& edits) {
  Inspection inspection = inspect(guard_.output, *event.index, event.leaves, true);
  note_unscanned(guard_.output, event.unscanned, inspection);
  summary_.leaves_scanned += inspection.leaves_scanned;
  summary_.leaves_unscanned +=
      static_cast<int64_t>(event.unscanned.size()) + inspection.media_count;
  add_leaves(std::move(inspection.leaves));
  const auto untold = inspection.finding_count - static_cast<int64_t>(inspection.findings.size());
  summary_.finding_count += untold;
  for (LoggedFinding& finding : inspection.findings) add_finding(std::move(finding));
  edits.leaf_edits = std::move(inspection.edits);
  const Unscanned policy = endpoint_.guardrails.unscanned_output;
  WEIR_RETURN_IF_ERROR(check_unscanned(event.unscanned, policy));
  WEIR_RETURN_IF_ERROR(check_unscanned(inspection.media, policy));
  WEIR_RETURN_IF_ERROR(inspection.status);
  return guard_.output.changes_text() ? check_seams(event) : Status();
}

// Ids and the like come whole in one event. Where a provider sends one in pieces all the same, what
// the pieces make together is looked at as well; the first of them has been shown, so that the
// stream can only be stopped. The same holds for a name that goes on behind its arguments.
Status AnswerStream::check_seams(const StreamEvent& event) {
  // A piece of a name stands in a small event; the paths of a huge one would cost more than it.
  if (event.index->body().size() > kMaxSeamEvent) return {};
  for (size_t leaf = 0; leaf < event.leaves.size(); ++leaf) {
    const std::string_view text = event.leaves.text(*event.index, leaf);
    if (text.empty()) continue;
    std::string pointer = event.leaves.pointer(*event.index, leaf);
    if (!pointer.starts_with("/choices/")) continue;
    if (seams_.size() >= kMaxSeams && !seams_.contains(pointer)) continue;
    std::string& before = seams_[pointer];
    if (before.ends_with(text)) continue;  // said again
    const size_t seam = before.size();
    before += text;
    const auto result = scan(guard_.output, before);
    if (!result.ok()) return result.status();
    for (const Finding& finding : result->findings) {
      if (finding.action == GuardrailAction::kFlag) continue;
      if (finding.start >= seam || finding.end <= seam) continue;
      const ScanVerdict verdict{true, "guardrail.blocked", finding.guardrail, finding.entity};
      return blocked(verdict, redacted_pointer(guard_.output, pointer), true);
    }
    if (before.size() > kMaxHeld) before.erase(0, before.size() - kMaxHeld);
  }
  return {};
}

bool AnswerStream::is_finished() const {
  return static_cast<int64_t>(finished_.size()) >= choices_;
}

Status AnswerStream::scan_deltas(const StreamEvent& event, EventEdits& edits) {
  for (size_t i = 0; i < event.deltas.size(); ++i) {
    const size_t channel = event.deltas[i].channel;
    const std::string_view text = event.text(i);
    ChannelState& state = state_of(channel);
    std::string released;
    if (state.is_flushed && !text.empty()) {
      return {Code::kProvider, "provider.malformed",
              "the provider sent more text for a choice that had finished"};
    }
    if (!state.is_flushed) {
      summary_.text_bytes += static_cast<int64_t>(text.size());
      if (summary_.text_bytes > in_force_->policy.limits.max_body_bytes) {
        return {Code::kProvider, "http.too_large",
                "the text of the provider's stream is longer than limits/max_body_bytes"};
      }
      if (in_force_->policy.log.payload == LogPayload::kRaw) keep_raw(state, text);
      WEIR_RETURN_IF_ERROR(state.scanner.push(text, released));
      if (Status status = take_findings(channel); !status.ok()) {
        edits.released.push_back(std::move(released));
        return status;
      }
      WEIR_RETURN_IF_ERROR(check_media(channel));
    }
    edits.released.push_back(std::move(released));
  }
  return {};
}

// What stood before the blocked place, so that the caller sees as much however the text was cut.
void AnswerStream::show_before_block(const StreamEvent& event, EventEdits& edits,
                                     std::vector<ShownEvent>& ready) {
  static_cast<void>(codec_.encode(event, edits));  // what an extra chunk is made after
  for (size_t i = 0; i < edits.released.size(); ++i) {
    std::string& text = edits.released[i];
    if (text.empty()) continue;
    const size_t channel = event.deltas[i].channel;
    keep(state_of(channel), text);
    ready.push_back(extra_chunk(channel, std::move(text)));
  }
}

ShownEvent AnswerStream::extra_chunk(size_t channel, std::string text) const {
  ShownEvent extra;
  extra.data = codec_.synthesise(channel, text);
  if (is_first_text(codec_.channels()[channel])) extra.text = std::move(text);
  return extra;
}

// Shows what the channels of `choice` (none: of all) still hold: in the event itself where it has a
// delta of that channel, else in an extra chunk before it.
Status AnswerStream::flush(std::optional<int64_t> choice, const StreamEvent* event,
                           EventEdits* edits, std::vector<ShownEvent>& ready) {
  for (size_t channel = 0; channel < channels_.size(); ++channel) {
    ChannelState& state = channels_[channel];
    const Channel& what = codec_.channels()[channel];
    if (state.is_flushed || (choice && what.choice != *choice)) continue;
    std::string rest;
    state.is_flushed = true;
    WEIR_RETURN_IF_ERROR(state.scanner.finish(rest));
    WEIR_RETURN_IF_ERROR(take_findings(channel));
    WEIR_RETURN_IF_ERROR(check_media(channel));
    if (rest.empty()) continue;
    if (std::string* own = event != nullptr ? last_delta(*event, *edits, channel) : nullptr) {
      *own += rest;
      continue;
    }
    keep(state, rest);
    show(extra_chunk(channel, std::move(rest)), ready);
  }
  return {};
}

std::string* AnswerStream::last_delta(const StreamEvent& event, EventEdits& edits, size_t channel) {
  for (size_t i = event.deltas.size(); i-- > 0;) {
    if (event.deltas[i].channel == channel) return &edits.released[i];
  }
  return nullptr;
}

void AnswerStream::add_finding(LoggedFinding finding) {
  has_flagged_ = has_flagged_ || finding.action == name_of(GuardrailAction::kFlag);
  ++summary_.finding_count;
  if (summary_.findings.size() < kMaxFindings) summary_.findings.push_back(std::move(finding));
}

Status AnswerStream::take_findings(size_t channel) {
  ChannelState& state = channels_[channel];
  const std::string& pointer = state.pointer;
  for (const Finding& finding : state.scanner.take_findings()) {
    add_finding(logged(finding, pointer, true));
  }
  const ScanVerdict& verdict = state.scanner.verdict();
  return verdict.blocked ? blocked(verdict, pointer, true) : Status();
}

void AnswerStream::add_leaves(std::vector<LoggedLeaf> leaves) {
  for (LoggedLeaf& leaf : leaves) {
    if (summary_.leaves.size() >= kMaxLoggedLeaves) return;
    const std::string name = leaf.leaf + (leaf.is_key ? " key " : " ") + leaf.unscanned;
    if (leaves_.insert(name).second) summary_.leaves.push_back(std::move(leaf));
  }
}

// Media that begin in a text are noted, or refused, before anything of them is shown.
Status AnswerStream::check_media(size_t channel) {
  ChannelState& state = channels_[channel];
  const size_t begun = state.scanner.media() - state.media;
  if (begun == 0) return {};
  state.media += begun;
  summary_.leaves_unscanned += static_cast<int64_t>(begun);
  add_leaves({{state.pointer, false, "media"}});
  return check_unscanned({{"media", codec_.channels()[channel].pointer}},
                         endpoint_.guardrails.unscanned_output);
}

Status AnswerStream::end(std::vector<ShownEvent>& ready) {
  WEIR_RETURN_IF_ERROR(take_waiting(ready));
  if (!is_done_ && !is_finished()) {
    return {Code::kProvider, "provider.truncated",
            "the provider's stream ended before its answer did"};
  }
  WEIR_RETURN_IF_ERROR(flush(std::nullopt, nullptr, nullptr, ready));
  tail_.push_back({std::string(openai::StreamCodec::kDone), {}});
  return {};
}

std::vector<ShownEvent> AnswerStream::take_tail() {
  return std::exchange(tail_, {});
}

void AnswerStream::show(ShownEvent event, std::vector<ShownEvent>& ready) {
  const bool is_end = is_done_ || is_finished();
  (is_end ? tail_ : ready).push_back(std::move(event));
}

AnswerStream::ChannelState& AnswerStream::state_of(size_t channel) {
  while (channels_.size() <= channel) {
    const Channel& what = codec_.channels()[channels_.size()];
    channels_.push_back({StreamScanner(guard_.output, mode_of(what, wants_json_)),
                         false,
                         {},
                         redacted_pointer(guard_.output, what.pointer),
                         0});
    if (guard_.output.empty()) continue;  // nobody reads it
    add_leaves({{channels_.back().pointer, false, {}}});
    ++summary_.leaves_scanned;
  }
  return channels_[channel];
}

void AnswerStream::note(const StreamEvent& event) {
  if (!event.model.empty()) summary_.model = event.model;
  if (event.usage) summary_.usage = event.usage;
  for (const FinishedChoice& finished : event.finished) {
    if (finished.choice == 0) summary_.finish_reason = finished.reason;
    if (finished.choice >= 0 && finished.choice < choices_) finished_.insert(finished.choice);
  }
}

void AnswerStream::keep(ChannelState& state, std::string_view text) {
  if (in_force_->policy.log.payload == LogPayload::kRedacted) keep_raw(state, text);
}

// What the log keeps of a stream is bounded while it grows; the log's own cap notes what it cut.
void AnswerStream::keep_raw(ChannelState& state, std::string_view text) {
  const int64_t room = in_force_->policy.log.max_payload_bytes + 1 - kept_bytes_;
  if (room <= 0) return;
  const std::string_view kept = text.substr(0, static_cast<size_t>(room));
  state.kept += kept;
  kept_bytes_ += static_cast<int64_t>(kept.size());
}

AnswerSummary AnswerStream::summary() const {
  AnswerSummary out = summary_;
  if (in_force_->policy.log.payload != LogPayload::kNone) out.payload = payload();
  return out;
}

// {"model":…,"stream":true,"channels":{"/choices/0/message/content":"…"}}
std::string AnswerStream::payload() const {
  std::string json =
      "{\"model\":" + json_quoted(summary_.model) + ",\"stream\":true,\"channels\":{";
  for (size_t channel = 0; channel < channels_.size(); ++channel) {
    if (channel > 0) json += ',';
    json += json_quoted(channels_[channel].pointer) + ":";
    json += json_quoted(without_flagged(channels_[channel].kept));
  }
  return json + "}}";
}

// What is only flagged is shown to the caller, and redacted in the log.
std::string AnswerStream::without_flagged(const std::string& text) const {
  if (!has_flagged_ || in_force_->policy.log.payload == LogPayload::kRaw) return text;
  const auto result = scan(guard_.output_log, text);
  return result.ok() ? weir::apply(text, result->edits) : std::string();
}

}  // namespace weir
