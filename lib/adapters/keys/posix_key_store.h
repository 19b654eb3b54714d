// Keys from the environment, from files and from programs.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "adapters/keys/key_program.h"
#include "base/clock.h"
#include "base/mutex.h"
#include "identity/key_store.h"

namespace weir {

// A variable is read once and kept until forget(); so is a program's key, or until shortly before
// it expires. A file is read at every call: a rotated key is used at once. Keys that are kept lie
// in Secret, and are wiped when they are replaced, forgotten, or the store ends. While one thread
// waits for a program, others that want the same provider's key wait with it; other providers' go
// on.
//
// Reading the environment is as safe beside other threads as getenv(3): not while the host changes
// it.
class PosixKeyStore final : public KeyStore {
 public:
  // `clock` is borrowed and must outlive the store.
  explicit PosixKeyStore(const Clock& clock, KeyProgramLimits limits = {})
      : clock_(clock), limits_(limits) {}

  [[nodiscard]] Result<KeyGrant> key(const ProviderPolicy& provider) override WEIR_EXCLUDES(mutex_);
  void forget(std::string_view provider) override WEIR_EXCLUDES(mutex_);

  // A key is renewed when less than this is left of it.
  static constexpr int64_t kRenewBeforeUs = 60'000'000;

 private:
  struct Entry {
    Mutex mutex;
    std::string reference WEIR_GUARDED_BY(mutex);  // the kept key's; a policy may change it
    KeyGrant grant WEIR_GUARDED_BY(mutex);         // an empty key: nothing is kept
  };

  [[nodiscard]] std::shared_ptr<Entry> entry_of(std::string_view provider) WEIR_EXCLUDES(mutex_);
  [[nodiscard]] Result<KeyGrant> kept_key(const ProviderPolicy& provider, std::string_view source);
  [[nodiscard]] Result<KeyGrant> read(const KeyReference& reference, std::string_view source) const;

  const Clock& clock_;
  KeyProgramLimits limits_;
  Mutex mutex_;
  std::map<std::string, std::shared_ptr<Entry>, std::less<>> entries_ WEIR_GUARDED_BY(mutex_);
};

}  // namespace weir
