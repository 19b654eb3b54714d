// Swedish identifiers.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Personnummer and samordningsnummer, (CC)YYMMDD-NNNC: Luhn over the last ten digits and a real
// date in a century that the number can mean ("+": a hundred years ago or more; twelve digits: 18
// to 20). A samordningsnummer has 60 added to the day; its month or day may be unknown (00).
// Scores: 1 with a dash, a plus or twelve digits; the base for ten digits in one run; 0.3 with a
// space, which a date and a time have too; at most 0.4 for a run of digits that is_listed(); 0.1 if
// a letter touches it, with which the match may begin. Sources: folkbokföringslagen (1991:481) 18
// §; Skatteverket, SKV 704 and SKV 707, and its test data for samordningsnummer (00).
[[nodiscard]] Verdict validate_se_personnummer(const Candidate& candidate, double base_score);

// Organisationsnummer, NNNNNN-NNNC, also with the century "16" before it: Luhn, third digit at
// least 2, first digit not 0. Source: lagen (1974:174) om identitetsbeteckning; Skatteverket, SKV
// 709.
[[nodiscard]] Verdict validate_se_organisationsnummer(const Candidate& candidate,
                                                      double base_score);

// Momsregistreringsnummer: "SE", ten digits with Luhn, "01". Other endings (02 to 94) count 0.1.
// Sources: Skatteverket, "Momsregistreringsnummer"; European Commission, VIES.
[[nodiscard]] Verdict validate_se_vat_id(const Candidate& candidate, double base_score);

// Bankgiro and PlusGiro numbers: Luhn over all digits; in groups, no further group before them.
// Source: Bankgirot, "10-modulen".
[[nodiscard]] Verdict validate_se_giro(const Candidate& candidate, double base_score);

}  // namespace weir
