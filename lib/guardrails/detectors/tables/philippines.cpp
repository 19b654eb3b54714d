#include "guardrails/detectors/validators/philippines.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr std::string_view kTaxWords =
    "tin,taxpayer identification number,bir,taxpayer id,tax id,rdo,revenue district office";
constexpr std::string_view kPhoneWords =
    "mobile,phone,cell,cellphone,telepono,numero,tawag,tumawag,text,contact,call,sms,viber";

constexpr Detector kRows[] = {
    {.entity = "PH_TIN",
     .country = "ph",
     .groups = "pii/ph",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{3}-\\d{3}-\\d{3}(?:-\\d{3})?\\b",
     .score = 0.3,
     .validate = validate_ph_tin,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Philippine Taxpayer Identification Number, as printed",
     .source = "Bureau of Internal Revenue"},
    {.entity = "PH_TIN",
     .country = "ph",
     .groups = "pii/ph",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{9}|\\d{12})\\b",
     .score = 0.15,
     .validate = validate_ph_tin,
     .needs_word = true,
     .context = kTaxWords,
     .description = "Philippine Taxpayer Identification Number, digits alone",
     .source = "Bureau of Internal Revenue"},
    {.entity = "PH_MOBILE_NUMBER",
     .country = "ph",
     .groups = "pii/ph pii/contact",
     .trigger = "\\d\\d",
     .expression = "(?:\\+|\\b00)63[ .-]?\\(?9\\d\\d\\)?[ .-]?\\d{3}[ .-]?\\d{4}\\b",
     .score = 0.75,
     .validate = validate_ph_mobile_number,
     .context = kPhoneWords,
     .description = "Philippine mobile number in international form",
     .source = "National Telecommunications Commission, numbering plan"},
    {.entity = "PH_MOBILE_NUMBER",
     .country = "ph",
     .groups = "pii/ph pii/contact",
     .trigger = "\\d\\d",
     .expression = "\\b0[ .-]?\\(?9\\d\\d\\)?[ .-]?\\d{3}[ .-]?\\d{4}\\b",
     .score = 0.4,
     .validate = validate_ph_mobile_number,
     .needs_word = true,
     .context = kPhoneWords,
     .description = "Philippine mobile number in national form",
     .source = "National Telecommunications Commission, numbering plan"},
};

}  // namespace

std::span<const Detector> philippines_detectors() {
  return kRows;
}

}  // namespace weir
