#include "base/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <algorithm>
#include <initializer_list>
#include <memory>

namespace weir {
namespace {

constexpr size_t kBlockBytes = 64;

// Looked up once: what EVP_sha256() gives is looked up again by every digest.
const EVP_MD* method() {
  static const EVP_MD* const fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return fetched != nullptr ? fetched : EVP_sha256();
}

std::string_view view(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

Digest digest_of(std::initializer_list<std::string_view> parts) {
  Digest digest{};
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                        EVP_MD_CTX_free);
  if (context == nullptr) return digest;
  EVP_DigestInit_ex(context.get(), method(), nullptr);
  for (const std::string_view part : parts) {
    EVP_DigestUpdate(context.get(), part.data(), part.size());
  }
  EVP_DigestFinal_ex(context.get(), digest.data(), nullptr);
  return digest;
}

// The digest of the key, padded with zeros and with `pad` on each byte, and of `bytes`.
Digest padded_digest(std::string_view key, char pad, std::string_view bytes) {
  std::array<char, kBlockBytes> block{};
  std::copy(key.begin(), key.end(), block.begin());
  for (char& byte : block) byte = static_cast<char>(byte ^ pad);
  const Digest digest = digest_of({{block.data(), block.size()}, bytes});
  OPENSSL_cleanse(block.data(), block.size());
  return digest;
}

}  // namespace

Digest sha256(std::string_view bytes) {
  return digest_of({bytes});
}

// RFC 2104 over the method above: HMAC() looks up its MAC and its digest by name at every call.
Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  if (key.size() > kBlockBytes) return hmac_sha256(view(sha256(key)), bytes);
  const Digest inner = padded_digest(key, 0x36, bytes);
  return padded_digest(key, 0x5c, view(inner));
}

std::string hex(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<uint8_t>(c);
    text.push_back(kDigits[byte >> 4]);
    text.push_back(kDigits[byte & 15]);
  }
  return text;
}

std::string hex(const Digest& digest) {
  return hex(view(digest));
}

}  // namespace weir
