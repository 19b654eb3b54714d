// Identifiers of calls and attempts: UUID version 7 (RFC 9562, section 5.7), time-ordered so that
// they append to an index instead of scattering over it.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

struct Uuid {
  std::array<uint8_t, 16> bytes{};

  // `wall_us`: UTC microseconds. Random bits from the kernel. Safe for concurrent use.
  [[nodiscard]] static Uuid make_v7(int64_t wall_us);

  [[nodiscard]] std::string text() const;  // 8-4-4-4-12, lower case
  [[nodiscard]] std::string_view view() const {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
  }
  friend auto operator<=>(const Uuid&, const Uuid&) = default;  // NOLINT(*-use-nullptr): false
};

// Fills `size` bytes from the kernel's generator (getrandom(2)).
void fill_random(void* buffer, size_t size);

}  // namespace weir
