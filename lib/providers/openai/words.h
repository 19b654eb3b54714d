// The chat completions format's own words: they are the same in every body, so no detector needs to
// see them.
#pragma once

#include <string_view>

namespace weir::openai {

// A key of the format (or of JSON Schema, which tools are written in): messages, content, …
[[nodiscard]] bool is_format_key(std::string_view text);

// A value of the format: assistant, chat.completion.chunk, stop, …
[[nodiscard]] bool is_format_value(std::string_view text);

}  // namespace weir::openai
