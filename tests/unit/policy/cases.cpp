#include "cases.h"

#include <stdexcept>

namespace weir_test {
namespace {

constexpr std::string_view kWhole = R"({
  "$schema": "https://example.org/weir.json",
  "weir": 1,
  "providers": {
    "openai": {"format": "openai", "base_url": "https://api.openai.com/v1", "key": "env:OPENAI_API_KEY",
               "headers": {"OpenAI-Organization": "org-1"}},
    "local": {"format": "openai", "base_url": "http://127.0.0.1:11434/v1"},
    "azure": {"format": "azure", "base_url": "https://x.openai.azure.com", "api_version": "2024-10-21", "key": "file:/etc/weir/key"}
  },
  "endpoints": {
    "assistant": {
      "targets": [{"provider": "openai", "model": "gpt-4o-mini", "weight": 90},
                  {"provider": "local", "model": "gemma3", "weight": 10}],
      "fallback": {"on": ["connect", "timeout", "429", "5xx"], "attempts": 2},
      "timeouts": {"connect_ms": 5000, "first_token_ms": 20000, "total_ms": 120000},
      "max_output_tokens": 1024,
      "guardrails": {"input": ["personal-data", "secrets"], "output": ["personal-data"], "unscanned": "block"},
      "allow": ["group:research", "user:matti"]
    }
  },
  "guardrails": {
    "personal-data": {"rules": [{"detect": ["pii/fi", "pii/eu"], "action": "mask", "threshold": 0.25}]},
    "secrets": {"rules": [{"detect": ["secret"], "action": "block"}]},
    "our-words": {"rules": [{"keywords": ["Kalevala-7"], "action": "block"},
                            {"patterns": [{"name": "ticket", "regex": "TCK-[0-9]{6}"}], "action": "flag"}]}
  },
  "quotas": [
    {"name": "per-user-rpm", "per": ["user"], "limit": {"requests": 60}, "window": {"kind": "bucket", "length": "1m"}},
    {"name": "endpoint-tpm", "per": ["endpoint", "app"], "limit": {"tokens": 200000, "input_tokens": 150000}, "window": {"kind": "sliding", "length": "1h"}},
    {"name": "research-budget", "match": {"group": "research", "endpoint": "assistant"}, "limit": {"usd": 50.25}, "window": {"kind": "calendar", "length": "month", "timezone": "Europe/Helsinki"}}
  ],
  "prices": {"gpt-4o-mini": {"input": 0.15, "cached_input": 0.075, "output": 0.6}, "org/gemma3": {"input": 0, "output": 0}},
  "store": "sqlite:/var/lib/weir",
  "synchronous": {"quotas": "full", "log": "normal"},
  "log": {"payload": "redacted", "retain": "90d", "max_payload_bytes": 65536},
  "limits": {"max_body_bytes": 1048576}
})";

