#include "guardrails/regex/parser.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "guardrails/regex/character_class.h"
#include "guardrails/regex/class_parser.h"
#include "guardrails/regex/escape.h"
#include "guardrails/regex/fault.h"
#include "guardrails/regex/utf8_sequences.h"

namespace weir::regex {
namespace {

struct Refusal {
  std::string_view prefix;
  std::string_view construct;
};

// What may follow "(" and is no group of this language. Longer prefixes before shorter ones.
constexpr Refusal kGroupRefusals[] = {
    {"*", "verb"},          {"?=", "look-ahead"},      {"?!", "look-ahead"},
    {"?<=", "look-behind"}, {"?<!", "look-behind"},    {"?>", "atomic-group"},
    {"?(", "conditional"},  {"?|", "branch-reset"},    {"?C", "callout"},
    {"?R", "recursion"},    {"?&", "recursion"},       {"?P>", "recursion"},
    {"?+", "recursion"},    {"?P=", "back-reference"}, {"?^", "flag"}};

constexpr std::string_view kNameOpeners[] = {"?P<", "?<", "?'"};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_name(char c) {
  return escape_set('w')->contains(static_cast<uint8_t>(c));
}

class Parser {
 public:
  Parser(std::string_view text, const Flags& flags) : text_(text), flags_(flags) {}

  Result<Ast> run() {
    NodeId root = 0;
    WEIR_RETURN_IF_ERROR(alternation(root));
    if (!at_end())
      return syntax(at_, "unbalanced", "a ')' closes no group; write \\) for the sign");
    return std::move(tree_).finish(root);
  }

 private:
  struct Quantifier {
    uint32_t min = 0;
    uint32_t max = 0;
    size_t end = 0;  // the place behind it
  };

  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek() const { return at_end() ? '\0' : text_[at_]; }
  [[nodiscard]] bool sees(std::string_view prefix) const {
    return text_.substr(at_).starts_with(prefix);
  }
  bool take(std::string_view prefix) {
    if (!sees(prefix)) return false;
    at_ += prefix.size();
    return true;
  }

  Status alternation(NodeId& out) {
    std::vector<NodeId> branches;
    do {
      NodeId next = 0;
      WEIR_RETURN_IF_ERROR(branch(next));
      branches.push_back(next);
    } while (take("|"));
    out = tree_.alternation(branches);
    return {};
  }

  Status branch(NodeId& out) {
    std::vector<NodeId> parts;
    for (;;) {
      WEIR_RETURN_IF_ERROR(skip_ignored());
      if (at_end() || (!quoted_ && (peek() == '|' || peek() == ')'))) break;
      NodeId part = 0;
      bool repeatable = true;
      WEIR_RETURN_IF_ERROR(atom(part, repeatable));
      WEIR_RETURN_IF_ERROR(quantified(part, repeatable));
      parts.push_back(part);
    }
    out = tree_.concatenation(parts);
    return {};
  }

  // Comments, white space under (?x), and the marks \Q and \E.
  Status skip_ignored() {
    for (;;) {
      const bool extended = flags_.extended && !quoted_ && !at_end();
      if (sees("\\E") || (!quoted_ && sees("\\Q"))) {
        quoted_ = text_[at_ + 1] == 'Q';
        at_ += 2;
      } else if (!quoted_ && sees("(?#")) {
        WEIR_RETURN_IF_ERROR(skip_comment());
      } else if (extended && is_space(peek())) {
        ++at_;
      } else if (extended && peek() == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        return {};
      }
    }
  }

  Status skip_comment() {
    const size_t end = text_.find(')', at_);
    if (end == std::string_view::npos) {
      return syntax(at_, "comment", "the comment is not closed; add ')'");
    }
    at_ = end + 1;
    return {};
  }

  static bool is_space(char c) { return escape_set('s')->contains(static_cast<uint8_t>(c)); }

