#include "scanner_cache.h"

#include <algorithm>

namespace cli {
namespace {

constexpr double kLeastThreshold = 1e-9;  // under every score; the library takes 0 for its default

}  // namespace

const weir::scanner* ScannerCache::get(const std::string& detect, std::optional<double> threshold) {
  const auto key = std::pair(detect, threshold);
  if (const auto found = scanners_.find(key); found != scanners_.end()) return &found->second;
  weir::scanner_options options;
  if (threshold) options.threshold = std::max(*threshold, kLeastThreshold);
  if (detect.empty()) {
    options.guardrail = guardrail_;
  } else {
    options.detect = detect;
  }
  auto made = weir::scanner::try_make(options, gate_);
  if (!made) {
    fault_ = made.error();
    return nullptr;
  }
  if (scanners_.size() >= kMost) scanners_.clear();
  return &scanners_.emplace(key, std::move(made).value()).first->second;
}

}  // namespace cli