// clang-format off
constexpr PolicyCase kCases[] = {
  {"as it stands", "\"weir\": 1", "\"weir\": 1", "", ""},
  {"the least that loads", "", R"({"weir":1,"store":"memory:","providers":{"p":{"format":"openai","base_url":"https://h"}},"endpoints":{"e":{"targets":[{"provider":"p","model":"m"}]}}})", "", ""},
  {"an array", "", "[]", "policy.type", ""},
  {"an empty object", "", "{}", "policy.required", ""},
  {"version 2", "\"weir\": 1", "\"weir\": 2", "policy.version", "/weir"},
  {"version as text", "\"weir\": 1", "\"weir\": \"1\"", "policy.type", "/weir"},
  {"version 1.0 is 1", "\"weir\": 1", "\"weir\": 1.0", "", ""},
  {"no version", "\"weir\": 1,", "", "policy.required", ""},
  {"extends", "\"weir\": 1", "\"weir\": 1, \"extends\": \"base.jsonc\"", "policy.unsupported", "/extends"},
  {"unknown key at the root", "\"weir\": 1", "\"weir\": 1, \"quota\": []", "policy.unknown_key", "/quota"},
  {"unknown key deep down", "\"connect_ms\"", "\"conect_ms\"", "policy.unknown_key", "/endpoints/assistant/timeouts/conect_ms"},
  {"null for an object", "{\"max_body_bytes\": 1048576}", "null", "policy.type", "/limits"},
  {"no providers", "\"local\": {", "\"local \": {", "policy.value", "/providers/local "},

  {"unknown format", "\"format\": \"azure\"", "\"format\": \"bedrock\"", "policy.value", "/providers/azure/format"},
  {"azure without its version", "\"api_version\": \"2024-10-21\", ", "", "policy.required", "/providers/azure", false},
  {"azure's v1 API needs no version", "\"https://x.openai.azure.com\", \"api_version\": \"2024-10-21\"", "\"https://x.openai.azure.com/openai/v1/\"", "", ""},
  {"azure's v1 API with a version", "x.openai.azure.com", "x.openai.azure.com/openai/v1", "", ""},
  {"a version without azure", "\"base_url\": \"http://127.0.0.1:11434/v1\"", "\"base_url\": \"http://127.0.0.1:11434/v1\", \"api_version\": \"1\"", "policy.value", "/providers/local/api_version"},
  {"http to a public host", "http://127.0.0.1:11434/v1", "http://api.example.org/v1", "policy.value", "/providers/local/base_url", false},
  {"http to a public host, said so", "\"base_url\": \"http://127.0.0.1:11434/v1\"", "\"base_url\": \"http://h.example/v1\", \"allow_insecure\": true", "", ""},
  {"http to a private address", "http://127.0.0.1:11434/v1", "http://192.168.7.1:8080", "", ""},
  {"another scheme", "https://api.openai.com/v1", "ftp://api.openai.com/v1", "policy.value", "/providers/openai/base_url"},
  {"no scheme", "https://api.openai.com/v1", "api.openai.com/v1", "policy.value", "/providers/openai/base_url"},
  {"user information", "https://api.openai.com/v1", "https://user:pass@api.openai.com/v1", "policy.value", "/providers/openai/base_url"},
  {"a query", "https://api.openai.com/v1", "https://api.openai.com/v1?a=b", "policy.value", "/providers/openai/base_url"},
  {"a fragment", "https://api.openai.com/v1", "https://api.openai.com/v1#a", "policy.value", "/providers/openai/base_url"},
  {"a key in the place of a reference", "env:OPENAI_API_KEY", "sk-proj-0123456789", "policy.value", "/providers/openai/key"},
  {"a variable with a dash", "env:OPENAI_API_KEY", "env:OPENAI-KEY", "policy.value", "/providers/openai/key"},
  {"a program", "env:OPENAI_API_KEY", "exec:/usr/bin/key openai", "", ""},
  {"a program as a list", "env:OPENAI_API_KEY", R"(exec:[\"/usr/bin/key\",\"a b\"])", "", ""},
  {"a relative file in an inline policy", "file:/etc/weir/key", "file:key", "policy.value", "/providers/azure/key", false},
  {"a header that carries the key", "OpenAI-Organization", "aUTHorization", "policy.value", "/providers/openai/headers/aUTHorization", false},
  {"a header with a line break", "org-1", "org\\r\\nX-Evil: 1", "policy.value", "/providers/openai/headers/OpenAI-Organization"},
  {"a header name with a space", "OpenAI-Organization", "Open AI", "policy.value", "/providers/openai/headers/Open AI"},

  {"no target", R"({"provider": "openai", "model": "gpt-4o-mini", "weight": 90},
                  {"provider": "local", "model": "gemma3", "weight": 10})", "", "policy.range", "/endpoints/assistant/targets"},
  {"unknown provider", "\"provider\": \"local\"", "\"provider\": \"locol\"", "policy.reference", "/endpoints/assistant/targets/1/provider", false},
  {"a target without a model", ", \"model\": \"gemma3\"", "", "policy.required", "/endpoints/assistant/targets/1"},
  {"a model with an escape of C1", "gpt-4o-mini", "gpt\\u009b31m", "policy.value", "/endpoints/assistant/targets/0/model"},
  {"a model with a letter beyond C1", "gpt-4o-mini", "gpt\\u00a9", "", ""},
  {"a model with an escape of C0", "gpt-4o-mini", "gpt\\u001b[31m", "policy.value", "/endpoints/assistant/targets/0/model"},
  {"a user with a control character", "user:matti", "user:ma\\u0085tti", "policy.value", "/endpoints/assistant/allow/1"},
  {"a key file with a control character", "file:/etc/weir/key", "file:/etc/\\u0090key", "policy.value", "/providers/azure/key"},
  {"a price's name with a control character", "org/gemma3", "org/\\u009bgemma3", "policy.value", "/prices/org~1?gemma3"},
  {"a store with a control character", "sqlite:/var/lib/weir", "sqlite:/var/lib/\\u0080weir", "policy.value", "/store"},
  {"a negative weight", "\"weight\": 90", "\"weight\": -1", "policy.range", "/endpoints/assistant/targets/0/weight"},
  {"a weight with a fraction", "\"weight\": 90", "\"weight\": 0.5", "policy.range", "/endpoints/assistant/targets/0/weight"},
  {"an unknown cause of fallback", "\"5xx\"", "\"500\"", "policy.value", "/endpoints/assistant/fallback/on/3"},
  {"a cause twice", "\"5xx\"", "\"429\"", "policy.value", "/endpoints/assistant/fallback/on/3"},
  {"no attempt", "\"attempts\": 2", "\"attempts\": 0", "policy.range", "/endpoints/assistant/fallback/attempts"},
  {"no time", "\"first_token_ms\": 20000", "\"first_token_ms\": 0", "policy.range", "/endpoints/assistant/timeouts/first_token_ms"},
  {"too much time", "\"total_ms\": 120000", "\"total_ms\": 1e30", "policy.range", "/endpoints/assistant/timeouts/total_ms"},
  {"unknown guardrail", "[\"personal-data\", \"secrets\"]", "[\"personal-data\", \"secret\"]", "policy.reference", "/endpoints/assistant/guardrails/input/1", false},
  {"unknown word for unscanned", "\"unscanned\": \"block\"", "\"unscanned\": \"mask\"", "policy.value", "/endpoints/assistant/guardrails/unscanned"},
  {"everyone", "[\"group:research\", \"user:matti\"]", "[\"*\"]", "", ""},
  {"nobody", "[\"group:research\", \"user:matti\"]", "[]", "", ""},
  {"a name without its kind", "\"user:matti\"", "\"matti\"", "policy.value", "/endpoints/assistant/allow/1"},
  {"an empty user", "\"user:matti\"", "\"user:\"", "policy.value", "/endpoints/assistant/allow/1"},

  {"a guardrail without rules", R"({"rules": [{"detect": ["secret"], "action": "block"}]})", R"({"rules": []})", "policy.range", "/guardrails/secrets/rules"},
  {"a rule that looks for nothing", R"("detect": ["secret"], )", "", "policy.required", "/guardrails/secrets/rules/0"},
  {"a rule without an action", R"(["secret"], "action": "block")", R"(["secret"])", "policy.required", "/guardrails/secrets/rules/0"},
  {"replace is for later", "\"action\": \"mask\"", "\"action\": \"replace\"", "policy.unsupported", "/guardrails/personal-data/rules/0/action"},
  {"hash is for later", "\"action\": \"mask\"", "\"action\": \"hash\"", "policy.unsupported", "/guardrails/personal-data/rules/0/action"},
  {"pseudonymise is for later", "\"action\": \"mask\"", "\"action\": \"pseudonymise\"", "policy.unsupported", "/guardrails/personal-data/rules/0/action"},
  {"an unknown action", "\"action\": \"mask\"", "\"action\": \"redact\"", "policy.value", "/guardrails/personal-data/rules/0/action"},
  {"a threshold of 1", "\"threshold\": 0.25", "\"threshold\": 1", "", ""},
  {"a threshold above 1", "\"threshold\": 0.25", "\"threshold\": 1.01", "policy.range", "/guardrails/personal-data/rules/0/threshold"},
  {"an empty keyword", "Kalevala-7", "", "policy.range", "/guardrails/our-words/rules/0/keywords/0"},
  {"a pattern without a name", "\"name\": \"ticket\", ", "", "policy.required", "/guardrails/our-words/rules/1/patterns/0"},
  {"a pattern with a group", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "capture": 1)", "", ""},
  {"the group 0", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "capture": 0)", "policy.range", "/guardrails/our-words/rules/1/patterns/0/capture"},
  {"a validator", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "validator": "luhn")", "", ""},
  {"an unknown validator", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "validator": "lun")", "policy.value", "/guardrails/our-words/rules/1/patterns/0/validator"},
  {"mod11 with weights", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "validator": "mod11", "weights": [3, 2, 1])", "", ""},
  {"mod11 without weights", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "validator": "mod11")", "policy.required", "/guardrails/our-words/rules/1/patterns/0", false},
  {"weights without mod11", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "validator": "luhn", "weights": [3, 2])", "policy.value", "/guardrails/our-words/rules/1/patterns/0/weights"},
  {"weights without a validator", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "weights": [3, 2])", "policy.required", "/guardrails/our-words/rules/1/patterns/0"},
  {"a weight with a fraction", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "validator": "mod11", "weights": [3, 2.5])", "policy.range", "/guardrails/our-words/rules/1/patterns/0/weights/1"},
  {"entropy with its least", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "validator": "entropy", "entropy": 3.5)", "", ""},
  {"entropy without its least", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "validator": "entropy")", "policy.required", "/guardrails/our-words/rules/1/patterns/0", false},
  {"entropy without a validator", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "entropy": 3.5)", "policy.required", "/guardrails/our-words/rules/1/patterns/0"},
  {"entropy above 8", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "validator": "entropy", "entropy": 8.1)", "policy.range", "/guardrails/our-words/rules/1/patterns/0/entropy"},
  {"a score and context", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "score": 0.3, "context": ["tiketti", "ticket*"])", "", ""},
  {"context at the score 1", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "context": ["tiketti"])", "policy.value", "/guardrails/our-words/rules/1/patterns/0/context", false},
  {"a score below the threshold", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "score": 0.3)", "policy.value", "/guardrails/our-words/rules/1/patterns/0/score", false},
  {"two words of context in one", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "score": 0.3, "context": ["a b"])", "policy.value", "/guardrails/our-words/rules/1/patterns/0/context/0"},
  {"a star before a word of context", "\"regex\": \"TCK-[0-9]{6}\"", R"("regex": "TCK-[0-9]{6}", "score": 0.3, "context": ["*ticket"])", "policy.value", "/guardrails/our-words/rules/1/patterns/0/context/0"},
  {"a name of keywords", "\"keywords\": [\"Kalevala-7\"]", R"("keywords": ["Kalevala-7"], "keyword_name": "PROJECT")", "", ""},
  {"a name of no keywords", "\"keywords\": [\"Kalevala-7\"]", R"("detect": ["secret"], "keyword_name": "PROJECT")", "policy.value", "/guardrails/our-words/rules/0/keyword_name", false},
  {"an allowlist", "\"keywords\": [\"Kalevala-7\"]", R"("detect": ["pii"], "allowlist": {"values": ["info@example.org"], "regexes": ["[a-z]+@example[.]org"]})", "", ""},
  {"an empty allowlist", "\"keywords\": [\"Kalevala-7\"]", R"("detect": ["pii"], "allowlist": {})", "policy.required", "/guardrails/our-words/rules/0/allowlist"},
  {"an allowlist that is a list", "\"keywords\": [\"Kalevala-7\"]", R"("detect": ["pii"], "allowlist": ["a"])", "policy.type", "/guardrails/our-words/rules/0/allowlist"},
  {"an empty value on an allowlist", "\"keywords\": [\"Kalevala-7\"]", R"("detect": ["pii"], "allowlist": {"values": [""]})", "policy.range", "/guardrails/our-words/rules/0/allowlist/values/0"},
  {"an allowlist is no rule", "\"keywords\": [\"Kalevala-7\"]", R"("allowlist": {"values": ["a"]})", "policy.required", "/guardrails/our-words/rules/0"},
  {"a rule file", "\"keywords\": [\"Kalevala-7\"]", "\"rule_files\": [\"/etc/weir/gitleaks.toml\"]", "", ""},
  {"a rule file twice", "\"keywords\": [\"Kalevala-7\"]", "\"rule_files\": [\"/a.toml\", \"/a.toml\"]", "policy.value", "/guardrails/our-words/rules/0/rule_files/1"},
  {"no rule file", "\"keywords\": [\"Kalevala-7\"]", "\"rule_files\": []", "policy.range", "/guardrails/our-words/rules/0/rule_files"},
  {"a relative rule file in an inline policy", "\"keywords\": [\"Kalevala-7\"]", "\"rule_files\": [\"gitleaks.toml\"]", "policy.value", "/guardrails/our-words/rules/0/rule_files/0", false},

  {"a limit of nothing", "{\"requests\": 60}", "{}", "policy.required", "/quotas/0/limit"},
  {"a limit of 0", "{\"requests\": 60}", "{\"requests\": 0}", "policy.range", "/quotas/0/limit/requests"},
  {"no money", "50.25", "0", "policy.range", "/quotas/2/limit/usd", false},
  {"a limit beyond every count", "{\"requests\": 60}", "{\"requests\": 9223372036854775808}", "policy.range", "/quotas/0/limit/requests"},
  {"money beyond every budget", "50.25", "1e30", "policy.range", "/quotas/2/limit/usd"},
  {"calls at once", "{\"requests\": 60}, \"window\": {\"kind\": \"bucket\", \"length\": \"1m\"}", "{\"concurrent_calls\": 4}", "", ""},
  {"calls at once beside others", "{\"requests\": 60}", "{\"requests\": 60, \"concurrent_calls\": 4}", "", ""},
  {"a window for calls at once", "{\"requests\": 60}", "{\"concurrent_calls\": 4}", "policy.value", "/quotas/0/window", false},
  {"no window", ", \"window\": {\"kind\": \"bucket\", \"length\": \"1m\"}", "", "policy.required", "/quotas/0", false},
  {"a window of 0", "\"length\": \"1m\"", "\"length\": \"0m\"", "policy.value", "/quotas/0/window/length"},
  {"a window without its length", ", \"length\": \"1m\"", "", "policy.required", "/quotas/0/window"},
  {"a lifetime", "{\"kind\": \"bucket\", \"length\": \"1m\"}", "{\"kind\": \"lifetime\"}", "", ""},
  {"a lifetime with a length", "{\"kind\": \"bucket\", ", "{\"kind\": \"lifetime\", ", "policy.value", "/quotas/0/window/length"},
  {"a week", "\"length\": \"month\"", "\"length\": \"week\"", "", ""},
  {"a burst", "{\"requests\": 60}", "{\"requests\": 60}, \"burst\": {\"requests\": 10}", "", ""},
  {"a burst of 0", "{\"requests\": 60}", "{\"requests\": 60}, \"burst\": {\"requests\": 0}", "policy.range", "/quotas/0/burst/requests"},
  {"a burst of what is not limited", "{\"requests\": 60}", "{\"requests\": 60}, \"burst\": {\"tokens\": 10}", "policy.value", "/quotas/0/burst/tokens", false},
  {"a burst without a bucket", "\"input_tokens\": 150000}", "\"input_tokens\": 150000}, \"burst\": {\"tokens\": 10}", "policy.value", "/quotas/1/burst", false},
  {"per tag", "\"per\": [\"user\"]", "\"per\": [\"user\", \"tag:team\", \"provider\"]", "", ""},
  {"a tag without a name", "\"per\": [\"user\"]", "\"per\": [\"tag:\"]", "policy.value", "/quotas/0/per/0"},
  {"tags and a provider to match", "\"group\": \"research\"", "\"provider\": \"openai\", \"tags\": {\"team\": \"one\"}", "", ""},
  {"a provider that is not there", "\"group\": \"research\"", "\"provider\": \"opnai\"", "policy.reference", "/quotas/2/match/provider", false},
  {"a model that nobody serves", "\"group\": \"research\"", "\"model\": \"gpt-4o-mino\"", "policy.reference", "/quotas/2/match/model", false},
  {"a queue", "{\"requests\": 60}", "{\"requests\": 60}, \"on_exceed\": \"wait\", \"max_wait_ms\": 500, \"max_waiting\": 3", "", ""},
  {"a warning", "{\"requests\": 60}", "{\"requests\": 60}, \"on_exceed\": \"warn\", \"thresholds\": [90]", "", ""},
  {"a cheaper model", "{\"requests\": 60}", "{\"requests\": 60}, \"on_exceed\": \"downgrade\", \"downgrade_to\": \"gemma3\"", "", ""},
  {"a cheaper model that nobody serves", "{\"requests\": 60}", "{\"requests\": 60}, \"on_exceed\": \"downgrade\", \"downgrade_to\": \"gema3\"", "policy.reference", "/quotas/0/downgrade_to", false},
  {"a downgrade to nothing", "{\"requests\": 60}", "{\"requests\": 60}, \"on_exceed\": \"downgrade\"", "policy.required", "/quotas/0", false},
  {"a cheaper model without a downgrade", "{\"requests\": 60}", "{\"requests\": 60}, \"downgrade_to\": \"gemma3\"", "policy.value", "/quotas/0/downgrade_to", false},
  {"a wait without a queue", "{\"requests\": 60}", "{\"requests\": 60}, \"max_wait_ms\": 500", "policy.value", "/quotas/0/max_wait_ms", false},
  {"a wait for nothing", "{\"requests\": 60}", "{\"requests\": 60}, \"on_exceed\": \"wait\", \"max_wait_ms\": 0", "policy.range", "/quotas/0/max_wait_ms"},
  {"an unknown exceed", "{\"requests\": 60}", "{\"requests\": 60}, \"on_exceed\": \"queue\"", "policy.value", "/quotas/0/on_exceed"},
  {"a threshold of 0", "{\"requests\": 60}", "{\"requests\": 60}, \"thresholds\": [0]", "policy.range", "/quotas/0/thresholds/0"},
  {"a threshold beyond the limit", "{\"requests\": 60}", "{\"requests\": 60}, \"thresholds\": [120]", "policy.range", "/quotas/0/thresholds/0"},
  {"an override", "{\"requests\": 60}", "{\"requests\": 60}, \"overrides\": [{\"match\": {\"user\": \"matti\"}, \"limit\": {\"requests\": 600}}]", "", ""},
  {"an override of what is not counted", "{\"requests\": 60}", "{\"requests\": 60}, \"overrides\": [{\"match\": {\"app\": \"one\"}, \"limit\": {\"requests\": 600}}]", "policy.value", "/quotas/0/overrides/0/match/app", false},
  {"an override of another limit", "{\"requests\": 60}", "{\"requests\": 60}, \"overrides\": [{\"match\": {\"user\": \"matti\"}, \"limit\": {\"tokens\": 600}}]", "policy.value", "/quotas/0/overrides/0/limit/tokens", false},
  {"an override for nobody", "{\"requests\": 60}", "{\"requests\": 60}, \"overrides\": [{\"match\": {}, \"limit\": {\"requests\": 600}}]", "policy.required", "/quotas/0/overrides/0/match"},
  {"a negative limit", "{\"requests\": 60}", "{\"requests\": -60}", "policy.range", "/quotas/0/limit/requests"},
  {"a limit of calls", "{\"requests\": 60}", "{\"calls\": 60}", "policy.unknown_key", "/quotas/0/limit/calls"},
  {"an unknown subject", "\"per\": [\"user\"]", "\"per\": [\"users\"]", "policy.value", "/quotas/0/per/0"},
  {"a subject twice", "[\"endpoint\", \"app\"]", "[\"app\", \"app\"]", "policy.value", "/quotas/1/per/1"},
  {"an endpoint that is not there", "\"endpoint\": \"assistant\"", "\"endpoint\": \"asistant\"", "policy.reference", "/quotas/2/match/endpoint", false},
  {"a name twice", "endpoint-tpm", "per-user-rpm", "policy.value", "/quotas/1/name", false},
  {"a calendar length for a bucket", "\"length\": \"1m\"", "\"length\": \"month\"", "policy.value", "/quotas/0/window/length"},
  {"a length for a calendar", "\"length\": \"month\"", "\"length\": \"30d\"", "policy.value", "/quotas/2/window/length"},
  {"a length without a unit", "\"length\": \"1m\"", "\"length\": \"60\"", "policy.value", "/quotas/0/window/length"},
  {"a time zone for a bucket", "\"length\": \"1m\"", "\"length\": \"1m\", \"timezone\": \"UTC\"", "policy.value", "/quotas/0/window/timezone"},
  {"an unknown time zone", "Europe/Helsinki", "Europe/Helsinky", "policy.value", "/quotas/2/window/timezone", false},
  {"a path for a time zone", "Europe/Helsinki", "../../etc/passwd", "policy.value", "/quotas/2/window/timezone"},
  {"an unknown window", "\"kind\": \"sliding\"", "\"kind\": \"rolling\"", "policy.value", "/quotas/1/window/kind"},
  {"the smallest amount", "50.25", "0.000000001", "", ""},
  {"finer than the smallest", "50.25", "0.0000000001", "policy.range", "/quotas/2/limit/usd", false},
  {"money as text", "50.25", "\"50.25\"", "policy.type", "/quotas/2/limit/usd"},
  {"a price without its output", ", \"output\": 0.6", "", "policy.required", "/prices/gpt-4o-mini"},
  {"a negative price", "\"input\": 0.15", "\"input\": -0.15", "policy.range", "/prices/gpt-4o-mini/input"},

  {"PostgreSQL", "sqlite:/var/lib/weir", "postgresql://db/weir", "policy.unsupported", "/store"},
  {"quotas in PostgreSQL", "\"store\"", "\"quota_store\": {\"address\": \"postgresql://weir@db1,db2:5433/weir?connect_timeout=3\", \"password\": \"env:PGPW\", \"connections\": 8}, \"store\"", "", ""},
  {"quotas on a socket", "\"store\"", "\"quota_store\": {\"address\": \"postgres:///weir?host=/run/postgresql\"}, \"store\"", "", ""},
  {"a lifetime in PostgreSQL", "\"quotas\": [", "\"quota_store\": {\"address\": \"postgresql://db/weir\"}, \"quotas\": [{\"name\": \"life\", \"limit\": {\"requests\": 1}, \"window\": {\"kind\": \"lifetime\"}}, ", "", ""},
  {"a warning in PostgreSQL", "\"quotas\": [", "\"quota_store\": {\"address\": \"postgresql://db/weir\"}, \"quotas\": [{\"name\": \"soft\", \"limit\": {\"requests\": 1}, \"window\": {\"kind\": \"lifetime\"}, \"on_exceed\": \"warn\"}, ", "policy.unsupported", "/quotas/0/on_exceed", false},
  {"quotas nowhere", "\"store\"", "\"quota_store\": {}, \"store\"", "policy.required", "/quota_store"},
  {"quotas in MySQL", "\"store\"", "\"quota_store\": {\"address\": \"mysql://db/weir\"}, \"store\"", "policy.value", "/quota_store/address"},
  {"a password in the address", "\"store\"", "\"quota_store\": {\"address\": \"postgresql://weir:swordfish@db/weir\"}, \"store\"", "policy.value", "/quota_store/address"},
  {"a password among the keywords", "\"store\"", "\"quota_store\": {\"address\": \"postgresql://db/weir?sslmode=require&password=swordfish\"}, \"store\"", "policy.value", "/quota_store/address"},
  {"a password behind escapes", "\"store\"", "\"quota_store\": {\"address\": \"postgresql://db/weir?p%61ssword=swordfish\"}, \"store\"", "policy.value", "/quota_store/address", false},
  {"a password itself", "\"store\"", "\"quota_store\": {\"address\": \"postgresql://db/weir\", \"password\": \"swordfish\"}, \"store\"", "policy.value", "/quota_store/password"},
  {"no connections", "\"store\"", "\"quota_store\": {\"address\": \"postgresql://db/weir\", \"connections\": 0}, \"store\"", "policy.range", "/quota_store/connections"},
  {"memory", "sqlite:/var/lib/weir", "memory:", "", ""},
  {"no directory", "sqlite:/var/lib/weir", "sqlite:", "policy.value", "/store"},
  {"a relative directory in an inline policy", "sqlite:/var/lib/weir", "sqlite:weir", "policy.value", "/store", false},
  {"synchronous off", "\"log\": \"normal\"", "\"log\": \"off\"", "policy.value", "/synchronous/log"},
  {"an unknown payload", "\"payload\": \"redacted\"", "\"payload\": \"masked\"", "policy.value", "/log/payload"},
  {"retained for ever", "\"90d\"", "\"0d\"", "policy.value", "/log/retain"},
  {"a body of nothing", "1048576", "0", "policy.range", "/limits/max_body_bytes"},
};
// clang-format on

}  // namespace

std::string whole_policy() {
  return std::string(kWhole);
}

std::span<const PolicyCase> policy_cases() {
  return kCases;
}

std::string text_of(const PolicyCase& policy_case) {
  if (policy_case.find.empty()) return std::string(policy_case.replace);
  std::string text(kWhole);
  const size_t at = text.find(policy_case.find);
  if (at == std::string::npos) throw std::logic_error(std::string(policy_case.name));
  return text.replace(at, policy_case.find.size(), policy_case.replace);
}

}  // namespace weir_test
