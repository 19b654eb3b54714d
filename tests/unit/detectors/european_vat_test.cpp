// VAT numbers in groups of the writer's own making. Samples: those of the countries' own tests,
// published by VIES and the authorities, written apart in other places.
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/number_round_trip.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

struct Sample {
  std::string entity;
  std::string text;
  std::string word;
};

const Sample kSamples[] = {
    {"AT_VAT_ID", "ATU 13 58 56 27", "UID"},
    {"BG_VAT_ID", "BG 1750 74752", "ДДС"},
    {"CY_TIC", "CY10259033 P", "VAT"},
    {"CZ_VAT_ID", "CZ 25 12 38 91", "DIČ"},
    {"DE_VAT_ID", "DE 136 69 59 76", "USt-IdNr"},
    {"DK_VAT_ID", "DK 135 856 28", "CVR"},
    {"EE_VAT_ID", "EE 1005 94102", "KMKR"},
    {"FI_VAT_ID", "FI-207 747 40", "ALV-numero"},
    {"FR_VAT_ID", "FR 403 032 650 45", "TVA"},
    {"GR_VAT_ID", "EL 0942 59216", "ΑΦΜ"},
    {"HR_OIB", "HR 333 9200 5961", "OIB"},
    {"HU_ANUM", "HU 128 923 12", "adószám"},
    {"IE_VAT_ID", "IE 643 343 5F", "VAT"},
    {"IT_VAT_CODE", "IT 007 431 101 57", "partita IVA"},
    {"LT_VAT_ID", "LT 119 511 515", "PVM"},
    {"LU_VAT_ID", "LU 15 02 74 42", "TVA"},
    {"LV_VAT_ID", "LV 400 035 21 600", "PVN"},
    {"MT_VAT_ID", "MT 116 791 12", "VAT"},
    {"NL_VAT_ID", "NL 004 495 44 5B01", "btw"},
    {"PL_NIP", "PL 8567 346 215", "NIP"},
    {"PT_NIF", "PT 50 19 64 843", "NIF"},
    {"RO_CUI", "RO 18 547 290", "CUI"},
    {"SE_VAT_ID", "SE 123 4567 897 01", "momsnummer"},
    {"SI_VAT_ID", "SI 502 230 54", "DDV"},
    {"SK_VAT_ID", "SK 2022 749 619", "DPH"},
};

std::string joined(std::initializer_list<std::string_view> pieces) {
  std::string text;
  for (const std::string_view piece : pieces) text += piece;
  return text;
}

}  // namespace

TEST_CASE("VAT numbers in any groups are found beside a word of tax") {
  for (const auto& [entity, text, word] : kSamples) {
    INFO(text);
    check_found(entity, {text});
    CHECK(found(entity, joined({word, ": ", text, ", thank you"})) == Texts{text});
    CHECK(found(entity, joined({"look at ", text, " there"})).empty());
  }
}

TEST_CASE("VAT numbers in any groups with one digit more or one changed are none") {
  for (const auto& [entity, text, word] : kSamples) {
    INFO(text);
    const bool ends_with_digit = text.back() <= '9';
    if (ends_with_digit) CHECK(found(entity, joined({word, " ", text, " 7"})).empty());
    std::string wrong = text;
    char& first = wrong[wrong.find_first_of("0123456789")];
    first = static_cast<char>('0' + (first - '0' + 1) % 10);
    check_absent(entity, {wrong});
  }
}

TEST_CASE("VAT numbers without their country need a word that names the number") {
  const Sample bare[] = {
      {"CZ_VAT_ID", "25123891", "DIČ"},           {"DE_VAT_ID", "136695976", "USt-IdNr."},
      {"EE_VAT_ID", "100594102", "KMKR"},         {"FI_VAT_ID", "20774740", "ALV-numero"},
      {"NL_VAT_ID", "00449544B01", "btw-nummer"}, {"SE_VAT_ID", "123456789701", "momsnummer"}};
  for (const auto& [entity, text, word] : bare) {
    INFO(text);
    check_found(entity, {text});
    CHECK(found(entity, text).empty());
    CHECK(found(entity, joined({word, " ", text})) == Texts{text});
  }
  CHECK(found("DE_VAT_ID", "Rechnung 136695976").empty());
  check_absent("DE_VAT_ID", {"136695977", "036695976"});
}

}  // namespace weir
