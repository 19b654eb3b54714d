// Standard output. A reader that went away (EPIPE) is not worth a word; any other failure is told
// once, on standard error.
#pragma once

#include <string_view>

namespace cli {

// Both: whether all that was written so far has arrived, as far as is known.
bool write_output(std::string_view text);
bool flush_output();

}  // namespace cli
