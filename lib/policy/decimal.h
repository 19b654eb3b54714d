// Decimal text to a scaled integer, exactly: no floating point on the way of money.
#pragma once

#include <cstdint>
#include <string_view>

namespace weir {

enum class DecimalFault : uint8_t {
  kNone,
  kNotANumber,
  kNegative,
  kTooFine,   // digits beyond the scale that are not zero
  kTooLarge,  // does not fit in an int64_t
};

// `text`: a JSON number (RFC 8259, section 6), an exponent included. `value` becomes
// text x 10^scale; unchanged on a fault. "0.15" at scale 9 is 150'000'000.
[[nodiscard]] DecimalFault parse_decimal(std::string_view text, int scale, int64_t& value);

}  // namespace weir
