#include "adapters/sqlite/quota_owner.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

namespace weir::sqlite {
namespace {

// Dead owners that hold nothing are of no more use.
constexpr std::string_view kForgetOwners =
    "DELETE FROM owner WHERE slot IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM hold WHERE hold.owner_id=owner.id)";

Result<std::vector<int64_t>> dead_owners(Connection& connection, const GateLock& gate,
                                         int64_t own_id) {
  Result<Statement> select = connection.prepare("SELECT id, slot FROM owner WHERE id<>?1");
  if (!select.ok()) return std::move(select).status();
  select->bind(1, own_id);
  std::vector<int64_t> dead;
  while (true) {
    Result<bool> is_there = select->step();
    if (!is_there.ok()) return std::move(is_there).status();
    if (!*is_there) return dead;
    if (select->is_null(1) ||
        !gate.is_slot_held_elsewhere(static_cast<uint32_t>(select->integer(1)))) {
      dead.push_back(select->integer(0));
    }
  }
}

OrphanedAttempt read_attempt(const Statement& row) {
  OrphanedAttempt attempt;
  const std::string_view id = row.blob(0);
  std::copy_n(id.begin(), std::min(id.size(), attempt.attempt_id.bytes.size()),
              attempt.attempt_id.bytes.begin());
  attempt.expires_us = row.integer(2);
  return attempt;
}

}  // namespace

Status bury_owners(Connection& connection, uint32_t slot, const std::string& boot_id) {
  Result<Statement> bury =
      connection.prepare("UPDATE owner SET slot=NULL WHERE slot=?1 OR boot_id<>?2");
  if (!bury.ok()) return std::move(bury).status();
  WEIR_RETURN_IF_ERROR(bury->bind(1, int64_t{slot}).bind_text(2, boot_id).run());
  Result<Statement> forget = connection.prepare(kForgetOwners);
  if (!forget.ok()) return std::move(forget).status();
  return forget->run();
}

Result<int64_t> register_owner(Connection& connection, uint32_t slot, const std::string& boot_id,
                               int64_t now_us) {
  WEIR_RETURN_IF_ERROR(bury_owners(connection, slot, boot_id));
  Result<Statement> insert = connection.prepare(
      "INSERT INTO owner(slot, boot_id, pid, born_us) VALUES(?1, ?2, ?3, ?4) RETURNING id");
  if (!insert.ok()) return std::move(insert).status();
  insert->bind(1, int64_t{slot}).bind_text(2, boot_id).bind(3, int64_t{::getpid()});
  Result<bool> is_there = insert->bind(4, now_us).step();
  if (!is_there.ok()) return std::move(is_there).status();
  const int64_t id = insert->integer(0);
  WEIR_RETURN_IF_ERROR(insert->run());
  return id;
}

Result<std::vector<OrphanedAttempt>> orphaned_attempts(Connection& connection, const GateLock& gate,
                                                       int64_t own_id, int64_t now_us,
                                                       size_t limit) {
  const Result<std::vector<int64_t>> dead = dead_owners(connection, gate, own_id);
  if (!dead.ok()) return dead.status();
  Result<Statement> select = connection.prepare(
      "SELECT attempt_id, owner_id, max(expires_us) FROM hold GROUP BY attempt_id");
  if (!select.ok()) return std::move(select).status();
  std::vector<OrphanedAttempt> attempts;
  while (attempts.size() < limit) {
    Result<bool> is_there = select->step();
    if (!is_there.ok()) return std::move(is_there).status();
    if (!*is_there) break;
    const bool is_dead = std::find(dead->begin(), dead->end(), select->integer(1)) != dead->end();
    if (is_dead || select->integer(2) <= now_us) attempts.push_back(read_attempt(*select));
  }
  return attempts;
}

}  // namespace weir::sqlite
