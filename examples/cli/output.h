// Standard output and standard error. Where they are a terminal, control characters come visibly
// (ControlFilter); a file or a pipe gets the bytes as they are. A reader that went away (EPIPE) is
// not worth a word; any other failure is told once, on standard error.
#pragma once

#include <string_view>

namespace cli {

// All: whether all that was written so far has arrived, as far as is known. A text may be written
// in pieces, cut anywhere; finish_output ends the last one.
bool write_output(std::string_view text);
bool flush_output();
bool finish_output();

// What holds colours, and has been through `printable` otherwise.
bool write_painted(std::string_view text);

// A line on standard error.
void write_error(std::string_view line);

}  // namespace cli
