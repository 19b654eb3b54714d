// One compiled Hyperscan database, and the memory that scans need.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/status.h"
#include "guardrails/pattern_matcher.h"

struct hs_database;

namespace weir {

struct DatabaseDeleter {
  void operator()(hs_database* database) const;
};
using DatabaseHandle = std::unique_ptr<hs_database, DatabaseDeleter>;

// Immutable; safe for concurrent use.
class CompiledDatabase final : public PatternDatabase {
 public:
  explicit CompiledDatabase(DatabaseHandle handle);

  // An exception of `on_match` ends the scan and becomes kInternal "scan.callback"; it never
  // travels through the engine's frames.
  [[nodiscard]] Status scan(std::string_view text, const MatchCallback& on_match) const override;
  [[nodiscard]] size_t size_bytes() const override;

 private:
  DatabaseHandle handle_;
  uint64_t serial_;  // tells databases apart in a thread's scratch, for the life of the process
};

}  // namespace weir
