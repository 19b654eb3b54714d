// A provider, a policy and a store for the tests of whole calls.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>
#include <weir/weir.hpp>

#include "cases/governed_call.h"
#include "cases/scratch_store.h"
#include "support/provider/loopback_provider.h"

namespace weir::testing {

inline constexpr const char* kKeyCanary = "sk-proj-canaryKeyCanaryKeyCanaryKey0123456789";
inline constexpr const char* kPromptCanary = "kanariapromptti";
inline constexpr const char* kIdentifierCanary = "131052-308T";
inline constexpr const char* kEmailCanary = "kanaria.lintu@example.com";

struct PolicyPlan {
  std::string base_url = {};
  std::string store = "memory:";
  int64_t connect_ms = 2000;
  int64_t first_token_ms = 5000;
  int64_t total_ms = 30'000;
  int64_t max_body_bytes = 32 << 20;
  std::string payload = "redacted";
  std::string allow = {};  // JSON array; empty: everyone
  int64_t requests = 1'000'000;
  bool has_guardrails = true;
};

[[nodiscard]] std::string policy_text(const PolicyPlan& plan);

// A provider on a port of its own; `behaviour` of case text ("[answer]…") or the imitation.
class World {
 public:
  World();                                         // imitates OpenAI
  explicit World(const std::string& answer_case);  // every request gets this answer

  [[nodiscard]] LoopbackProvider& provider() { return *provider_; }
  [[nodiscard]] std::string base_url() const { return provider_->base_url(); }
  [[nodiscard]] ScratchStore& store() { return store_; }
  [[nodiscard]] PolicyPlan plan();  // on a SQLite store
  [[nodiscard]] PolicyPlan memory_plan();
  // Writes the policy beside the store; returns its path.
  std::string write_policy(const PolicyPlan& plan);

 private:
  std::unique_ptr<LoopbackProvider> provider_;
  ScratchStore store_;
};

[[nodiscard]] gate opened(const PolicyPlan& plan);

[[nodiscard]] std::string chat(const std::string& text, bool stream = false);

// The value of a member of the only row, or of the row with that request_id; "" for null.
[[nodiscard]] std::string column(gate& from, const std::string& request_id, const char* name);
[[nodiscard]] int64_t row_count(gate& from);
[[nodiscard]] int64_t rows_with(gate& from, const char* column, const std::string& value);
// Of every key of every quota.
[[nodiscard]] int64_t sum_of(gate& from, const char* member, const char* metric = nullptr);

}  // namespace weir::testing
