#include "policy/canonical.h"

#include <algorithm>
#include <vector>

#include "base/digest.h"

namespace weir {
namespace {

void append(std::string& out, const Node& node, bool is_root);

void append_object(std::string& out, const Node& node, bool is_root) {
  std::vector<const Member*> members;
  for (const Member& member : node.members) {
    if (!is_root || member.name != "$schema") members.push_back(&member);
  }
  std::sort(members.begin(), members.end(),
            [](const Member* a, const Member* b) { return a->name < b->name; });
  out += '{';
  for (const Member* member : members) {
    if (member != members.front()) out += ',';
    append_json_string(out, member->name);
    out += ':';
    append(out, member->value, false);
  }
  out += '}';
}

void append(std::string& out, const Node& node, bool is_root) {
  switch (node.kind) {
    case NodeKind::kObject:
      append_object(out, node, is_root);
      break;
    case NodeKind::kArray:
      out += '[';
      for (const Node& item : node.items) {
        if (&item != &node.items.front()) out += ',';
        append(out, item, false);
      }
      out += ']';
      break;
    case NodeKind::kString:
      append_json_string(out, node.text);
      break;
    case NodeKind::kNull:
    case NodeKind::kBoolean:
    case NodeKind::kNumber:
      out += node.text;
      break;
  }
}

}  // namespace

std::string canonical_text(const Node& document) {
  std::string out;
  append(out, document, true);
  return out;
}

std::string policy_hash(const Node& document) {
  return hex(sha256(canonical_text(document)));
}

}  // namespace weir
