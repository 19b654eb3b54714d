#include "unit/regex/reference_matcher.h"

namespace weir::regex {
namespace {

using Places = std::set<size_t>;

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

class Matcher {
 public:
  Matcher(const Ast& ast, std::string_view text) : ast_(ast), text_(text) {}

  Places step(NodeId id, const Places& from) const {
    const Node& node = ast_[id];
    switch (node.kind) {
      case NodeKind::kEmpty:
        return from;
      case NodeKind::kSet:
        return bytes(node.set, from);
      case NodeKind::kAssertion:
        return holding(node.assertion, from);
      case NodeKind::kConcatenation: {
        Places places = from;
        for (const NodeId child : node.children) places = step(child, places);
        return places;
      }
      case NodeKind::kAlternation: {
        Places places;
        for (const NodeId child : node.children) places.merge(step(child, from));
        return places;
      }
      case NodeKind::kRepeat:
        return repeated(node, from);
    }
    return {};
  }

 private:
  Places bytes(const ByteSet& set, const Places& from) const {
    Places out;
    for (const size_t place : from) {
      if (place < text_.size() && set.contains(static_cast<uint8_t>(text_[place]))) {
        out.insert(place + 1);
      }
    }
    return out;
  }

  Places holding(Assertion assertion, const Places& from) const {
    Places out;
    for (const size_t place : from) {
      if (holds(assertion, place)) out.insert(place);
    }
    return out;
  }

  bool holds(Assertion assertion, size_t place) const {
    const bool at_end = place == text_.size();
    const bool boundary =
        (place > 0 && is_word(text_[place - 1])) != (!at_end && is_word(text_[place]));
    switch (assertion) {
      case Assertion::kTextStart:
        return place == 0;
      case Assertion::kLineStart:
        return place == 0 || (!at_end && text_[place - 1] == '\n');
      case Assertion::kTextEnd:
        return at_end;
      case Assertion::kTextEndOrFinalNewline:
        return at_end || (place + 1 == text_.size() && text_[place] == '\n');
      case Assertion::kLineEnd:
        return at_end || text_[place] == '\n';
      case Assertion::kWordBoundary:
        return boundary;
      case Assertion::kNotWordBoundary:
        return !boundary;
    }
    return false;
  }

  Places repeated(const Node& node, const Places& from) const {
    Places places = from;
    for (uint32_t i = 0; i < node.min; ++i) places = step(node.children[0], places);
    Places out = places;
    for (uint32_t i = node.min; i < node.max && !places.empty(); ++i) {
      places = step(node.children[0], places);
      const size_t before = out.size();
      out.insert(places.begin(), places.end());
      if (out.size() == before) break;
    }
    return out;
  }

  const Ast& ast_;
  std::string_view text_;
};

}  // namespace

std::set<size_t> match_ends(const Ast& ast, std::string_view text, size_t start) {
  return Matcher(ast, text).step(ast.root(), {start});
}

}  // namespace weir::regex
