// Italian identifiers.
#pragma once

#include <string_view>

#include "guardrails/detectors/detector.h"

namespace weir {

// Codice fiscale: surname and name (3 letters each), year, letter of the month, day (women's + 40),
// place (a letter, three digits), control letter mod 26; digits may be the letters LMNPQRSTUV
// (omocodia). 1.0 with a real date and the right letter. A wrong letter scores kBadFiscalCode if
// the names are as the decree forms them, too little to be found but by who asks for everything.
// Source: Decreto Ministeriale 23 December 1976, Gazzetta Ufficiale 345; Agenzia delle Entrate.
inline constexpr double kBadFiscalCode = 0.1;
[[nodiscard]] Verdict validate_fiscal_code(const Candidate& candidate, double base_score);

// Partita IVA without its country, digits alone: eleven digits, Luhn, not all 0.
[[nodiscard]] bool is_partita_iva(std::string_view number);

// The same with a firm (7 digits, not all 0) and a known provincial office (3: 001 to 100, 120,
// 121, 888, 999), as a VAT number has them. Source: European Commission, VIES, "VAT algorithms",
// IT.
[[nodiscard]] bool is_italian_vat_number(std::string_view number);

// Partita IVA, which is also the fiscal code of a firm: 1.0 with a known office, else the row's
// score. Source: DPR 633/1972, article 35; Agenzia delle Entrate.
[[nodiscard]] Verdict validate_vat_code(const Candidate& candidate, double base_score);

}  // namespace weir
