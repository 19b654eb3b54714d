#include <string>
#include <vector>

#include "fuzz/replay.h"
#include "providers/openai/chat_completions.h"
#include "providers/openai/stream_codec.h"

using weir::LeafEdit;
using weir::LeafKind;
using weir::LeafSet;

namespace {

size_t requests = 0;
size_t answers = 0;
size_t events = 0;

std::vector<LeafEdit> redact_all(const weir::JsonIndex& index, const LeafSet& leaves) {
  std::vector<LeafEdit> edits;
  for (size_t i = 0; i < leaves.size(); ++i) {
    edits.push_back({i, 0, leaves.text(index, i).size(), "[X]"});
  }
  return edits;
}

// After a redaction of all leaves none is left but the marks themselves.
bool is_all_redacted(const weir::JsonIndex& index, const LeafSet& leaves) {
  for (size_t i = 0; i < leaves.size(); ++i) {
    const std::string_view text = leaves.text(index, i);
    if (!text.empty() && !text.starts_with("[X]")) return false;
  }
  return true;
}

bool request_holds(const std::string& bytes) {
  const auto request = weir::openai::read_request(bytes);
  if (!request.ok()) return request.status().code() == weir::Code::kInvalidRequest;
  ++requests;
  if (weir::openai::encode_request(*request, {}) != bytes) return false;
  weir::RequestEdits edits;
  edits.redactions = redact_all(request->index, request->leaves);
  edits.max_output_tokens = 7;
  edits.ask_for_usage = true;
  const auto again = weir::openai::read_request(weir::openai::encode_request(*request, edits));
  if (!again.ok()) return false;
  return is_all_redacted(again->index, again->leaves) && again->max_output_tokens() <= 7 &&

         again->include_usage == (request->stream || request->include_usage);
}

bool answer_holds(const std::string& bytes) {
  const auto answer = weir::openai::read_answer(bytes);
  if (!answer.ok()) return answer.status().reason() == "provider.malformed";
  ++answers;
  if (weir::openai::encode_answer(*answer, {}, false) != bytes) return false;
  const auto edits = redact_all(answer->index, answer->leaves);
  const auto again = weir::openai::read_answer(weir::openai::encode_answer(*answer, edits, true));
  return again.ok() && is_all_redacted(again->index, again->leaves);
}

bool synthesised_holds(const weir::openai::StreamCodec& codec, size_t channel) {
  weir::openai::StreamCodec reader(true);
  const auto chunk = reader.read(codec.synthesise(channel, "held"));
  if (!chunk.ok()) return false;
  std::string text;
  for (size_t i = 0; i < chunk->deltas.size(); ++i) text += chunk->text(i);
  return text == "held" && is_all_redacted(*chunk->index, chunk->leaves);
}

bool event_holds(const std::string& bytes) {
  weir::openai::StreamCodec codec(true);
  const auto event = codec.read(bytes);
  if (!event.ok()) return event.status().code() == weir::Code::kProvider;
  if (event->kind == weir::StreamEvent::Kind::kDone) return true;
  ++events;
  weir::EventEdits edits;
  edits.leaf_edits = redact_all(*event->index, event->leaves);
  edits.released.assign(event->deltas.size(), "");
  edits.withhold_logprobs = true;
  const auto shown = codec.encode(*event, edits);
  if (!shown) return false;
  weir::openai::StreamCodec reader(true);
  const auto again = reader.read(*shown);
  if (!again.ok() || again->deltas.size() < event->deltas.size()) return false;
  for (size_t i = 0; i < again->deltas.size(); ++i) {  // a redacted number is a text, too
    if (!again->text(i).empty() && again->text(i) != "[X]") return false;
  }
  if (!is_all_redacted(*again->index, again->leaves)) return false;
  for (size_t channel = 0; channel < codec.channels().size(); ++channel) {
    if (!synthesised_holds(codec, channel)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("the chat completions format holds for any bytes") {
  weir::replay(WEIR_CORPUS, 3, 20'000, [](const std::string& bytes) {
    return request_holds(bytes) && answer_holds(bytes) && event_holds(bytes);
  });
  CHECK(requests > 1000);
  CHECK(answers > 1000);
  CHECK(events > 1000);
}
