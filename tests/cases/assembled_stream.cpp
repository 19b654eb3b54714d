#include "cases/assembled_stream.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <map>

namespace weir::testing {
namespace {

using Value = rapidjson::Value;

struct ToolCall {
  std::map<std::string, std::string> parts;  // id, name, arguments
};

struct Choice {
  std::map<std::string, std::string> texts;
  std::map<int64_t, ToolCall> calls;
};

const Value* member(const Value& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() || found->value.IsNull() ? nullptr : &found->value;
}

int64_t number(const Value& object, const char* name) {
  const Value* value = member(object, name);
  return value != nullptr && value->IsInt64() ? value->GetInt64() : 0;
}

void add_text(std::map<std::string, std::string>& texts, const Value& object, const char* name) {
  const Value* value = member(object, name);
  if (value != nullptr && value->IsString()) {
    texts[name].append(value->GetString(), value->GetStringLength());
  }
}

void add_calls(Choice& choice, const Value& delta) {
  const Value* calls = member(delta, "tool_calls");
  if (calls == nullptr || !calls->IsArray()) return;
  for (const Value& each : calls->GetArray()) {
    ToolCall& call = choice.calls[number(each, "index")];
    add_text(call.parts, each, "id");
    if (const Value* function = member(each, "function")) {
      add_text(call.parts, *function, "name");
      add_text(call.parts, *function, "arguments");
    }
  }
}

std::string text_of(const Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return buffer.GetString();
}

class Assembly {
 public:
  void add(const std::string& event) {
    rapidjson::Document document;
    document.Parse(event.data(), event.size());
    if (document.HasParseError() || !document.IsObject()) {
      broken_ = true;
      return;
    }
    if (const Value* usage = member(document, "usage")) usage_ = text_of(*usage);
    if (const Value* fault = member(document, "error")) errors_.push_back(text_of(*fault));
    const Value* choices = member(document, "choices");
    if (choices == nullptr || !choices->IsArray()) return;
    for (const Value& each : choices->GetArray()) add_choice(each);
  }

  std::string json() const {
    rapidjson::StringBuffer buffer;
    Writer out(buffer);
    out.StartObject();
    out.Key("choices");
    out.StartArray();
    for (const auto& [index, choice] : choices_) write_choice(out, index, choice);
    out.EndArray();
    write_rest(out);
    out.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
  }

 private:
  using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

  void add_choice(const Value& each) {
    Choice& choice = choices_[number(each, "index")];
    add_text(choice.texts, each, "finish_reason");
    const Value* delta = member(each, "delta");
    if (delta == nullptr) return;
    for (const char* name : {"role", "content", "refusal", "reasoning_content", "reasoning"}) {
      add_text(choice.texts, *delta, name);
    }
    add_calls(choice, *delta);
  }

  static void write_texts(Writer& out, const std::map<std::string, std::string>& texts) {
    for (const auto& [name, text] : texts) {
      out.Key(name.c_str());
      out.String(text.data(), static_cast<rapidjson::SizeType>(text.size()));
    }
  }

  static void write_choice(Writer& out, int64_t index, const Choice& choice) {
    out.StartObject();
    out.Key("index");
    out.Int64(index);
    write_texts(out, choice.texts);
    if (!choice.calls.empty()) {
      out.Key("tool_calls");
      out.StartArray();
      for (const auto& call : choice.calls) {
        out.StartObject();
        write_texts(out, call.second.parts);
        out.EndObject();
      }
      out.EndArray();
    }
    out.EndObject();
  }

  void write_rest(Writer& out) const {
    if (!usage_.empty()) {
      out.Key("usage");
      out.RawValue(usage_.data(), usage_.size(), rapidjson::kObjectType);
    }
    if (!errors_.empty()) {
      out.Key("errors");
      out.StartArray();
      for (const auto& each : errors_) {
        out.RawValue(each.data(), each.size(), rapidjson::kObjectType);
      }
      out.EndArray();
    }
    if (broken_) {
      out.Key("broken");
      out.Bool(true);
    }
  }

  std::map<int64_t, Choice> choices_;
  std::string usage_;
  std::vector<std::string> errors_;
  bool broken_ = false;
};

}  // namespace

std::string assembled(const std::vector<std::string>& events) {
  Assembly assembly;
  for (const std::string& event : events) assembly.add(event);
  return assembly.json();
}

}  // namespace weir::testing
