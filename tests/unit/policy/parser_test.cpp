#include "policy/parser.h"

#include <string>

#include "support/catch.h"

using weir::Code;
using weir::parse_policy;

namespace {

// The policy that design and documentation show.
constexpr const char* kWhole = R"({
  "weir": 1,
  "providers": {
    "openai": {"format": "openai", "base_url": "https://api.openai.com/v1", "key": "env:OPENAI_API_KEY"},
    "local":  {"format": "openai", "base_url": "http://127.0.0.1:11434/v1"}
  },
  "endpoints": {
    "assistant": {
      "targets": [{"provider": "openai", "model": "gpt-4o-mini", "weight": 90},
                  {"provider": "local", "model": "gemma3", "weight": 10}],
      "fallback": {"on": ["connect", "timeout", "429", "5xx"], "attempts": 2},
      "timeouts": {"first_token_ms": 20000, "total_ms": 120000},
      "max_output_tokens": 1024,             // more in a request is clamped
      "guardrails": {"input": ["personal-data", "secrets"], "output": ["personal-data"], "unscanned": "block"},
      "allow": ["group:research", "user:matti"]
    }
  },
  "guardrails": {
    "personal-data": {"rules": [{"detect": ["pii/fi", "pii/eu", "pii/payment"], "action": "mask"}, {"detect": ["pii/contact"], "action": "flag"}]},
    "secrets":       {"rules": [{"detect": ["secret"], "action": "block"}]},
    "our-words":     {"rules": [{"keywords": ["Kalevala-7"], "action": "block"}, {"patterns": [{"name": "ticket", "regex": "TCK-[0-9]{6}"}], "action": "mask"}]}
  },
  "quotas": [
    {"name": "per-user-rpm", "per": ["user"], "limit": {"requests": 60}, "window": {"kind": "bucket", "length": "1m"}},
    {"name": "endpoint-tpm", "per": ["endpoint"], "limit": {"tokens": 200000}, "window": {"kind": "sliding", "length": "1m"}},
    {"name": "research-budget", "match": {"group": "research"}, "limit": {"usd": 50}, "window": {"kind": "calendar", "length": "month", "timezone": "Europe/Helsinki"}}
  ],
  "store": "sqlite:weir-data",               /* a directory */
  "log": {"payload": "redacted", "retain": "90d"},
})";

}  // namespace

TEST_CASE("the policy of the design loads", "[policy]") {
  const auto loaded = parse_policy(kWhole, "/etc/weir/policy.jsonc");
  if (!loaded.ok()) FAIL(std::string(loaded.status().message()));
  const weir::Policy& policy = **loaded;
  CHECK(policy.store.directory == "/etc/weir/weir-data");
  REQUIRE(policy.quotas.size() == 3);
  CHECK(policy.quotas[2].limits[0].amount == 50'000'000'000);
}
