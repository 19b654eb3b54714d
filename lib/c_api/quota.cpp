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
using weir::QuotaAct;
using weir::QuotaState;
using weir::Status;
using namespace weir::c_api;

namespace {

constexpr int64_t kUsualEvents = 1000;

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
  write_amount(json, "capacity", state.metric, state.capacity);
  write_amount(json, "granted", state.metric, state.granted);
  write_amount(json, "settled", state.metric, state.settled);
  write_amount(json, "reserved", state.metric, state.reserved);
  write_amount(json, "over", state.metric, state.over);
  write_amount(json, "remaining", state.metric, state.remaining());
  json.Key("reset_ms");
  state.reset_ms == weir::kNeverMs ? json.Null() : json.Int64(state.reset_ms);
  json.Key("frozen");
  json.Bool(state.frozen);
  json.EndObject();
}

void write_event(JsonWriter& json, const weir::QuotaEvent& event) {
  json.StartObject();
  json.Key("at_us");
  json.Int64(event.at_us);
  json.Key("kind");
  json.String(event.kind.c_str());
  json.Key("quota");
  json.String(event.quota.c_str());
  json.Key("key");
  json.String(event.key.c_str());
  json.Key("metric");
  event.metric ? json.String(std::string(weir::name_of(*event.metric)).c_str()) : json.Null();
  json.Key("amount");
  event.amount ? json.Int64(*event.amount) : json.Null();
  json.Key("actor");
  json.String(event.actor.c_str());
  json.EndObject();
}

template <typename Row>
void give_rows(const std::vector<Row>& rows, void (*write)(JsonWriter&, const Row&),
               weir_text** json) {
  rapidjson::StringBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartArray();
  for (const Row& row : rows) write(writer, row);
  writer.EndArray();
  give(buffer.GetString(), json);
}

struct Bytes {
  const char* data = nullptr;
  size_t size = 0;
};

Status administer(weir_gate* gate, QuotaAct::Kind kind, const Bytes& quota, const Bytes& key,
                  const Bytes& metric = {}, int64_t amount = 0) {
  if (gate == nullptr) return null_argument("gate");
  weir::QuotaRequest request;
  request.kind = kind;
  request.amount = amount;
  WEIR_RETURN_IF_ERROR(take_text(quota.data, quota.size, "quota", request.quota));
  WEIR_RETURN_IF_ERROR(take_text(key.data, key.size, "key", request.key));
  WEIR_RETURN_IF_ERROR(take_text(metric.data, metric.size, "metric", request.metric));
  request.actor = gate->os_user.name;
  return gate->gate->administer(request);
}

}  // namespace

weir_error* weir_quota_read(weir_gate* gate, weir_text** json) noexcept {
  return guarded([&]() -> Status {
    if (json == nullptr) return null_argument("json");
    *json = nullptr;
    if (gate == nullptr) return null_argument("gate");
    const auto states = gate->gate->quota_overview();
    if (!states.ok()) return states.status();
    give_rows(states.value(), write_state, json);
    return {};
  });
}

weir_error* weir_quota_reset(weir_gate* gate, const char* quota, size_t quota_size, const char* key,
                             size_t key_size) noexcept {
  return guarded([&] {
    return administer(gate, QuotaAct::Kind::kReset, {quota, quota_size}, {key, key_size});
  });
}

weir_error* weir_quota_freeze(weir_gate* gate, const char* quota, size_t quota_size,
                              const char* key, size_t key_size) noexcept {
  return guarded([&] {
    return administer(gate, QuotaAct::Kind::kFreeze, {quota, quota_size}, {key, key_size});
  });
}

weir_error* weir_quota_unfreeze(weir_gate* gate, const char* quota, size_t quota_size,
                                const char* key, size_t key_size) noexcept {
  return guarded([&] {
    return administer(gate, QuotaAct::Kind::kUnfreeze, {quota, quota_size}, {key, key_size});
  });
}

weir_error* weir_quota_grant(weir_gate* gate, const char* quota, size_t quota_size, const char* key,
                             size_t key_size, const char* metric, size_t metric_size,
                             int64_t amount) noexcept {
  return guarded([&] {
    return administer(gate, QuotaAct::Kind::kGrant, {quota, quota_size}, {key, key_size},
                      {metric, metric_size}, amount);
  });
}

weir_error* weir_quota_events(weir_gate* gate, int64_t limit, weir_text** json) noexcept {
  return guarded([&]() -> Status {
    if (json == nullptr) return null_argument("json");
    *json = nullptr;
    if (gate == nullptr) return null_argument("gate");
    if (limit < 0) {
      return {weir::Code::kInvalidArgument, "options.limit", "limit must not be below 0"};
    }
    const auto events = gate->gate->edges().quotas.events(limit == 0 ? kUsualEvents : limit);
    if (!events.ok()) return events.status();
    give_rows(events.value(), write_event, json);
    return {};
  });
}
