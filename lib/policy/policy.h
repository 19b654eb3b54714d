// A policy in force, as plain data: what load_policy() (policy/parser.h) made of a policy file
// after every check that the file alone allows. Immutable once loaded and shared as
// std::shared_ptr<const Policy>, so it may be read from any thread.
//
// References between parts are resolved to indexes into the vectors of Policy; the vectors keep the
// order of the file. Durations are microseconds or, where the name says so, milliseconds. Money is
// integer nano-USD, converted from the decimal text without floating point.
//
// Not checked here, because other parts know it: that a detector name exists, that a regular
// expression compiles and can be bounded (guardrails), and that a model under a money quota has a
// price (c_api/wiring.cpp).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "policy/on_exceed.h"
#include "policy/window.h"

namespace weir {

// --- Providers ----------------------------------------------------------------------------------

enum class ProviderFormat : uint8_t {
  kOpenAi,  // chat completions as api.openai.com speaks them, and all that are compatible
  kAzure,   // the same bodies behind Azure's deployment URLs, or behind its v1 API
};

// An absolute http or https URL without user information, query or fragment.
struct BaseUrl {
  std::string text;  // as given, without a trailing slash: "https://api.openai.com/v1"
  bool is_tls = true;
  std::string host;  // lower case; an IPv6 literal without its brackets
  uint16_t port = 443;
  std::string path;  // "/v1", or empty
};

// Where a key lies; never the key itself. `text` is safe to show. Read by identity's KeyStore.
struct KeyReference {
  enum class Kind : uint8_t {
    kNone,         // the provider takes no key
    kEnvironment,  // "env:NAME"
    kFile,         // "file:/absolute/path"
    kProgram,      // "exec:/path arg" or exec:["/path","arg with space"]
  };
  Kind kind = Kind::kNone;
  std::string text;                  // as the policy writes it
  std::string name;                  // kEnvironment: the variable; kFile: the absolute path
  std::vector<std::string> command;  // kProgram: an absolute path, then its arguments
  friend bool operator==(const KeyReference&, const KeyReference&) = default;
};

struct ProviderPolicy {
  std::string name;
  ProviderFormat format = ProviderFormat::kOpenAi;
  BaseUrl base_url;
  KeyReference key;
  std::string key_header;                                    // "Authorization" or "api-key"
  std::string key_prefix;                                    // "Bearer " or empty
  std::string api_version;                                   // azure
  std::vector<std::pair<std::string, std::string>> headers;  // sent as they stand
};

// --- Guardrails ---------------------------------------------------------------------------------

enum class GuardrailAction : uint8_t { kFlag, kMask, kBlock };  // ordered by severity

// What a match must pass to be a finding; all but kEntropy are check digits. In the order of the
// key table's words.
enum class PatternValidator : uint8_t {
  kNone,
  kLuhn,
  kMod97,
  kMod11,  // with PatternPolicy::weights
  kIso7064Mod11And2,
  kIso7064Mod11And10,
  kIso7064Mod37And2,
  kIso7064Mod37And36,
  kVerhoeff,
  kGs1,
  kEntropy,  // with PatternPolicy::entropy
};

struct PatternPolicy {
  std::string name;
  std::string regex;
  size_t capture = 0;  // the group that is the finding; 0: the whole match
  PatternValidator validator = PatternValidator::kNone;
  std::vector<int> weights = {};          // of the digits, 0 to 99; for kMod11
  double entropy = 0;                     // the least, in bits a byte; for kEntropy
  double score = 1.0;                     // 0 to 1, before context words
  std::vector<std::string> context = {};  // words as in Detector::context
};

// Texts that are no findings of a rule.
struct AllowlistPolicy {
  std::vector<std::string> values;
  std::vector<std::string> regexes;  // each held against a whole finding

