#include "guardrails/regex/fault.h"

#include <string>

namespace weir::regex {
namespace {

struct Explanation {
  std::string_view construct;
  std::string_view message;
};

constexpr Explanation kUnsupported[] = {
    {"back-reference", "back-references are not supported; write an octal byte as \\0oo"},
    {"look-ahead", "look-ahead is not supported; use \\b or $, or match the text behind as well"},
    {"look-behind", "look-behind is not supported; use \\b or ^, or match the text before as well"},
    {"recursion", "recursion into a group is not supported"},
    {"conditional", "conditional groups are not supported; use an alternation"},
    {"atomic-group", "atomic groups are not supported; use (?:..)"},
    {"possessive-quantifier", "possessive quantifiers are not supported; drop the second +"},
    {"branch-reset", "branch reset groups are not supported; use (?:..)"},
    {"callout", "callouts are not supported"},
    {"verb", "verbs such as (*UTF8) are not supported"},
    {"flag", "of the flags only i, m, s and x are supported"},
    {"escape-K", "\\K is not supported"},
    {"escape-R", "\\R is not supported; write (?:\\r\\n|\\n|\\r)"},
    {"escape-C", "\\C is not supported; use . under (?s)"},
    {"escape-X", "\\X is not supported"},
    {"escape-G", "\\G is not supported"},
    {"escape-p",
     "Unicode properties (\\p, \\P) are not supported; write the characters in a class"},
    {"escape-N", "\\N{..} is not supported; write the character itself or \\xHH bytes"},
    {"escape-case", "\\L, \\U, \\l and \\u are not supported"},
    {"class-collating", "collating elements ([.x.] and [=x=]) are not supported"},
    {"class-negated-character",
     "a negated class holds ASCII characters and \\xHH bytes only, for it stands for one byte"},
    {"nesting", "groups are nested more than 64 deep"},
    {"repeat-count", "a repeat counts to more than 32767"},
    {"length", "the expression is longer than 4096 bytes"},
};

Status fault(std::string_view reason, size_t position, std::string_view construct,
             std::string_view message) {
  const std::string place = std::to_string(position);
  std::string text = "regular expression, byte " + place + ": ";
  std::string details = R"({"position":)" + place + R"(,"construct":")";
  details.append(construct).append("\"}");
  return Status(Code::kInvalidPolicy, reason, text.append(message))
      .with_details(std::move(details));
}

}  // namespace

Status syntax(size_t position, std::string_view construct, std::string_view message) {
  return fault("pattern.syntax", position, construct, message);
}

Status unsupported(size_t position, std::string_view construct) {
  std::string_view message = "the construct is not supported";
  for (const Explanation& row : kUnsupported) {
    if (row.construct == construct) message = row.message;
  }
  return fault("pattern.unsupported", position, construct, message);
}

Status not_utf8(size_t position) {
  return syntax(position, "encoding", "the expression is not valid UTF-8; write bytes as \\xHH");
}

}  // namespace weir::regex
