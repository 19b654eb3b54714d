// A policy in force with its stores: what every call of a process shares.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/mutex.h"
#include "base/secret.h"
#include "gateway/driver.h"
#include "gateway/in_force.h"
#include "gateway/quota_desk.h"
#include "gateway/quota_queue.h"
#include "gateway/transport.h"
#include "guardrails/pattern_matcher.h"
#include "identity/key_store.h"
#include "inference_log/log_writer.h"
#include "quotas/quota_store.h"

namespace weir {

// A number that all processes on a store see; raised when a policy has changed.
class Generation {
 public:
  virtual ~Generation() = default;
  [[nodiscard]] virtual uint64_t load() const = 0;
  virtual uint64_t raise() = 0;  // returns the new value
};

// What the wiring picked for a policy.
struct GateParts {
  std::unique_ptr<PatternMatcher> matcher;
  std::unique_ptr<QuotaStore> quotas;
  std::unique_ptr<LogStore> log;
  std::unique_ptr<KeyStore> keys;
  std::unique_ptr<HttpTransport> transport;  // null: the carry door alone
  std::unique_ptr<Generation> generation;
  Secret digest_key;
  int64_t max_payload_bytes = kDefaultMaxPayloadBytes;
};

enum class LogLevel : int32_t { kError = 1, kWarning = 2, kInfo = 3 };
using LogHook = std::function<void(LogLevel, const std::string& reason, const std::string& fields)>;

// Safe for concurrent use.
class Gate {
 public:
  using LoadPolicy = std::function<Result<std::shared_ptr<const Policy>>()>;

  // `load` reads the policy's text again. Compiles and checks `policy`; kInvalidPolicy otherwise.
  [[nodiscard]] static Result<std::shared_ptr<Gate>> open(
      GateParts parts, const std::shared_ptr<const Policy>& policy, LoadPolicy load);

  // The policy that a call beginning now is under. Where another process has changed it, it is read
  // again first; a bad one leaves the old one in force and is told to the hook.
  [[nodiscard]] std::shared_ptr<const InForce> in_force() WEIR_EXCLUDES(mutex_);

  // Reads the policy again and, if it is good, swaps it in here and tells the other processes.
  // kUnavailable "store.forked" in a forked child.
  [[nodiscard]] Status reload() WEIR_EXCLUDES(reload_mutex_, mutex_);
  // The same when the file may have changed; a policy with the same hash changes nothing.
  void reload_if_changed() WEIR_EXCLUDES(reload_mutex_, mutex_);

  // Deletes the rows that are older than the policy's "retain".
  void apply_retention();

  // An administrator's act on the quotas of the policy in force; the other processes learn of it.
  [[nodiscard]] Status administer(const QuotaRequest& request) WEIR_EXCLUDES(mutex_);
  [[nodiscard]] Result<std::vector<QuotaState>> quota_overview() WEIR_EXCLUDES(mutex_);

  [[nodiscard]] Edges& edges() { return edges_; }
  [[nodiscard]] HttpTransport* transport() { return parts_.transport.get(); }  // may be null
  [[nodiscard]] LogStore& log() { return *parts_.log; }
  [[nodiscard]] PatternMatcher& matcher() { return *parts_.matcher; }

  // Counts the calls under way. False: the gate is closed.
  [[nodiscard]] bool enter() WEIR_EXCLUDES(mutex_);
  void leave() WEIR_EXCLUDES(mutex_);
  // Lets no new call in and waits for those under way.
  [[nodiscard]] Status close(int64_t timeout_ms) WEIR_EXCLUDES(mutex_);

  void set_hook(LogHook hook) WEIR_EXCLUDES(hook_mutex_);
  void tell(LogLevel level, const std::string& reason, const std::string& fields)
      WEIR_EXCLUDES(hook_mutex_);

 private:
  Gate(GateParts parts, LoadPolicy load);
  [[nodiscard]] Result<std::shared_ptr<const InForce>> compile(
      const std::shared_ptr<const Policy>& policy);
  [[nodiscard]] Status swap_in(bool only_if_changed) WEIR_REQUIRES(reload_mutex_);
  void tell_fault(LogLevel level, const Status& status);

  GateParts parts_;
  QuotaQueue queue_;
  LoadPolicy load_;
  LogWriter writer_;
  Edges edges_;
  std::atomic<uint64_t> seen_generation_{0};

  Mutex reload_mutex_;  // one reload at a time; taken before mutex_
  Mutex mutex_;
  std::shared_ptr<const InForce> in_force_ WEIR_GUARDED_BY(mutex_);
  int64_t under_way_ WEIR_GUARDED_BY(mutex_) = 0;
  bool is_closed_ WEIR_GUARDED_BY(mutex_) = false;
  ConditionVariable left_;

  Mutex hook_mutex_;
  LogHook hook_ WEIR_GUARDED_BY(hook_mutex_);
};

}  // namespace weir
