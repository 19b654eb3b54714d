#include "guardrails/detectors/validators/turkey.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr std::string_view kIdentityWords =
    "tc kimlik,t.c. kimlik,kimlik no,kimlik numarası*,kimlik,tckn,tc no,nüfus cüzdanı*,national id,"
    "turkish id,türk kimlik";
constexpr std::string_view kPlateWords =
    "plaka*,plakalı,araç,araba*,license plate,number plate,plate*,taşıt,kayıt*";
constexpr std::string_view kPhoneWords =
    "telefon*,tel,cep,gsm,faks,numara*,numarası,ara,arayın,phone,mobile,call,fax,contact";

constexpr Detector kRows[] = {
    {.entity = "TR_NATIONAL_ID",
     .country = "tr",
     .groups = "pii/tr",
     .trigger = "\\d\\d",
     .expression = "\\b[1-9]\\d{10}\\b",
     .score = 0.3,
     .validate = validate_tr_national_id,
     .context = kIdentityWords,
     .description = "Turkish identity number (T.C. Kimlik No)",
     .source = "General Directorate of Civil Registration and Nationality (NVI)"},
    {.entity = "TR_LICENSE_PLATE",
     .country = "tr",
     .groups = "pii/tr",
     .trigger = "\\d\\d",
     .expression = "\\b(?:0[1-9]|[1-7]\\d|8[01])[ -]?[A-PR-VYZa-pr-vyz]{1,3}[ -]?\\d{2,5}\\b",
     .score = 0.5,
     .validate = validate_tr_license_plate,
     .context = kPlateWords,
     .description = "Turkish vehicle registration plate",
     .source = "Road Traffic Regulation (Turkey), article 57"},
    {.entity = "TR_PHONE_NUMBER",
     .country = "tr",
     .groups = "pii/tr pii/contact",
     .trigger = "\\d\\d",
     .expression = "(?:(?:\\+|\\b00)90[ .-]?\\(?|\\b0[ .-]?\\(?|\\(|\\b)[2-5]\\d\\d\\)?"
                   "[ .-]?\\d{3}[ .-]?\\d\\d[ .-]?\\d\\d\\b",
     .score = 0.4,
     .validate = validate_tr_phone_number,
     .context = kPhoneWords,
     .description = "Turkish telephone number",
     .source = "Information and Communication Technologies Authority (BTK), numbering plan"},
};

}  // namespace

std::span<const Detector> turkey_detectors() {
  return kRows;
}

}  // namespace weir
