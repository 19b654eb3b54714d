#include "adapters/sqlite/quota_clock.h"

#include <algorithm>
#include <utility>

namespace weir::sqlite {
namespace {

constexpr int64_t kRecordEveryUs = 1'000'000;

}  // namespace

Status QuotaClock::load(Connection& connection) {
  TimeAnchor stored;
  {
    Result<Statement> select =
        connection.prepare("SELECT boot_id, wall_us, boot_us, last_us FROM clock WHERE id=1");
    if (!select.ok()) return std::move(select).status();
    Result<bool> is_there = select->step();
    if (!is_there.ok()) return std::move(is_there).status();
    if (*is_there) {
      stored = {std::string(select->text(0)), select->integer(1), select->integer(2),
                select->integer(3)};
    }
  }
  const bool is_stale = stored.is_stale(source_);
  anchor_ = is_stale ? anchored(stored, source_) : stored;
  last_us_.store(anchor_.last_us);
  return is_stale ? save(connection) : Status();
}

Status QuotaClock::save(Connection& connection) const {
  Result<Statement> insert =
      connection.prepare("INSERT OR REPLACE INTO clock VALUES(1, ?1, ?2, ?3, ?4)");
  if (!insert.ok()) return std::move(insert).status();
  insert->bind_text(1, anchor_.boot_id).bind(2, anchor_.wall_us).bind(3, anchor_.boot_us);
  return insert->bind(4, last_us_.load()).run();
}

int64_t QuotaClock::now_us() const {
  const int64_t now = anchor_.wall_us + (source_.boot_us() - anchor_.boot_us);
  return std::max(last_us_.load(std::memory_order_relaxed), now);
}

Result<int64_t> QuotaClock::now_us(Connection& connection) {
  const int64_t now = now_us();
  if (now - last_us_.load(std::memory_order_relaxed) >= kRecordEveryUs) {
    last_us_.store(now);
    WEIR_RETURN_IF_ERROR(save(connection));
  }
  return now;
}

}  // namespace weir::sqlite
