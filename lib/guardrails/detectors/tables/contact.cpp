#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/internet.h"
#include "guardrails/detectors/validators/national_phone.h"
#include "guardrails/detectors/validators/phone.h"

namespace weir {
namespace {

constexpr std::string_view kPhoneWords =
    "phone*,telephone*,tel,mobile,cell,call,fax,contact,whatsapp,sms,puh,puhelin*,matkapuhelin*,"
    "gsm,soita,soittakaa,mobil*,telefon*,tlf,ring,nummer";

// Those of the countries that the library's row is about as well.
constexpr std::string_view kPhoneWordsOfManyCountries =
    "phone*,telephone*,cellphone*,tel,mobile,cell,call,fax,whatsapp,sms,gsm,puh,puhelin*,"
    "matkapuhelin*,soita,soittakaa,mobil*,telefon*,tlf,fon,handy,rufnummer*,"
    "t\xC3\xA9l,t\xC3\xA9l\xC3\xA9phone*,portable,appelez,celular*,fone,ligue,"
    "s\xC3\xADmi,s\xC3\xADman\xC3\xBAmer,fars\xC3\xADmi,helista*,"
    "t\xC4\x81lr,t\xC4\x81lrunis,t\xC4\x81lru\xC5\x86*,zvan*,skambin*,"
    "\xD7\x98\xD7\x9C\xD7\xA4\xD7\x95\xD7\x9F,"             // Hebrew: telefon
    "\xE9\x9B\xBB\xE8\xA9\xB1*,\xE6\x90\xBA\xE5\xB8\xAF*,"  // Japanese
    "\xE7\x94\xB5\xE8\xAF\x9D*,\xE6\x89\x8B\xE6\x9C\xBA*";  // Chinese

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
     .plans = PlanUse::kMayDoubt,
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
    {.entity = "PHONE_NUMBER",
     .groups = "pii/contact",
     .trigger = "\\d\\d",
     .expression = "(?:\\(|\\b)\\d(?:(?:[ ./-]|[ ./-]?[()/-][ ./-]?)?\\d){5,11}\\d\\b",
     .score = 0.4,
     .validate = validate_phone_of_plans,
     .needs_word = true,
     .plans = PlanUse::kConfirm,
     .context = kPhoneWordsOfManyCountries,
     .description = "Number in national form that a numbering plan has, where the build knows them",
     .source = "libphonenumber; ITU-T E.123 (02/2001)"},
};

}  // namespace

std::span<const Detector> contact_detectors() {
  return kRows;
}

}  // namespace weir
