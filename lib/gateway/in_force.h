// A policy in force: the plain data, and what was compiled from it. Immutable, shared by the calls
// that began under it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/secret.h"
#include "base/status.h"
#include "guardrails/detector_set.h"
#include "guardrails/pattern_matcher.h"
#include "inference_log/prices.h"
#include "policy/policy.h"
#include "providers/openai/flavour.h"

namespace weir {

// The rules of one endpoint, each way. `output_log` treats what is only flagged as masked: flagged
// text is redacted in the log.
struct EndpointGuard {
  Ruleset input;
  Ruleset output;
  Ruleset output_log;
};

// How a provider differs from others of its format: by the format the policy says, then by the
// host.
[[nodiscard]] const openai::Flavour& flavour_of(const ProviderPolicy& provider);

struct InForce {
  Policy policy;
  PriceList prices;
  std::shared_ptr<const DetectorSet> detectors;
  std::vector<EndpointGuard> guards;  // one an endpoint
  Ruleset names;  // every rule, what it flags masked: for the names that go into a row
  std::vector<std::vector<std::string>> urls;  // one a target of each endpoint
  Secret digest_key;                           // of the keyed digest of the bytes sent

  // A name that came from outside (a model, an id, a reason), as a row or a header may hold it.
  [[nodiscard]] std::string as_name(const std::string& text) const;

  [[nodiscard]] size_t index_of(const EndpointPolicy& endpoint) const {
    return static_cast<size_t>(&endpoint - policy.endpoints.data());
  }
  [[nodiscard]] const EndpointGuard& guard_of(const EndpointPolicy& endpoint) const {
    return guards[index_of(endpoint)];
  }
  [[nodiscard]] const std::string& url_of(const EndpointPolicy& endpoint, size_t target) const {
    return urls[index_of(endpoint)][target];
  }
};

// Compiles the guardrails and checks what the file alone cannot tell: that detectors exist, that
// patterns can be bounded, that every model under a money quota has a price. kInvalidPolicy
// otherwise. May take seconds the first time a policy is seen; `matcher` caches.
[[nodiscard]] Result<std::shared_ptr<const InForce>> put_in_force(Policy policy,
                                                                  PatternMatcher& matcher,
                                                                  Secret digest_key);

}  // namespace weir
