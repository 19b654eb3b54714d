// What digits, and letters with digits, may be besides a telephone number or an identifier: a
// decimal number, an amount, a date, the key of a record, a piece of a path or of a name in
// software. The form and the neighbours tell.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// True if the candidate is written like one decimal number or two in a row (+3.14159265358, or
// +40.20361-075.00417 of ISO 6709), or stands behind a decimal sign (0,0401234567 or .0401234567)
// or before one. RFC 5733 writes the numbers of telephones like the first.
[[nodiscard]] bool reads_as_decimal(const Candidate& candidate);

// True if the candidate is unbroken digits behind a name of keys and records: "id=", "order_id: ",
// "userId\":", "build ", "tilausnumero ".
[[nodiscard]] bool is_named_as_key(const Candidate& candidate);

// True if a unit of measure or a currency stands behind the candidate: "bytes", "ms", "EUR".
[[nodiscard]] bool is_amount(const Candidate& candidate);

// True if the candidate is unbroken digits between two slashes: "/a/30084734/4593721".
[[nodiscard]] bool is_path_piece(const Candidate& candidate);

// True if the candidate is a piece of a longer name or a path: "libs/mp11/*", "dist-3.0-pl60",
// "t/t0032-reftable", "2.4+20151223.gitfa8646d".
[[nodiscard]] bool is_piece_of_name(const Candidate& candidate);

// True if `match` is three groups of four digits that begin with two zeros, with dots between them
// or a further zero: code points and collation keys ("0020.0002.0023", "0069 0307 0301").
[[nodiscard]] bool reads_as_code_points(std::string_view match);

// True if the candidate is hexadecimal digits in capitals, and so is a group of the same length one
// space away: a part of a dump.
[[nodiscard]] bool is_in_dump(const Candidate& candidate);

// True if `digits` are YYYYMMDD, a day from 1900 to 2099.
[[nodiscard]] bool reads_as_day(std::string_view digits);

}  // namespace weir
