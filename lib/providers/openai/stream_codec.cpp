#include "providers/openai/stream_codec.h"

#include <algorithm>
#include <array>
#include <utility>

#include "providers/openai/answer_members.h"
#include "providers/openai/body_leaves.h"
#include "providers/openai/stream_chunk.h"

namespace weir::openai {
namespace {

Status malformed(std::string_view what) {
  return {Code::kProvider, "provider.malformed",
          "an event of the provider's stream " + std::string(what)};
}

Status too_many_channels() {
  return {Code::kProvider, "provider.too_many_channels",
          "the provider's stream has more separate texts than the limit of " +
              std::to_string(StreamCodec::kMaxChannels)};
}

// Strings of a delta that stand whole in one event, by their key, wherever they are.
constexpr auto kWholeKeys =
    std::to_array<std::string_view>({"format", "id", "name", "role", "type"});

// A chunk that is kept as a template is made small when it is larger than this.
constexpr size_t kMaxTemplateBytes = 16U << 10;
constexpr size_t kMaxPointerBytes = 4096;
constexpr size_t kMaxEventNodes = 50'000;

template <size_t size>
bool contains(const std::array<std::string_view, size>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view key_text(const JsonIndex& index, JsonNode value) {
  const JsonNode key = index.key_of(value);
  return key == kNoJsonNode ? std::string_view() : index.text(key);
}

ChannelKind kind_of(std::string_view path) {
  if (path == "/content") return ChannelKind::kContent;
  if (path == "/refusal") return ChannelKind::kRefusal;
  if (path == "/reasoning" || path == "/reasoning_content") return ChannelKind::kReasoning;
  const bool is_call = path.starts_with("/tool_calls/") && path.ends_with("/function/arguments");
  if (is_call || path == "/function_call/arguments") return ChannelKind::kToolArguments;
  return ChannelKind::kOther;
}

// The same texts, read again. None only if memory limits of the reader were met.
std::shared_ptr<const JsonIndex> reread(std::string body) {
  JsonLimits limits;
  limits.max_bytes = body.size();
  Result<JsonIndex> index = JsonIndex::parse(std::move(body), limits);
  if (!index.ok()) return nullptr;
  return std::make_shared<const JsonIndex>(std::move(index).value());
}

class EventReader {
 public:
  EventReader(StreamEvent& event, std::vector<std::pair<std::string, TextDelta>>& deltas)
      : event_(event),
        index_(*event.index),
        deltas_(deltas),
        leaves_(index_, event.leaves, event.unscanned) {}

  Status read() {
    const JsonNode root = JsonIndex::root();
    event_.fault = read_fault(index_);
    if (event_.fault) event_.kind = StreamEvent::Kind::kFault;
    const JsonNode choices = index_.member(root, "choices");
    if (!event_.fault && !index_.type_is(root, JsonType::kObject)) {
      return malformed("is not a JSON object");
    }
    event_.id = string_member(index_, root, "id");
    event_.model = string_member(index_, root, "model");
    event_.usage = read_usage(index_);
    const JsonNode created = index_.member(root, "created");
    if (index_.type_is(created, JsonType::kNumber)) leaves_.leave_out(created);
    int64_t ordinal = 0;
    if (index_.type_is(choices, JsonType::kArray)) {
      for (const JsonNode choice : index_.children(choices)) read_choice(choice, ordinal++);
    } else if (!event_.fault && !event_.usage) {
      return malformed("has neither choices nor an error");
    }
    event_.is_usage_alone = ordinal == 0 && event_.usage.has_value() && !event_.fault;
    if (has_too_many_deltas()) return too_many_channels();
    leaves_.add_rest();
    return {};
  }

 private:
  bool has_too_many_deltas() const { return deltas_.size() > StreamCodec::kMaxChannels; }

  void read_choice(JsonNode choice, int64_t ordinal) {
    const int64_t number = index_member(index_, choice, ordinal);
    const JsonNode delta = index_.member(choice, "delta");
    if (index_.type_is(delta, JsonType::kObject)) read_delta(number, delta);
    leaves_.read_message(index_.member(choice, "message"));
    const JsonNode logprobs = index_.member(choice, "logprobs");
    if (logprobs != kNoJsonNode && !index_.type_is(logprobs, JsonType::kNull)) {
      event_.logprobs.push_back(logprobs);
      leaves_.leave_out(logprobs);
    }
    std::string reason = string_member(index_, choice, "finish_reason");
    if (!reason.empty()) event_.finished.push_back({number, std::move(reason)});
  }

  void read_delta(int64_t choice, JsonNode delta) {
    const JsonNode audio = index_.member(delta, "audio");
    const JsonNode data = index_.member(audio, "data");
    if (data != kNoJsonNode) {
      leaves_.add_unscanned("audio", audio, data);
      leaves_.leave_out(data);
    }
    for (JsonNode node = delta; node < index_.after(delta) && !has_too_many_deltas(); ++node) {
      if (!index_.type_is(node, JsonType::kString) || node == data) continue;
      const std::string_view key = key_text(index_, node);
      if (key == "name" && is_function(index_.parent(node))) {
        event_.tool_names.push_back({choice, pointer_of(choice, delta, node), node});
      }
      if (contains(kWholeKeys, key) || (key == "url" && is_data_url(index_.text(node)))) continue;
      deltas_.emplace_back(pointer_of(choice, delta, node), TextDelta{0, node});
      leaves_.leave_out(node);
    }
  }

  std::string pointer_of(int64_t choice, JsonNode delta, JsonNode node) const {
    return "/choices/" + std::to_string(choice) + "/message" + path_below(index_, delta, node);
  }

  bool is_function(JsonNode object) const {
    const std::string_view key = key_text(index_, object);
    return key == "function" || key == "function_call";
  }

  StreamEvent& event_;
  const JsonIndex& index_;
  std::vector<std::pair<std::string, TextDelta>>& deltas_;
  BodyLeaves leaves_;
};

Channel channel_of(const std::string& pointer) {
  constexpr std::string_view kChoices = "/choices/";
  constexpr std::string_view kMessage = "/message";
  const size_t end = pointer.find('/', kChoices.size());
  Channel channel;
  channel.choice = std::stoll(pointer.substr(kChoices.size(), end - kChoices.size()));
  channel.kind = kind_of(std::string_view(pointer).substr(end + kMessage.size()));
  channel.pointer = pointer;
  return channel;
}

}  // namespace

StreamCodec::StreamCodec(bool caller_asked_for_usage, size_t max_event_bytes)
    : caller_asked_for_usage_(caller_asked_for_usage) {
  limits_.max_bytes = max_event_bytes;
  limits_.max_nodes = kMaxEventNodes;
}

Result<StreamEvent> StreamCodec::read(std::string data) {
  StreamEvent event;
  if (data == kDone) {
    event.kind = StreamEvent::Kind::kDone;
    return event;
  }
  Result<JsonIndex> index = JsonIndex::parse(std::move(data), limits_);
  if (!index.ok()) return malformed("cannot be read: " + std::string(index.status().message()));
  event.index = std::make_shared<const JsonIndex>(std::move(index).value());
  std::vector<std::pair<std::string, TextDelta>> deltas;
  WEIR_RETURN_IF_ERROR(EventReader(event, deltas).read());
  for (auto& [pointer, delta] : deltas) {
    Result<size_t> channel = channel_at(pointer);
    if (!channel.ok()) return std::move(channel).status();
    delta.channel = *channel;
    event.deltas.push_back(delta);
  }
  return event;
}

// All or nothing, also where memory is out: a channel that the map names exists.
Result<size_t> StreamCodec::channel_at(const std::string& pointer) {
  const auto known = channel_of_pointer_.find(pointer);
  if (known != channel_of_pointer_.end()) return known->second;
  const size_t number = channels_.size();
  if (number >= kMaxChannels) return too_many_channels();
  if (pointer.size() > kMaxPointerBytes) return malformed("has a text in too deep a place");
  Channel channel = channel_of(pointer);
  templates_.resize(number + 1);
  if (number == channels_.capacity()) channels_.reserve(std::max<size_t>(4, 2 * number));
  channel_of_pointer_.emplace(pointer, number);
  channels_.push_back(std::move(channel));  // into room that it has
  return number;
}

std::optional<std::string> StreamCodec::encode(const StreamEvent& event, const EventEdits& edits) {
  if (event.kind == StreamEvent::Kind::kDone) return std::string(kDone);
  if (event.is_usage_alone && !caller_asked_for_usage_) return std::nullopt;
  keep_templates(event, edits.leaf_edits);
  const JsonIndex& index = *event.index;
  JsonEdit out(index);
  event.leaves.apply(index, edits.leaf_edits, out);
  for (size_t i = 0; i < event.deltas.size(); ++i) {
    const std::string_view old = event.text(i);
    const std::string_view released =
        i < edits.released.size() ? std::string_view(edits.released[i]) : std::string_view();
    if (released != old) out.replace_value(event.deltas[i].node, json_quoted(released));
  }
  if (edits.withhold_logprobs) {
    for (const JsonNode logprobs : event.logprobs) out.replace_value(logprobs, "null");
  }
  const JsonNode usage = index.member(JsonIndex::root(), "usage");
  if (index.type_is(usage, JsonType::kNull) && !caller_asked_for_usage_) out.remove(usage);
  return out.apply();
}

// A template must hold nothing that was taken out of its event. Edits of leaves keep the number of
// every node, so that the places of the deltas stay good.
void StreamCodec::keep_templates(const StreamEvent& event, const std::vector<LeafEdit>& edits) {
  if (event.deltas.empty()) return;
  std::shared_ptr<const JsonIndex> index = event.index;
  if (!edits.empty()) {
    JsonEdit out(*event.index);
    event.leaves.apply(*event.index, edits, out);
    index = reread(out.apply());
  }
  for (const TextDelta& delta : event.deltas) {
    templates_[delta.channel] = make_template(index, delta);
  }
}

StreamCodec::Template StreamCodec::make_template(const std::shared_ptr<const JsonIndex>& index,
                                                 const TextDelta& delta) const {
  if (!index || index->body().size() <= kMaxTemplateBytes) return {index, delta.node};
  const int64_t choice = channels_[delta.channel].choice;
  std::string body = chunk_with(*index, delta.node, choice, "", true);
  if (body.size() > kMaxTemplateBytes) body = chunk_with(*index, delta.node, choice, "", false);
  const std::shared_ptr<const JsonIndex> small = reread(std::move(body));
  if (!small) return {};
  const JsonNode end = small->after(small->at("/choices/0/delta"));
  return {small, end - 1};  // the text is the last thing in it
}

std::string StreamCodec::synthesise(size_t channel, std::string_view text) const {
  const Template& source = templates_[channel];
  if (!source.index) return R"({"choices":[]})";
  return chunk_with(*source.index, source.node, channels_[channel].choice, text, true);
}

}  // namespace weir::openai
