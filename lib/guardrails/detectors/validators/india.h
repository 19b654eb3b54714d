// Indian identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Aadhaar number: twelve digits, the first 2 to 9, Verhoeff, no palindrome. Groups of four score
// the row's score; a further group beside them refuses the candidate (a card number). Source:
// Unique Identification Authority of India, "Aadhaar number", document on number format.
[[nodiscard]] Verdict validate_in_aadhaar(const Candidate& candidate, double base_score);

// Permanent account number: five letters, four digits, a letter; the fourth letter tells the kind
// of holder, the serial is not 0000. An unknown kind of holder scores low, and so do the
// names of commits and pieces of other names, in small letters. Source: Income Tax
// Department, "structure of PAN".
[[nodiscard]] Verdict validate_in_pan(const Candidate& candidate, double base_score);

// Ten letters and digits with a letter and four digits in a row: what a permanent account number
// may look like when it is mistyped. Source: Microsoft Presidio, IN_PAN, the weakest pattern.
[[nodiscard]] Verdict validate_in_pan_like(const Candidate& candidate, double base_score);

// GST identification number: state code 01 to 37, a PAN, entity 1 to 9 or A to Z, "Z", a check
// character mod 36. Where the check character is wrong the score is low: many printed samples have
// no true one. Source: Goods and Services Tax Network, structure of GSTIN.
[[nodiscard]] Verdict validate_in_gstin(const Candidate& candidate, double base_score);

// Vehicle registration in the form of a state: a known state code, a serial that is not 0000; "as
// 0x0660" scores low.
// Source: Central Motor Vehicles Rules 1989, rule 50; notifications of state codes.
[[nodiscard]] Verdict validate_in_vehicle_registration(const Candidate& candidate,
                                                       double base_score);

}  // namespace weir
