#include "base/json_edit.h"

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace weir {
namespace {

unsigned hex4(std::string_view digits) {
  unsigned value = 0;
  for (size_t i = 0; i < 4; ++i) {
    const char c = digits[i];
    const int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
    value = value * 16 + static_cast<unsigned>(digit);
  }
  return value;
}

// Walks the inside of a valid JSON string forward, in the raw bytes and in the decoded text at
// once.
class StringCursor {
 public:
  StringCursor(std::string_view raw, bool is_verbatim) : raw_(raw), is_verbatim_(is_verbatim) {}

  // To the last boundary of a character at or before `offset` of the text, never backward.
  void seek_down(size_t offset) {
    if (is_verbatim_) {
      size_t place = std::min(offset, raw_.size());
      while (place > at_ && place < raw_.size() && is_utf8_tail(raw_[place])) --place;
      jump(place);
      return;
    }
    for (Unit unit = next(); unit.raw != 0 && text_ + unit.text <= offset; unit = next()) {
      step(unit);
    }
  }

  // To the first boundary of a character at or behind `offset` of the text, never backward.
  void seek_up(size_t offset) {
    if (is_verbatim_) {
      size_t place = std::min(offset, raw_.size());
      while (place < raw_.size() && is_utf8_tail(raw_[place])) ++place;
      jump(place);
      return;
    }
    for (Unit unit = next(); unit.raw != 0 && text_ < offset; unit = next()) step(unit);
  }

  [[nodiscard]] size_t raw() const { return at_; }
  [[nodiscard]] size_t text() const { return text_; }

 private:
  struct Unit {
    size_t raw;  // 0 at the end
    size_t text;
  };
  void jump(size_t place) { at_ = text_ = std::max(at_, place); }
  void step(Unit unit) {
    at_ += unit.raw;
    text_ += unit.text;
  }
  [[nodiscard]] Unit next() const {
    const std::string_view rest = raw_.substr(at_);
    if (rest.empty()) return {0, 0};
    if (rest[0] != '\\') {
      const size_t size = utf8_length(rest.data(), rest.size());
      return {size, size};
    }
    if (rest[1] != 'u') return {2, 1};
    const unsigned unit = hex4(rest.substr(2));
    if (unit >= 0xD800 && unit < 0xDC00) return {12, 4};
    if (unit < 0x80) return {6, 1};
    return {6, unit < 0x800 ? 2U : 3U};
  }

  std::string_view raw_;
  bool is_verbatim_;
  size_t at_ = 0;
  size_t text_ = 0;
};

}  // namespace

void JsonEdit::replace_text(JsonNode node, size_t start, size_t end, std::string_view replacement) {
  texts_.push_back({node, start, std::max(start, end), std::string(replacement)});
}

void JsonEdit::replace_value(JsonNode value, std::string json) {
  values_.push_back({value, std::move(json)});
}

void JsonEdit::insert_member(JsonNode object, std::string_view key, std::string_view json) {
  insertions_.push_back({object, json_quoted(key).append(":").append(json)});
}

void JsonEdit::remove(JsonNode value) {
  const auto place = std::lower_bound(removals_.begin(), removals_.end(), value);
  if (place == removals_.end() || *place != value) removals_.insert(place, value);
}

bool JsonEdit::is_removed(JsonNode value) const {
  return std::binary_search(removals_.begin(), removals_.end(), value);
}

// Changes of one string in the order of their places, so that one walk over it maps them all.
void JsonEdit::splice_texts(std::vector<Splice>& out) const {
  std::vector<const TextChange*> order;
  order.reserve(texts_.size());
  for (const TextChange& change : texts_) order.push_back(&change);
  std::stable_sort(order.begin(), order.end(), [](const TextChange* a, const TextChange* b) {
    return std::pair(a->node, a->start) < std::pair(b->node, b->start);
  });
  JsonNode node = kNoJsonNode;
  StringCursor cursor({}, true);
  for (const TextChange* change : order) {
    const bool is_same_string = change->node == node;
    const JsonSpan span = index_.span(change->node);
    if (!is_same_string) {
      node = change->node;
      const std::string_view inside = index_.raw(node).substr(1, span.end - span.begin - 2);
      cursor = StringCursor(inside, index_.is_verbatim(node));
    }
    if (change->start >= cursor.text()) cursor.seek_down(change->start);
    const size_t begin = span.begin + 1 + cursor.raw();
    if (change->end > change->start) cursor.seek_up(change->end);
    const size_t end = span.begin + 1 + cursor.raw();
    const bool touches_last = is_same_string && begin <= out.back().end;
    if (!touches_last) out.push_back({begin, end, {}});
    out.back().end = std::max(out.back().end, end);
    append_json_escaped(out.back().bytes, change->replacement);
  }
}

void JsonEdit::splice_values(std::vector<Splice>& out) const {
  std::vector<const ValueChange*> order;
  order.reserve(values_.size());
  for (const ValueChange& change : values_) order.push_back(&change);
  std::stable_sort(order.begin(), order.end(),
                   [](const ValueChange* a, const ValueChange* b) { return a->node < b->node; });
  for (size_t i = 0; i < order.size(); ++i) {
    const bool is_last = i + 1 == order.size() || order[i + 1]->node != order[i]->node;
    const JsonSpan span = index_.span(order[i]->node);
    if (is_last) out.push_back({span.begin, span.end, order[i]->json});
  }
}

// With its key and one comma: the one before it where anything before it stays, else the one
// behind it.
void JsonEdit::splice_removals(std::vector<Splice>& out) const {
  std::vector<JsonNode> containers;
  for (const JsonNode node : removals_) containers.push_back(index_.parent(node));
  std::sort(containers.begin(), containers.end());
  containers.erase(std::unique(containers.begin(), containers.end()), containers.end());
  const auto first_byte = [this](JsonNode value) {
    const JsonNode key = index_.key_of(value);
    return index_.span(key != kNoJsonNode ? key : value).begin;
  };
  for (const JsonNode container : containers) {
    bool has_survivor = false;
    size_t previous_end = 0;
    const JsonChildren children = index_.children(container);
    for (auto it = children.begin(); it != children.end(); ++it) {
      const size_t end = index_.span(*it).end;
      if (!is_removed(*it)) {
        has_survivor = true;
      } else if (has_survivor) {
        out.push_back({previous_end, end, {}});
      } else {
        const auto next = std::next(it);
        out.push_back({first_byte(*it), next == children.end() ? end : first_byte(*next), {}});
      }
      previous_end = end;
    }
  }
}

void JsonEdit::splice_insertions(std::vector<Splice>& out) const {
  std::vector<JsonNode> seen;
  for (const Insertion& insertion : insertions_) {
    size_t place = index_.span(insertion.object).begin + 1;
    bool needs_comma = std::find(seen.begin(), seen.end(), insertion.object) != seen.end();
    for (const JsonNode value : index_.children(insertion.object)) {
      place = index_.span(value).end;
      needs_comma = needs_comma || !is_removed(value);
    }
    out.push_back({place, place, (needs_comma ? "," : "") + insertion.member});
    seen.push_back(insertion.object);
  }
}

std::string JsonEdit::apply() const {
  std::vector<Splice> splices;
  splice_texts(splices);
  splice_values(splices);
  splice_removals(splices);
  splice_insertions(splices);
  // The wider first, so that what lies inside it is dropped.
  std::stable_sort(splices.begin(), splices.end(), [](const Splice& a, const Splice& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
  const std::string_view body = index_.body();
  std::string out;
  out.reserve(body.size() + 64);
  size_t done = 0;
  for (const Splice& splice : splices) {
    if (splice.begin < done) continue;
    out.append(body, done, splice.begin - done);
    out.append(splice.bytes);
    done = splice.end;
  }
  out.append(body, done);
  return out;
}

void append_json_escaped(std::string& out, std::string_view text) {
  static constexpr char kHex[] = "0123456789abcdef";
  for (size_t i = 0; i < text.size();) {
    const size_t length = utf8_length(text.data() + i, text.size() - i);
    const char c = text[i];
    if (length == 0) {
      out += "\xEF\xBF\xBD";
    } else if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += {'\\', 'u', '0', '0', kHex[c >> 4], kHex[c & 15]};
    } else {
      out.append(text, i, length);
    }
    i += std::max<size_t>(length, 1);
  }
}

std::string json_quoted(std::string_view text) {
  std::string out = "\"";
  append_json_escaped(out, text);
  out += '"';
  return out;
}

}  // namespace weir
