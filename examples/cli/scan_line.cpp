#include "scan_line.h"

#include <rapidjson/error/en.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <array>
#include <set>

namespace cli {
namespace {

constexpr size_t kMaxDepth = 128;  // of an id, or of a member that is left alone

// Collects the members. What they hold is read at the depth of 1 (an array of names: of 2); of all
// else only the end is looked for.
class LineHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, LineHandler> {
 public:
  LineHandler(ScanLine& line, std::string& fault, std::string_view json,
              const rapidjson::MemoryStream& stream)
      : line_(line), fault_(fault), json_(json), stream_(stream) {}

  bool Default() { return scalar(Kind::kOther); }
  bool Int(int value) { return number(value); }
  bool Uint(unsigned value) { return number(value); }
  bool Int64(int64_t value) { return number(static_cast<double>(value)); }
  bool Uint64(uint64_t value) { return number(static_cast<double>(value)); }
  bool Double(double value) { return number(value); }
  bool String(const char* text, rapidjson::SizeType size, bool /*copy*/) {
    text_ = {text, size};
    return scalar(Kind::kString);
  }

  bool Key(const char* name, rapidjson::SizeType size, bool /*copy*/) {
    if (depth_ != 1) return true;
    member_ = std::string(name, size);
    value_at_ = stream_.Tell();
    if (!members_.insert(member_).second) return refuse("\"" + member_ + "\" stands twice");
    return true;
  }

  bool StartObject() {
    if (depth_ == 0) return ++depth_ == 1;
    if (depth_ == 1 && member_ != "id" && is_known()) return refuse_kind();
    return open();
  }
  bool EndObject(rapidjson::SizeType /*count*/) { return close(); }
  bool StartArray() {
    if (depth_ == 0) return refuse("not a JSON object");
    if (depth_ == 1 && member_ != "id" && member_ != "detect" && is_known()) return refuse_kind();
    if (depth_ == 1 && member_ == "detect") line_.detect.emplace();
    return open();
  }
  bool EndArray(rapidjson::SizeType /*count*/) { return close(); }

  [[nodiscard]] bool has(const char* member) const { return members_.count(member) > 0; }

 private:
  enum class Kind { kString, kNumber, kOther };

  bool refuse(std::string fault) {
    fault_ = std::move(fault);
    return false;
  }
  bool refuse_kind() {
    static constexpr std::array<std::pair<std::string_view, const char*>, 3> kWanted = {
        {{"text", "\"text\" must be a string"},
         {"detect", "\"detect\" must be an array of names"},
         {"threshold", "\"threshold\" must be a number from 0 to 1"}}};
    for (const auto& [name, fault] : kWanted) {
      if (name == member_) return refuse(fault);
    }
    return true;
  }
  [[nodiscard]] bool is_known() const {
    return member_ == "text" || member_ == "detect" || member_ == "threshold" || member_ == "id";
  }

  bool open() { return ++depth_ <= kMaxDepth || refuse("nested too deeply"); }
  bool close() {
    // The reader calls this before it takes the closing bracket.
    if (--depth_ == 1 && member_ == "id") keep_id(stream_.Tell() + 1);
    return true;
  }

  bool number(double value) {
    number_ = value;
    return scalar(Kind::kNumber);
  }

  bool scalar(Kind kind) {
    if (depth_ == 0) return refuse("not a JSON object");
    if (depth_ == 1) return member_value(kind);
    if (depth_ != 2 || member_ != "detect") return true;
    if (kind != Kind::kString || text_.empty() || text_.find(',') != std::string_view::npos) {
      return refuse_kind();
    }
    if (!line_.detect->empty()) *line_.detect += ',';
    *line_.detect += text_;
    return true;
  }

  bool member_value(Kind kind) {
    if (member_ == "id") {
      keep_id(stream_.Tell());
    } else if (member_ == "text") {
      if (kind != Kind::kString) return refuse_kind();
      line_.text = text_;
    } else if (member_ == "threshold") {
      if (kind != Kind::kNumber || !(number_ >= 0 && number_ <= 1)) return refuse_kind();
      line_.threshold = number_;
    } else if (member_ == "detect") {
      return refuse_kind();
    }
    return true;
  }

  void keep_id(size_t end) {
    const size_t colon = json_.find(':', value_at_);
    const size_t begin = json_.find_first_not_of(" \t\r\n", colon + 1);
    line_.id = json_.substr(begin, end - begin);
  }

  ScanLine& line_;
  std::string& fault_;
  std::string_view json_;
  const rapidjson::MemoryStream& stream_;
  std::set<std::string> members_;
  std::string member_;
  size_t value_at_ = 0;
  size_t depth_ = 0;
  std::string_view text_;
  double number_ = 0;
};

}  // namespace

bool parse_scan_line(std::string_view json, ScanLine& line, std::string& fault) {
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  // RapidJSON takes a NUL for the end of the text.
  if (json.find('\0') != std::string_view::npos) {
    fault = "a NUL byte outside of a string's escapes";
    return false;
  }
  rapidjson::MemoryStream stream(json.data(), json.size());
  LineHandler handler(line, fault, json, stream);
  const rapidjson::ParseResult outcome = rapidjson::Reader().Parse<kFlags>(stream, handler);
  if (outcome.IsError()) {
    if (fault.empty()) fault = rapidjson::GetParseError_En(outcome.Code());
    return false;
  }
  if (!handler.has("text")) fault = "\"text\" is missing";
  if (line.detect && line.detect->empty()) fault = "\"detect\" names nothing";
  return fault.empty();
}

}  // namespace cli
