// Errors as the program tells them. On standard error: "weir: <message>", then the reason id, then
// what there is of details, one a line. With --json the error goes to standard output as well:
// {"error":{"code","reason","message","details","retry_after_ms"}}.
#pragma once

#include <string>
#include <string_view>
#include <weir/weir.hpp>

namespace cli {

// Tells the error; the exit code that goes with it.
int tell(const weir::error& error, bool json = false);

// The same for a fault of the program's own.
int tell(std::string_view reason, std::string_view message, int exit_code);

// The error as a JSON object, without the outer {"error":…}.
[[nodiscard]] std::string as_json(const weir::error& error);

[[nodiscard]] int exit_code_of(const weir::error& error);

}  // namespace cli
