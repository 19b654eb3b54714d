#include "policy/starter.h"

namespace weir {

std::string_view starter_policy() {
  return R"({
  // What the programs that load this file may ask of language models, and under which rules.
  // JSON with comments. Anything wrong in it refuses the whole file and says where.
  "weir": 1,

  // Where models are reached. "key" says where the key lies, never the key itself:
  // env:NAME, file:/path (readable by its owner alone), exec:/path argument (a program that prints it).
  "providers": {
    "openai": {"format": "openai", "base_url": "https://api.openai.com/v1", "key": "env:OPENAI_API_KEY"},
    // A local model; plain http is allowed to this machine and to private networks.
    // "ollama": {"format": "openai", "base_url": "http://127.0.0.1:11434/v1"},
  },

  // What applications call, by name.
  "endpoints": {
    "assistant": {
      "targets": [
        {"provider": "openai", "model": "gpt-4o-mini"},
        // {"provider": "ollama", "model": "gemma3", "weight": 0},  // weight 0: only as a fallback
      ],
      // "fallback": {"on": ["connect", "timeout", "429", "5xx"], "attempts": 2},
      "timeouts": {"first_token_ms": 30000, "total_ms": 120000},
      "max_output_tokens": 1024,  // a request that asks for more is clamped
      "guardrails": {"input": ["personal-data", "secrets"], "output": ["personal-data"]},
      // Images and files cannot be scanned and are refused here. To let them through:
      // "unscanned": "allow" inside "guardrails".
      // Without "allow" every caller may use the endpoint.
      // "allow": ["group:research", "user:matti"],
    },
  },

  // mask: a typed placeholder stands in its stead. block: the call is refused. flag: on record only.
  "guardrails": {
    "personal-data": {"rules": [{"detect": ["pii/fi", "pii/eu", "pii/payment", "pii/contact"], "action": "mask"}]},
    "secrets": {"rules": [{"detect": ["secret"], "action": "block"}]},
  },

  // A call must fit under every quota that matches it.
  "quotas": [
    {"name": "per-user-rpm", "per": ["user"], "limit": {"requests": 60}, "window": {"kind": "bucket", "length": "1m"}},
    {"name": "monthly-budget", "limit": {"usd": 50}, "window": {"kind": "calendar", "length": "month", "timezone": "UTC"}},
  ],

  // US dollars per million tokens. Check them against your provider's list: budgets count by these.
  // "cached_input" may be added; without it cached tokens cost as much as others.
  "prices": {
    "gpt-4o-mini": {"input": 0.15, "output": 0.60},
    // "gemma3": {"input": 0, "output": 0},
  },

  // A directory beside this file: quotas, log and their lock files.
  "store": "sqlite:weir-data",
  // full: a power failure loses nothing. "log": "normal" is faster, and may then lose the last rows.
  "synchronous": {"quotas": "full", "log": "full"},

  // Every call has a row. redacted: with its texts, as they stood after the guardrails.
  "log": {"payload": "redacted", "retain": "90d"},
}
)";
}

}  // namespace weir
