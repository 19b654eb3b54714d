#include "guardrails/detectors/validators/india.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr std::string_view kAadhaarWords = "aadhaar,aadhar,uidai,आधार*";
constexpr std::string_view kPanWords =
    "pan,pan card,permanent account number,income tax,पैन,स्थायी खाता संख्या";
constexpr std::string_view kGstinWords =
    "gstin,gstins,gst,goods and services tax,tax identification,gst number,gst registration";
constexpr std::string_view kPassportWords = "passport*,पासपोर्ट*";
constexpr std::string_view kVehicleWords =
    "rto,vehicle,plate,registration,number plate,car,bike,वाहन";
constexpr std::string_view kVoterWords =
    "voter*,epic,elector photo identity card,election,elector,मतदाता";
constexpr std::string_view kVehicleSource = "Central Motor Vehicles Rules 1989, rule 50";

constexpr Detector kRows[] = {
    {.entity = "IN_AADHAAR",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "\\b[2-9]\\d{3}[ :-]\\d{4}[ :-]\\d{4}\\b",
     .score = 0.5,
     .validate = validate_in_aadhaar,
     .context = kAadhaarWords,
     .description = "Indian Aadhaar number, as printed",
     .source = "Unique Identification Authority of India"},
    {.entity = "IN_AADHAAR",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "\\b[2-9]\\d{11}\\b",
     .score = 0.3,
     .validate = validate_in_aadhaar,
     .needs_word = true,
     .context = kAadhaarWords,
     .description = "Indian Aadhaar number, digits alone",
     .source = "Unique Identification Authority of India"},
    {.entity = "IN_PAN",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{5}\\d{4}[A-Za-z]\\b",
     .score = 0.5,
     .validate = validate_in_pan,
     .context = kPanWords,
     .description = "Indian permanent account number of the Income Tax Department",
     .source = "Income Tax Department, structure of PAN"},
    {.entity = "IN_PAN",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{4}[A-Za-z0-9]{6}|[A-Za-z0-9]\\d{4}[A-Za-z0-9]{5}"
                   "|[A-Za-z0-9]{2}\\d{4}[A-Za-z0-9]{4}|[A-Za-z0-9]{3}\\d{4}[A-Za-z0-9]{3}"
                   "|[A-Za-z0-9]{4}\\d{4}[A-Za-z0-9]{2}|[A-Za-z0-9]{5}\\d{4}[A-Za-z0-9]"
                   "|[A-Za-z0-9]{6}\\d{4})\\b",
     .score = 0.01,
     .validate = validate_in_pan_like,
     .needs_word = true,
     .context = kPanWords,
     .description = "What may be a mistyped Indian permanent account number",
     .source = "Microsoft Presidio, IN_PAN"},
    {.entity = "IN_GSTIN",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "\\b[0-3]\\d[A-Za-z]{5}\\d{4}[A-Za-z][A-Za-z0-9][Zz][A-Za-z0-9]\\b",
     .score = 0.1,
     .validate = validate_in_gstin,
     .context = kGstinWords,
     .description = "Indian goods and services tax identification number",
     .source = "Goods and Services Tax Network, structure of GSTIN"},
    {.entity = "IN_PASSPORT",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z][1-9]\\d ?\\d{4}[1-9]\\b",
     .score = 0.1,
     .needs_word = true,
     .context = kPassportWords,
     .context_minimum = kDefaultThreshold,
     .description = "Indian passport number",
     .source = "Passport Seva, Ministry of External Affairs"},
    {.entity = "IN_VOTER",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z][ABCDGHJKMNPRSYabcdghjkmnprsy][A-Za-z]\\d{7}\\b",
     .score = 0.4,
     .needs_word = true,
     .context = kVoterWords,
     .description = "Indian voter's identity card number (EPIC)",
     .source = "Election Commission of India, electors' photo identity card"},
    {.entity = "IN_VOTER",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{3}\\d{7}\\b",
     .score = 0.3,
     .needs_word = true,
     .context = kVoterWords,
     .description = "Indian voter's identity card number (EPIC) of an unusual series",
     .source = "Election Commission of India, electors' photo identity card"},
    {.entity = "IN_VEHICLE_REGISTRATION",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b[A-Z]{2}[ -]?\\d\\d?[ -]?[A-Z]{1,3}[ -]?\\d{4}\\b",
     .score = 0.5,
     .validate = validate_in_vehicle_registration,
     .context = kVehicleWords,
     .description = "Indian vehicle registration mark of a state",
     .source = kVehicleSource},
    {.entity = "IN_VEHICLE_REGISTRATION",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b(?:[2-9]\\d[ -]?BH[ -]?\\d{4}[ -]?[A-HJ-NP-Z]{1,2}"
                   "|\\d\\d[ABCDEFHKPRX]\\d{6}[A-Z])\\b",
     .score = 0.85,
     .context = kVehicleWords,
     .description = "Indian vehicle registration mark of the BH series or the armed forces",
     .source = kVehicleSource},
    {.entity = "IN_VEHICLE_REGISTRATION",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "(?i)\\b\\d{1,3}[ -]?(?:CD|CC|UN)[ -]?[1-9]\\d{1,3}\\b",
     .score = 0.4,
     .needs_word = true,
     .context = kVehicleWords,
     .description = "Indian vehicle registration mark of a mission",
     .source = kVehicleSource},
    {.entity = "IN_VEHICLE_REGISTRATION",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{3}\\d{4}\\b",
     .score = 0.2,
     .needs_word = true,
     .context = kVehicleWords,
     .description = "Indian vehicle registration mark before 1989",
     .source = kVehicleSource},
    {.entity = "IN_VEHICLE_REGISTRATION",
     .country = "in",
     .groups = "pii/in",
     .trigger = "\\d\\d",
     .expression = "\\b(?:[A-Za-z]{1,2}\\d{4}|[Ii]\\d{5})\\b",
     .score = 0.01,
     .needs_word = true,
     .context = kVehicleWords,
     .description = "Indian vehicle registration mark of the oldest forms",
     .source = kVehicleSource},
};

}  // namespace

std::span<const Detector> india_detectors() {
  return kRows;
}

}  // namespace weir
