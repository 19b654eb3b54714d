// Identifiers of Estonia, Latvia and Lithuania. A personal code in one run of digits that
// is_listed() counts at most 0.4.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Isikukood, GYYMMDDSSSC: G is sex and century (1 to 8), a real date, check digit by weights 1 to 9
// and 1, mod 11; if that leaves 10, by 3 to 9, 1, 2, 3; if that does too, 0. Lithuanian numbers are
// the same, so the score is the base: the words beside tell whose it is. Source: Estonian standard
// EVS 585:2007; Rahvastikuregistri seadus § 39.
[[nodiscard]] Verdict validate_ee_isikukood(const Candidate& candidate, double base_score);

// Registrikood, eight digits, the first 1, 7, 8 or 9: check digit as in the isikukood. Source:
// Estonian e-Business Register, ariregister.rik.ee.
[[nodiscard]] Verdict validate_ee_registrikood(const Candidate& candidate, double base_score);

// KMKR number: "EE" and nine digits, weights 3 7 1 3 7 1 3 7 1, mod 10. Source: Estonian Tax and
// Customs Board; European Commission, VIES.
[[nodiscard]] Verdict validate_ee_vat_id(const Candidate& candidate, double base_score);

// Personas kods, DDMMYY-CNNNQ: century C (0: 1800s, 1, 2), a real date; or, since 1 July 2017,
// 32NNNN-NNNNQ without a date. Q = (1 + weights 10 5 8 4 2 1 6 3 7 9) mod 11 mod 10. With a date,
// or with the dash: 1; else, and unbroken with no digits but 0 and 1, the base score. Source:
// Office of Citizenship and Migration Affairs, pmlp.gov.lv; Fizisko personu reģistra likums.
[[nodiscard]] Verdict validate_lv_personas_kods(const Candidate& candidate, double base_score);

// PVN number, eleven digits: those of legal persons begin with 4 to 9, weights 9 1 4 8 3 10 2 5 7 6
// 1, mod 11 leaves 3; those of natural persons are "LV" and the personas kods. Source: State
// Revenue Service, vid.gov.lv; European Commission, VIES.
[[nodiscard]] Verdict validate_lv_vat_id(const Candidate& candidate, double base_score);

// A legal person's registration number: as its PVN number, without "LV".
[[nodiscard]] Verdict validate_lv_registration_number(const Candidate& candidate,
                                                      double base_score);

// Asmens kodas: as the isikukood, first digit 1 to 6; those with 9 have no date and count 0.3.
// Source: Lietuvos Respublikos gyventojų registro įstatymas, article 8.
[[nodiscard]] Verdict validate_lt_asmens_kodas(const Candidate& candidate, double base_score);

// Įmonės kodas, nine digits: check digit by weights 1 to 8; if that leaves 10, by 3 to 9 and 1, mod
// 11. Source: Centre of Registers, registrucentras.lt.
[[nodiscard]] Verdict validate_lt_imones_kodas(const Candidate& candidate, double base_score);

// PVM number, nine digits (the eighth is 1) or twelve (the eleventh is 1), check digit as above;
// with "LT" before it 1, else the base score. Source: State Tax Inspectorate, vmi.lt; European
// Commission, VIES.
[[nodiscard]] Verdict validate_lt_vat_id(const Candidate& candidate, double base_score);

}  // namespace weir
