// Finnish identifiers, those of Åland among them.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// Henkilötunnus, DDMMYYCNNNQ: a real date in the century of its sign (the thirteen signs of the
// decree in force since 1 January 2023), individual number 002 to 999, check character mod 31.
// Either case. One that a letter touches ("is131052-308T") counts 0.1. Source: Digital and
// Population Data Services Agency, dvv.fi, "personal identity code" and notice of 11 December 2023.
[[nodiscard]] Verdict validate_personal_identity_code(const Candidate& candidate,
                                                      double base_score);

// Y-tunnus, NNNNNNN-C (old ones lack the leading 0): weights 7 9 10 5 8 4 2, mod 11; remainder 1 is
// never given out. Source: Finnish Patent and Registration Office and Tax Administration, ytj.fi.
[[nodiscard]] Verdict validate_business_id(const Candidate& candidate, double base_score);

// ALV-numero: "FI" and the eight digits of the Y-tunnus. Source: Tax Administration, vero.fi, "VAT
// number"; European Commission, VIES.
[[nodiscard]] Verdict validate_fi_vat_id(const Candidate& candidate, double base_score);

// Viitenumero: 4 to 20 digits, leading zeros not counted, the last of them a check digit; weights
// 7 3 1 from the right, mod 10. Source: Finance Finland, "Kotimaisen viitteen rakenneohje".
[[nodiscard]] Verdict validate_fi_bank_reference(const Candidate& candidate, double base_score);

// RF creditor reference: "RF", two check digits, 1 to 21 letters and digits; ISO 7064 MOD 97-10
// over the rest and then "RF" and the check digits leaves 1. Short ones in small letters keep the
// base score. Source: ISO 11649:2009; Finance Finland, "RF-viite".
[[nodiscard]] Verdict validate_creditor_reference(const Candidate& candidate, double base_score);

// Words that name a plate or its number.
inline constexpr std::string_view kPlateNumberWords =
    "rekisterinumero*,rekisteritunnu*,rekisterikil*,rekisteri nro,rekkari*,rek.nro,kilpi,"
    "kilven,registreringsnummer*,registreringsskylt*,registerskylt*,reg.nr,regnr,"
    "number plate,licence plate,license plate,registration number,registration plate";

// Rekisteritunnus: letters and a number without leading zero, in either order. Names of standards
// and models ("UTF-8", "SHA-256", "GPT-4") are none. Counted 0.05: what is usual near cars and in
// programs, as "BMW 320", "24-kk", "XC-60" where no word names a plate, and names in code. Source:
// Traficom, "Rekisterikilvet"; Government of Åland, registration of vehicles (plates that begin
// with Å).
[[nodiscard]] Verdict validate_fi_license_plate(const Candidate& candidate, double base_score);

}  // namespace weir
