#include "guardrails/detectors/validators/date_time.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr std::string_view kDateWords =
    "date,dates,dated,birthday,birth,born,dob,syntymä*,syntynyt,päivä*,pvm,födelsedatum*,datum,"
    "född,fødselsdato,dato,født,geburtsdatum,geboren,date de naissance,fecha,data,nascita";

constexpr Detector kRows[] = {
    {.entity = "DATE_TIME",
     .groups = "pii/date",
     .named_only = true,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{4}-[01]\\d-[0-3]\\d[Tt][0-2]\\d:[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?"
                   "(?:[Zz]|[+-][0-2]\\d:[0-5]\\d)?\\b",
     .score = 0.8,
     .validate = validate_date_time,
     .context = kDateWords,
     .description = "Date and time of day",
     .source = "ISO 8601-1:2019, 5.4"},
    {.entity = "DATE_TIME",
     .groups = "pii/date",
     .named_only = true,
     .trigger = "\\d\\d",
     .expression = "\\b(?:\\d{1,2}/\\d{1,2}/(?:\\d{4}|\\d\\d)|\\d{4}/\\d{1,2}/\\d{1,2}"
                   "|\\d{1,2}-\\d{1,2}-\\d{4}|\\d{4}-\\d{1,2}-\\d{1,2}"
                   "|\\d{1,2}\\.\\d{1,2}\\.(?:\\d{4}|\\d\\d))\\b",
     .score = 0.6,
     .validate = validate_date_time,
     .context = kDateWords,
     .description = "Date of numbers",
     .source = "ISO 8601-1:2019, 5.2.2; Microsoft Presidio, DATE_TIME"},
    {.entity = "DATE_TIME",
     .groups = "pii/date",
     .named_only = true,
     .trigger = "\\d\\d",
     .expression = "(?i)\\b(?:\\d{1,2}-(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
                   "-(?:\\d{4}|\\d\\d)"
                   "|\\d\\d-(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)"
                   "|(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)-(?:\\d{4}|\\d\\d))\\b",
     .score = 0.6,
     .validate = validate_date_time,
     .context = kDateWords,
     .description = "Date with the short name of a month",
     .source = "Microsoft Presidio, DATE_TIME"},
    {.entity = "DATE_TIME",
     .groups = "pii/date",
     .named_only = true,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{1,2}/\\d{4}\\b",
     .score = 0.2,
     .validate = validate_date_time,
     .context = kDateWords,
     .description = "Month and year",
     .source = "Microsoft Presidio, DATE_TIME"},
    {.entity = "DATE_TIME",
     .groups = "pii/date",
     .named_only = true,
     .trigger = "\\d\\d",
     .expression = "\\b\\d{1,2}/\\d\\d\\b",
     .score = 0.1,
     .validate = validate_date_time,
     .context = kDateWords,
     .description = "Month and year of two digits",
     .source = "Microsoft Presidio, DATE_TIME"},
};

}  // namespace

std::span<const Detector> date_time_detectors() {
  return kRows;
}

}  // namespace weir
