// Bank accounts and payment cards.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// The length of an IBAN of `country` (two letters, either case); 0: the country has none.
// Source: SWIFT, IBAN Registry, release 99.
[[nodiscard]] size_t iban_length(std::string_view country);

// IBAN (ISO 13616): the country's length and its places of digits and letters, check digits 02 to
// 98, mod 97 = 1. Cuts the candidate to the country's length, which must end at a word's end.
[[nodiscard]] Verdict validate_iban(const Candidate& candidate, double base_score);

// Payment card number: a known issuer range with its lengths, and Luhn (ISO/IEC 7812-1). Groups
// that stand before the number are cut off. Not a fraction of a decimal number. Sources: issuer
// ranges as the schemes publish them (American Express 34, 37; Diners Club 300-305, 309, 36, 38,
// 39; Discover 6011, 644-649, 65; JCB 3528-3589; Maestro 50, 56-58, 6; Mastercard 51-55, 2221-2720;
// Mir 2200-2204; UnionPay 62, 81; Visa 4).
[[nodiscard]] Verdict validate_credit_card(const Candidate& candidate, double base_score);

// Card of the airlines' scheme (UATP): fifteen digits that begin with 1, the major industry
// identifier of airlines (ISO/IEC 7812-1), and Luhn.
[[nodiscard]] Verdict validate_travel_card(const Candidate& candidate, double base_score);

}  // namespace weir
