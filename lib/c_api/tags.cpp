#include "c_api/tags.h"

#include "base/json_index.h"

namespace weir::c_api {

Status read_tags(std::string json, std::map<std::string, std::string>& out) {
  if (json.empty()) return {};
  Status refused(Code::kInvalidArgument, "caller.tag",
                 "tags must be a JSON object whose values are strings");
  const auto index = JsonIndex::parse(std::move(json));
  if (!index.ok() || !index->type_is(JsonIndex::root(), JsonType::kObject)) return refused;
  for (const JsonNode value : index->children(JsonIndex::root())) {
    if (!index->type_is(value, JsonType::kString)) return refused;
    out.emplace(index->text(index->key_of(value)), index->text(value));
  }
  return {};
}

}  // namespace weir::c_api
