#include "policy/key_table.h"

#include <algorithm>
#include <array>

namespace weir {
namespace {

using T = KeyType;
using F = TextFormat;

constexpr int64_t kMinuteMs = 60'000;
constexpr int64_t kDayMs = 86'400'000;
constexpr int64_t kGibibyte = 1LL << 30;
constexpr int64_t kMaxCount = 1'000'000'000'000'000;  // exact in every JSON tool (below 2^53)
constexpr int64_t kMaxUsd = 1'000'000'000;

// clang-format off
constexpr KeyRow kTable[] = {
  {.path = "", .type = T::kObject, .description = "What the programs that load this file may ask of language models, and under which rules."},
  {.path = "/$schema", .type = T::kString, .high = 2048,
   .description = "Where an editor finds the JSON Schema. Not read by weir."},
  {.path = "/weir", .type = T::kInteger, .required = true, .low = 1, .high = 1,
   .description = "The version of this format. Always 1."},
  {.path = "/extends", .type = T::kString, .high = 4096,
   .description = "Reserved: a base policy that this one may only tighten.",
   .unsupported = "a policy that builds on another is reserved for a later version; write one whole policy"},

  {.path = "/providers", .type = T::kMap, .required = true, .low = 1, .high = 256, .format = F::kName,
   .description = "Where models are reached: a base URL, a wire format and a reference to a key, by a name of your choice."},
  {.path = "/providers/*", .type = T::kObject, .description = "One provider."},
  {.path = "/providers/*/format", .type = T::kWord, .required = true, .words = "openai|azure",
   .description = "The wire format. openai: chat completions, as OpenAI and the many servers that are compatible speak them. azure: the same at Azure, whose key goes in the header api-key: under its deployment URLs, or under its v1 API where base_url ends in /openai/v1. (There the format openai works as well, and sends key or token as Bearer.)"},
  {.path = "/providers/*/base_url", .type = T::kString, .required = true, .low = 1, .high = 2048, .format = F::kBaseUrl,
   .description = "The URL that the paths of the API are put behind. https; http only for this machine and private networks. No user information, query or fragment."},
  {.path = "/providers/*/key", .type = T::kString, .low = 5, .high = 4096, .format = F::kKeyReference,
   .description = "Where the key lies; never the key itself. env:NAME an environment variable; file:/path a file that only its owner may read; exec:/path argument, or exec:[\"/path\",\"argument\"], a program that prints it. Without it the provider takes no key."},
  {.path = "/providers/*/allow_insecure", .type = T::kBoolean, .default_json = "false",
   .description = "Allows plain http to a public host. The key and the prompts can then be read on the way."},
  {.path = "/providers/*/api_version", .type = T::kString, .low = 1, .high = 64, .format = F::kApiVersion,
   .description = "The api-version of Azure. Needed for the format azure unless base_url ends in /openai/v1, refused for other formats."},
  {.path = "/providers/*/headers", .type = T::kMap, .high = 32, .format = F::kHeaderName,
   .description = "Further HTTP headers, sent as they stand. The headers that carry the key or frame the message are refused."},
  {.path = "/providers/*/headers/*", .type = T::kString, .high = 4096, .format = F::kHeaderValue,
   .description = "The value of the header."},

  {.path = "/endpoints", .type = T::kMap, .required = true, .low = 1, .high = 1024, .format = F::kName,
   .description = "What applications call, by name."},
  {.path = "/endpoints/*", .type = T::kObject, .description = "One endpoint."},
  {.path = "/endpoints/*/targets", .type = T::kArray, .required = true, .low = 1, .high = 32,
   .description = "The models that serve the endpoint."},
  {.path = "/endpoints/*/targets/*", .type = T::kObject, .description = "One target."},
  {.path = "/endpoints/*/targets/*/provider", .type = T::kString, .required = true, .low = 1, .high = 64, .format = F::kName, .references = "/providers",
   .description = "A name from providers."},
  {.path = "/endpoints/*/targets/*/model", .type = T::kString, .required = true, .low = 1, .high = 256,
   .description = "The model, as the provider names it (for Azure, the deployment)."},
  {.path = "/endpoints/*/targets/*/weight", .type = T::kInteger, .high = 1'000'000, .default_json = "1",
   .description = "The share of the traffic, relative to the other targets. 0: only as a fallback. One target at least must have more."},
  {.path = "/endpoints/*/fallback", .type = T::kObject,
   .description = "Tries another target when one fails before the first visible byte. Without it a call is tried once."},
  {.path = "/endpoints/*/fallback/on", .type = T::kArray, .low = 1, .high = 4, .default_json = R"(["connect","timeout","429","5xx"])", .unique = true,
   .description = "The failures that lead to another attempt."},
  {.path = "/endpoints/*/fallback/on/*", .type = T::kWord, .words = "connect|timeout|429|5xx",
   .description = "connect: no connection. timeout: connect_ms or first_token_ms ran out. 429: the provider is over its rate. 5xx: the provider failed."},
  {.path = "/endpoints/*/fallback/attempts", .type = T::kInteger, .low = 1, .high = 10, .default_json = "2",
   .description = "How often a call is tried in all, the first time counted."},
  {.path = "/endpoints/*/timeouts", .type = T::kObject, .default_json = "{}", .description = "How long a call may take."},
  {.path = "/endpoints/*/timeouts/connect_ms", .type = T::kInteger, .low = 1, .high = 10 * kMinuteMs, .unit = "milliseconds", .default_json = "10000",
   .description = "Until the connection stands, TLS included."},
  {.path = "/endpoints/*/timeouts/first_token_ms", .type = T::kInteger, .low = 1, .high = 60 * kMinuteMs, .unit = "milliseconds", .default_json = "60000",
   .description = "From the send to the first byte of the answer's body."},
  {.path = "/endpoints/*/timeouts/total_ms", .type = T::kInteger, .low = 1, .high = kDayMs, .unit = "milliseconds", .default_json = "600000",
   .description = "For the whole call, over all attempts."},
  {.path = "/endpoints/*/max_output_tokens", .type = T::kInteger, .low = 1, .high = 100'000'000, .unit = "tokens",
   .description = "The most that an answer may hold. A request that asks for more is clamped, and the answer says so. Needed by quotas on tokens or money where requests do not set it."},
  {.path = "/endpoints/*/guardrails", .type = T::kObject, .default_json = "{}", .description = "What is looked for, on the way out and on the way back."},
  {.path = "/endpoints/*/guardrails/input", .type = T::kArray, .high = 64, .default_json = "[]", .unique = true,
   .description = "Guardrails over the request, in order."},
  {.path = "/endpoints/*/guardrails/input/*", .type = T::kString, .low = 1, .high = 64, .format = F::kName, .references = "/guardrails",
   .description = "A name from guardrails."},
  {.path = "/endpoints/*/guardrails/output", .type = T::kArray, .high = 64, .default_json = "[]", .unique = true,
   .description = "Guardrails over the answer, in order."},
  {.path = "/endpoints/*/guardrails/output/*", .type = T::kString, .low = 1, .high = 64, .format = F::kName, .references = "/guardrails",
   .description = "A name from guardrails."},
  {.path = "/endpoints/*/guardrails/unscanned", .type = T::kWord, .words = "block|allow",
   .description = "What happens to parts that cannot be read: images, files, unknown encodings, and media that stand in a text as base64. Where this is silent: block in a direction that has a masking or blocking guardrail, allow in one that has none."},
  {.path = "/endpoints/*/allow", .type = T::kArray, .high = 10'000, .unique = true,
   .description = "Who may use the endpoint. Without this key everyone may; with an empty list nobody may."},
  {.path = "/endpoints/*/allow/*", .type = T::kString, .low = 1, .high = 262, .format = F::kAllowEntry,
   .description = "user:NAME, group:NAME, or * for everyone."},

  {.path = "/guardrails", .type = T::kMap, .high = 1024, .format = F::kName, .default_json = "{}", .description = "Named lists of rules."},
  {.path = "/guardrails/*", .type = T::kObject, .description = "One guardrail."},
  {.path = "/guardrails/*/rules", .type = T::kArray, .required = true, .low = 1, .high = 64, .description = "The rules. Where two find the same text, the more severe action holds."},
  {.path = "/guardrails/*/rules/*", .type = T::kObject, .description = "What to look for, and what to do."},
  {.path = "/guardrails/*/rules/*/detect", .type = T::kArray, .low = 1, .high = 256, .unique = true, .description = "Built-in detectors."},
  {.path = "/guardrails/*/rules/*/detect/*", .type = T::kString, .low = 1, .high = 64, .format = F::kName,
   .description = "A detector, or a group of detectors such as pii/fi, pii/eu, pii/payment, pii/contact, secret. The whole family pii leaves out dates (pii/date) and links (URL)."},
  {.path = "/guardrails/*/rules/*/keywords", .type = T::kArray, .low = 1, .high = 10'000, .unique = true, .description = "Words to look for: a denylist. They are always findings, with the score 1, as whole words, in any case and spelling of their bytes (full-width, invisible characters, letters of other scripts that look alike)."},
  {.path = "/guardrails/*/rules/*/keywords/*", .type = T::kString, .low = 1, .high = 256, .description = "A word or a phrase."},
  {.path = "/guardrails/*/rules/*/keyword_name", .type = T::kString, .low = 1, .high = 64, .format = F::kName,
   .description = "What findings and placeholders call the keywords of the rule. Without it KEYWORD."},
  {.path = "/guardrails/*/rules/*/patterns", .type = T::kArray, .low = 1, .high = 1000, .description = "Regular expressions of your own."},
  {.path = "/guardrails/*/rules/*/patterns/*", .type = T::kObject, .description = "One pattern."},
  {.path = "/guardrails/*/rules/*/patterns/*/name", .type = T::kString, .required = true, .low = 1, .high = 64, .format = F::kName,
   .description = "What findings and placeholders call it."},
  {.path = "/guardrails/*/rules/*/patterns/*/regex", .type = T::kString, .required = true, .low = 1, .high = 4096, .format = F::kPattern,
   .description = "The expression. Its matches must be bounded in length where the guardrail scans streams."},
  {.path = "/guardrails/*/rules/*/patterns/*/capture", .type = T::kInteger, .low = 1, .high = 64,
   .description = "The number of the group that is the finding; what is round it stays. Where the group takes no part in a match, and without this key, the whole match is the finding."},
  {.path = "/guardrails/*/rules/*/patterns/*/validator", .type = T::kWord, .words = "luhn|mod97|mod11|iso7064_mod11_2|iso7064_mod11_10|iso7064_mod37_2|iso7064_mod37_36|verhoeff|gs1|entropy",
   .description = "What the finding must pass besides, or it is dropped. Its separators are passed over, the check digit is its last. luhn: ISO/IEC 7812-1 (cards). mod97: MOD 97-10 of ISO 7064, letters being 10 to 35. mod11: the sum of the digits times weights is divisible by 11. iso7064_mod11_2 (ORCID, ISNI), iso7064_mod11_10, iso7064_mod37_2 (ISBT 128), iso7064_mod37_36 (GRid, ISAN): the systems of ISO/IEC 7064. verhoeff. gs1: EAN, GTIN, SSCC. entropy: as varied as a generated secret."},
  {.path = "/guardrails/*/rules/*/patterns/*/weights", .type = T::kArray, .low = 2, .high = 64,
   .description = "For mod11: the weight of each digit from the left, the check digit's too. A finding with another number of digits is dropped; a last X counts as 10."},
  {.path = "/guardrails/*/rules/*/patterns/*/weights/*", .type = T::kInteger, .high = 99, .description = "A weight. 10 stands for -1."},
  {.path = "/guardrails/*/rules/*/patterns/*/entropy", .type = T::kNumber, .high = 8, .unit = "bits a byte",
   .description = "For entropy: the least Shannon entropy of the finding. English words have 2 to 3; a random token of 20 letters and digits some 3.8."},
  {.path = "/guardrails/*/rules/*/patterns/*/score", .type = T::kNumber, .high = 1, .default_json = "1",
   .description = "The score of its findings, which the rule's threshold is held against."},
  {.path = "/guardrails/*/rules/*/patterns/*/context", .type = T::kArray, .low = 1, .high = 100, .unique = true,
   .description = "Words that make a finding likely: one of them within 64 bytes before it or 32 behind adds 0.35 to the score, and makes it 0.4 at least."},
  {.path = "/guardrails/*/rules/*/patterns/*/context/*", .type = T::kString, .low = 1, .high = 32, .format = F::kContextWord,
   .description = "A word, in any case; with a * at its end every word that begins so."},
  {.path = "/guardrails/*/rules/*/rule_files", .type = T::kArray, .low = 1, .high = 16, .unique = true, .description = "Files of rules in the format of gitleaks. They are read when the policy is loaded."},
  {.path = "/guardrails/*/rules/*/rule_files/*", .type = T::kString, .low = 1, .high = 4096, .format = F::kText,
   .description = "A TOML file. A relative path is relative to the policy file. Findings carry the rule's id."},
  {.path = "/guardrails/*/rules/*/action", .type = T::kWord, .required = true, .words = "mask|block|flag", .unsupported_words = "replace|hash|pseudonymise",
   .description = "mask: a typed placeholder stands in its stead. block: the call is refused. flag: it is put on record only."},
  {.path = "/guardrails/*/rules/*/threshold", .type = T::kNumber, .high = 1, .default_json = "0.5",
   .description = "Findings with a lower score are dropped. Keywords and findings of rule files have the score 1."},
  {.path = "/guardrails/*/rules/*/allowlist", .type = T::kObject,
   .description = "Texts that are no findings of this rule. They are dropped before overlaps are resolved, and with them findings of the same name that lie inside them. Other rules find them as before."},
  {.path = "/guardrails/*/rules/*/allowlist/values", .type = T::kArray, .low = 1, .high = 10'000, .unique = true,
   .description = "Whole findings."},
  {.path = "/guardrails/*/rules/*/allowlist/values/*", .type = T::kString, .low = 1, .high = 256, .format = F::kText,
   .description = "The text of a finding, in any case. In texts of letters and digits alone, spaces, dashes and brackets do not count."},
  {.path = "/guardrails/*/rules/*/allowlist/regexes", .type = T::kArray, .low = 1, .high = 100, .unique = true,
   .description = "Regular expressions, each held against the whole of a finding."},
  {.path = "/guardrails/*/rules/*/allowlist/regexes/*", .type = T::kString, .low = 1, .high = 4096, .format = F::kPattern,
   .description = "The expression, without ^ and $. (?i) before it for any case."},

  {.path = "/quotas", .type = T::kArray, .high = 1024, .default_json = "[]", .description = "Limits per key and window. A call must fit under every quota that matches it."},
  {.path = "/quotas/*", .type = T::kObject, .description = "One quota."},
  {.path = "/quotas/*/name", .type = T::kString, .required = true, .low = 1, .high = 64, .format = F::kName, .description = "What errors and reports call it. Unique."},
  {.path = "/quotas/*/per", .type = T::kArray, .high = 16, .default_json = "[]", .unique = true, .description = "What is counted apart. Empty: all calls that match are counted together. A caller counts in each of his groups; those without the tag or the group count together."},
  {.path = "/quotas/*/per/*", .type = T::kString, .low = 1, .high = 132, .format = F::kQuotaDimension, .description = "One count for each value of it. tag:NAME is the tag of that name."},
  {.path = "/quotas/*/match", .type = T::kObject, .default_json = "{}", .description = "The calls that the quota holds for: those that fit every key here. Empty: all."},
  {.path = "/quotas/*/match/user", .type = T::kString, .low = 1, .high = 256, .description = "A user."},
  {.path = "/quotas/*/match/group", .type = T::kString, .low = 1, .high = 256, .description = "A group that the caller is in."},
  {.path = "/quotas/*/match/app", .type = T::kString, .low = 1, .high = 256, .description = "An application."},
  {.path = "/quotas/*/match/endpoint", .type = T::kString, .low = 1, .high = 64, .format = F::kName, .references = "/endpoints", .description = "A name from endpoints."},
  {.path = "/quotas/*/match/provider", .type = T::kString, .low = 1, .high = 64, .format = F::kName, .references = "/providers", .description = "A name from providers."},
  {.path = "/quotas/*/match/model", .type = T::kString, .low = 1, .high = 256, .description = "A model, as a target names it."},
  {.path = "/quotas/*/match/tags", .type = T::kMap, .low = 1, .high = 32, .format = F::kText, .description = "Tags of the call, by name."},
  {.path = "/quotas/*/match/tags/*", .type = T::kString, .low = 1, .high = 256, .description = "The value of the tag."},
  {.path = "/quotas/*/limit", .type = T::kObject, .required = true, .description = "How much may pass in a window. Several amounts are several limits, each counted by itself."},
  {.path = "/quotas/*/limit/requests", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "requests", .description = "Calls."},
  {.path = "/quotas/*/limit/input_tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens sent."},
  {.path = "/quotas/*/limit/output_tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens answered."},
  {.path = "/quotas/*/limit/tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens sent and answered."},
  {.path = "/quotas/*/limit/usd", .type = T::kUsd, .high = kMaxUsd, .unit = "US dollars", .description = "Money, by the prices of this file; more than 0. Exact to a thousand-millionth of a dollar."},
  {.path = "/quotas/*/limit/concurrent_calls", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "calls", .description = "Calls under way at once. Takes no window."},
  {.path = "/quotas/*/burst", .type = T::kObject, .description = "For a bucket: the most that it holds, and so the most that may pass at once, where that is not its limit."},
  {.path = "/quotas/*/burst/requests", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "requests", .description = "Calls."},
  {.path = "/quotas/*/burst/input_tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens sent."},
  {.path = "/quotas/*/burst/output_tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens answered."},
  {.path = "/quotas/*/burst/tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens sent and answered."},
  {.path = "/quotas/*/burst/usd", .type = T::kUsd, .high = kMaxUsd, .unit = "US dollars", .description = "Money, by the prices of this file; more than 0. Exact to a thousand-millionth of a dollar."},
  {.path = "/quotas/*/window", .type = T::kObject, .description = "The time over which is counted. Needed by every limit but that on concurrent calls."},
  {.path = "/quotas/*/window/kind", .type = T::kWord, .required = true, .words = "bucket|sliding|fixed|calendar|lifetime",
   .description = "bucket: refills evenly. sliding: never more in any window of that length. fixed: windows counted from 1970 UTC. calendar: as people of the time zone count. lifetime: never begins again."},
  {.path = "/quotas/*/window/length", .type = T::kString, .low = 2, .high = 7, .format = F::kWindowLength,
   .description = "A number and s, m, h or d (\"30s\", \"1m\", \"1h\", \"7d\"; up to 366 days); for the calendar minute, hour, day, week (from Monday on) or month; for a lifetime nothing."},
  {.path = "/quotas/*/window/timezone", .type = T::kString, .low = 1, .high = 64, .format = F::kTimezone,
   .description = "An IANA time zone, for the calendar alone. Without it UTC."},
  {.path = "/quotas/*/on_exceed", .type = T::kWord, .words = "refuse|downgrade|wait|warn", .default_json = "\"refuse\"",
   .description = "What happens to a call that does not fit. refuse: it is refused. downgrade: the target of downgrade_to is tried, under the same limits. wait: it waits in the process, in the order of arrival for each key. warn: it passes, and counts beyond the limit. Where several quotas are exceeded, the first of these words counts."},
  {.path = "/quotas/*/max_wait_ms", .type = T::kInteger, .low = 1, .high = 60 * kMinuteMs, .unit = "milliseconds",
   .description = "For wait: how long a call waits before it is refused. Without it 10000."},
  {.path = "/quotas/*/max_waiting", .type = T::kInteger, .low = 1, .high = 1'000'000, .unit = "calls",
   .description = "For wait: how many calls of one key may wait in a process; more are refused at once. Without it 100."},
  {.path = "/quotas/*/downgrade_to", .type = T::kString, .low = 1, .high = 256,
   .description = "For downgrade: the model of another target of the endpoint, a cheaper one for example; a target of weight 0 will do."},
  {.path = "/quotas/*/thresholds", .type = T::kArray, .high = 10, .default_json = "[50,80,100]", .unique = true,
   .description = "Percents of a limit. When what is used and reserved comes to one, it is told once in a window and key, over all processes: to the log hook as quota.threshold, and in a row of weir quota events. A refusal counts as 100. concurrent_calls have none."},
  {.path = "/quotas/*/thresholds/*", .type = T::kInteger, .low = 1, .high = 100, .unit = "percent", .description = "A percent of the limit."},
  {.path = "/quotas/*/overrides", .type = T::kArray, .high = 10'000, .default_json = "[]", .description = "Other limits for single keys. The first that fits a key holds for it; the others have the quota's own limits."},
  {.path = "/quotas/*/overrides/*", .type = T::kObject, .description = "One override."},
  {.path = "/quotas/*/overrides/*/match", .type = T::kObject, .required = true, .description = "The keys that it is for. It may name only what the quota is counted per."},
  {.path = "/quotas/*/overrides/*/match/user", .type = T::kString, .low = 1, .high = 256, .description = "A user."},
  {.path = "/quotas/*/overrides/*/match/group", .type = T::kString, .low = 1, .high = 256, .description = "A group that the caller is in."},
  {.path = "/quotas/*/overrides/*/match/app", .type = T::kString, .low = 1, .high = 256, .description = "An application."},
  {.path = "/quotas/*/overrides/*/match/endpoint", .type = T::kString, .low = 1, .high = 64, .format = F::kName, .references = "/endpoints", .description = "A name from endpoints."},
  {.path = "/quotas/*/overrides/*/match/provider", .type = T::kString, .low = 1, .high = 64, .format = F::kName, .references = "/providers", .description = "A name from providers."},
  {.path = "/quotas/*/overrides/*/match/model", .type = T::kString, .low = 1, .high = 256, .description = "A model, as a target names it."},
  {.path = "/quotas/*/overrides/*/match/tags", .type = T::kMap, .low = 1, .high = 32, .format = F::kText, .description = "Tags of the call, by name."},
  {.path = "/quotas/*/overrides/*/match/tags/*", .type = T::kString, .low = 1, .high = 256, .description = "The value of the tag."},
  {.path = "/quotas/*/overrides/*/limit", .type = T::kObject, .required = true, .description = "The limits that differ; amounts that it does not name are the quota's own."},
  {.path = "/quotas/*/overrides/*/limit/requests", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "requests", .description = "Calls."},
  {.path = "/quotas/*/overrides/*/limit/input_tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens sent."},
  {.path = "/quotas/*/overrides/*/limit/output_tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens answered."},
  {.path = "/quotas/*/overrides/*/limit/tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens sent and answered."},
  {.path = "/quotas/*/overrides/*/limit/usd", .type = T::kUsd, .high = kMaxUsd, .unit = "US dollars", .description = "Money, by the prices of this file; more than 0. Exact to a thousand-millionth of a dollar."},
  {.path = "/quotas/*/overrides/*/limit/concurrent_calls", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "calls", .description = "Calls under way at once. Takes no window."},
  {.path = "/quotas/*/overrides/*/burst", .type = T::kObject, .description = "The most that the bucket holds. Without it the limit of the override."},
  {.path = "/quotas/*/overrides/*/burst/requests", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "requests", .description = "Calls."},
  {.path = "/quotas/*/overrides/*/burst/input_tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens sent."},
  {.path = "/quotas/*/overrides/*/burst/output_tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens answered."},
  {.path = "/quotas/*/overrides/*/burst/tokens", .type = T::kInteger, .low = 1, .high = kMaxCount, .unit = "tokens", .description = "Tokens sent and answered."},
  {.path = "/quotas/*/overrides/*/burst/usd", .type = T::kUsd, .high = kMaxUsd, .unit = "US dollars", .description = "Money, by the prices of this file; more than 0. Exact to a thousand-millionth of a dollar."},

  {.path = "/prices", .type = T::kMap, .high = 10'000, .format = F::kText, .default_json = "{}", .description = "Prices by model, in US dollars per million tokens. A quota on money needs the price of every model that it may meet."},
  {.path = "/prices/*", .type = T::kObject, .description = "The prices of one model."},
  {.path = "/prices/*/input", .type = T::kUsd, .required = true, .high = kMaxUsd / 1000, .unit = "US dollars per million tokens", .description = "For tokens sent."},
  {.path = "/prices/*/cached_input", .type = T::kUsd, .high = kMaxUsd / 1000, .unit = "US dollars per million tokens", .description = "For tokens sent that the provider had in its cache. Without it the price of input."},
  {.path = "/prices/*/output", .type = T::kUsd, .required = true, .high = kMaxUsd / 1000, .unit = "US dollars per million tokens", .description = "For tokens answered."},

  {.path = "/store", .type = T::kString, .low = 1, .high = 4096, .format = F::kStore, .default_json = "\"sqlite:weir-data\"",
   .description = "Where quotas and log live. sqlite:DIRECTORY, shared by all processes of the machine that name it. memory:, for tests: gone with the process."},
  {.path = "/quota_store", .type = T::kObject,
   .description = "Quotas in a PostgreSQL database (14 or later), shared by all hosts that name it. Without it they are where store says. The log stays there in any case."},
  {.path = "/quota_store/address", .type = T::kString, .required = true, .low = 1, .high = 4096, .format = F::kPostgresql,
   .description = "Server and database, as libpq reads a URI: postgresql://USER@HOST:PORT,HOST:PORT/DATABASE?sslmode=verify-full. Of several hosts the first that takes writes is used. Other hosts than this machine need TLS with a certificate that is verified, unless sslmode says otherwise. No password."},
  {.path = "/quota_store/password", .type = T::kString, .low = 5, .high = 4096, .format = F::kKeyReference,
   .description = "Where the password lies; never the password itself. As the key of a provider. Read for every new connection."},
  {.path = "/quota_store/connections", .type = T::kInteger, .low = 1, .high = 64, .default_json = "4",
   .description = "How many connections a process holds at most. They are opened when they are needed."},
  {.path = "/synchronous", .type = T::kObject, .default_json = "{}", .description = "What a commit waits for. full: the disk; power loss loses nothing. normal: the kernel; a crash of the process loses nothing, power loss may lose the last commits."},
  {.path = "/synchronous/quotas", .type = T::kWord, .words = "full|normal", .default_json = "\"full\"", .description = "For quotas."},
  {.path = "/synchronous/log", .type = T::kWord, .words = "full|normal", .default_json = "\"full\"", .description = "For the log."},
  {.path = "/log", .type = T::kObject, .default_json = "{}", .description = "The inference log. Every call has a row in it, whatever this says."},
  {.path = "/log/payload", .type = T::kWord, .words = "none|redacted|raw", .default_json = "\"none\"", .description = "Whether rows keep the texts. none: no. redacted: as sent and answered, after the guardrails. raw: as they came."},
  {.path = "/log/retain", .type = T::kString, .low = 2, .high = 7, .format = F::kDuration, .description = "How long rows are kept, such as \"90d\" (up to 36500 days). Without it they are kept until somebody deletes them."},
  {.path = "/log/max_payload_bytes", .type = T::kInteger, .high = kGibibyte, .unit = "bytes", .default_json = "1048576", .description = "A longer text is cut, and the row says so."},
  {.path = "/limits", .type = T::kObject, .default_json = "{}", .description = "Sizes that weir refuses to go beyond."},
  {.path = "/limits/max_body_bytes", .type = T::kInteger, .low = 1024, .high = kGibibyte, .unit = "bytes", .default_json = "33554432", .description = "The largest request body, and the largest answer."},
};

constexpr KeyRelation kRelations[] = {
  {.path = "/providers/*", .kind = KeyRelation::Kind::kForbids, .keys = "api_version", .key = "format", .value = "azure",
   .message = "api_version belongs to the format azure alone"},
  {.path = "/guardrails/*/rules/*", .kind = KeyRelation::Kind::kAnyOf, .keys = "detect|keywords|patterns|rule_files",
   .message = "the rule looks for nothing: give it detect, keywords, patterns or rule_files"},
  {.path = "/guardrails/*/rules/*/allowlist", .kind = KeyRelation::Kind::kAnyOf, .keys = "values|regexes",
   .message = "the allowlist is empty: give it values or regexes"},
  {.path = "/guardrails/*/rules/*/patterns/*", .kind = KeyRelation::Kind::kForbids, .keys = "weights", .key = "validator", .value = "mod11",
   .message = "weights belong to the validator mod11 alone"},
  {.path = "/guardrails/*/rules/*/patterns/*", .kind = KeyRelation::Kind::kForbids, .keys = "entropy", .key = "validator", .value = "entropy",
   .message = "this key belongs to the validator entropy alone"},
  {.path = "/quotas/*/limit", .kind = KeyRelation::Kind::kAnyOf, .keys = "requests|input_tokens|output_tokens|tokens|usd|concurrent_calls",
   .message = "the limit is empty: give it requests, input_tokens, output_tokens, tokens, usd or concurrent_calls"},
  {.path = "/quotas/*/overrides/*/limit", .kind = KeyRelation::Kind::kAnyOf, .keys = "requests|input_tokens|output_tokens|tokens|usd|concurrent_calls",
   .message = "the limit is empty: give it requests, input_tokens, output_tokens, tokens, usd or concurrent_calls"},
  {.path = "/quotas/*/overrides/*/match", .kind = KeyRelation::Kind::kAnyOf, .keys = "user|group|app|endpoint|provider|model|tags",
   .message = "the override is for no key: give it user, group, app, endpoint, provider, model or tags"},
  {.path = "/quotas/*/window", .kind = KeyRelation::Kind::kNeedsUnless, .keys = "length", .key = "kind", .value = "lifetime",
   .message = "the window has no length"},
  {.path = "/quotas/*/window", .kind = KeyRelation::Kind::kForbidsIf, .keys = "length", .key = "kind", .value = "lifetime",
   .message = "a lifetime has no length"},
  {.path = "/quotas/*/window", .kind = KeyRelation::Kind::kWordsIf, .keys = "length", .key = "kind", .value = "calendar", .words = "minute|hour|day|week|month",
   .message = "the length of a calendar window is minute, hour, day, week or month"},
  {.path = "/quotas/*/window", .kind = KeyRelation::Kind::kWordsUnless, .keys = "length", .key = "kind", .value = "calendar", .words = "minute|hour|day|week|month",
   .message = "minute, hour, day, week and month are for calendar windows; write a number and s, m, h or d"},
  {.path = "/quotas/*/window", .kind = KeyRelation::Kind::kForbids, .keys = "timezone", .key = "kind", .value = "calendar",
   .message = "a time zone is for calendar windows alone"},
};
// clang-format on

}  // namespace

std::span<const KeyRow> key_table() {
  return kTable;
}

std::span<const KeyRelation> key_relations() {
  return kRelations;
}

const KeyRow* find_row(std::string_view path) {
  const auto* const found = std::find_if(std::begin(kTable), std::end(kTable),
                                         [path](const KeyRow& row) { return row.path == path; });
  return found == std::end(kTable) ? nullptr : found;
}

std::vector<const KeyRow*> rows_below(std::string_view path) {
  std::vector<const KeyRow*> rows;
  for (const KeyRow& row : kTable) {
    const bool is_below = row.path.size() > path.size() &&
                          row.path.substr(0, path.size()) == path &&
                          row.path.rfind('/') == path.size();
    if (is_below) rows.push_back(&row);
  }
  return rows;
}

std::string_view last_step(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::vector<std::string_view> split_words(std::string_view words) {
  std::vector<std::string_view> list;
  while (!words.empty()) {
    const size_t bar = words.find('|');
    list.push_back(words.substr(0, bar));
    words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
  }
  return list;
}

}  // namespace weir
