// One line of `weir scan --jsonl`: {"id":…,"text":…,"detect":[…]?,"threshold":…?}. Other members
// are left alone; one that stands twice is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace cli {

struct ScanLine {
  std::string id = "null";            // JSON of any type, the bytes as they were given
  std::string text;                   // decoded: may hold NUL
  std::optional<std::string> detect;  // names, separated by commas; not given: the command's
  std::optional<double> threshold;    // 0 (everything) to 1; not given: the command's
};

// On failure `fault` says why, in words that can follow "line 12: ".
[[nodiscard]] bool parse_scan_line(std::string_view json, ScanLine& line, std::string& fault);

}  // namespace cli
