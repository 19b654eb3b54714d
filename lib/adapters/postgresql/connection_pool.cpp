#include "adapters/postgresql/connection_pool.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/clock.h"

namespace weir::postgresql {

bool ConnectionPool::enter(int64_t deadline_us) {
  std::unique_lock<std::mutex> lock(mutex_);
  if (free_ > 0 && queue_.empty()) {
    --free_;
    return true;
  }
  Waiter self;
  queue_.push_back(&self);
  const auto left = std::chrono::microseconds(deadline_us - system_clock().monotonic_us());
  if (self.turn.wait_for(lock, left, [&self] { return self.is_served; })) return true;
  queue_.erase(std::find(queue_.begin(), queue_.end(), &self));
  return false;
}

void ConnectionPool::leave(std::unique_ptr<Connection> connection) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (connection != nullptr) idle_.push_back(std::move(connection));
  if (queue_.empty()) {
    ++free_;
    return;
  }
  Waiter* const next = queue_.front();
  queue_.pop_front();
  next->is_served = true;
  next->turn.notify_one();
}

void ConnectionPool::give_back(std::unique_ptr<Connection> connection) {
  if (connection->is_broken()) connection.reset();
  leave(std::move(connection));
}

// The one used last: those that a quiet time does not need fall asleep together.
std::unique_ptr<Connection> ConnectionPool::idle_connection() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Connection> connection = std::move(idle_.back());
  idle_.pop_back();
  return connection;
}

Result<std::unique_ptr<Connection>> ConnectionPool::connect(int64_t deadline_us) {
  size_t first_host = 0;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    first_host = first_host_;
  }
  for (const bool is_refused : {false, true}) {
    Result<Secret> password = password_ ? password_(is_refused) : Result<Secret>(Secret());
    if (!password.ok()) return std::move(password).status();
    auto connection = Connection::open(address_, *password, first_host, deadline_us);
    const bool is_over = connection.ok() || is_refused || password->empty() ||
                         connection.status().reason() != "store.permissions";
    if (!is_over) continue;
    const std::lock_guard<std::mutex> lock(mutex_);
    first_host_ = first_host;
    return connection;
  }
  return Status(Code::kInternal, "store.postgresql", "no connection was tried");
}

Result<ConnectionPool::Lent> ConnectionPool::take(int64_t deadline_us) {
  if (!enter(deadline_us)) {
    return Status(Code::kUnavailable, "store.busy",
                  "every connection to PostgreSQL is in use by other calls: try again");
  }
  if (auto idle = idle_connection(); idle != nullptr) return Lent(this, std::move(idle));
  auto opened = connect(deadline_us);
  if (!opened.ok()) {
    leave(nullptr);
    return std::move(opened).status();
  }
  return Lent(this, std::move(opened).value());
}

}  // namespace weir::postgresql
