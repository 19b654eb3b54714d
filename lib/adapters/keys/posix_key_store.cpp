#include "adapters/keys/posix_key_store.h"

#include <cstdlib>
#include <utility>

#include "adapters/keys/key_file.h"
#include "adapters/keys/key_text.h"

namespace weir {
namespace {

KeyGrant copy_of(const KeyGrant& grant) {
  KeyGrant copy;
  copy.key = Secret(grant.key.reveal());
  copy.expires_at_us = grant.expires_at_us;
  return copy;
}

Result<KeyGrant> read_variable(const std::string& name, std::string_view source) {
  const char* const value = std::getenv(name.c_str());  // NOLINT(concurrency-mt-unsafe): header
  if (value == nullptr) {
    std::string message(source);
    return Status(Code::kUnavailable, "key.missing",
                  message.append(": the environment variable is not set"));
  }
  return read_key(value, source);
}

}  // namespace

Result<KeyGrant> PosixKeyStore::key(const ProviderPolicy& provider) {
  if (provider.key.kind == KeyReference::Kind::kNone) return KeyGrant{};
  // A program's arguments could hold something that is better not shown: the path alone.
  std::string source = "the key of \"" + provider.name + "\" (";
  source += provider.key.kind == KeyReference::Kind::kProgram
                ? std::string("exec:").append(provider.key.command.front())
                : provider.key.text;
  source += ")";
  if (provider.key.kind == KeyReference::Kind::kFile) {
    return read_key_file(provider.key.name, source);
  }
  return kept_key(provider, source);
}

void PosixKeyStore::forget(std::string_view provider) {
  const MutexLock lock(mutex_);
  const auto found = entries_.find(provider);
  if (found != entries_.end()) entries_.erase(found);
}

std::shared_ptr<PosixKeyStore::Entry> PosixKeyStore::entry_of(std::string_view provider) {
  const MutexLock lock(mutex_);
  const auto found = entries_.find(provider);
  if (found != entries_.end()) return found->second;
  return entries_.emplace(std::string(provider), std::make_shared<Entry>()).first->second;
}

Result<KeyGrant> PosixKeyStore::kept_key(const ProviderPolicy& provider, std::string_view source) {
  const std::shared_ptr<Entry> entry = entry_of(provider.name);
  const MutexLock lock(entry->mutex);
  const int64_t now_us = clock_.wall_us();
  const int64_t expires_at_us = entry->grant.expires_at_us;
  const bool is_kept = !entry->grant.key.empty() && entry->reference == provider.key.text;
  const bool is_fresh = expires_at_us == 0 || now_us < expires_at_us - kRenewBeforeUs;
  if (is_kept && is_fresh) return copy_of(entry->grant);
  Result<KeyGrant> grant = read(provider.key, source);
  if (!grant.ok()) {
    // What is left of the old key's time is still good.
    if (is_kept && now_us < expires_at_us) return copy_of(entry->grant);
    return grant;
  }
  if (grant->expires_at_us != 0 && grant->expires_at_us <= now_us) {
    std::string message(source);
    return Status(Code::kUnavailable, "key.expired",
                  message.append(": the program gave a key that has already expired"));
  }
  entry->reference = provider.key.text;
  entry->grant = copy_of(*grant);
  return grant;
}

Result<KeyGrant> PosixKeyStore::read(const KeyReference& reference, std::string_view source) const {
  if (reference.kind == KeyReference::Kind::kProgram) {
    return run_key_program(reference.command, limits_, source);
  }
  return read_variable(reference.name, source);
}

}  // namespace weir
