// Telephone numbers. What reads as a decimal number, a day or code points, or stands behind the
// name of a key
// ("id="), counts 0.05 where no word names a telephone ("phone", "tel", not "call"), an amount with
// its unit and a piece of a path always.
#pragma once

#include <cstddef>
#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// How many of the digits of an international number, without "+" or "00", are its country code.
// REQUIRES: at least three. Source: ITU-T E.164 (11/2010), list of country codes.
[[nodiscard]] size_t country_code_size(std::string_view digits);

// ITU-T E.164 with "+" or "00": 8 to 15 digits, an assigned country code; +1 as the North American
// plan says. Source: ITU-T E.164 (11/2010) and its list of country codes.
[[nodiscard]] Verdict validate_phone_international(const Candidate& candidate, double base_score);

// National forms of the Nordic countries: no further digit group glued on. Written in groups they
// score higher than as one run. Source: Traficom, numbering regulation 32; PTS, Swedish plan.
[[nodiscard]] Verdict validate_phone_national(const Candidate& candidate, double base_score);

// North American Numbering Plan: area and exchange codes 200 to 999, no N11. Source: NANPA.
[[nodiscard]] Verdict validate_phone_north_american(const Candidate& candidate, double base_score);

}  // namespace weir
