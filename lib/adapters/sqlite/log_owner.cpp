#include "adapters/sqlite/log_owner.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace weir::sqlite {
namespace {

constexpr int64_t kIdsAhead = 1023;

struct DeadOwner {
  int64_t slot;
  int64_t first_id;
  int64_t last_id;
};

Result<std::vector<DeadOwner>> dead_owners(Connection& connection, const GateLock& gate) {
  auto select = connection.prepare("SELECT slot, first_id, last_id FROM owner");
  if (!select.ok()) return std::move(select).status();
  std::vector<DeadOwner> dead;
  while (true) {
    auto row = select->step();
    if (!row.ok()) return std::move(row).status();
    if (!*row) return dead;
    const int64_t slot = select->integer(0);
    const bool is_known = slot >= 0 && slot < kMaxSlots;
    if (is_known && gate.is_slot_held_elsewhere(static_cast<uint32_t>(slot))) continue;
    dead.push_back({slot, select->integer(1), select->integer(2)});
  }
}

Result<int64_t> interrupt(Connection& connection, const DeadOwner& owner) {
  auto update = connection.prepare(
      "UPDATE inference SET outcome='interrupted',reason='process.ended',owner_slot=NULL"
      " WHERE id BETWEEN ?2 AND ?3 AND owner_slot=?1 AND outcome='in_flight'");
  if (!update.ok()) return std::move(update).status();
  update->bind(1, owner.slot).bind(2, owner.first_id).bind(3, owner.last_id);
  WEIR_RETURN_IF_ERROR(update->run());
  return connection.changes();
}

Status forget(Connection& connection, int64_t slot) {
  auto remove = connection.prepare("DELETE FROM owner WHERE slot=?1");
  if (!remove.ok()) return std::move(remove).status();
  return remove->bind(1, slot).run();
}

}  // namespace

Result<int64_t> interrupt_orphans(Connection& connection, const GateLock& gate) {
  const auto dead = dead_owners(connection, gate);
  if (!dead.ok()) return dead.status();
  int64_t total = 0;
  for (const DeadOwner& owner : *dead) {
    auto count = interrupt(connection, owner);
    if (!count.ok()) return count;
    total += *count;
    WEIR_RETURN_IF_ERROR(forget(connection, owner.slot));
  }
  return total;
}

void CallsInFlight::start() {
  for (const auto& [request_id, id] : begun_) ids_.erase(request_id);
  begun_.clear();
  ended_.clear();
  to_commit_ = on_record_;
}

CallsInFlight::Range CallsInFlight::range_from_now_on() const {
  Range range{std::numeric_limits<int64_t>::max(), 0};
  for (const auto& [request_id, id] : ids_) {
    range.first = std::min(range.first, id);
    range.last = std::max(range.last, id);
  }
  range.last += kIdsAhead;
  return range;
}

Status CallsInFlight::put_on_record(Connection& connection, uint32_t slot) {
  bool is_covered = true;
  for (const auto& [request_id, id] : begun_) {
    ids_[request_id] = id;
    is_covered = is_covered && on_record_.holds(id);
  }
  if (is_covered) return {};
  to_commit_ = range_from_now_on();
  auto replace = connection.prepare("INSERT OR REPLACE INTO owner VALUES(?1, ?2, ?3)");
  if (!replace.ok()) return std::move(replace).status();
  return replace->bind(1, slot).bind(2, to_commit_.first).bind(3, to_commit_.last).run();
}

void CallsInFlight::committed() {
  for (const Uuid& request_id : ended_) ids_.erase(request_id);
  begun_.clear();
  ended_.clear();
  on_record_ = to_commit_;
}

}  // namespace weir::sqlite
