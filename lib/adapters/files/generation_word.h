// A number in shared memory that every process of a machine that has opened a store sees: whoever
// changes a policy raises it, and the others read their policy again before the next call. Reading
// it costs one atomic load.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "base/status.h"

namespace weir {

// Safe for concurrent use, by threads and by processes.
class GenerationWord {
 public:
  // Maps `path`, an 8-byte file that is made when it is not there. Fault: kUnavailable
  // "store.generation".
  [[nodiscard]] static Result<std::unique_ptr<GenerationWord>> open(const std::string& path);

  ~GenerationWord();
  GenerationWord(const GenerationWord&) = delete;
  GenerationWord& operator=(const GenerationWord&) = delete;

  [[nodiscard]] uint64_t load() const { return word_->load(std::memory_order_acquire); }
  // Returns the new value.
  uint64_t raise() { return word_->fetch_add(1, std::memory_order_acq_rel) + 1; }

 private:
  explicit GenerationWord(std::atomic<uint64_t>* word) : word_(word) {}
  std::atomic<uint64_t>* word_;  // borrowed from the mapping
};

}  // namespace weir
