#include <string>

#include "base/json_edit.h"
#include "base/json_index.h"
#include "fuzz/replay.h"

using weir::JsonEdit;
using weir::JsonIndex;
using weir::JsonNode;
using weir::JsonType;

namespace {

size_t accepted = 0;

bool spans_nest(const JsonIndex& index) {
  for (JsonNode node = 1; node < index.node_count(); ++node) {
    const weir::JsonSpan span = index.span(node);
    const weir::JsonSpan parent = index.span(index.parent(node));
    if (span.begin <= parent.begin || span.end >= parent.end || span.begin >= span.end)
      return false;
    if (index.span(node - 1).begin >= span.begin) return false;
    if (index.after(node) <= node || index.after(node) > index.node_count()) return false;
    if (index.type(node) != JsonType::kKey && index.at(index.pointer(node)) != node) return false;
  }
  return true;
}

bool strings_can_go(const JsonIndex& index) {
  JsonEdit edit(index);
  for (JsonNode node = 0; node < index.node_count(); ++node) {
    if (index.type(node) != JsonType::kString) continue;
    edit.replace_text(node, 0, index.text(node).size(), "\"gone\\");
  }
  const auto after = JsonIndex::parse(edit.apply());
  if (!after.ok() || after->node_count() != index.node_count()) return false;
  for (JsonNode node = 0; node < index.node_count(); ++node) {
    const bool is_string = index.type(node) == JsonType::kString;
    if (is_string && after->text(node) != "\"gone\\") return false;
  }
  return true;
}

bool holds(const std::string& bytes) {
  const auto index = JsonIndex::parse(bytes);
  if (!index.ok()) return !index.status().reason().empty();
  ++accepted;
  return index->body() == bytes && JsonEdit(index.value()).apply() == bytes &&
         spans_nest(index.value()) && strings_can_go(index.value());
}

}  // namespace

TEST_CASE("JsonIndex holds for any bytes") {
  weir::replay(WEIR_CORPUS, 1, 20'000, holds);
  CHECK(accepted > 1000);
}
