#include "guardrails/detectors/validators/south_africa.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr Detector kRows[] = {
    {.entity = "ZA_ID_NUMBER",
     .country = "za",
     .groups = "pii/za",
     .trigger = "\\d\\d",
     .expression = "\\b\\d\\d[01]\\d[0-3]\\d ?\\d{4} ?[0-2][89] ?\\d\\b",
     .score = 0.2,
     .validate = validate_za_id_number,
     .context = "id,identity,identity number,id number,south african id,rsa id,smart id,"
                "national id,identiteitsnommer",
     .description = "South African identity number",
     .source = "Department of Home Affairs, Identification Act 68 of 1997"},
};

}  // namespace

std::span<const Detector> south_africa_detectors() {
  return kRows;
}

}  // namespace weir
