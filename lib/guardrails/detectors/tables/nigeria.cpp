#include "guardrails/detectors/validators/nigeria.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr Detector kRows[] = {
    {.entity = "NG_NIN",
     .country = "ng",
     .groups = "pii/ng",
     .trigger = "\\d\\d",
     .expression = "\\b\\d{11}\\b",
     .score = 0.3,
     .validate = validate_ng_nin,
     .needs_word = true,
     .context = "nin,national identification number,national identity number,nimc,"
                "national identity,nigeria id,nigerian identification",
     .description = "Nigerian National Identification Number",
     .source = "National Identity Management Commission"},
    {.entity = "NG_VEHICLE_REGISTRATION",
     .country = "ng",
     .groups = "pii/ng",
     .trigger = "\\d\\d",
     .expression = "\\b[A-Za-z]{3}[ -]?\\d{3}[A-Za-z]{2}\\b",
     .score = 0.5,
     .validate = validate_ng_vehicle_registration,
     .context = "plate number,vehicle registration,license plate,number plate,plate,plates,"
                "vehicle,registration,frsc",
     .description = "Nigerian vehicle registration plate",
     .source = "Federal Road Safety Corps, number plates"},
};

}  // namespace

std::span<const Detector> nigeria_detectors() {
  return kRows;
}

}  // namespace weir
