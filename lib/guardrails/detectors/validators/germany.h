// German identifiers.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// The forms take a number without separators, letters as capitals.

// Betriebsstättennummer, nine digits without a check digit; all zeros is none. Source: KBV,
// Arztnummern-Richtlinie (section 75 (7) SGB V).
[[nodiscard]] bool is_german_practice_number(std::string_view number);

// Lebenslange Arztnummer: six digits, a check digit (weights 4 9 4 9 4 9, the difference to the
// next ten), two digits of the speciality. Source: KBV, Arztnummern-Richtlinie.
[[nodiscard]] bool is_german_physician_number(std::string_view number);

// Führerscheinnummer: four characters of the authority, five of the holder, a check digit (weights
// 9 to 1, letters from 10 to 35, mod 11, ten is X) and the copy. Source: Fahrerlaubnis-Verordnung,
// Anlage 8; Kraftfahrt-Bundesamt, key of the authorities.
[[nodiscard]] bool is_german_driving_licence(std::string_view number);

// Krankenversichertennummer: a letter, eight digits, a check digit (the letter as two digits,
// weights 1 2, cross sums, mod 10). Source: section 290 SGB V, GKV-Spitzenverband, Anlage 1.
[[nodiscard]] bool is_german_health_insurance_number(std::string_view number);

// Serial number of identity card and passport, nine characters of a reduced alphabet that begin
// with a letter. Source: Personalausweisverordnung, Passverordnung; BSI TR-03110.
[[nodiscard]] bool is_german_serial_number(std::string_view number);

// The same where the ninth is the check digit of the first eight (ICAO Doc 9303-3, 4.9).
[[nodiscard]] bool is_german_checked_serial_number(std::string_view number);

// Rentenversicherungsnummer: area, birthday (day also plus 50), letter, serial number, check digit
// (the letter as two digits, weights 2 1 2 5 7 1 2 1 2 1 2 1, cross sums, mod 10). Source: VKVV,
// sections 2 and 4.
[[nodiscard]] bool is_german_pension_number(std::string_view number);

// Serial numbers of nine characters and their check digit behind them, as the machine
// readable zone has it; a "D" behind that names the country and makes it certain.
[[nodiscard]] Verdict validate_german_document(const Candidate& candidate, double base_score);

// Steueridentifikationsnummer: eleven digits, ISO 7064 MOD 11,10. Of the first ten one digit stands
// there two or three times, the others once at most: 1.0. Three
// in a row, or (without separators) ten different ones, as in much test data: the row's score.
// Source: section 139b AO; BZSt, Steuer-IdNr.
[[nodiscard]] Verdict validate_german_tax_id(const Candidate& candidate, double base_score);

// Steuernummer in the federal form of thirteen digits: the tax office's key of a Land, 0 in the
// fifth place. Source: ELSTER, Aufbau der Steuernummern.
[[nodiscard]] bool is_german_federal_tax_number(std::string_view number);

// The nine digits of an Umsatzsteuer-Identifikationsnummer that ISO 7064 MOD 11,10 proves. Source:
// European Commission, VIES, "VAT algorithms", DE.
[[nodiscard]] bool is_german_vat_number(std::string_view number);

// Umsatzsteuer-Identifikationsnummer, DE and nine digits. ISO 7064 MOD 11,10 proves it. As the
// scheme is not published by the BZSt, other numbers keep the row's score.
[[nodiscard]] Verdict validate_german_vat_id(const Candidate& candidate, double base_score);

// Postleitzahl: five digits between 01000 and 99999. Source: Deutsche Post.
[[nodiscard]] bool is_german_postal_code(std::string_view number);

// The same behind "D-" or "DE-", which is cut off.
[[nodiscard]] Verdict validate_german_postal_code(const Candidate& candidate, double base_score);

// Kfz-Kennzeichen: district, one or two letters, a number that does not begin with 0. The sign of
// three words "is it 12" is one too: in small letters with spaces it has a score that a context
// word does not take over the default threshold. Source: FZV, section 9 and Anlage 1.
[[nodiscard]] Verdict validate_german_plate(const Candidate& candidate, double base_score);

}  // namespace weir
