#include "adapters/hyperscan/compiled_database.h"

#include <hs.h>

#include <array>
#include <atomic>
#include <limits>
#include <utility>

namespace weir {
namespace {

// One per thread, grown over the databases that the thread has scanned with. Which those are is
// remembered by serial number, because hs_alloc_scratch() looks through the whole database's needs.
class ThreadScratch {
 public:
  ThreadScratch() = default;
  ThreadScratch(const ThreadScratch&) = delete;
  ThreadScratch& operator=(const ThreadScratch&) = delete;
  ~ThreadScratch() { hs_free_scratch(scratch_); }

  // Null when there is no memory.
  hs_scratch_t* ready_for(const hs_database_t* database, uint64_t serial) {
    uint64_t& slot = seen_[serial % seen_.size()];
    if (slot == serial) return scratch_;
    if (hs_alloc_scratch(database, &scratch_) != HS_SUCCESS) return nullptr;
    slot = serial;
    return scratch_;
  }

 private:
  hs_scratch_t* scratch_ = nullptr;
  std::array<uint64_t, 64> seen_{};
};

struct Call {
  const MatchCallback* on_match;
  bool has_thrown = false;
};

int deliver(unsigned id, unsigned long long from, unsigned long long to, unsigned /*flags*/,
            void* context) {
  auto* call = static_cast<Call*>(context);
  try {
    return (*call->on_match)(id, static_cast<size_t>(from), static_cast<size_t>(to)) ? 0 : 1;
  } catch (...) {
    call->has_thrown = true;
    return 1;
  }
}

uint64_t next_serial() {
  static std::atomic<uint64_t> last{0};
  return ++last;
}

}  // namespace

void DatabaseDeleter::operator()(hs_database* database) const {
  hs_free_database(database);
}

CompiledDatabase::CompiledDatabase(DatabaseHandle handle)
    : handle_(std::move(handle)), serial_(next_serial()) {}

Status CompiledDatabase::scan(std::string_view text, const MatchCallback& on_match) const {
  thread_local ThreadScratch thread_scratch;
  if (text.size() > std::numeric_limits<unsigned>::max()) {
    return {Code::kInternal, "scan.size", "a text of 4 GiB or more was given to the engine"};
  }
  hs_scratch_t* scratch = thread_scratch.ready_for(handle_.get(), serial_);
  if (scratch == nullptr) return {Code::kOutOfMemory, "scan.memory", "no memory for a scan"};
  Call call{&on_match};
  const hs_error_t error = hs_scan(handle_.get(), text.data(), static_cast<unsigned>(text.size()),
                                   0, scratch, deliver, &call);
  if (call.has_thrown) return {Code::kInternal, "scan.callback", "a match could not be handled"};
  if (error == HS_SUCCESS || error == HS_SCAN_TERMINATED) return {};
  return {Code::kInternal, "scan.engine", "hs_scan returned " + std::to_string(error)};
}

size_t CompiledDatabase::size_bytes() const {
  size_t bytes = 0;
  return hs_database_size(handle_.get(), &bytes) == HS_SUCCESS ? bytes : 0;
}

}  // namespace weir
