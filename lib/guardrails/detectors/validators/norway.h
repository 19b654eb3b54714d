// Norwegian identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Fødselsnummer, DDMMYYNNNKK, and the numbers built like it: D-numbers (day + 40), H-numbers (month
// + 40), test numbers (month + 80), FH-numbers (first digit 8 or 9, no date). Both check digits mod
// 11: weights 3 7 6 1 8 9 4 5 2 and 5 4 3 2 7 6 5 4 3 2; a real date in the century of the
// individual number, not after kLatestBirthYear. Numbers given out from 2032 on may leave 1 to 3
// where the first check digit left 0: they keep the base score, and so do those that are grouped as
// accounts (1303-57-45488). A run of digits that is_listed() counts at most 0.4. Sources: forskrift
// til folkeregisterloven (2017) § 2-2-1; Directorate of eHealth, HIS 1001:2010 (H and FH);
// Skatteetaten, "Nytt fødselsnummer fra 2032".
[[nodiscard]] Verdict validate_no_fodselsnummer(const Candidate& candidate, double base_score);

// Organisasjonsnummer, nine digits: weights 3 2 7 6 5 4 3 2, mod 11. Those given out begin with 8
// or 9 (2 and 3: test data); others count half. Source: Brønnøysund Register Centre, "The
// organization number".
[[nodiscard]] Verdict validate_no_organisasjonsnummer(const Candidate& candidate,
                                                      double base_score);

// The organisasjonsnummer with "MVA" behind it, perhaps "NO" before it: 1. With "NO" alone the base
// score. Source: Skatteetaten, merverdiavgiftsloven § 15-10.
[[nodiscard]] Verdict validate_no_vat_id(const Candidate& candidate, double base_score);

// Kontonummer, eleven digits: weights 5 4 3 2 7 6 5 4 3 2, mod 11. Behind 0000, which stood for the
// post office's bank, seven digits with Luhn. Source: Bits AS, "Kontonummer"; ECBS TR 201.
[[nodiscard]] Verdict validate_no_bank_account(const Candidate& candidate, double base_score);

}  // namespace weir
