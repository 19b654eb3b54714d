// Identifiers of the United States, and bank routing numbers.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// Social Security number: area not 000, 666 or 900-999, group not 00, serial not 0000, none of the
// numbers that the Administration has voided in public; the same separator twice. Source: Social
// Security Administration, "SSN randomization" (2011) and 20 CFR 422.
[[nodiscard]] Verdict validate_us_ssn(const Candidate& candidate, double base_score);

// Words that name a driver's license and no other one.
inline constexpr std::string_view kDriverLicenseWords =
    "driver's licen*,drivers licen*,driver licen*,driving licen*,license number,licence number,"
    "license no,licence no,dl number,dl no,dln,dmv,cdl";

// A state's form. What software and its licenses are full of counts 0.05: pieces of paths and names
// ("libs/mp11/", "dist-3.0-pl60"), and, where none of kDriverLicenseWords is near, small letters
// and less than six digits ("ia64", "VS2013"). Source: AAMVA, formats by state.
[[nodiscard]] Verdict validate_us_driver_license(const Candidate& candidate, double base_score);

// Individual Taxpayer Identification Number, 9NN GG NNNN: group 50-65, 70-88, 90-92 or 94-99.
// Source: Internal Revenue Service, Publication 1915 and Internal Revenue Manual 3.21.263.
[[nodiscard]] Verdict validate_us_itin(const Candidate& candidate, double base_score);

// ABA routing number, nine digits: Federal Reserve prefix 00-12, 21-32, 61-72 or 80, weights 3 7 1,
// mod 10. Source: American Bankers Association, routing number policy; Federal Reserve, "Thomson
// prefix".
[[nodiscard]] Verdict validate_aba_routing_number(const Candidate& candidate, double base_score);

// DEA registration of a prescriber: two characters and seven digits, the last of which is the units
// of (1st + 3rd + 5th) + 2 * (2nd + 4th + 6th). Source: Drug Enforcement Administration, Diversion
// Control Division.
[[nodiscard]] Verdict validate_medical_license(const Candidate& candidate, double base_score);

// National Provider Identifier: ten digits that pass Luhn behind the prefix 80840; no single digit
// repeated. Source: 45 CFR 162.406; Centers for Medicare & Medicaid Services, NPI check digit.
[[nodiscard]] Verdict validate_us_npi(const Candidate& candidate, double base_score);

}  // namespace weir
