// Secrets that stand behind a name: `HEROKU_API_KEY=...`, `"password": "..."`. The finding is the
// value alone; the name stays readable.
#pragma once

#include <cstddef>
#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// Where the value of `name = value` begins: behind the operator (=, :, >) and its quotes, or, where
// the name's own characters and spaces are not followed by one, behind the last space. A first byte
// that is none of these belongs to the name.
[[nodiscard]] size_t value_begin(std::string_view assignment);

// A token: cut before full stops, which end a sentence.
[[nodiscard]] Verdict validate_token(const Candidate& candidate, double base_score);

// The value of a name that says whose secret it is. The value holds a digit, or has 4 bits of
// entropy a byte, is no placeholder, and does not go on behind the match.
[[nodiscard]] Verdict validate_assigned(const Candidate& candidate, double base_score);

// The value of a name such as api_key or token: besides, 3 bits a byte and a part that looks like
// chance. Code such as `token = base64.b64decode(x)` is none.
[[nodiscard]] Verdict validate_generic_key(const Candidate& candidate, double base_score);

// The value of a name such as password: no placeholder, no call, no date, and with a digit or a
// sign; without quotes round it, with a letter too.
[[nodiscard]] Verdict validate_password(const Candidate& candidate, double base_score);

// The password of a connection string or of a .netrc file: any value but a placeholder.
[[nodiscard]] Verdict validate_password_field(const Candidate& candidate, double base_score);

}  // namespace weir
