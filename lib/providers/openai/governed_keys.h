// The members of a request that are governed, and keys that a server may take for one of them.
//
// JSON keys have a case. Go's decoder, and with it Ollama and LocalAI, ignores it and takes the
// last: {"max_tokens":5,"Max_Tokens":99999} asks for 99999 there. So a key that differs from a
// governed one in case alone is refused.
// Source: https://pkg.go.dev/encoding/json#Unmarshal ("accepting a case-insensitive match").
#pragma once

#include <string_view>

#include "base/json_index.h"
#include "base/status.h"

namespace weir::openai {

// Looks at the members of the request, of its stream_options, its messages and their parts, by
// which texts are joined and media are seen. Faults, kInvalidRequest: "request.key_case".
[[nodiscard]] Status check_key_case(const JsonIndex& request);

}  // namespace weir::openai
