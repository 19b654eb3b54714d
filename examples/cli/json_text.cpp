#include "json_text.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

namespace cli {
namespace {

const rapidjson::Value* find(const rapidjson::Value& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto member = object.FindMember(name);
  return member < object.MemberEnd() ? &member->value : nullptr;
}

}  // namespace

std::string text_of(const rapidjson::Value& value) {
  if (value.IsString()) return {value.GetString(), value.GetStringLength()};
  if (value.IsNumber() || value.IsBool()) return compact(value);
  return {};
}

std::string member_text(const rapidjson::Value& object, const char* name) {
  const rapidjson::Value* found = find(object, name);
  return found == nullptr ? std::string() : text_of(*found);
}

int64_t member_number(const rapidjson::Value& object, const char* name) {
  const rapidjson::Value* found = find(object, name);
  return found != nullptr && found->IsInt64() ? found->GetInt64() : 0;
}

const rapidjson::Value& member_array(const rapidjson::Value& object, const char* name) {
  static const rapidjson::Value kNone(rapidjson::kArrayType);
  const rapidjson::Value* found = find(object, name);
  return found != nullptr && found->IsArray() ? *found : kNone;
}

std::string compact(const rapidjson::Value& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  value.Accept(json);
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace cli
