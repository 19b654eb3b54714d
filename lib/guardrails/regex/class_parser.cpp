#include "guardrails/regex/class_parser.h"

#include <optional>

#include "guardrails/regex/character_class.h"
#include "guardrails/regex/escape.h"
#include "guardrails/regex/fault.h"
#include "guardrails/regex/utf8_sequences.h"

namespace weir::regex {
namespace {

struct Item {
  enum class Kind : uint8_t { kByte, kCharacter, kSet };
  Kind kind = Kind::kByte;
  uint32_t value = 0;  // a byte, or a character from 0x80 on
  ByteSet set;
};

class ClassParser {
 public:
  ClassParser(std::string_view text, bool caseless, size_t at, CharacterClass& out)
      : text_(text), caseless_(caseless), opened_(at), at_(at), out_(out) {}

  Status run() {
    ++at_;
    const bool negated = take("^");
    bool first = true;
    for (;; first = false) {
      skip_quote_marks();
      if (at_ >= text_.size()) return syntax(opened_, "unbalanced", "the class is not closed");
      if (!quoted_ && !first && take("]")) break;
      WEIR_RETURN_IF_ERROR(item_or_range());
    }
    return close(negated);
  }

  [[nodiscard]] size_t place() const { return at_; }

 private:
  bool take(std::string_view prefix) {
    if (!text_.substr(at_).starts_with(prefix)) return false;
    at_ += prefix.size();
    return true;
  }

  void skip_quote_marks() {
    for (;;) {
      if (take("\\E")) {
        quoted_ = false;
      } else if (!quoted_ && take("\\Q")) {
        quoted_ = true;
      } else {
        return;
      }
    }
  }

  Status close(bool negated) {
    if (negated && !out_.beyond_ascii.empty()) {
      return unsupported(opened_, "class-negated-character");
    }
    if (caseless_) out_.bytes = out_.bytes.caseless();
    if (negated) out_.bytes = out_.bytes.complement();
    if (out_.bytes.empty() && out_.beyond_ascii.empty()) {
      return syntax(opened_, "empty-class", "the class matches nothing");
    }
    return {};
  }

  Status item_or_range() {
    const size_t start = at_;
    Item low;
    WEIR_RETURN_IF_ERROR(item(low));
    skip_quote_marks();
    const std::string_view rest = text_.substr(at_);
    const bool range = !quoted_ && rest.size() > 1 && rest[0] == '-' && rest[1] != ']';
    if (!range) return add(low, low, start);
    ++at_;
    skip_quote_marks();
    if (at_ >= text_.size()) return syntax(opened_, "unbalanced", "the class is not closed");
    Item high;
    WEIR_RETURN_IF_ERROR(item(high));
    if (low.kind == Item::Kind::kSet || high.kind == Item::Kind::kSet) {
      return syntax(start, "class-range", "a range needs a single character at both ends");
    }
    return add(low, high, start);
  }

  Status item(Item& out) {
    const char c = text_[at_];
    if (!quoted_ && c == '\\') return escape(out);
    if (!quoted_ && c == '[') {
      bool found = false;
      WEIR_RETURN_IF_ERROR(posix(out, found));
      if (found) return {};
    }
    return character(out);
  }

  Status character(Item& out) {
    const std::optional<CodePoint> found = decode_utf8(text_.substr(at_));
    if (!found) return not_utf8(at_);
    at_ += found->length;
    out.kind = found->value < 0x80 ? Item::Kind::kByte : Item::Kind::kCharacter;
    out.value = found->value;
    return {};
  }

  Status escape(Item& out) {
    Escape parsed;
    WEIR_RETURN_IF_ERROR(parse_class_escape(text_, at_, parsed));
    if (parsed.kind == Escape::Kind::kCharacter) return character(out);
    out.kind = parsed.kind == Escape::Kind::kSet ? Item::Kind::kSet : Item::Kind::kByte;
    out.value = parsed.byte;
    out.set = parsed.set;
    return {};
  }

  // [:name:] and [:^name:]. A bracket that opens neither is the sign itself.
  Status posix(Item& out, bool& found) {
    const std::string_view rest = text_.substr(at_);
    if (rest.size() < 2 || (rest[1] != ':' && rest[1] != '.' && rest[1] != '=')) return {};
    const char closer[] = {rest[1], ']', '\0'};
    const size_t end = rest.find(closer, 2);
    if (end == std::string_view::npos) return {};
    std::string_view name = rest.substr(2, end - 2);
    if (name.find_first_of("[]\\") != std::string_view::npos) return {};
    if (rest[1] != ':') return unsupported(at_, "class-collating");
    const bool negated = name.starts_with('^');
    if (negated) name.remove_prefix(1);
    if (caseless_ && (name == "upper" || name == "lower")) name = "alpha";
    const std::optional<ByteSet> set = posix_set(name);
    if (!set) return syntax(at_, "class-name", "there is no POSIX class of that name");
    at_ += end + 2;
    out.kind = Item::Kind::kSet;
    out.set = negated ? set->complement() : *set;
    found = true;
    return {};
  }

  Status add(const Item& low, const Item& high, size_t start) {
    if (low.kind == Item::Kind::kSet) {
      out_.bytes |= low.set;
      return {};
    }
    if (low.value > high.value) {
      return syntax(start, "class-range", "the range runs backwards");
    }
    if (high.kind == Item::Kind::kByte) {
      if (low.kind == Item::Kind::kCharacter) return mixed(start);
      out_.bytes |=
          ByteSet::range(static_cast<uint8_t>(low.value), static_cast<uint8_t>(high.value));
      return {};
    }
    if (low.kind == Item::Kind::kByte) {
      if (low.value >= 0x80) return mixed(start);
      out_.bytes |= ByteSet::range(static_cast<uint8_t>(low.value), 0x7F);
    }
    add_characters(std::max(low.value, uint32_t{0x80}), high.value);
    return {};
  }

  [[nodiscard]] static Status mixed(size_t start) {
    return syntax(start, "class-range", "a range goes from a byte to a character");
  }

  void add_characters(uint32_t first, uint32_t last) {
    out_.beyond_ascii.emplace_back(first, last);
    if (!caseless_) return;
    // No letter beyond these has a case here (utf8_sequences.h).
    for (uint32_t value = first; value <= std::min(last, uint32_t{0x4FF}); ++value) {
      const uint32_t other = other_case(value);
      if (other < first || other > last) out_.beyond_ascii.emplace_back(other, other);
    }
  }

  std::string_view text_;
  bool caseless_;
  size_t opened_;
  size_t at_;
  bool quoted_ = false;
  CharacterClass& out_;
};

}  // namespace

Status parse_class(std::string_view text, bool caseless, size_t& at, CharacterClass& out) {
  ClassParser parser(text, caseless, at, out);
  WEIR_RETURN_IF_ERROR(parser.run());
  at = parser.place();
  return {};
}

}  // namespace weir::regex
