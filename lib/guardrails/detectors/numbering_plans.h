// What a library of the world's numbering plans says of a telephone number.
//
// A build may be without one: validators/phone.h then says alone what a number is. Rows name the
// use they make of it (Detector::plans), and assess() asks last of all, about nothing that does not
// come to the threshold: whether a number is valid takes some ten microseconds to find out.
#pragma once

#include <cstdint>
#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// Safe for concurrent use. Answers depend on the digits alone, so streams get those of whole texts.
class NumberingPlans {
 public:
  virtual ~NumberingPlans() = default;

  // False if no number of the country is as long as `national`, the digits behind its code (with or
  // without a trunk prefix, as in "+358 (0)40"), or if no country has the code. Ranges are not
  // asked for: they come into use faster than libraries do, and those that are kept for examples
  // never do.
  [[nodiscard]] virtual bool is_possible(uint32_t country_code,
                                         std::string_view national) const = 0;

  // True if `digits` are a valid number as it is dialled within one of the countries that the
  // implementation lists, or one of theirs with its country code and no "+".
  [[nodiscard]] virtual bool is_national(std::string_view digits) const = 0;
};

// What `plans` make of an accepted verdict of `detector`. REQUIRES: detector.plans is not kNone.
[[nodiscard]] Verdict judge_by_plans(const Detector& detector, std::string_view text,
                                     const Verdict& verdict, const NumberingPlans& plans);

}  // namespace weir
