// Hyperscan, or Vectorscan, as the pattern matcher.
//
// Databases are compiled in block mode for no particular processor, so that a cached one serves
// every machine that shares the directory; that costs nothing measurable. A scan uses one scratch
// space per thread, grown to whatever database needs most and freed when the thread ends.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/hyperscan/database_cache.h"
#include "base/status.h"
#include "guardrails/pattern_matcher.h"

namespace weir {

// Safe for concurrent use; several processes may share a cache directory.
class HyperscanMatcher final : public PatternMatcher {
 public:
  // `cache_directory`: where compiled databases are kept; made if missing, and silently not used if
  // it is unsafe (database_cache.h). Empty: no cache.
  // Faults: kUnsupported "engine.version" (a release known for wrong results or crashes),
  // "engine.platform" (the processor lacks SSSE3), "engine.canary" (a test scan came out wrong).
  [[nodiscard]] static Result<std::unique_ptr<HyperscanMatcher>> open(std::string cache_directory);

  [[nodiscard]] Result<std::shared_ptr<const PatternDatabase>> compile(
      const std::vector<Pattern>& patterns) override;
  [[nodiscard]] std::optional<std::string> recall(const Digest& key) const override {
    return cache_.load(key);
  }
  void keep(const Digest& key, std::string_view bytes) const override { cache_.store(key, bytes); }
  [[nodiscard]] std::string version() const override;

 private:
  explicit HyperscanMatcher(std::string cache_directory) : cache_(std::move(cache_directory)) {}
  DatabaseCache cache_;
};

}  // namespace weir
