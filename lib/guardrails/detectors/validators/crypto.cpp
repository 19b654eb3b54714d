#include "guardrails/detectors/validators/crypto.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/digest.h"
#include "guardrails/detectors/validators/characters.h"

namespace weir {
namespace {

constexpr std::string_view kBase58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
constexpr std::string_view kBech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
constexpr size_t kAddressBytes = 25;
constexpr size_t kCheckBytes = 4;

using Address = std::array<uint8_t, kAddressBytes>;

// False if a byte is none of the 58 or the number is too large.
bool decode_base58(std::string_view text, Address& address) {
  address.fill(0);
  for (const char byte : text) {
    const size_t value = kBase58.find(byte);
    if (value == std::string_view::npos) return false;
    size_t carry = value;
    for (size_t i = kAddressBytes; i > 0; --i) {
      carry += size_t{58} * address[i - 1];
      address[i - 1] = static_cast<uint8_t>(carry & 0xFF);
      carry >>= 8;
    }
    if (carry != 0) return false;
  }
  return true;
}

std::string_view bytes_of(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

bool is_base58_address(std::string_view text) {
  Address address{};
  if (!decode_base58(text, address)) return false;
  // One leading "1" for each leading zero byte.
  const size_t ones = std::min(text.find_first_not_of('1'), text.size());
  const auto zeros = std::find_if(address.begin(), address.end(), [](uint8_t b) { return b != 0; });
  if (static_cast<size_t>(zeros - address.begin()) != ones) return false;
  const Digest once = sha256(bytes_of(address.data(), kAddressBytes - kCheckBytes));
  const Digest twice = sha256(bytes_of(once.data(), once.size()));
  return std::equal(twice.begin(), twice.begin() + kCheckBytes, address.end() - kCheckBytes);
}

uint32_t polymod_step(uint32_t check, uint32_t value) {
  constexpr uint32_t kGenerators[] = {0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3};
  const uint32_t top = check >> 25;
  check = (check & 0x1FFFFFF) << 5 ^ value;
  for (uint32_t i = 0; i < std::size(kGenerators); ++i) {
    if ((top >> i & 1) != 0) check ^= kGenerators[i];
  }
  return check;
}

// The remainder of the checksum over "bc" and the values behind the separator.
uint32_t checksum_of(const std::string& values) {
  constexpr uint32_t kPrefix[] = {3, 3, 0, 2, 3};  // "bc", expanded
  uint32_t check = 1;
  for (const uint32_t value : kPrefix) check = polymod_step(check, value);
  for (const char value : values) check = polymod_step(check, static_cast<uint32_t>(value));
  return check;
}

// The values of five bits each behind "bc1"; empty if a byte is none of the 32.
std::string bech32_values(std::string_view text) {
  std::string values;
  for (const char byte : text.substr(3)) {
    const size_t value = kBech32.find(to_lower(byte));
    if (value == std::string_view::npos) return {};
    values.push_back(static_cast<char>(value));
  }
  return values;
}

// BIP 141: 2 to 40 bytes, in version 0 20 or 32; BIP 173: what is left over are fewer than five
// bits, all zero.
bool is_witness_program(std::string_view values, bool is_version_0) {
  const size_t bytes = values.size() * 5 / 8;
  const size_t spare = values.size() * 5 % 8;
  if (bytes < 2 || bytes > 40 || spare > 4) return false;
  if ((values.back() & ((1 << spare) - 1)) != 0) return false;
  return !is_version_0 || bytes == 20 || bytes == 32;
}

bool is_bech32_address(std::string_view text) {
  constexpr uint32_t kBech32Rest = 1;
  constexpr uint32_t kBech32mRest = 0x2BC830A3;
  constexpr size_t kCheckSize = 6;
  constexpr char kLastVersion = 16;
  const std::string values = bech32_values(text);
  if (values.size() < kCheckSize + 2 || values.front() > kLastVersion) return false;
  const bool is_version_0 = values.front() == 0;
  const uint32_t rest = checksum_of(values);
  if (rest != kBech32Rest && (is_version_0 || rest != kBech32mRest)) return false;
  return is_witness_program(std::string_view(values).substr(1, values.size() - 1 - kCheckSize),
                            is_version_0);
}

bool is_of_one_case(std::string_view text) {
  const bool has_small =
      std::any_of(text.begin(), text.end(), [](char byte) { return byte >= 'a' && byte <= 'z'; });
  const bool has_capital =
      std::any_of(text.begin(), text.end(), [](char byte) { return byte >= 'A' && byte <= 'Z'; });
  return !(has_small && has_capital);
}

}  // namespace

Verdict validate_base58_address(const Candidate& candidate, double /*base_score*/) {
  if (!is_whole(candidate) || !is_base58_address(candidate.match())) return refuse();
  return accept(candidate, 1.0);
}

Verdict validate_bech32_address(const Candidate& candidate, double /*base_score*/) {
  const std::string_view match = candidate.match();
  if (!is_whole(candidate) || !is_of_one_case(match) || !is_bech32_address(match)) return refuse();
  return accept(candidate, 1.0);
}

}  // namespace weir
