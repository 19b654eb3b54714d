#include <weir/quota.h>

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>

#include "c_api/door.h"
#include "c_api/gate_handle.h"
#include "c_api/text_handle.h"
#include "inference_log/prices.h"
#include "quotas/window.h"

using weir::Metric;
using weir::QuotaState;
using weir::Status;
using namespace weir::c_api;

namespace {

using JsonWriter = rapidjson::Writer<rapidjson::StringBuffer>;

void write_amount(JsonWriter& json, const char* name, Metric metric, int64_t amount) {
  json.Key(name);
  json.Int64(amount);
  if (metric != Metric::kNanoUsd) return;
  json.Key((std::string(name) + "_usd").c_str());
  json.String(weir::usd_text(amount).c_str());
}

void write_state(JsonWriter& json, const QuotaState& state) {
  json.StartObject();
  json.Key("quota");
  json.String(state.quota.c_str());
  json.Key("key");
  json.String(state.key.c_str());
  json.Key("metric");
  json.String(std::string(weir::name_of(state.metric)).c_str());
  json.Key("window");
  json.String(weir::window_text(state.window).c_str());
  write_amount(json, "limit", state.metric, state.limit);
  write_amount(json, "settled", state.metric, state.settled);
  write_amount(json, "reserved", state.metric, state.reserved);
  write_amount(json, "over", state.metric, state.over);
  write_amount(json, "remaining", state.metric, state.remaining());
  json.Key("reset_ms");
  state.reset_ms == weir::kNeverMs ? json.Null() : json.Int64(state.reset_ms);
  json.EndObject();
}

}  // namespace

weir_error* weir_quota_read(weir_gate* gate, weir_text** json) noexcept {
  return guarded([&]() -> Status {
    if (json == nullptr) return null_argument("json");
    *json = nullptr;
    if (gate == nullptr) return null_argument("gate");
    const auto states = gate->gate->edges().quotas.read();
    if (!states.ok()) return states.status();
    rapidjson::StringBuffer buffer;
    JsonWriter writer(buffer);
    writer.StartArray();
    for (const QuotaState& state : states.value()) write_state(writer, state);
    writer.EndArray();
    give(buffer.GetString(), json);
    return {};
  });
}
