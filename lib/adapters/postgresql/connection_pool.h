// Connections for many threads: at most so many at once, handed out in the order of arrival.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "adapters/postgresql/address.h"
#include "adapters/postgresql/connection.h"
#include "base/secret.h"
#include "base/status.h"

namespace weir::postgresql {

// The present password; called for every new connection. `is_refused`: the server refused the last
// one, so that it is to be read afresh. An empty Secret: none.
using PasswordSource = std::function<Result<Secret>(bool is_refused)>;

class ConnectionPool {
 public:
  ConnectionPool(Address address, PasswordSource password, size_t limit)
      : address_(std::move(address)), password_(std::move(password)), free_(limit) {}
  ~ConnectionPool() = default;
  ConnectionPool(const ConnectionPool&) = delete;
  ConnectionPool& operator=(const ConnectionPool&) = delete;

  // A connection for one thread; goes back when it ends, unless it is broken.
  class Lent {
   public:
    Lent(ConnectionPool* pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    Lent(Lent&& other) noexcept
        : pool_(std::exchange(other.pool_, nullptr)), connection_(std::move(other.connection_)) {}
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    Lent& operator=(Lent&&) = delete;
    ~Lent() {
      if (pool_ != nullptr) pool_->give_back(std::move(connection_));
    }
    Connection* operator->() { return connection_.get(); }
    Connection& operator*() { return *connection_; }

   private:
    ConnectionPool* pool_;
    std::unique_ptr<Connection> connection_;
  };

  // Times are system_clock().monotonic_us(). Faults: Connection::open's, the password's, and
  // "store.busy" when the turn did not come.
  [[nodiscard]] Result<Lent> take(int64_t deadline_us);

 private:
  struct Waiter {
    std::condition_variable turn;
    bool is_served = false;
  };

  [[nodiscard]] bool enter(int64_t deadline_us);
  void give_back(std::unique_ptr<Connection> connection);
  void leave(std::unique_ptr<Connection> connection);
  [[nodiscard]] std::unique_ptr<Connection> idle_connection();
  [[nodiscard]] Result<std::unique_ptr<Connection>> connect(int64_t deadline_us);

  const Address address_;
  const PasswordSource password_;
  std::mutex mutex_;  // of all below
  size_t free_;
  std::deque<Waiter*> queue_;
  std::vector<std::unique_ptr<Connection>> idle_;
  size_t first_host_ = 0;  // the one that answered last
};

}  // namespace weir::postgresql
