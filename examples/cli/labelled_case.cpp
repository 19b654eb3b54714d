#include "labelled_case.h"

#include <rapidjson/document.h>

#include <algorithm>

#include "json_text.h"
#include "scan_line.h"

namespace cli {
namespace {

// The member, or null.
const rapidjson::Value* find(const rapidjson::Value& object, const char* name) {
  const auto member = object.FindMember(name);
  return member < object.MemberEnd() ? &member->value : nullptr;
}

// A place between two characters: not in front of a continuation byte.
bool is_between_characters(const std::string& text, int64_t at) {
  const auto place = static_cast<size_t>(at);
  return place == text.size() || (static_cast<unsigned char>(text[place]) & 0xC0U) != 0x80U;
}

// Reads one expected finding; "" or what is wrong with it.
std::string read_expected(const rapidjson::Value& value, const std::string& text, Span& span) {
  if (!value.IsObject()) return "is not an object";
  const rapidjson::Value* entity = find(value, "entity");
  if (entity == nullptr || !entity->IsString() || entity->GetStringLength() == 0) {
    return "has no \"entity\"";
  }
  const rapidjson::Value* start = find(value, "start");
  const rapidjson::Value* end = find(value, "end");
  if (start == nullptr || end == nullptr || !start->IsInt64() || !end->IsInt64()) {
    return "has no \"start\" and \"end\", whole numbers";
  }
  span = {text_of(*entity), start->GetInt64(), end->GetInt64()};
  if (span.start < 0 || span.start >= span.end) return "is empty, or ends before it starts";
  if (span.end > static_cast<int64_t>(text.size())) {
    return "ends behind the text, which has " + std::to_string(text.size()) + " bytes";
  }
  if (!is_between_characters(text, span.start) || !is_between_characters(text, span.end)) {
    return "cuts a character: offsets are bytes of the UTF-8 text";
  }
  return "";
}

std::string read_all_expected(const rapidjson::Value& list, LabelledCase& parsed) {
  for (const rapidjson::Value& value : list.GetArray()) {
    Span span;
    const std::string fault = read_expected(value, parsed.text, span);
    if (!fault.empty()) {
      return "\"expected\", no. " + std::to_string(parsed.expected.size() + 1) + ", " + fault;
    }
    parsed.expected.push_back(std::move(span));
  }
  std::stable_sort(parsed.expected.begin(), parsed.expected.end(),
                   [](const Span& a, const Span& b) { return a.start < b.start; });
  return "";
}

// An id is told as it is: a string without its quotation marks, all else as it is written.
std::string id_of(const rapidjson::Value& object) {
  const rapidjson::Value* id = find(object, "id");
  if (id == nullptr || id->IsNull()) return "";
  return id->IsString() ? text_of(*id) : compact(*id);
}

}  // namespace

bool parse_labelled_case(std::string_view json, LabelledCase& parsed, std::string& fault) {
  ScanLine line;
  if (!parse_scan_line(json, line, fault)) return false;
  rapidjson::Document document;
  document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
  parsed.id = id_of(document);
  parsed.text = std::move(line.text);
  parsed.detect = line.detect.value_or("");
  parsed.threshold = line.threshold;
  const rapidjson::Value* expected = find(document, "expected");
  if (expected == nullptr || !expected->IsArray()) {
    fault = "\"expected\" must be an array of findings";
    return false;
  }
  fault = read_all_expected(*expected, parsed);
  return fault.empty();
}

}  // namespace cli
