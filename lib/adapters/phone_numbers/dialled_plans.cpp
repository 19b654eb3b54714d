#include "adapters/phone_numbers/dialled_plans.h"

namespace weir {
namespace {

using Trunk = DialledPlan::Trunk;

// In the order in which they are asked: the first that knows a number ends the search.
constexpr DialledPlan kPlans[] = {
    {"FI", 358, Trunk::kWritten, "0", 6, 10},  {"SE", 46, Trunk::kWritten, "0", 7, 10},
    {"NO", 47, Trunk::kNone, "", 8, 8},        {"DK", 45, Trunk::kNone, "", 8, 8},
    {"IS", 354, Trunk::kNone, "", 7, 7},       {"EE", 372, Trunk::kNone, "", 7, 8},
    {"LV", 371, Trunk::kNone, "", 8, 8},       {"LT", 370, Trunk::kWritten, "08", 8, 8},
    {"US", 1, Trunk::kOptional, "1", 10, 10},  {"FR", 33, Trunk::kWritten, "0", 9, 9},
    {"GB", 44, Trunk::kWritten, "0", 9, 10},   {"DE", 49, Trunk::kWritten, "0", 6, 11},
    {"IL", 972, Trunk::kWritten, "0", 8, 9},   {"IN", 91, Trunk::kOptional, "0", 10, 10},
    {"BR", 55, Trunk::kOptional, "0", 10, 11}, {"JP", 81, Trunk::kWritten, "0", 9, 10},
    {"CN", 86, Trunk::kOptional, "0", 9, 11},  {"AX", 358, Trunk::kWritten, "0", 6, 10},
};

}  // namespace

std::span<const DialledPlan> dialled_plans() {
  return kPlans;
}

std::optional<std::string_view> without_trunk(const DialledPlan& plan, std::string_view digits) {
  const bool has_trunk =
      !digits.empty() && plan.trunk_digits.find(digits.front()) != std::string_view::npos;
  if (has_trunk) digits.remove_prefix(1);
  if (!has_trunk && plan.trunk == Trunk::kWritten) return std::nullopt;
  if (digits.size() < plan.least || digits.size() > plan.most) return std::nullopt;
  return digits;
}

}  // namespace weir
