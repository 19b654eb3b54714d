#include "support/provider/openai_json.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <functional>

namespace weir::testing {
namespace {

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void string(Writer& writer, std::string_view text) {
  writer.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
}

void member(Writer& writer, const char* name, std::string_view text) {
  writer.Key(name);
  string(writer, text);
}

void string_or_null(Writer& writer, const char* name, std::string_view text) {
  writer.Key(name);
  if (text.empty()) {
    writer.Null();
  } else {
    string(writer, text);
  }
}

std::string json_object(const std::function<void(Writer&)>& members) {
  rapidjson::StringBuffer buffer;
  Writer writer(buffer);
  writer.StartObject();
  members(writer);
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

void write_identity(Writer& writer, const OpenAiIdentity& identity, const OpenAiRequest& request,
                    std::string_view object) {
  member(writer, "id", identity.id);
  member(writer, "object", object);
  writer.Key("created");
  writer.Int64(identity.created);
  member(writer, "model", request.model);
}

void write_usage(Writer& writer, const OpenAiRequest& request, const OpenAiReply& reply) {
  const int64_t input = tokens_of(request.prompt_bytes);
  const int64_t output = reply.output_tokens * request.choices;
  writer.Key("usage");
  writer.StartObject();
  writer.Key("prompt_tokens");
  writer.Int64(input);
  writer.Key("completion_tokens");
  writer.Int64(output);
  writer.Key("total_tokens");
  writer.Int64(input + output);
  writer.EndObject();
}

// `index` -1: a whole answer, where the elements carry no index.
void write_tool_call(Writer& writer, int index, std::string_view id, std::string_view name,
                     std::string_view arguments) {
  writer.Key("tool_calls");
  writer.StartArray();
  writer.StartObject();
  if (index >= 0) {
    writer.Key("index");
    writer.Int(index);
  }
  if (!id.empty()) {
    member(writer, "id", id);
    member(writer, "type", "function");
  }
  writer.Key("function");
  writer.StartObject();
  if (!name.empty()) member(writer, "name", name);
  member(writer, "arguments", arguments);
  writer.EndObject();
  writer.EndObject();
  writer.EndArray();
}

void write_message(Writer& writer, const OpenAiReply& reply) {
  member(writer, "role", "assistant");
  string_or_null(writer, "content", reply.content);
  string_or_null(writer, "refusal", reply.refusal);
  if (!reply.reasoning.empty()) member(writer, "reasoning_content", reply.reasoning);
  if (!reply.tool_name.empty()) {
    write_tool_call(writer, -1, "call_loopback_0", reply.tool_name, reply.tool_arguments);
  }
}

// Writes the events of one stream.
class StreamWriter {
 public:
  StreamWriter(const OpenAiIdentity& identity, const OpenAiRequest& request,
               const OpenAiReply& reply, size_t delta_bytes)
      : identity_(identity), request_(request), reply_(reply), delta_bytes_(delta_bytes) {}

  std::vector<std::string> write() {
    for (int64_t choice = 0; choice < request_.choices; ++choice) write_choice(choice);
    if (request_.include_usage) write_usage_event();
    events_.emplace_back("data: [DONE]\n\n");
    return std::move(events_);
  }

 private:
  void write_choice(int64_t choice) {
    delta(choice, "", [](Writer& writer) {
      member(writer, "role", "assistant");
      member(writer, "content", "");
    });
    deltas(choice, "reasoning_content", reply_.reasoning);
    deltas(choice, "content", reply_.content);
    deltas(choice, "refusal", reply_.refusal);
    if (!reply_.tool_name.empty()) tool_deltas(choice);
    delta(choice, reply_.finish_reason, [](Writer&) {});
  }

  void deltas(int64_t choice, const char* name, std::string_view text) {
    for (const std::string_view piece : cut_deltas(text, delta_bytes_)) {
      delta(choice, "", [&](Writer& writer) { member(writer, name, piece); });
    }
  }

  void tool_deltas(int64_t choice) {
    delta(choice, "", [&](Writer& writer) {
      write_tool_call(writer, 0, "call_loopback_0", reply_.tool_name, "");
    });
    for (const std::string_view piece : cut_deltas(reply_.tool_arguments, delta_bytes_)) {
      delta(choice, "", [&](Writer& writer) { write_tool_call(writer, 0, "", "", piece); });
    }
  }

  void delta(int64_t choice, std::string_view finish_reason,
             const std::function<void(Writer&)>& members) {
    event([&](Writer& writer) {
      writer.Key("choices");
      writer.StartArray();
      writer.StartObject();
      writer.Key("index");
      writer.Int64(choice);
      writer.Key("delta");
      writer.StartObject();
      members(writer);
      writer.EndObject();
      string_or_null(writer, "finish_reason", finish_reason);
      writer.EndObject();
      writer.EndArray();
      if (request_.include_usage) {
        writer.Key("usage");
        writer.Null();
      }
    });
  }

  void write_usage_event() {
    event([&](Writer& writer) {
      writer.Key("choices");
      writer.StartArray();
      writer.EndArray();
      write_usage(writer, request_, reply_);
    });
  }

  void event(const std::function<void(Writer&)>& members) {
    events_.push_back("data: " + json_object([&](Writer& writer) {
                        write_identity(writer, identity_, request_, "chat.completion.chunk");
                        members(writer);
                      }) +
                      "\n\n");
  }

  const OpenAiIdentity& identity_;
  const OpenAiRequest& request_;
  const OpenAiReply& reply_;
  size_t delta_bytes_;
  std::vector<std::string> events_;
};

}  // namespace

std::string openai_whole(const OpenAiIdentity& identity, const OpenAiRequest& request,
                         const OpenAiReply& reply) {
  return json_object([&](Writer& writer) {
    write_identity(writer, identity, request, "chat.completion");
    writer.Key("choices");
    writer.StartArray();
    for (int64_t choice = 0; choice < request.choices; ++choice) {
      writer.StartObject();
      writer.Key("index");
      writer.Int64(choice);
      writer.Key("message");
      writer.StartObject();
      write_message(writer, reply);
      writer.EndObject();
      member(writer, "finish_reason", reply.finish_reason);
      writer.EndObject();
    }
    writer.EndArray();
    write_usage(writer, request, reply);
  });
}

std::vector<std::string> openai_stream(const OpenAiIdentity& identity, const OpenAiRequest& request,
                                       const OpenAiReply& reply, size_t delta_bytes) {
  return StreamWriter(identity, request, reply, delta_bytes).write();
}

std::string openai_error(std::string_view message, std::string_view type, std::string_view code) {
  return json_object([&](Writer& writer) {
    writer.Key("error");
    writer.StartObject();
    member(writer, "message", message);
    member(writer, "type", type);
    writer.Key("param");
    writer.Null();
    string_or_null(writer, "code", code);
    writer.EndObject();
  });
}

std::vector<std::string_view> cut_deltas(std::string_view text, size_t delta_bytes) {
  std::vector<std::string_view> pieces;
  while (!text.empty()) {
    size_t size = delta_bytes;
    if (delta_bytes == 0) {
      const size_t space = text.find(' ', 1);
      size = space == std::string_view::npos ? text.size() : space;
    }
    size = std::min(size, text.size());
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
    pieces.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return pieces;
}

}  // namespace weir::testing
