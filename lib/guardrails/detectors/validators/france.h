// French identifiers. The forms take a number without separators, letters as capitals.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// NIR (numéro de sécurité sociale): sex (1, 2; 3, 4, 7, 8 for provisional numbers), year, month (01
// to 12; 20 to 42 and 50 to 99 where it is not known), department (2A is 19, 2B is 18), commune,
// order, key 97 - (n mod 97). Source: INSEE, "Numéro d'inscription au répertoire"; code de la
// sécurité sociale, R115-1.
[[nodiscard]] bool is_nir(std::string_view number);

// The same thirteen without the key.
[[nodiscard]] bool is_nir_without_key(std::string_view number);

// SIREN: nine digits, Luhn. Source: INSEE, Sirene; ISO/IEC 6523.
[[nodiscard]] bool is_siren(std::string_view number);

// SIRET: a SIREN and five digits, Luhn over all; at La Poste (but not its head office) the sum of
// the digits is a multiple of five. Source: INSEE, Sirene.
[[nodiscard]] bool is_siret(std::string_view number);

// VAT number: FR (which may be missing), a key and a SIREN (at Monaco one that begins with 000).
// Two digits: (12 + 3 * (SIREN mod 97)) mod 97; with letters, without I and O: the scheme mod 11 of
// VIES. Source: European Commission, VIES, "VAT algorithms"; BOI-TVA-DECLA-20-10-20.
[[nodiscard]] bool is_french_vat_number(std::string_view number);

// Numéro fiscal de référence (SPI): thirteen digits, the first 0 to 3, the last three the first ten
// mod 511. Source: European Commission, TIN algorithms, France; DGFiP.
[[nodiscard]] bool is_french_tax_number(std::string_view number);

// 1.0 for a tax number; unbroken digits that are as well a moment in milliseconds: kDoubtfulScore.
[[nodiscard]] Verdict validate_french_tax_number(const Candidate& candidate, double base_score);

// Carte nationale d'identité until 2021: year, month, department, centre and order of issue, twelve
// digits. Source: ANTS; décret 55-1397.
[[nodiscard]] bool is_french_old_identity_card(std::string_view number);

// Carte nationale d'identité since 2021: nine letters and digits, the first a letter, two digits at
// least. Source: ANTS; regulation (EU) 2019/1157.
[[nodiscard]] bool is_french_identity_card(std::string_view number);

}  // namespace weir