  Status atom(NodeId& out, bool& repeatable) {
    if (quoted_) return literal(out);
    switch (peek()) {
      case '(':
        return group(out, repeatable);
      case '[':
        return character_class(out);
      case '\\':
        return escape(out, repeatable);
      case '.':
        return take_set(flags_.dot_all ? ByteSet::all() : *escape_set('N'), 1, out);
      case '^':
        repeatable = false;
        return take_assertion(flags_.multi_line ? Assertion::kLineStart : Assertion::kTextStart, 1,
                              out);
      case '$':
        repeatable = false;
        return take_assertion(
            flags_.multi_line ? Assertion::kLineEnd : Assertion::kTextEndOrFinalNewline, 1, out);
      default:
        break;
    }
    Quantifier ignored;
    bool found = false;
    WEIR_RETURN_IF_ERROR(quantifier(ignored, found));
    if (found) return nothing_to_repeat();
    return literal(out);
  }

  Status take_set(const ByteSet& set, size_t length, NodeId& out) {
    at_ += length;
    out = tree_.set(set);
    return {};
  }

  Status take_assertion(Assertion assertion, size_t length, NodeId& out) {
    at_ += length;
    out = tree_.assertion(assertion);
    return {};
  }

  Status literal(NodeId& out) {
    const std::optional<CodePoint> character = decode_utf8(text_.substr(at_));
    if (!character) return not_utf8(at_);
    at_ += character->length;
    std::vector<NodeId> forms{utf8_node(character->value, character->value)};
    if (flags_.caseless && character->value >= 0x80) {
      const uint32_t other = other_case(character->value);
      if (other != character->value) forms.push_back(utf8_node(other, other));
    }
    out = tree_.alternation(forms);
    return {};
  }

  NodeId byte_node(const ByteSet& set) { return tree_.set(flags_.caseless ? set.caseless() : set); }

  NodeId utf8_node(uint32_t first, uint32_t last) {
    if (last < 0x80) {
      return byte_node(ByteSet::range(static_cast<uint8_t>(first), static_cast<uint8_t>(last)));
    }
    std::vector<NodeId> branches;
    for (const ByteSequence& sequence : utf8_sequences(first, last)) {
      std::vector<NodeId> bytes;
      for (const ByteSet& set : sequence) bytes.push_back(tree_.set(set));
      branches.push_back(tree_.concatenation(bytes));
    }
    return tree_.alternation(branches);
  }

  Status character_class(NodeId& out) {
    CharacterClass parsed;
    WEIR_RETURN_IF_ERROR(parse_class(text_, flags_.caseless, at_, parsed));
    std::vector<NodeId> branches;
    if (!parsed.bytes.empty()) branches.push_back(tree_.set(parsed.bytes));
    for (const auto& [first, last] : parsed.beyond_ascii)
      branches.push_back(utf8_node(first, last));
    out = tree_.alternation(branches);
    return {};
  }

  Status escape(NodeId& out, bool& repeatable) {
    Escape parsed;
    WEIR_RETURN_IF_ERROR(parse_escape(text_, at_, parsed));
    switch (parsed.kind) {
      case Escape::Kind::kByte:
        out = byte_node(ByteSet::of(parsed.byte));
        break;
      case Escape::Kind::kSet:
        out = tree_.set(parsed.set);
        break;
      case Escape::Kind::kAssertion:
        repeatable = false;
        out = tree_.assertion(parsed.assertion);
        break;
      case Escape::Kind::kCharacter:
        return literal(out);
    }
    return {};
  }

  Status group(NodeId& out, bool& repeatable) {
    const size_t opened = at_++;
    for (const Refusal& refusal : kGroupRefusals) {
      if (sees(refusal.prefix)) return unsupported(opened, refusal.construct);
    }
    const Flags outer = flags_;
    bool has_body = true;
    WEIR_RETURN_IF_ERROR(group_head(opened, has_body));
    if (!has_body) {
      repeatable = false;
      out = tree_.empty();
      return {};
    }
    if (++depth_ > kMaxNesting) return unsupported(opened, "nesting");
    WEIR_RETURN_IF_ERROR(alternation(out));
    --depth_;
    flags_ = outer;
    if (!take(")")) return syntax(opened, "unbalanced", "the group is not closed; add ')'");
    return {};
  }

  // What stands between "(" and the body: nothing, a name or flags. `has_body` is false for (?i).
  Status group_head(size_t opened, bool& has_body) {
    if (peek() != '?') return {};
    for (const std::string_view opener : kNameOpeners) {
      if (take(opener)) return group_name(opened, opener.back() == '<' ? '>' : '\'');
    }
    ++at_;
    bool on = true;
    for (; !at_end(); ++at_) {
      const char c = peek();
      if (c == ')' || c == ':') {
        has_body = c == ':';
        ++at_;
        return {};
      }
      if (is_digit(c)) return unsupported(opened, "recursion");
      if (c == '-' && on) {
        on = false;
      } else if (!set_flag(c, on)) {
        return unsupported(at_, "flag");
      }
    }
    return syntax(opened, "unbalanced", "the group is not closed; add ')'");
  }

