// Sections of a case file -> the steps of an answer, and the comparison of JSON bodies.
#pragma once

#include <string>
#include <string_view>

#include "base/status.h"
#include "support/case_file.h"
#include "support/provider/answer.h"

namespace weir::testing {

// [answer] and its [body] (nullptr: none): head, framing and pieces.
[[nodiscard]] Result<Answer> framed_answer(const CaseFile& file, const CaseSection& answer,
                                           const CaseSection* body);
// [raw]: these bytes and nothing else, then the connection is closed.
[[nodiscard]] Result<Answer> raw_answer(const CaseFile& file, const CaseSection& raw);

[[nodiscard]] bool is_json(std::string_view text);
// Where `actual` lacks something of `expected` (members may be more, array elements may not);
// empty when it lacks nothing.
[[nodiscard]] std::string json_difference(std::string_view expected, std::string_view actual);

}  // namespace weir::testing
