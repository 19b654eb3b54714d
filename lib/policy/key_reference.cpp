#include "policy/key_reference.h"

#include <algorithm>

#include "policy/document.h"
#include "policy/text_format.h"

namespace weir {
namespace {

constexpr std::string_view kRelative = "an inline policy needs absolute paths";
constexpr size_t kMaxArguments = 32;

bool is_variable(std::string_view name) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  return !name.empty() && is_letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

std::vector<std::string> split_at_spaces(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const size_t space = text.find(' ');
    if (space != 0) words.emplace_back(text.substr(0, space));
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  return words;
}

bool read_command(std::string_view text, std::vector<std::string>& command) {
  if (text.empty() || text.front() != '[') {
    command = split_at_spaces(text);
    return !command.empty();
  }
  Node list;
  SyntaxFault fault;
  if (!parse_document(text, list, fault) || list.kind != NodeKind::kArray) return false;
  for (const Node& item : list.items) {
    if (item.kind != NodeKind::kString || item.text.find('\0') != std::string::npos) return false;
    command.push_back(item.text);
  }
  return !command.empty() && !command.front().empty();
}

bool set_program(std::string_view text, std::string_view directory, KeyReference& reference,
                 std::string& why) {
  reference.kind = KeyReference::Kind::kProgram;
  if (!read_command(text, reference.command) || reference.command.size() > kMaxArguments) {
    why =
        "exec: needs a program and up to 31 arguments: exec:/path argument, or "
        "exec:[\"/path\",\"argument\"]";
    return false;
  }
  reference.command.front() = absolute_path(reference.command.front(), directory);
  if (reference.command.front().empty()) why = kRelative;
  return why.empty();
}

}  // namespace

std::string absolute_path(std::string_view path, std::string_view directory) {
  if (path.empty()) return {};
  if (path.front() == '/') return std::string(path);
  if (directory.empty()) return {};
  return std::string(directory) + (directory.back() == '/' ? "" : "/") + std::string(path);
}

bool parse_key_reference(std::string_view text, std::string_view directory, KeyReference& reference,
                         std::string& why) {
  const size_t colon = text.find(':');
  const std::string_view kind = text.substr(0, colon);
  const std::string_view rest =
      colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  reference.text = text;
  if (has_control_characters(text)) {
    why = "must not hold control characters";
  } else if (kind == "env" && is_variable(rest)) {
    reference.kind = KeyReference::Kind::kEnvironment;
    reference.name = rest;
  } else if (kind == "env") {
    why = "env: needs the name of an environment variable: letters, digits and _";
  } else if (kind == "file" && !rest.empty()) {
    reference.kind = KeyReference::Kind::kFile;
    reference.name = absolute_path(rest, directory);
    if (reference.name.empty()) why = kRelative;
  } else if (kind == "exec") {
    return set_program(rest, directory, reference, why);
  } else {
    why = "must be a reference to a key, never the key itself: env:NAME, file:/path or exec:/path";
  }
  return why.empty();
}

}  // namespace weir
