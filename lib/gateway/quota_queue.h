// Who waits for a quota in this process: one queue for each key, in the order of arrival. Nothing
// sleeps here; a call that waits looks from time to time whether it is the first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <optional>
#include <string>

#include "base/mutex.h"

namespace weir {

// Safe for concurrent use. Must outlive its places.
class QuotaQueue {
 public:
  // A place in a queue, left when it ends.
  class Place {
   public:
    Place(Place&& other) noexcept;
    Place& operator=(Place&& other) noexcept;
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();

    [[nodiscard]] bool is_first() const;

   private:
    friend class QuotaQueue;
    Place(QuotaQueue* queue, std::string key, uint64_t ticket)
        : queue_(queue), key_(std::move(key)), ticket_(ticket) {}
    QuotaQueue* queue_;  // null: moved from
    std::string key_;
    uint64_t ticket_;
  };

  QuotaQueue() = default;
  QuotaQueue(const QuotaQueue&) = delete;
  QuotaQueue& operator=(const QuotaQueue&) = delete;

  [[nodiscard]] bool is_empty(const std::string& key) const WEIR_EXCLUDES(mutex_);
  // Nothing: as many as `most` wait already.
  [[nodiscard]] std::optional<Place> join(const std::string& key, size_t most)
      WEIR_EXCLUDES(mutex_);

 private:
  void leave(const std::string& key, uint64_t ticket) WEIR_EXCLUDES(mutex_);

  mutable Mutex mutex_;
  uint64_t next_ticket_ WEIR_GUARDED_BY(mutex_) = 0;
  std::map<std::string, std::list<uint64_t>> waiting_ WEIR_GUARDED_BY(mutex_);  // never empty ones
};

}  // namespace weir
