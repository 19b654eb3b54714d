#include "c_api/wiring.h"

#include <cstdlib>
#include <utility>

#include "adapters/files/digest_key.h"
#include "adapters/files/generation_word.h"
#include "adapters/hyperscan/hyperscan_matcher.h"
#include "adapters/keys/posix_key_store.h"
#include "adapters/memory/memory_log_store.h"
#include "adapters/memory/memory_quota_store.h"
#include "adapters/sqlite/log_store.h"
#include "adapters/sqlite/quota_store.h"
#include "base/ids.h"
#include "policy/location.h"

#ifdef WEIR_WITH_TOML
#include "adapters/rule_files/rule_file_matcher.h"
#endif
#ifdef WEIR_WITH_POSTGRESQL
#include "adapters/postgresql/quota_store.h"
#endif
#ifdef WEIR_WITH_PHONENUMBER
#include "adapters/phone_numbers/numbering_plan_matcher.h"
#endif
#ifdef WEIR_WITH_CURL
#include "adapters/curl/curl_transport.h"
#endif

namespace weir::c_api {
namespace {

class SharedGeneration final : public Generation {
 public:
  explicit SharedGeneration(std::unique_ptr<GenerationWord> word) : word_(std::move(word)) {}
  [[nodiscard]] uint64_t load() const override { return word_->load(); }
  uint64_t raise() override { return word_->raise(); }

 private:
  std::unique_ptr<GenerationWord> word_;
};

class OwnGeneration final : public Generation {
 public:
  [[nodiscard]] uint64_t load() const override { return value_.load(); }
  uint64_t raise() override { return ++value_; }

 private:
  std::atomic<uint64_t> value_{0};
};

Secret random_key() {
  std::string bytes(32, '\0');
  fill_random(bytes.data(), bytes.size());
  Secret key(bytes);
  wipe(bytes);
  return key;
}

Status open_memory(GateParts& parts) {
  parts.quotas = std::make_unique<MemoryQuotaStore>();
  parts.log = std::make_unique<MemoryLogStore>();
  parts.generation = std::make_unique<OwnGeneration>();
  parts.digest_key = random_key();
  return {};
}

#ifdef WEIR_WITH_POSTGRESQL
// The password is read as a provider's key is, from the policy's reference.
postgresql::PasswordSource password_of(const QuotaServerPolicy& server) {
  if (server.password.kind == KeyReference::Kind::kNone) return nullptr;
  ProviderPolicy source;
  source.name = "quota_store";
  source.key = server.password;
  auto keys = std::make_shared<PosixKeyStore>(system_clock());
  return [source = std::move(source), keys = std::move(keys)](bool is_refused) -> Result<Secret> {
    if (is_refused) keys->forget(source.name);
    Result<KeyGrant> grant = keys->key(source);
    if (!grant.ok()) return std::move(grant).status();
    return std::move(grant->key);
  };
}

Status open_quota_server(const StorePolicy& store, GateParts& parts) {
  PostgresqlQuotaOptions options;
  options.address = store.quota_server->address;
  options.password = password_of(*store.quota_server);
  options.connections = static_cast<size_t>(store.quota_server->connections);
  options.synchronous = store.quotas;
  auto quotas = PostgresqlQuotaStore::open(options);
  if (!quotas.ok()) return std::move(quotas).status();
  parts.quotas = std::move(quotas).value();
  return {};
}
#else
Status open_quota_server(const StorePolicy& /*store*/, GateParts& /*parts*/) {
  return {Code::kUnsupported, "build.no_postgresql",
          "/quota_store: this build has no libpq: build with WEIR_WITH_POSTGRESQL=ON"};
}
#endif

Status open_sqlite_quotas(const StorePolicy& store, GateParts& parts) {
  SqliteQuotaOptions options;
  options.directory = store.directory;
  options.synchronous = store.quotas;
  auto quotas = SqliteQuotaStore::open(options);
  if (!quotas.ok()) return std::move(quotas).status();
  parts.quotas = std::move(quotas).value();
  return {};
}

Status open_sqlite(const Policy& policy, GateParts& parts) {
  const StorePolicy& store = policy.store;
  if (!store.quota_server) WEIR_RETURN_IF_ERROR(open_sqlite_quotas(store, parts));
  SqliteLogStore::Options log_options;
  log_options.directory = store.directory;
  log_options.synchronous = store.log;
  log_options.max_payload_bytes = policy.log.max_payload_bytes;
  auto log = SqliteLogStore::open(log_options);
  if (!log.ok()) return std::move(log).status();
  auto word = GenerationWord::open(store.directory + "/store.generation");
  if (!word.ok()) return std::move(word).status();
  auto key = open_digest_key(store.directory + "/digest.key");
  if (!key.ok()) return std::move(key).status();
  parts.log = std::move(log).value();
  parts.generation = std::make_unique<SharedGeneration>(std::move(word).value());
  parts.digest_key = std::move(key).value();
  return {};
}

Status make_transport(const std::string& ca_file, GateParts& parts) {
#ifdef WEIR_WITH_CURL
  CurlTransportOptions options;
  options.ca_file = ca_file;
  auto transport = CurlTransport::make(options);
  if (!transport.ok()) return std::move(transport).status();
  parts.transport = std::move(transport).value();
#else
  static_cast<void>(ca_file);
  static_cast<void>(parts);
#endif
  return {};
}

// $XDG_CACHE_HOME/weir, or ~/.cache/weir; empty: no cache.
std::string cache_directory() {
  // Read when a gate opens; as safe beside other threads as getenv(3).
  const char* cache = std::getenv("XDG_CACHE_HOME");  // NOLINT(concurrency-mt-unsafe)
  if (cache != nullptr && cache[0] == '/') return std::string(cache) + "/weir";
  const char* home = std::getenv("HOME");  // NOLINT(concurrency-mt-unsafe)
  return home != nullptr && home[0] == '/' ? std::string(home) + "/.cache/weir" : std::string();
}

}  // namespace

Result<std::unique_ptr<PatternMatcher>> pick_matcher() {
  auto matcher = HyperscanMatcher::open(cache_directory());
  if (!matcher.ok()) return std::move(matcher).status();
  std::unique_ptr<PatternMatcher> picked = std::move(matcher).value();
#ifdef WEIR_WITH_TOML
  picked = std::make_unique<RuleFileMatcher>(std::move(picked));
#endif
#ifdef WEIR_WITH_PHONENUMBER
  picked = std::make_unique<NumberingPlanMatcher>(std::move(picked));
#endif
  return picked;
}

Result<GateParts> pick_adapters(const Policy& policy, const std::string& ca_file) {
  GateParts parts;
  auto matcher = pick_matcher();
  if (!matcher.ok()) return std::move(matcher).status();
  parts.matcher = std::move(matcher).value();
  parts.max_payload_bytes = policy.log.max_payload_bytes;
  parts.keys = std::make_unique<PosixKeyStore>(system_clock());
  WEIR_RETURN_IF_ERROR(make_transport(ca_file, parts));
  WEIR_RETURN_IF_ERROR(policy.store.kind == StorePolicy::Kind::kMemory
                           ? open_memory(parts)
                           : open_sqlite(policy, parts));
  if (policy.store.quota_server) WEIR_RETURN_IF_ERROR(open_quota_server(policy.store, parts));
  return parts;
}

Result<std::string> find_policy(const std::string& asked) {
  return find_policy_path(PolicyLocation::from_process(asked));
}

}  // namespace weir::c_api
