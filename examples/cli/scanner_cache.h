// The scanners that lines have asked for, compiled once for each list and threshold.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <weir/weir.hpp>

namespace cli {

class ScannerCache {
 public:
  // `gate` is where `guardrail` stands; null where there is none. Outlives the cache.
  ScannerCache(weir::gate* gate, std::string guardrail)
      : gate_(gate), guardrail_(std::move(guardrail)) {}

  // `detect` empty: the guardrail, or `pii` and `secret` where there is none. `threshold` 0:
  // whatever the score; not given: the guardrail's. Borrowed until the next call. On failure the
  // pointer is null, and fault() says why.
  [[nodiscard]] const weir::scanner* get(const std::string& detect,
                                         std::optional<double> threshold);
  [[nodiscard]] const weir::error& fault() const { return *fault_; }

 private:
  static constexpr size_t kMost = 64;

  weir::gate* gate_;
  std::string guardrail_;
  std::map<std::pair<std::string, std::optional<double>>, weir::scanner> scanners_;
  std::optional<weir::error> fault_;
};

}  // namespace cli
