// What a scan found, as JSON.
#pragma once

#include <rapidjson/writer.h>

#include <weir/weir.hpp>

#include "json_text.h"

namespace cli {

// Whether there may be more findings than a scan keeps: a list of them would not be whole.
inline bool has_too_many_findings(const weir::scan& scan) {
  return scan.finding_count() >= WEIR_SCAN_FINDINGS_MAX;
}
inline constexpr const char* kTooManyFindings =
    "the text holds more findings than can be listed: split it";

// [{"entity","start","end","score"}]
template <typename Writer>
void put_findings(Writer& json, const weir::scan& scan) {
  json.StartArray();
  for (size_t i = 0; i < scan.finding_count(); ++i) {
    const weir::finding found = scan.finding(i);
    json.StartObject();
    json.Key("entity");
    put(json, found.entity);
    json.Key("start");
    json.Int64(found.start);
    json.Key("end");
    json.Int64(found.end);
    json.Key("score");
    json.Double(found.score);
    json.EndObject();
  }
  json.EndArray();
}

}  // namespace cli
