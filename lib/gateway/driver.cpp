#include "gateway/driver.h"

#include <utility>

namespace weir {
namespace {

// Each returns whether it has performed the effect, so that the call goes on.
class Performer {
 public:
  Performer(Call& call, Edges& edges) : call_(call), edges_(edges) {}

  bool operator()(const FetchKey& /*effect*/) {
    call_.key_fetched(edges_.keys.key(call_.provider_policy()));
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
    call_.settled(effect.never_sent ? edges_.quotas.release(effect.attempt_id)
                                    : edges_.quotas.settle(effect.attempt_id, effect.used));
    return true;
  }
  bool operator()(const Send&) { return false; }
  bool operator()(const Await&) { return false; }
  bool operator()(const Abandon&) { return false; }
  bool operator()(const Show&) { return false; }
  bool operator()(const Done&) { return false; }

 private:
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

}  // namespace weir
