#include "gateway/driver.h"

#include <utility>

#include "base/json_edit.h"

namespace weir {
namespace {

constexpr int kSettleTries = 3;  // a settlement is idempotent

// Each returns whether it has performed the effect, so that the call goes on.
class Performer {
 public:
  Performer(Call& call, Edges& edges) : call_(call), edges_(edges) {}

  bool operator()(const FetchKey& /*effect*/) {
    call_.key_fetched(edges_.keys.key(call_.provider_policy()));
    return true;
  }
  bool operator()(const Enqueue& effect) {
    QueueAnswer answer;
    if (!effect.only_behind_others || !edges_.queue.is_empty(effect.key)) {
      answer.place = edges_.queue.join(effect.key, effect.most);
      answer.is_full = !answer.place;
    }
    call_.enqueued(std::move(answer));
    return true;
  }
  bool operator()(const Reserve& effect) {
    call_.reserved(edges_.quotas.reserve(effect.reservation));
    return true;
  }
  bool operator()(RecordIntent& effect) {
    LogEntry entry;
    entry.intent = std::move(effect.intent);
    call_.recorded(edges_.log.write(std::move(entry)));
    return true;
  }
  bool operator()(RecordOutcome& effect) {
    LogEntry entry;
    entry.outcome = std::move(effect.record);
    call_.recorded(edges_.log.write(std::move(entry)));
    return true;
  }
  bool operator()(const Settle& effect) {
    Status status;
    for (int tries = 0; tries < kSettleTries; ++tries) {
      status = settle(effect);
      if (status.ok()) break;
    }
    if (!status.ok() && edges_.warn) {
      edges_.warn("quota.unsettled", "{\"request_id\":" + json_quoted(call_.request_id().text()) +
                                         ",\"message\":" + json_quoted(status.message()) + "}");
    }
    call_.settled(status);
    return true;
  }
  bool operator()(const Pause&) { return false; }
  bool operator()(const Send&) { return false; }
  bool operator()(const Await&) { return false; }
  bool operator()(const Abandon&) { return false; }
  bool operator()(const Show&) { return false; }
  bool operator()(const Done&) { return false; }

 private:
  Status settle(const Settle& effect) {
    return effect.never_sent ? edges_.quotas.release(effect.attempt_id)
                             : edges_.quotas.settle(effect.attempt_id, effect.used);
  }

  Call& call_;
  Edges& edges_;
};

}  // namespace

Effect advance(Call& call, Edges& edges) {
  for (;;) {
    Effect effect = call.next();
    if (!std::visit(Performer(call, edges), effect)) return effect;
  }
}

bool arrive(Call& call, Edges& edges, int64_t exchange, HttpEvent event) {
  if (!call.is_under_way(exchange)) return false;
  if (event.kind == HttpEvent::Kind::kHead && event.status == 401) {
    edges.keys.forget(call.provider_policy().name);
  }
  return call.arrived(exchange, std::move(event));
}

}  // namespace weir
