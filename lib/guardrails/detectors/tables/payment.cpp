#include "guardrails/detectors/validators/payment.h"
#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/crypto.h"

namespace weir {
namespace {

constexpr std::string_view kTravelCardWords =
    "uatp,air travel card,credit card,credit cards,card number,payment card";

constexpr Detector kRows[] = {
    {.entity = "IBAN_CODE",
     .groups = "pii/payment",
     .trigger = "\\d\\d",
     .expression =
         "\\b[A-Za-z]{2}[ .-]?\\d{2}(?:[ .-]?[A-Za-z0-9]{4}){2,7}(?:[ .-]?[A-Za-z0-9]{1,3})?\\b"
         "|\\b[A-Za-z]{2}[ .-]?\\d{2}(?:[ .-]?\\d){11,25}\\b",
     .score = 0.5,
     .validate = validate_iban,
     .description = "International bank account number",
     .source = "ISO 13616-1, SWIFT IBAN Registry"},
    {.entity = "CREDIT_CARD",
     .groups = "pii/payment",
     .trigger = "\\d\\d",
     .expression = "\\b[2-689]\\d{3}(?:[ -]?\\d{4}){2,3}(?:[ -]?\\d{1,3})?\\b",
     .score = 0.3,
     .validate = validate_credit_card,
     .description = "Payment card number of 13 to 19 digits",
     .source = "ISO/IEC 7812-1 and the schemes' published ranges"},
    {.entity = "CREDIT_CARD",
     .groups = "pii/payment",
     .trigger = "\\d\\d",
     .expression = "\\b3\\d{3}[ -]?\\d{6}[ -]?\\d{4,5}\\b",
     .score = 0.3,
     .validate = validate_credit_card,
     .description = "Payment card number in the groups of American Express and Diners Club",
     .source = "ISO/IEC 7812-1 and the schemes' published ranges"},
    {.entity = "CREDIT_CARD",
     .groups = "pii/payment",
     .trigger = "\\d\\d",
     .expression = "\\b1\\d{3}[ -]?\\d{5}[ -]?\\d{6}\\b",
     .score = 0.3,
     .validate = validate_travel_card,
     .needs_word = true,
     .context = kTravelCardWords,
     .description = "Payment card number of the airlines' scheme (UATP)",
     .source = "ISO/IEC 7812-1, major industry identifier 1; uatp.com"},
    {.entity = "CRYPTO",
     .groups = "pii/payment",
     .trigger = "\\b[13][1-9A-HJ-NP-Za-km-z]{24}",
     .expression = "\\b[13][1-9A-HJ-NP-Za-km-z]{25,34}\\b",
     .score = 0.5,
     .validate = validate_base58_address,
     .description = "Bitcoin address in Base58Check",
     .source = "Bitcoin Core, base58; BIP 13"},
    {.entity = "CRYPTO",
     .groups = "pii/payment",
     .tier = Tier::kWhole,
     .expression = "(?:bc1|BC1)[A-Za-z0-9]{11,71}\\b",
     .score = 0.5,
     .validate = validate_bech32_address,
     .description = "Bitcoin address in Bech32 or Bech32m",
     .source = "BIP 173; BIP 350"},
};

}  // namespace

std::span<const Detector> payment_detectors() {
  return kRows;
}

}  // namespace weir
