// weir scan --jsonl.
#pragma once

#include "arguments.h"
#include "input.h"
#include "scanner_cache.h"

namespace cli {

[[nodiscard]] int scan_lines(const ScanArguments& arguments, ScannerCache& scanners, Input& input);

}  // namespace cli
