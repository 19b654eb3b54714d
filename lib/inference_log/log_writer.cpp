#include "inference_log/log_writer.h"

#include <exception>
#include <new>
#include <utility>

namespace weir {
namespace {

// A row without text is about this long; close enough for a batch's limit.
constexpr size_t kRowBytes = 1024;

size_t size_of(const std::optional<std::string>& payload) {
  return payload ? payload->size() : 0;
}

size_t size_of(const LogEntry& entry) {
  size_t size = kRowBytes;
  if (entry.intent) size += size_of(entry.intent->request_payload);
  if (entry.outcome) {
    size += size_of(entry.outcome->response_payload);
    if (entry.outcome->intent) size += size_of(entry.outcome->intent->request_payload);
  }
  return size;
}

void seal(LogEntry& entry, int64_t max_bytes) {
  const auto seal_intent = [max_bytes](std::optional<Intent>& intent) {
    if (intent) seal_payload(intent->request_payload, intent->request_seal, max_bytes);
  };
  seal_intent(entry.intent);
  if (!entry.outcome) return;
  seal_intent(entry.outcome->intent);
  seal_payload(entry.outcome->response_payload, entry.outcome->response_seal, max_bytes);
}

}  // namespace

Status LogWriter::out_of_memory() {
  return {Code::kOutOfMemory, "memory.exhausted", "out of memory while writing the log"};
}

// Lives on the stack of its caller, who does not leave before `done`.
struct LogWriter::Waiter {
  explicit Waiter(LogEntry value) : entry(std::move(value)), size(size_of(entry)) {}
  LogEntry entry;
  size_t size;
  bool done = false;
  std::optional<Status> status;  // none: there was no memory for it
  ConditionVariable wake;
};

Status LogWriter::write(LogEntry entry) {
  if (entry.intent.has_value() == entry.outcome.has_value()) {
    return {Code::kInvalidArgument, "log.entry",
            "a log entry holds an intent or an outcome: give exactly one"};
  }
  seal(entry, max_payload_bytes_);
  Waiter self(std::move(entry));
  std::vector<Waiter*> batch;
  batch.reserve(kMaxBatchEntries);
  {
    MutexLock lock(mutex_);
    queue_.push_back(&self);
    while (!self.done && queue_.front() != &self) self.wake.wait(mutex_);
    if (self.done) return self.status ? std::move(*self.status) : out_of_memory();
    const size_t length = batch_length();
    batch.assign(queue_.begin(), queue_.begin() + static_cast<std::ptrdiff_t>(length));
  }
  std::optional<Status> status;
  try {
    status = commit(batch);          // the others wait: the head stays in the queue meanwhile
  } catch (const std::bad_alloc&) {  // no memory even for the fault
  }
  {
    MutexLock lock(mutex_);
    finish(batch, status);
  }
  return status ? std::move(*status) : out_of_memory();
}

size_t LogWriter::queue_length() {
  MutexLock lock(mutex_);
  return queue_.size();
}

size_t LogWriter::batch_length() const {
  const size_t head = queue_.front()->size;
  const size_t max_bytes = head <= kSmallHeadBytes ? head + kSmallHeadBytes : kMaxBatchBytes;
  size_t bytes = head;
  size_t length = 1;
  while (length < queue_.size() && length < kMaxBatchEntries) {
    bytes += queue_[length]->size;
    if (bytes > max_bytes) break;
    ++length;
  }
  return length;
}

// Nothing may escape between the choice of a batch and its end: the others would wait for ever.
Status LogWriter::commit(const std::vector<Waiter*>& batch) {
  try {
    std::vector<LogEntry> entries;
    entries.reserve(batch.size());
    for (Waiter* waiter : batch) entries.push_back(std::move(waiter->entry));
    return store_.append(entries);
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::exception&) {
    return {Code::kInternal, "log.exception", "the log store threw: report this as a bug of weir"};
  }
}

void LogWriter::finish(const std::vector<Waiter*>& batch, const std::optional<Status>& status) {
  for (Waiter* waiter : batch) {
    queue_.pop_front();
    if (waiter == batch.front()) continue;
    try {
      waiter->status = status;
    } catch (const std::bad_alloc&) {
      waiter->status.reset();
    }
    waiter->done = true;
    waiter->wake.notify_one();
  }
  if (!queue_.empty()) queue_.front()->wake.notify_one();
}

}  // namespace weir
