#include <rapidjson/document.h>

#include "support/provider/answer_steps.h"

namespace weir::testing {
namespace {

using Value = rapidjson::Value;

std::string_view text_of(const Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

std::string difference(const Value& expected, const Value& actual, const std::string& path);

std::string below(std::string path, std::string_view name) {
  path.append("/").append(name);
  return path;
}

std::string member_difference(const Value& expected, const Value& actual, const std::string& path) {
  for (const auto& member : expected.GetObject()) {
    const std::string name(text_of(member.name));
    const auto found = actual.FindMember(member.name);
    if (found == actual.MemberEnd()) return below(path, name) + " is missing";
    std::string wrong = difference(member.value, found->value, below(path, name));
    if (!wrong.empty()) return wrong;
  }
  return {};
}

std::string element_difference(const Value& expected, const Value& actual,
                               const std::string& path) {
  if (expected.Size() != actual.Size()) return path + " has another number of elements";
  for (rapidjson::SizeType i = 0; i < expected.Size(); ++i) {
    std::string wrong = difference(expected[i], actual[i], below(path, std::to_string(i)));
    if (!wrong.empty()) return wrong;
  }
  return {};
}

std::string difference(const Value& expected, const Value& actual, const std::string& path) {
  if (expected.IsObject() && actual.IsObject()) return member_difference(expected, actual, path);
  if (expected.IsArray() && actual.IsArray()) return element_difference(expected, actual, path);
  return expected == actual ? "" : path + " is another value";
}

}  // namespace

bool is_json(std::string_view text) {
  rapidjson::Document document;
  document.Parse(text.data(), text.size());
  return !document.HasParseError();
}

std::string json_difference(std::string_view expected, std::string_view actual) {
  rapidjson::Document wanted;
  rapidjson::Document got;
  wanted.Parse(expected.data(), expected.size());
  got.Parse(actual.data(), actual.size());
  if (wanted.HasParseError() || got.HasParseError()) return "the body is not JSON";
  return difference(wanted, got, "");
}

}  // namespace weir::testing
