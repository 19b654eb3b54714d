#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/austria.h"
#include "guardrails/detectors/validators/baltic.h"
#include "guardrails/detectors/validators/bulgaria.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/detectors/validators/croatia.h"
#include "guardrails/detectors/validators/cyprus.h"
#include "guardrails/detectors/validators/czechia_slovakia.h"
#include "guardrails/detectors/validators/denmark.h"
#include "guardrails/detectors/validators/finland.h"
#include "guardrails/detectors/validators/france.h"
#include "guardrails/detectors/validators/germany.h"
#include "guardrails/detectors/validators/greece.h"
#include "guardrails/detectors/validators/hungary.h"
#include "guardrails/detectors/validators/ireland.h"
#include "guardrails/detectors/validators/italy.h"
#include "guardrails/detectors/validators/luxembourg.h"
#include "guardrails/detectors/validators/malta.h"
#include "guardrails/detectors/validators/national_number.h"
#include "guardrails/detectors/validators/netherlands.h"
#include "guardrails/detectors/validators/poland.h"
#include "guardrails/detectors/validators/portugal.h"
#include "guardrails/detectors/validators/romania.h"
#include "guardrails/detectors/validators/slovenia.h"
#include "guardrails/detectors/validators/sweden.h"

namespace weir {
namespace {

// VAT numbers behind their country's letters, their digits in groups of the writer's own making.
// The usual groups stand with each country; these need a word, for letters before a row of figures
// are no rarity.

constexpr std::string_view kWords =
    "vat,vat number,vat no,vat id,vies,tax id,tax number,umsatzsteuer*,ust-idnr,ustid,ust-id,uid,"
    "tva,iva,p.iva,partita iva,btw,btw-nummer,moms,momsnummer,momsnr,cvr,alv,alv-numero,"
    "käibemaks*,kmkr,pvn,pvm,dph,dič,dič dph,nip,nif,nipc,cui,cif,pdv,oib,ddv,id za ddv,adószám,"
    "áfa,ддс,αφμ,φπα,cbl,cáin bhreisluacha";

// The verdict of `validate`, unless the groups go on behind.
template <Validator validate>
Verdict to_the_end(const Candidate& candidate, double base_score) {
  return is_glued_after(candidate, " ") ? refuse() : validate(candidate, base_score);
}

constexpr Detector in_own_groups(std::string_view entity, std::string_view country,
                                 std::string_view groups, std::string_view expression,
                                 Validator validate) {
  return {.entity = entity,
          .country = country,
          .groups = groups,
          .trigger = "\\d\\d",
          .expression = expression,
          .score = 0.4,
          .validate = validate,
          .needs_word = true,
          .context = kWords,
          .description = "VAT number with its country, in groups of any size",
          .source = "European Commission, VIES, \"VAT identification number structure\""};
}

constexpr Detector kRows[] = {
    in_own_groups("AT_VAT_ID", "at", "pii/at pii/eu", "(?i)\\bAT[ .-]?U(?:[ .-]?\\d){8}\\b",
                  likely<is_austrian_vat_number>),
    in_own_groups("BG_VAT_ID", "bg", "pii/bg pii/eu", "(?i)\\bBG(?:[ .-]?\\d){9,10}\\b",
                  likely_with_prefix<is_bulgarian_vat_number>),
    in_own_groups("CY_TIC", "cy", "pii/cy pii/eu", "(?i)\\bCY(?:[ .-]?\\d){8}[ .-]?[A-Z]\\b",
                  likely_with_prefix<is_cypriot_tax_code>),
    in_own_groups("CZ_VAT_ID", "cz", "pii/cz pii/eu", "(?i)\\bCZ(?:[ .-]?\\d){8,10}\\b",
                  likely_with_prefix<is_czech_vat_number>),
    in_own_groups("DE_VAT_ID", "de", "pii/de pii/eu", "(?i)\\bDE(?:[ .-]?\\d){9}\\b",
                  likely_with_prefix<is_german_vat_number>),
    in_own_groups("DK_VAT_ID", "dk", "pii/dk pii/eu pii/nordic", "(?i)\\bDK(?:[ .-]?\\d){8}\\b",
                  to_the_end<validate_dk_vat_id>),
    in_own_groups("EE_VAT_ID", "ee", "pii/ee pii/eu", "(?i)\\bEE(?:[ .-]?\\d){9}\\b",
                  to_the_end<validate_ee_vat_id>),
    in_own_groups("FI_VAT_ID", "fi", "pii/fi pii/ax pii/eu pii/nordic",
                  "(?i)\\bFI(?:[ .-]?\\d){8}\\b", to_the_end<validate_fi_vat_id>),
    in_own_groups("FR_VAT_ID", "fr", "pii/fr pii/eu",
                  "(?i)\\bFR(?:[ .-]?[0-9A-HJ-NP-Z]){2}(?:[ .-]?\\d){9}\\b",
                  likely<is_french_vat_number>),
    in_own_groups("GR_VAT_ID", "gr", "pii/gr pii/eu", "(?i)\\b(?:EL|GR)(?:[ .-]?\\d){9}\\b",
                  likely_with_prefix<is_greek_vat_number>),
    in_own_groups("HR_OIB", "hr", "pii/hr pii/eu", "(?i)\\bHR(?:[ .-]?\\d){11}\\b",
                  likely_with_prefix<is_oib>),
    in_own_groups("HU_ANUM", "hu", "pii/hu pii/eu", "(?i)\\bHU(?:[ .-]?\\d){8}\\b",
                  likely_with_prefix<is_hungarian_vat_number>),
    in_own_groups("IE_VAT_ID", "ie", "pii/ie pii/eu",
                  "(?i)\\bIE(?:[ .-]?\\d){7}[ .-]?[A-W][A-W]?\\b", validate_irish_vat_number),
    in_own_groups("IT_VAT_CODE", "it", "pii/it pii/eu", "(?i)\\bIT(?:[ .-]?\\d){11}\\b",
                  likely_with_prefix<is_italian_vat_number>),
    in_own_groups("LT_VAT_ID", "lt", "pii/lt pii/eu",
                  "(?i)\\bLT(?:[ .-]?\\d){9}(?:(?:[ .-]?\\d){3})?\\b",
                  to_the_end<validate_lt_vat_id>),
    in_own_groups("LU_VAT_ID", "lu", "pii/lu pii/eu", "(?i)\\bLU:?(?:[ .-]?\\d){8}\\b",
                  likely<is_luxembourg_vat_number>),
    in_own_groups("LV_VAT_ID", "lv", "pii/lv pii/eu", "(?i)\\bLV(?:[ .-]?\\d){11}\\b",
                  to_the_end<validate_lv_vat_id>),
    in_own_groups("MT_VAT_ID", "mt", "pii/mt pii/eu", "(?i)\\bMT(?:[ .-]?\\d){8}\\b",
                  likely_with_prefix<is_maltese_vat_number>),
    in_own_groups("NL_VAT_ID", "nl", "pii/nl pii/eu",
                  "(?i)\\bNL(?:[ .-]?\\d){9}[ .-]?B[ .-]?\\d\\d\\b", likely<is_dutch_vat_number>),
    in_own_groups("PL_NIP", "pl", "pii/pl pii/eu", "(?i)\\bPL(?:[ .-]?\\d){10}\\b",
                  likely_with_prefix<is_nip>),
    in_own_groups("PT_NIF", "pt", "pii/pt pii/eu", "(?i)\\bPT(?:[ .-]?\\d){9}\\b",
                  likely_with_prefix<is_portuguese_nif>),
    in_own_groups("RO_CUI", "ro", "pii/ro pii/eu", "(?i)\\bRO(?:[ .-]?\\d){6,10}\\b",
                  likely_with_prefix<is_cui>),
    in_own_groups("SE_VAT_ID", "se", "pii/se pii/eu pii/nordic", "(?i)\\bSE(?:[ .-]?\\d){12}\\b",
                  to_the_end<validate_se_vat_id>),
    in_own_groups("SI_VAT_ID", "si", "pii/si pii/eu", "(?i)\\bSI(?:[ .-]?\\d){8}\\b",
                  likely_with_prefix<is_slovenian_tax_number>),
    in_own_groups("SK_VAT_ID", "sk", "pii/sk pii/eu", "(?i)\\bSK(?:[ .-]?\\d){10}\\b",
                  likely_with_prefix<is_slovak_vat_number>),
};

}  // namespace

std::span<const Detector> european_vat_detectors() {
  return kRows;
}

}  // namespace weir
