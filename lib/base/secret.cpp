#include "base/secret.h"

#include <openssl/crypto.h>

#include <utility>

namespace weir {

Secret::Secret(std::string_view bytes) : bytes_(bytes) {}

// A moved-from std::string may keep its bytes in the small buffer: take a copy, then wipe.
Secret::Secret(Secret&& other) noexcept {
  *this = std::move(other);
}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe(bytes_);
    bytes_.swap(other.bytes_);
    wipe(other.bytes_);
  }
  return *this;
}

Secret::~Secret() {
  wipe(bytes_);
}

void wipe(std::string& bytes) {
  bytes.resize(bytes.capacity());  // what an earlier, longer value left behind is wiped as well
  OPENSSL_cleanse(bytes.data(), bytes.size());
  bytes.clear();
}

}  // namespace weir
