#include "guardrails/detectors/validators/thailand.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr std::string_view kWords =
    "thai national id,thai id,thai id number,national id,tnin,เลขประจำตัวประชาชน*,"
    "เลขบัตรประชาชน*,บัตรประชาชน*,รหัสปชช*";

constexpr Detector kRows[] = {
    {.entity = "TH_TNIN",
     .country = "th",
     .groups = "pii/th",
     .trigger = "\\d\\d",
     .expression =
         "\\b[1-8][ -](?:\\d{4}[ -]\\d{5}[ -]\\d\\d|\\d\\d[ -]\\d[ -]\\d{3}[ -]\\d{5})[ -]\\d\\b",
     .score = 1.0,
     .validate = validate_th_tnin,
     .context = kWords,
     .description = "Thai national identity number, as printed",
     .source = "Department of Provincial Administration"},
    {.entity = "TH_TNIN",
     .country = "th",
     .groups = "pii/th",
     .trigger = "\\d\\d",
     .expression = "\\b[1-8]\\d{12}\\b",
     .score = 0.4,
     .validate = validate_th_tnin,
     .needs_word = true,
     .context = kWords,
     .description = "Thai national identity number, digits alone",
     .source = "Department of Provincial Administration"},
};

}  // namespace

std::span<const Detector> thailand_detectors() {
  return kRows;
}

}  // namespace weir