  Status group_name(size_t opened, char closer) {
    const size_t start = at_;
    while (!at_end() && is_name(peek())) ++at_;
    const bool empty = at_ == start;
    if (empty || is_digit(text_[start]) || peek() != closer) {
      return syntax(opened, "group-name", "the group's name must be a word and be closed");
    }
    ++at_;
    return {};
  }

  bool set_flag(char letter, bool value) {
    switch (letter) {
      case 'i':
        flags_.caseless = value;
        return true;
      case 'm':
        flags_.multi_line = value;
        return true;
      case 's':
        flags_.dot_all = value;
        return true;
      case 'x':
        flags_.extended = value;
        return true;
      default:
        return false;
    }
  }

  Status quantified(NodeId& part, bool repeatable) {
    WEIR_RETURN_IF_ERROR(skip_ignored());
    Quantifier first;
    bool found = false;
    WEIR_RETURN_IF_ERROR(quantifier(first, found));
    if (!found) return {};
    if (!repeatable) return nothing_to_repeat();
    at_ = first.end;
    if (peek() == '+') return unsupported(at_, "possessive-quantifier");
    take("?");
    part = tree_.repeat(part, first.min, first.max);
    WEIR_RETURN_IF_ERROR(skip_ignored());
    WEIR_RETURN_IF_ERROR(quantifier(first, found));
    return found ? nothing_to_repeat() : Status();
  }

  // Looks for a quantifier at the current place and stays there.
  Status quantifier(Quantifier& out, bool& found) {
    found = false;
    if (quoted_ || at_end()) return {};
    found = true;
    switch (peek()) {
      case '*':
        out = {0, kUnbounded, at_ + 1};
        return {};
      case '+':
        out = {1, kUnbounded, at_ + 1};
        return {};
      case '?':
        out = {0, 1, at_ + 1};
        return {};
      case '{':
        return counted(out, found);
      default:
        found = false;
        return {};
    }
  }

  // {n} {n,} {n,m}; anything else behind "{" makes it a literal sign.
  Status counted(Quantifier& out, bool& found) {
    found = false;
    size_t place = at_ + 1;
    const std::optional<uint32_t> min = number(place);
    if (!min) return {};
    std::optional<uint32_t> max = min;
    if (place < text_.size() && text_[place] == ',') {
      ++place;
      const bool open = place < text_.size() && text_[place] == '}';
      max = open ? std::optional<uint32_t>(kUnbounded) : number(place);
    }
    if (!max || place >= text_.size() || text_[place] != '}') return {};
    if (*min > kMaxRepeat || (*max > kMaxRepeat && *max != kUnbounded)) {
      return unsupported(at_, "repeat-count");
    }
    if (*min > *max) {
      return syntax(at_, "repeat-order", "the repeat's first number is above its second");
    }
    out = {*min, *max, place + 1};
    found = true;
    return {};
  }

  // Digits from `place`, capped above every limit so that no number overflows.
  std::optional<uint32_t> number(size_t& place) const {
    const size_t start = place;
    uint32_t value = 0;
    for (; place < text_.size() && is_digit(text_[place]); ++place) {
      value = std::min(value * 10 + static_cast<uint32_t>(text_[place] - '0'), kMaxRepeat + 1);
    }
    return place == start ? std::nullopt : std::optional<uint32_t>(value);
  }

  [[nodiscard]] Status nothing_to_repeat() const {
    return syntax(
        at_, "nothing-to-repeat",
        "the quantifier follows nothing that can be repeated; use a group, or a backslash "
        "for the sign itself");
  }

  std::string_view text_;
  Flags flags_;
  size_t at_ = 0;
  size_t depth_ = 0;
  bool quoted_ = false;
  TreeBuilder tree_;
};

}  // namespace

Result<Ast> parse(std::string_view text, const Flags& flags) {
  if (text.size() > kMaxExpressionBytes) return unsupported(kMaxExpressionBytes, "length");
  return Parser(text, flags).run();
}

}  // namespace weir::regex
