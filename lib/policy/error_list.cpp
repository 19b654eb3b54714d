#include "policy/error_list.h"

#include <algorithm>
#include <utility>

#include "policy/document.h"
#include "policy/text_format.h"
#include "policy/utf8.h"

namespace weir {
namespace {

void append_field(std::string& out, std::string_view name, std::string_view value) {
  append_json_string(out, name);
  out += ':';
  append_json_string(out, value);
  out += ',';
}

// An error text is one line, whatever a key's name holds.
std::string printable(std::string_view text) {
  constexpr size_t kMaxShown = 300;
  text = text.substr(0, kMaxShown);
  text = text.substr(0, find_invalid_utf8(text));  // no half of a character
  std::string shown;
  while (!text.empty()) {
    const size_t size = text.front() == '\xC2' ? 2 : 1;  // C1 is C2 80 to C2 9F
    const std::string_view part = text.substr(0, size);
    shown += has_control_characters(part) ? "?" : part;
    text.remove_prefix(size);
  }
  return shown;
}

}  // namespace

void ErrorList::add(std::string_view reason, std::string_view pointer, size_t offset,
                    std::string_view message) {
  ++count_;
  if (errors_.size() >= kMaxErrors) return;
  errors_.push_back({std::string(reason), printable(pointer), offset, printable(message)});
}

Status ErrorList::status() {
  if (empty()) return {};
  // A key is often missing because it is misspelt: what stands in the text comes first.
  std::stable_sort(errors_.begin(), errors_.end(), [](const PolicyError& a, const PolicyError& b) {
    return std::pair(a.reason == "policy.required", a.offset) <
           std::pair(b.reason == "policy.required", b.offset);
  });
  std::string message = headline(errors_.front());
  if (count_ > 1) message += " (and " + std::to_string(count_ - 1) + " more)";
  return Status(Code::kInvalidPolicy, errors_.front().reason, std::move(message))
      .with_details(details());
}

std::string ErrorList::headline(const PolicyError& error) const {
  const Position at = position_at(text_, error.offset);
  std::string line =
      source_ + ":" + std::to_string(at.line) + ":" + std::to_string(at.column) + ": ";
  if (!error.pointer.empty()) line += error.pointer + ": ";
  return line + error.message;
}

std::string ErrorList::details() const {
  std::string out = "{";
  append_field(out, "source", source_);
  out += "\"count\":" + std::to_string(count_) + ",\"errors\":[";
  for (const PolicyError& error : errors_) {
    const Position at = position_at(text_, error.offset);
    if (&error != &errors_.front()) out += ',';
    out += '{';
    append_field(out, "reason", error.reason);
    append_field(out, "pointer", error.pointer);
    append_field(out, "message", error.message);
    out += "\"line\":" + std::to_string(at.line) + ",\"column\":" + std::to_string(at.column) + "}";
  }
  return out + "]}";
}

}  // namespace weir
