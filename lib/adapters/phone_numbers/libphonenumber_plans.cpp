#include "adapters/phone_numbers/libphonenumber_plans.h"

#include <phonenumbers/phonenumberutil.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <string>

#include "adapters/phone_numbers/dialled_plans.h"

namespace weir {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

const PhoneNumberUtil& library() {
  return *PhoneNumberUtil::GetInstance();  // reads the metadata once, behind a lock of its own
}

// REQUIRES: at most 15 digits.
PhoneNumber number(uint32_t country_code, std::string_view national) {
  PhoneNumber out;
  out.set_country_code(static_cast<int>(country_code));
  const size_t zeros = std::min(national.find_first_not_of('0'), national.size());
  if (zeros > 0) {
    out.set_italian_leading_zero(true);
    out.set_number_of_leading_zeros(static_cast<int>(zeros));
  }
  uint64_t value = 0;
  for (const char digit : national) value = value * 10 + static_cast<uint64_t>(digit - '0');
  out.set_national_number(value);
  return out;
}

constexpr size_t kLongest = 15;           // E.164, with the country code
constexpr uint32_t kCountryCodes = 1000;  // of at most three digits
constexpr uint32_t kIsKnown = 1U << 31;

// The lengths that numbers of the country have, a bit each. To the library, only the length counts.
uint32_t lengths_of(uint32_t country_code) {
  uint32_t lengths = kIsKnown;
  for (size_t length = 1; length <= kLongest; ++length) {
    const PhoneNumber any = number(country_code, std::string(length, '2'));
    const auto answer = library().IsPossibleNumberWithReason(any);
    if (answer == PhoneNumberUtil::IS_POSSIBLE) lengths |= 1U << length;
  }
  return lengths;
}

bool is_valid(const DialledPlan& plan, std::string_view national) {
  return library().IsValidNumberForRegion(number(plan.country_code, national),
                                          std::string(plan.region));
}

// With the country code, and no trunk prefix.
bool is_valid_behind_code(const DialledPlan& plan, std::string_view digits) {
  const std::string code = std::to_string(plan.country_code);
  if (!digits.starts_with(code)) return false;
  digits.remove_prefix(code.size());
  return digits.size() >= plan.least && digits.size() <= plan.most && is_valid(plan, digits);
}

class LibphonenumberPlans final : public NumberingPlans {
 public:
  [[nodiscard]] bool is_possible(uint32_t country_code, std::string_view national) const override {
    if (country_code >= kCountryCodes) return false;
    uint32_t lengths = lengths_[country_code].load(std::memory_order_relaxed);
    if (lengths == 0) {
      lengths = lengths_of(country_code);
      lengths_[country_code].store(lengths, std::memory_order_relaxed);
    }
    const auto has = [lengths](size_t length) {
      return length <= kLongest && (lengths >> length & 1) != 0;
    };
    return has(national.size()) || (national.starts_with('0') && has(national.size() - 1));
  }

  [[nodiscard]] bool is_national(std::string_view digits) const override {
    const auto plans = dialled_plans();
    return std::any_of(plans.begin(), plans.end(), [&](const DialledPlan& plan) {
      const auto national = without_trunk(plan, digits);
      return (national && is_valid(plan, *national)) || is_valid_behind_code(plan, digits);
    });
  }

 private:
  mutable std::array<std::atomic<uint32_t>, kCountryCodes> lengths_{};  // as they are asked for
};

}  // namespace

std::shared_ptr<const NumberingPlans> libphonenumber_plans() {
  return std::make_shared<LibphonenumberPlans>();
}

}  // namespace weir
