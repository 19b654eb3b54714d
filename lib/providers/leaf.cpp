#include "providers/leaf.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace weir {
namespace {

// `text` with the edits made; they may come in any order and must not overlap.
std::string edited(std::string_view text, std::vector<const LeafEdit*> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const LeafEdit* a, const LeafEdit* b) { return a->start < b->start; });
  std::string out;
  size_t done = 0;
  for (const LeafEdit* edit : edits) {
    const size_t start = std::clamp(edit->start, done, std::max(done, text.size()));
    out.append(text, done, start - done);
    out.append(edit->replacement);
    done = std::clamp(edit->end, start, std::max(start, text.size()));
  }
  out.append(text.substr(std::min(done, text.size())));
  return out;
}

bool is_json_number(const std::string& text) {
  const Result<JsonIndex> index = JsonIndex::parse(text);
  return index.ok() && index->type(JsonIndex::root()) == JsonType::kNumber &&
         index->body().size() == index->raw(JsonIndex::root()).size();
}

}  // namespace

void LeafSet::add(LeafKind kind, JsonNode node, const JsonIndex& index) {
  leaves_.push_back({kind, parts_.size(), 1, 0});
  parts_.push_back({node, 0, index.text(node).size()});
}

void LeafSet::add_joined(LeafKind kind, const std::vector<JsonNode>& nodes,
                         const JsonIndex& index) {
  if (nodes.size() == 1) return add(kind, nodes.front(), index);
  leaves_.push_back({kind, parts_.size(), nodes.size(), joined_.size()});
  std::string& text = joined_.emplace_back();
  for (const JsonNode node : nodes) {
    parts_.push_back({node, text.size(), index.text(node).size()});
    text += index.text(node);
  }
}

std::string_view LeafSet::text(const JsonIndex& index, size_t leaf) const {
  const Leaf& it = leaves_[leaf];
  return it.part_count == 1 ? index.text(parts_[it.first_part].node) : joined_[it.joined];
}

std::vector<std::string_view> LeafSet::parts(const JsonIndex& index, size_t leaf) const {
  const Leaf& it = leaves_[leaf];
  const std::string_view whole = text(index, leaf);
  std::vector<std::string_view> parts;
  for (size_t i = 0; i < it.part_count; ++i) {
    const Part& part = parts_[it.first_part + i];
    parts.push_back(whole.substr(part.start, part.size));
  }
  return parts;
}

std::string LeafSet::pointer(const JsonIndex& index, size_t leaf) const {
  return index.pointer(node(leaf));
}

size_t LeafSet::part_at(const Leaf& leaf, size_t offset) const {
  const auto first = parts_.begin() + static_cast<std::ptrdiff_t>(leaf.first_part);
  const auto last = first + static_cast<std::ptrdiff_t>(leaf.part_count - 1);
  const auto part = std::partition_point(
      first, last, [offset](const Part& it) { return it.start + it.size <= offset; });
  return static_cast<size_t>(part - parts_.begin());
}

LeafPlace LeafSet::place(size_t leaf, size_t offset) const {
  const Part& part = parts_[part_at(leaves_[leaf], offset)];
  return {part.node, offset - part.start};
}

void LeafSet::apply(const JsonIndex& index, const std::vector<LeafEdit>& edits,
                    JsonEdit& out) const {
  std::vector<const LeafEdit*> of_keys;
  std::vector<const LeafEdit*> of_numbers;
  for (const LeafEdit& edit : edits) {
    switch (kind(edit.leaf)) {
      case LeafKind::kKey:
        of_keys.push_back(&edit);
        break;
      case LeafKind::kNumber:
        of_numbers.push_back(&edit);
        break;
      default:
        apply_to_strings(edit, out);
    }
  }
  apply_to_numbers(index, std::move(of_numbers), out);
  apply_to_keys(index, std::move(of_keys), out);
}

void LeafSet::apply_to_strings(const LeafEdit& edit, JsonEdit& out) const {
  const Leaf& leaf = leaves_[edit.leaf];
  bool is_placed = false;
  const size_t end_of_parts = leaf.first_part + leaf.part_count;
  for (size_t i = part_at(leaf, edit.start); i < end_of_parts; ++i) {
    const Part& part = parts_[i];
    if (part.start > edit.end) break;
    const size_t part_end = part.start + part.size;
    const size_t start = std::max(edit.start, part.start);
    const size_t end = std::min(edit.end, part_end);
    const bool is_last = i + 1 == end_of_parts;
    const bool holds_insertion =
        edit.start == edit.end && start <= end && (edit.start < part_end || is_last);
    if (start >= end && !holds_insertion) continue;
    out.replace_text(part.node, start - part.start, end - part.start,
                     is_placed ? std::string_view() : edit.replacement);
    is_placed = true;
  }
}

void LeafSet::apply_to_numbers(const JsonIndex& index, std::vector<const LeafEdit*> edits,
                               JsonEdit& out) const {
  std::stable_sort(edits.begin(), edits.end(),
                   [](const LeafEdit* a, const LeafEdit* b) { return a->leaf < b->leaf; });
  for (auto it = edits.begin(); it != edits.end();) {
    const size_t leaf = (*it)->leaf;
    const auto end =
        std::find_if(it, edits.end(), [leaf](const LeafEdit* edit) { return edit->leaf != leaf; });
    const std::string text = edited(index.raw(node(leaf)), {it, end});
    out.replace_value(node(leaf), is_json_number(text) ? text : json_quoted(text));
    it = end;
  }
}

// Two keys of one object that are masked alike would make it invalid; keys stay apart by a counter.
void LeafSet::apply_to_keys(const JsonIndex& index, std::vector<const LeafEdit*> edits,
                            JsonEdit& out) const {
  std::sort(edits.begin(), edits.end(), [this, &index](const LeafEdit* a, const LeafEdit* b) {
    const JsonNode x = node(a->leaf);
    const JsonNode y = node(b->leaf);
    return std::pair(index.parent(x), x) < std::pair(index.parent(y), y);
  });
  JsonNode object = kNoJsonNode;
  std::unordered_set<std::string> taken;
  std::unordered_map<std::string, size_t> counts;  // the last counter that a text was given
  for (auto it = edits.begin(); it != edits.end();) {
    const JsonNode key = node((*it)->leaf);
    const auto end = std::find_if(it, edits.end(),
                                  [this, key](const LeafEdit* e) { return node(e->leaf) != key; });
    if (index.parent(key) != object) {
      object = index.parent(key);
      taken.clear();
      counts.clear();
      for (const JsonNode value : index.children(object)) {
        taken.emplace(index.text(index.key_of(value)));
      }
    }
    const std::string text = edited(index.text(key), {it, end});
    std::string unique = text;
    size_t& count = counts.try_emplace(text, 1).first->second;
    while (!taken.insert(unique).second) unique = text + "_" + std::to_string(++count);
    out.replace_text(key, 0, index.text(key).size(), unique);
    it = end;
  }
}

}  // namespace weir
