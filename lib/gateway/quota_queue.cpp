#include "gateway/quota_queue.h"

#include <utility>

namespace weir {

QuotaQueue::Place::Place(Place&& other) noexcept
    : queue_(std::exchange(other.queue_, nullptr)),
      key_(std::move(other.key_)),
      ticket_(other.ticket_) {}

QuotaQueue::Place& QuotaQueue::Place::operator=(Place&& other) noexcept {
  std::swap(queue_, other.queue_);
  std::swap(key_, other.key_);
  std::swap(ticket_, other.ticket_);
  return *this;
}

QuotaQueue::Place::~Place() {
  if (queue_ != nullptr) queue_->leave(key_, ticket_);
}

bool QuotaQueue::Place::is_first() const {
  const MutexLock lock(queue_->mutex_);
  return queue_->waiting_.at(key_).front() == ticket_;
}

bool QuotaQueue::is_empty(const std::string& key) const {
  const MutexLock lock(mutex_);
  return waiting_.count(key) == 0;
}

std::optional<QuotaQueue::Place> QuotaQueue::join(const std::string& key, size_t most) {
  const MutexLock lock(mutex_);
  const auto found = waiting_.find(key);
  if (found != waiting_.end() && found->second.size() >= most) return std::nullopt;
  const uint64_t ticket = next_ticket_++;
  waiting_[key].push_back(ticket);
  return Place(this, key, ticket);
}

void QuotaQueue::leave(const std::string& key, uint64_t ticket) {
  const MutexLock lock(mutex_);
  const auto found = waiting_.find(key);
  found->second.remove(ticket);
  if (found->second.empty()) waiting_.erase(found);
}

}  // namespace weir