  [[nodiscard]] bool empty() const { return values.empty() && regexes.empty(); }
};

// Everything that the lists name is found by this rule; a finding below `threshold` is dropped.
struct RulePolicy {
  std::vector<std::string> detect;  // detector names, "pii/fi"
  std::vector<std::string> keywords;
  std::vector<PatternPolicy> patterns;
  GuardrailAction action = GuardrailAction::kFlag;
  double threshold = 0.5;                    // 0 to 1
  std::vector<std::string> rule_files = {};  // of gitleaks' kind; absolute paths
  std::string keyword_name = "KEYWORD";      // the entity of the keywords
  AllowlistPolicy allowlist = {};
};

struct GuardrailPolicy {
  std::string name;
  std::vector<RulePolicy> rules;

  // Whether one of the rules masks or blocks.
  [[nodiscard]] bool changes_text() const;
};

// --- Endpoints ----------------------------------------------------------------------------------

struct TargetPolicy {
  size_t provider = 0;  // index into Policy::providers
  std::string model;
  int32_t weight = 1;  // 0: only as a fallback
};

struct FallbackPolicy {
  bool on_connect = false;  // no connection, or no TLS
  bool on_timeout = false;  // connect_ms or first_token_ms ran out
  bool on_429 = false;
  bool on_5xx = false;
  int32_t attempts = 1;  // in all, the first one counted
};

struct TimeoutsPolicy {
  int64_t connect_ms = 10'000;
  int64_t first_token_ms = 60'000;  // from the send to the first byte of the body
  int64_t total_ms = 600'000;       // over all attempts
};

// What happens to parts that cannot be read: images, files, unknown encodings.
enum class Unscanned : uint8_t { kAllow, kBlock };

struct EndpointGuardrails {
  std::vector<size_t> input;  // indexes into Policy::guardrails, in order
  std::vector<size_t> output;
  // As the policy says. Where it is silent: block for a direction with a masking or blocking
  // guardrail, allow for one without.
  Unscanned unscanned_input = Unscanned::kAllow;
  Unscanned unscanned_output = Unscanned::kAllow;
};

struct AllowEntry {
  enum class Kind : uint8_t { kEveryone, kUser, kGroup };
  Kind kind = Kind::kEveryone;
  std::string name;  // empty for kEveryone
};

struct EndpointPolicy {
  std::string name;
  std::vector<TargetPolicy> targets;  // at least one, and one with a weight above 0
  FallbackPolicy fallback;
  TimeoutsPolicy timeouts;
  std::optional<int64_t> max_output_tokens;  // none: the policy sets no bound
  EndpointGuardrails guardrails;
  // None: everyone may use the endpoint. An empty list: nobody may.
  std::optional<std::vector<AllowEntry>> allow;
};

// --- Quotas and prices --------------------------------------------------------------------------

enum class QuotaSubject : uint8_t { kUser, kGroup, kApp, kEndpoint, kProvider, kModel, kTag };

// What a quota is counted by.
struct QuotaDimension {
  QuotaSubject subject = QuotaSubject::kUser;
  std::string tag = {};  // kTag: the name of the tag
  friend bool operator==(const QuotaDimension&, const QuotaDimension&) = default;
  friend bool operator<(const QuotaDimension& a, const QuotaDimension& b) {
    return std::tie(a.subject, a.tag) < std::tie(b.subject, b.tag);
  }
};

// As a policy and a key write it: "user", "group", "app", "endpoint", "provider", "model",
// "tag:NAME".
[[nodiscard]] std::string name_of(const QuotaDimension& dimension);
[[nodiscard]] std::optional<QuotaDimension> parse_quota_dimension(std::string_view text);

// The quota holds for calls that fit every field that is set.
struct QuotaMatch {
  std::optional<std::string> user;
  std::optional<std::string> group;  // the caller is in it
  std::optional<std::string> app;
  std::optional<std::string> endpoint;                         // an endpoint of the policy
  std::optional<std::string> provider;                         // a provider of the policy
  std::optional<std::string> model;                            // the target's model
  std::vector<std::pair<std::string, std::string>> tags = {};  // name and value
};

struct QuotaLimit {
  Metric metric = Metric::kRequests;
  int64_t amount = 0;    // above 0; kNanoUsd: nano-USD
  int64_t capacity = 0;  // the most that can pass at once; a bucket's burst, else `amount`
};

// Other limits for the keys whose values are those of `values`, one for each dimension that it
// names.
struct QuotaOverride {
  std::vector<std::pair<QuotaDimension, std::string>> values;
  std::vector<QuotaLimit> limits;  // all of the quota's, in its order
};

struct QuotaPolicy {
  std::string name;
  std::vector<QuotaDimension> per;  // without repetition, sorted; empty: one count
  QuotaMatch match;
  std::vector<QuotaLimit> limits;        // at least one, one per metric, each counted by itself
  Window window;                         // of all limits but that on concurrent calls
  std::vector<QuotaOverride> overrides;  // the first that fits a key holds for it
  OnExceed on_exceed = OnExceed::kRefuse;
  int64_t max_wait_ms = 0;          // kWait
  int64_t max_waiting = 0;          // kWait: calls in the queue of a key
  std::string downgrade_to;         // kDowngrade: the model of a target
  std::vector<int32_t> thresholds;  // in percent, ascending
};

// Nano-USD per million tokens.
struct PricePolicy {
  std::string model;
  int64_t input = 0;
  int64_t cached_input = 0;  // the same as `input` where the policy is silent
  int64_t output = 0;
};

// --- Store, log, limits -------------------------------------------------------------------------

// What a commit waits for. kFull survives a power failure; kNormal survives a crash of the process
// and may lose the last commits when the machine loses power
// (sqlite.org/pragma.html#pragma_synchronous).
enum class Synchronous : uint8_t { kFull, kNormal };

// A PostgreSQL database for quotas.
struct QuotaServerPolicy {
  std::string address;    // a URI without a password, safe to show
  KeyReference password;  // kNone: none
  int32_t connections = 4;
  friend bool operator==(const QuotaServerPolicy&, const QuotaServerPolicy&) = default;
};

struct StorePolicy {
  enum class Kind : uint8_t { kSqlite, kMemory };
  Kind kind = Kind::kSqlite;
  std::string directory;  // kSqlite: an absolute path
  Synchronous quotas = Synchronous::kFull;
  Synchronous log = Synchronous::kFull;
  std::optional<QuotaServerPolicy> quota_server;  // none: quotas are where the log is
};

enum class LogPayload : uint8_t { kNone, kRedacted, kRaw };

struct LogPolicy {
  LogPayload payload = LogPayload::kNone;
  int64_t retain_us = 0;                  // 0: rows are kept until somebody deletes them
  int64_t max_payload_bytes = 1LL << 20;  // of a request and of an answer, each
};

struct LimitsPolicy {
  int64_t max_body_bytes = 32LL << 20;  // of a request and of a whole answer, each
};

// --- The whole ----------------------------------------------------------------------------------

struct Policy {
  std::vector<ProviderPolicy> providers;
  std::vector<EndpointPolicy> endpoints;
  std::vector<GuardrailPolicy> guardrails;
  std::vector<QuotaPolicy> quotas;
  std::vector<PricePolicy> prices;
  StorePolicy store;
  LogPolicy log;
  LimitsPolicy limits;

  std::string path;  // the file, absolute; empty for an inline policy
  std::string hash;  // SHA-256 of the canonical text (policy/canonical.h), 64 hex digits

  // Null when there is none of that name. Borrowed from this policy.
  [[nodiscard]] const ProviderPolicy* find_provider(std::string_view name) const;
  [[nodiscard]] const EndpointPolicy* find_endpoint(std::string_view name) const;
  [[nodiscard]] const GuardrailPolicy* find_guardrail(std::string_view name) const;
  [[nodiscard]] const PricePolicy* find_price(std::string_view model) const;
  [[nodiscard]] const QuotaPolicy* find_quota(std::string_view name) const;
};

}  // namespace weir
