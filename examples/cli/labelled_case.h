// One line of a file of labelled cases:
// {"id":…,"text":…,"detect":[…]?,"threshold":…?,"expected":[{"entity":…,"start":…,"end":…}]}.
// Other members are left alone; one that stands twice is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "evaluation.h"

namespace cli {

struct LabelledCase {
  std::string id;                   // "" where the line has none
  std::string text;                 // decoded
  std::string detect;               // names, separated by commas; "": pii and secret
  std::optional<double> threshold;  // 0 (everything) to 1
  std::vector<Span> expected;       // in the order of their starts
};

// On failure `fault` says why, in words that can follow "line 12: ".
[[nodiscard]] bool parse_labelled_case(std::string_view json, LabelledCase& parsed,
                                       std::string& fault);

}  // namespace cli
