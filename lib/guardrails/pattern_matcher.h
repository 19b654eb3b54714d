// What the guardrails ask of a regular-expression engine that matches many patterns at once.
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/status.h"

namespace weir {

struct FileRule;       // file_rule.h
class NumberingPlans;  // detectors/numbering_plans.h
class RuleExpression;  // file_rule.h

// Readable zero bytes that must lie behind every scanned text: Hyperscan 5.4.0 reads up to 2 bytes
// past the end on AVX-512-VBMI machines.
inline constexpr size_t kScanSlack = 64;

struct Pattern {
  std::string expression;  // PCRE syntax, the subset that Hyperscan takes; no UTF-8 mode
  uint32_t id = 0;
  bool caseless = false;
  bool dot_all = true;
  bool start_of_match =
      false;  // report where a match starts (leftmost); costs about half the speed
  bool allow_empty = false;
  bool single_match = false;  // report at most one match of this pattern in a scan
  uint64_t min_offset = 0;    // matches must end at or after it; 0: anywhere
};

// Called for each match: pattern id, start (0 without start_of_match), end. Returns false to stop.
// Borrows the callable that it is made from, which must outlive it: a parameter, not a variable.
class MatchCallback {
 public:
  template <std::predicate<uint32_t, size_t, size_t> Function>
  requires(!std::same_as<Function, MatchCallback>) MatchCallback(
      const Function& function)  // NOLINT(google-explicit-constructor): as a parameter
      : function_(&function),
        call_([](const void* borrowed, uint32_t id, size_t start, size_t end) {
          return static_cast<bool>((*static_cast<const Function*>(borrowed))(id, start, end));
        }) {}

  bool operator()(uint32_t id, size_t start, size_t end) const {
    return call_(function_, id, start, end);
  }

 private:
  const void* function_;
  bool (*call_)(const void*, uint32_t, size_t, size_t);
};

// Compiled patterns: immutable, shared by threads.
class PatternDatabase {
 public:
  virtual ~PatternDatabase() = default;

  // REQUIRES: kScanSlack readable bytes behind `text`. All matches, overlapping ones too, in no
  // order across patterns. Must not be called from inside a callback.
  [[nodiscard]] virtual Status scan(std::string_view text, const MatchCallback& on_match) const = 0;

  [[nodiscard]] virtual size_t size_bytes() const = 0;
};

// Safe for concurrent use.
class PatternMatcher {
 public:
  virtual ~PatternMatcher() = default;

  // Faults: kInvalidPolicy "pattern.refused" naming the pattern's id and the engine's reason.
  // May read and write the cache of compiled databases.
  [[nodiscard]] virtual Result<std::shared_ptr<const PatternDatabase>> compile(
      const std::vector<Pattern>& patterns) = 0;

  // What keep() was given under `key`, by this process or an earlier one, if it can be trusted; for
  // what is compiled without the engine. Best effort: nothing may be kept at all.
  [[nodiscard]] virtual std::optional<std::string> recall(const Digest& key) const = 0;
  virtual void keep(const Digest& key, std::string_view bytes) const = 0;
  // The rules of a file of gitleaks' kind. Faults: kInvalidPolicy "rule_file.unreadable",
  // "rule_file.invalid" (naming the file, the rule and the reason), "rule_file.unsupported" (a
  // build without them).
  [[nodiscard]] virtual Result<std::vector<std::shared_ptr<const FileRule>>> read_rules(
      const std::string& path) {
    static_cast<void>(path);
    return Status(Code::kInvalidPolicy, "rule_file.unsupported",
                  "this build of weir reads no rule files (WEIR_WITH_TOML)");
  }

  // An expression of the policy with its groups. Faults: kInvalidPolicy "pattern.unsupported" with
  // the reason (or: a build without them).
  [[nodiscard]] virtual Result<std::shared_ptr<const RuleExpression>> read_groups(
      const std::string& expression) {
    static_cast<void>(expression);
    return Status(Code::kInvalidPolicy, "pattern.unsupported",
                  "this build of weir tells no groups of expressions (WEIR_WITH_TOML)");
  }

  // The world's numbering plans for telephone numbers; null: a build without them.
  [[nodiscard]] virtual std::shared_ptr<const NumberingPlans> numbering_plans() const {
    return nullptr;
  }

  // Name and full version, for the hash of the detector set.
  [[nodiscard]] virtual std::string version() const = 0;
};

}  // namespace weir
