#include "inference_log/log_writer.h"

#include <algorithm>
#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>

#include "support/catch.h"

namespace {

weir::LogEntry intent_entry(size_t payload_bytes = 0) {
  weir::LogEntry entry;
  entry.intent.emplace();
  entry.intent->request_id = weir::Uuid::make_v7(1'700'000'000'000'000);
  if (payload_bytes > 0) entry.intent->request_payload = std::string(payload_bytes, 'x');
  return entry;
}

// Counts what comes. While it is closed, append waits, so that a queue builds up behind it.
class CountingStore final : public weir::LogStore {
 public:
  weir::Status append(const std::vector<weir::LogEntry>& batch) override {
    weir::MutexLock lock(mutex_);
    ++waiting_;
    changed_.notify_all();
    while (is_closed_) changed_.wait(mutex_);
    --waiting_;
    sizes_.push_back(batch.size());
    for (const weir::LogEntry& entry : batch) {
      if (entry.intent) ids_.insert(entry.intent->request_id.text());
    }
    if (throws_) throw std::runtime_error("boom");
    return fault_;
  }
  weir::Result<std::string> read(const weir::LogQuery&) override { return std::string("[]"); }
  weir::Result<std::string> usage(const std::vector<std::string>&, int64_t) override {
    return std::string("[]");
  }
  weir::Result<int64_t> delete_before(int64_t) override { return int64_t{0}; }

  void close() {
    weir::MutexLock lock(mutex_);
    is_closed_ = true;
  }
  void open() {
    weir::MutexLock lock(mutex_);
    is_closed_ = false;
    changed_.notify_all();
  }
  void wait_for_a_leader() {
    weir::MutexLock lock(mutex_);
    while (waiting_ == 0) changed_.wait(mutex_);
  }
  void fail_with(weir::Status fault) {
    weir::MutexLock lock(mutex_);
    fault_ = std::move(fault);
  }
  void throw_next() {
    weir::MutexLock lock(mutex_);
    throws_ = true;
  }
  std::vector<size_t> sizes() {
    weir::MutexLock lock(mutex_);
    return sizes_;
  }
  size_t distinct() {
    weir::MutexLock lock(mutex_);
    return ids_.size();
  }

 private:
  weir::Mutex mutex_;
  weir::ConditionVariable changed_;
  bool is_closed_ = false;
  bool throws_ = false;
  int waiting_ = 0;
  weir::Status fault_;
  std::vector<size_t> sizes_;
  std::set<std::string> ids_;
};

// Starts a leader that hangs in the store, then `followers` that queue behind it, each with a
// payload of `bytes`; returns how many writes failed after the store was opened.
int write_behind_a_leader(CountingStore& store, weir::LogWriter& writer, int followers,
                          size_t bytes) {
  std::atomic<int> failed{0};
  const auto write = [&](size_t size) {
    if (!writer.write(intent_entry(size)).ok()) ++failed;
  };
  store.close();
  std::vector<std::thread> threads;
  threads.emplace_back(write, 0);
  store.wait_for_a_leader();
  for (int i = 0; i < followers; ++i) threads.emplace_back(write, bytes);
  while (writer.queue_length() <= static_cast<size_t>(followers)) std::this_thread::yield();
  store.open();
  for (std::thread& thread : threads) thread.join();
  return failed;
}

}  // namespace

TEST_CASE("many threads: every entry once, in fewer transactions", "[log_writer]") {
  CountingStore store;
  weir::LogWriter writer(store);
  constexpr size_t kThreads = 16;
  constexpr size_t kEach = 500;
  std::atomic<int> failed{0};
  std::vector<std::thread> threads;
  threads.reserve(kThreads);
  for (size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      for (size_t i = 0; i < kEach; ++i) {
        if (!writer.write(intent_entry()).ok()) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failed == 0);
  size_t total = 0;
  for (const size_t size : store.sizes()) {
    CHECK(size <= weir::LogWriter::kMaxBatchEntries);
    total += size;
  }
  CHECK(total == kThreads * kEach);
  CHECK(store.distinct() == kThreads * kEach);
}

TEST_CASE("what queues behind a leader is one transaction", "[log_writer]") {
  CountingStore store;
  weir::LogWriter writer(store);
  CHECK(write_behind_a_leader(store, writer, 20, 0) == 0);
  CHECK(store.sizes() == std::vector<size_t>{1, 20});
}

TEST_CASE("a batch has at most 64 entries", "[log_writer]") {
  CountingStore store;
  weir::LogWriter writer(store);
  CHECK(write_behind_a_leader(store, writer, 100, 0) == 0);
  CHECK(store.sizes() == std::vector<size_t>{1, 64, 36});
}

TEST_CASE("a batch has at most about a megabyte", "[log_writer]") {
  CountingStore store;
  weir::LogWriter writer(store);
  CHECK(write_behind_a_leader(store, writer, 9, 300'000) == 0);
  CHECK(store.sizes() == std::vector<size_t>{1, 3, 3, 3});
}

TEST_CASE("a small head takes a small batch", "[log_writer]") {
  CountingStore store;
  weir::LogWriter writer(store);
  CHECK(write_behind_a_leader(store, writer, 9, 60'000) == 0);
  CHECK(store.sizes() == std::vector<size_t>{1, 3, 3, 3});
}

TEST_CASE("a failure is shared by its batch and ends with it", "[log_writer]") {
  CountingStore store;
  weir::LogWriter writer(store);
  store.fail_with({weir::Code::kUnavailable, "store.full", "the disk is full"});
  CHECK(write_behind_a_leader(store, writer, 7, 0) == 8);
  store.fail_with({});
  CHECK(writer.write(intent_entry()).ok());
  store.fail_with({weir::Code::kUnavailable, "store.full", "the disk is full"});
  const weir::Status status = writer.write(intent_entry());
  CHECK(status.code() == weir::Code::kUnavailable);
  CHECK(status.reason() == "store.full");
}

TEST_CASE("a store that throws wakes every waiter", "[log_writer]") {
  CountingStore store;
  weir::LogWriter writer(store);
  store.throw_next();
  CHECK(write_behind_a_leader(store, writer, 7, 0) == 8);
}

TEST_CASE("an entry holds an intent or an outcome", "[log_writer]") {
  CountingStore store;
  weir::LogWriter writer(store);
  CHECK(writer.write({}).reason() == "log.entry");
  weir::LogEntry both = intent_entry();
  both.outcome.emplace();
  const weir::Status refused = writer.write(std::move(both));
  CHECK(refused.reason() == "log.entry");
  CHECK(store.sizes().empty());
}
