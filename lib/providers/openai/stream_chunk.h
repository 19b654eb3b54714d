// One chunk of a stream, made after another: the place of a text in it, and a chunk with that text
// alone.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json_index.h"

namespace weir::openai {

// The number that an object carries in "index"; `otherwise` where it has none.
[[nodiscard]] int64_t index_member(const JsonIndex& index, JsonNode object, int64_t otherwise);

// The path of `value` below `delta`, as a JSON pointer, with the numbers that elements carry in
// "index" in place of their own: a chunk about the second tool call holds it as its only element.
[[nodiscard]] std::string path_below(const JsonIndex& index, JsonNode delta, JsonNode value);

// A chunk of choice number `choice` that holds `text` at the place that `value` has in the chunk
// `index`, and no other text. With the envelope: what the chunk says of the stream as a whole (id,
// model, created, …).
// REQUIRES: `value` stands in the delta of a choice.
[[nodiscard]] std::string chunk_with(const JsonIndex& index, JsonNode value, int64_t choice,
                                     std::string_view text, bool with_envelope);

}  // namespace weir::openai
