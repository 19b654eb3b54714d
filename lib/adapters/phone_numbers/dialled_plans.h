// How numbers are dialled within a country, for the countries whose numbers are found without "+".
//
// The list is that of Presidio's PhoneRecognizer (US, which is all of North America here, GB, DE,
// FR, IL, IN, BR), the Nordic and the Baltic countries, Japan and China. The trunk prefix is no
// part of the number. Where it is always written, eight digits without it are no number. Source:
// ITU-T E.164, annexed list of dialling procedures (2011).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace weir {

struct DialledPlan {
  enum class Trunk : uint8_t { kNone, kOptional, kWritten };

  std::string_view region;  // ISO 3166-1
  uint32_t country_code = 0;
  Trunk trunk = Trunk::kNone;
  std::string_view trunk_digits = {};  // each of these is one
  size_t least = 0;                    // digits of the number without the trunk prefix
  size_t most = 0;
};

[[nodiscard]] std::span<const DialledPlan> dialled_plans();

// `digits`, as dialled, without the trunk prefix; nothing if the plan has no number of this form.
[[nodiscard]] std::optional<std::string_view> without_trunk(const DialledPlan& plan,
                                                            std::string_view digits);

}  // namespace weir
