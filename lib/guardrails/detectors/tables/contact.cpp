#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/internet.h"
#include "guardrails/detectors/validators/phone.h"

namespace weir {
namespace {

constexpr std::string_view kPhoneWords =
    "phone*,telephone*,tel,mobile,cell,call,fax,contact,whatsapp,sms,puh,puhelin*,matkapuhelin*,"
    "gsm,soita,soittakaa,mobil*,telefon*,tlf,ring,nummer";

constexpr Detector kRows[] = {
    {.entity = "EMAIL_ADDRESS",
     .groups = "pii/contact",
     .tier = Tier::kAnchor,
     .trigger = "@[A-Za-z0-9\\xC3-\\xC9]",
     .expression = "[A-Za-z0-9._%+'\\x80-\\xC9-]{1,64}@"
                   "[A-Za-z0-9\\x80-\\xC9-]+(?:\\.[A-Za-z0-9\\x80-\\xC9-]+)+",
     .score = 0.5,
     .validate = validate_email,
     .walk = walk_email,
     .tail = "[A-Za-z0-9.\\x80-\\xC9-]",
     .description = "E-mail address, also with accented letters",
     .source = "RFC 5321 4.1.2, RFC 6531, RFC 1035 2.3"},
    {.entity = "PHONE_NUMBER",
     .groups = "pii/contact",
     .trigger = "\\d\\d",
     .expression = "(?:\\+|\\b00)[1-9](?:(?:[ ./-]|[ ./-]?[()][ ./-]?)?\\d){6,14}\\b",
     .score = 0.75,
     .validate = validate_phone_international,
     .context = kPhoneWords,
     .description = "Telephone number in international form, with + or 00",
     .source = "ITU-T E.164 (11/2010)"},
    {.entity = "PHONE_NUMBER",
     .groups = "pii/contact",
     .trigger = "\\d\\d",
     .expression = "\\b0(?:4\\d|50)(?:[ -]?\\d){6,8}\\b",
     .score = 0.5,
     .validate = validate_phone_national,
     .context = kPhoneWords,
     .description = "Finnish mobile number in national form",
     .source = "Traficom, regulation 32"},
    {.entity = "PHONE_NUMBER",
     .groups = "pii/contact",
     .trigger = "\\d\\d",
     .expression = "\\b0[1-9](?:[ -]?\\d){5,10}\\b",
     .score = 0.2,
     .validate = validate_phone_national,
     .context = kPhoneWords,
     .description = "Finnish or Swedish number in national form",
     .source = "Traficom, regulation 32; PTS, Swedish numbering plan"},
    {.entity = "PHONE_NUMBER",
     .groups = "pii/contact",
     .trigger = "\\d\\d",
     .expression = "\\b07[02369](?:[ -]?\\d){7}\\b",
     .score = 0.5,
     .validate = validate_phone_national,
     .context = kPhoneWords,
     .description = "Swedish mobile number in national form",
     .source = "PTS, Swedish numbering plan"},
    {.entity = "PHONE_NUMBER",
     .groups = "pii/contact",
     .trigger = "\\d\\d",
     .expression = "\\b[2-9]\\d(?:(?: ?\\d\\d){3}|\\d \\d\\d \\d{3})\\b",
     .score = 0.2,
     .validate = validate_phone_national,
     .context = kPhoneWords,
     .description = "Norwegian or Danish number of eight digits",
     .source = "Nkom and the Danish numbering plan"},
    {.entity = "PHONE_NUMBER",
     .groups = "pii/contact",
     .trigger = "\\d\\d",
     .expression = "(?:\\b1[. -]?)?\\(\\d{3}\\) ?\\d{3}[ .-]?\\d{4}\\b"
                   "|\\b(?:1[. -])?\\d{3}-\\d{3}-\\d{4}\\b",
     .score = 0.6,
     .validate = validate_phone_north_american,
     .context = kPhoneWords,
     .description = "North American number, (xxx) xxx-xxxx or xxx-xxx-xxxx",
     .source = "NANPA"},
    {.entity = "PHONE_NUMBER",
     .groups = "pii/contact",
     .trigger = "\\d\\d",
     .expression = "\\b(?:1[. -])?\\d{3}[. ]?\\d{3}[. ]?\\d{4}\\b",
     .score = 0.3,
     .validate = validate_phone_north_american,
     .needs_word = true,
     .context = kPhoneWords,
     .description = "North American number with dots, spaces or none",
     .source = "NANPA"},
};

}  // namespace

std::span<const Detector> contact_detectors() {
  return kRows;
}

}  // namespace weir
