// A case file: one exchange, or a chain of them, as text. It holds what a provider must receive and
// what it sends, and whatever else a runner wants to say about it (a policy, the caller's options,
// the expected log row). This reader knows sections and attributes only; what they mean is told by
// the tables of CaseSectionKind that the reader's user passes in. tests/cases/README.md is the
// manual of the format.
//
// A typo fails loudly: an unknown section, an unknown attribute, a line that only looks like a
// section, a carriage return.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace weir::testing {

struct CaseAttribute {
  std::string name;
  std::string value;
};

// `[name key=value key="quoted"]` and the lines up to the next section.
struct CaseSection {
  std::string name;
  std::vector<CaseAttribute> attributes;
  std::string text;  // without the blank lines at its end and without the last newline
  int line = 0;      // of the header, for messages

  [[nodiscard]] bool has(std::string_view attribute) const;
  [[nodiscard]] std::string_view value_or(std::string_view attribute,
                                          std::string_view fallback) const;
  // A whole number from 0 to `max`.
  [[nodiscard]] Result<int64_t> number_or(std::string_view attribute, int64_t fallback,
                                          int64_t max) const;
};

// A section that a reader understands, with the attributes that it may carry.
struct CaseSectionKind {
  std::string_view name;
  std::vector<std::string_view> attributes;
};

struct CaseFile {
  static constexpr size_t kMaxBytes = 4 << 20;
  static constexpr size_t kMaxSections = 256;
  static constexpr size_t kMaxAttributes = 16;

  std::string path;   // for messages
  std::string title;  // the lines before the first section
  std::vector<CaseSection> sections;

  [[nodiscard]] static Result<CaseFile> parse(std::string_view path, std::string_view text,
                                              const std::vector<CaseSectionKind>& known);
  [[nodiscard]] static Result<CaseFile> load(const std::string& path,
                                             const std::vector<CaseSectionKind>& known);

  // The first section of that name; nullptr when there is none. Borrowed.
  [[nodiscard]] const CaseSection* find(std::string_view name) const;
  // A Status whose message starts with "path:line: ".
  [[nodiscard]] Status fault(int line, std::string message) const;
};

}  // namespace weir::testing
