// A program that prints a key.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "identity/key_store.h"

namespace weir {

struct KeyProgramLimits {
  int64_t timeout_ms = 10'000;
  size_t max_output_bytes = 65'536;
};

// Runs `command` (an absolute path and its arguments) without a shell, in a process group of its
// own, with the environment of this process, its input and its error output on /dev/null, and no
// other descriptor of this process open. Reads the key from its output (key_text.h). A program that
// outlives the time limit is killed with its whole group. Blocks up to the time limit. Faults:
// "key.program" (cannot be run, or a status other than 0), "key.timeout", "key.too_large", and
// those of read_key_answer.
[[nodiscard]] Result<KeyGrant> run_key_program(const std::vector<std::string>& command,
                                               const KeyProgramLimits& limits,
                                               std::string_view source);

}  // namespace weir
