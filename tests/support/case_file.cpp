#include "support/case_file.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <utility>

namespace weir::testing {
namespace {

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

// Reads `[name key=value key="quoted"]`.
class HeaderReader {
 public:
  explicit HeaderReader(std::string_view line) : rest_(line.substr(1)) {}

  bool read(CaseSection& section) {
    section.name = take_name();
    if (section.name.empty()) return false;
    for (;;) {
      const bool spaced = skip_spaces();
      if (rest_ == "]") return true;
      if (!spaced || section.attributes.size() == CaseFile::kMaxAttributes) return false;
      CaseAttribute attribute;
      if (!read_attribute(attribute) || section.has(attribute.name)) return false;
      section.attributes.push_back(std::move(attribute));
    }
  }

 private:
  std::string take_name() {
    size_t size = 0;
    while (size < rest_.size() && is_name_char(rest_[size])) ++size;
    std::string name(rest_.substr(0, size));
    rest_.remove_prefix(size);
    return name;
  }

  bool skip_spaces() {
    const size_t before = rest_.size();
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
    return rest_.size() != before;
  }

  bool read_attribute(CaseAttribute& attribute) {
    attribute.name = take_name();
    if (attribute.name.empty() || !rest_.starts_with('=')) return false;
    rest_.remove_prefix(1);
    if (rest_.starts_with('"')) return read_quoted(attribute.value);
    const size_t size = std::min(rest_.find_first_of(" ]\""), rest_.size());
    attribute.value = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return size > 0;
  }

  bool read_quoted(std::string& value) {
    rest_.remove_prefix(1);
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '"') return true;
      if (c != '\\') {
        value.push_back(c);
      } else if (!read_escape(value)) {
        return false;
      }
    }
    return false;
  }

  bool read_escape(std::string& value) {
    static constexpr std::pair<char, char> kEscapes[] = {
        {'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'\\', '\\'}, {'"', '"'}};
    for (const auto& [letter, byte] : kEscapes) {
      if (!rest_.starts_with(letter)) continue;
      value.push_back(byte);
      rest_.remove_prefix(1);
      return true;
    }
    return false;
  }

  std::string_view rest_;
};

void drop_blank_end(std::string& text) {
  while (text.ends_with('\n')) text.pop_back();
}

std::string check_kind(const CaseSection& section, const std::vector<CaseSectionKind>& known) {
  const auto kind = std::find_if(known.begin(), known.end(),
                                 [&](const auto& each) { return each.name == section.name; });
  if (kind == known.end()) return "there is no section [" + section.name + "]";
  for (const CaseAttribute& attribute : section.attributes) {
    const auto& names = kind->attributes;
    if (std::find(names.begin(), names.end(), attribute.name) == names.end()) {
      return "[" + section.name + "] has no attribute " + attribute.name;
    }
  }
  return {};
}

}  // namespace

bool CaseSection::has(std::string_view attribute) const {
  return std::any_of(attributes.begin(), attributes.end(),
                     [&](const auto& each) { return each.name == attribute; });
}

std::string_view CaseSection::value_or(std::string_view attribute,
                                       std::string_view fallback) const {
  for (const CaseAttribute& each : attributes) {
    if (each.name == attribute) return each.value;
  }
  return fallback;
}

Result<int64_t> CaseSection::number_or(std::string_view attribute, int64_t fallback,
                                       int64_t max) const {
  if (!has(attribute)) return fallback;
  const std::string_view digits = value_or(attribute, "");
  int64_t value = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (fault != std::errc() || end != digits.data() + digits.size() || value < 0 || value > max) {
    return Status(Code::kInvalidArgument, "case.number",
                  "[" + name + "] " + std::string(attribute) + ": a whole number from 0 to " +
                      std::to_string(max) + " belongs here");
  }
  return value;
}

Status CaseFile::fault(int line, std::string message) const {
  return {Code::kInvalidArgument, "case.syntax",
          path + ":" + std::to_string(line) + ": " + std::move(message)};
}

const CaseSection* CaseFile::find(std::string_view name) const {
  for (const CaseSection& section : sections) {
    if (section.name == name) return &section;
  }
  return nullptr;
}

Result<CaseFile> CaseFile::parse(std::string_view path, std::string_view text,
                                 const std::vector<CaseSectionKind>& known) {
  CaseFile file;
  file.path = path;
  if (text.size() > kMaxBytes) return file.fault(0, "the file is larger than 4 MiB");
  int number = 0;
  while (!text.empty()) {
    ++number;
    const size_t size = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, size);
    text.remove_prefix(std::min(size + 1, text.size()));
    if (line.find('\r') != std::string_view::npos) {
      return file.fault(number, "a carriage return; write newline=crlf or {{hex 0d}} instead");
    }
    if (line.starts_with('[')) {
      CaseSection section;
      section.line = number;
      if (!HeaderReader(line).read(section)) {
        return file.fault(number, "not a section header; a text line that starts with [ is \\[");
      }
      if (std::string wrong = check_kind(section, known); !wrong.empty()) {
        return file.fault(number, std::move(wrong));
      }
      if (file.sections.size() == kMaxSections) return file.fault(number, "more than 256 sections");
      file.sections.push_back(std::move(section));
      continue;
    }
    if (line.starts_with('\\')) line.remove_prefix(1);
    std::string& target = file.sections.empty() ? file.title : file.sections.back().text;
    target.append(line).push_back('\n');
  }
  drop_blank_end(file.title);
  for (CaseSection& section : file.sections) drop_blank_end(section.text);
  return file;
}

Result<CaseFile> CaseFile::load(const std::string& path,
                                const std::vector<CaseSectionKind>& known) {
  std::ifstream stream(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream) {
    return Status(Code::kInvalidArgument, "case.file", path + ": the file cannot be read");
  }
  return parse(path, text, known);
}

}  // namespace weir::testing
