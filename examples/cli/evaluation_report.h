// An evaluation as people and programs read it.
#pragma once

#include <string>

#include "evaluation.h"

namespace cli {

// A table by entity, then the misses and the false alarms, one a line: case, entity, start-end.
// What stands there is shown with `show_text` alone: it may be what should not be seen.
[[nodiscard]] std::string report_text(const Evaluation& evaluation, bool show_text);

// {"cases","match":"exact"|"overlap","overall":{…},"entities":[{"entity",…}],"misses":[…],
//  "false_alarms":[…]}, one line. Precision and recall of nothing are null.
[[nodiscard]] std::string report_json(const Evaluation& evaluation, bool show_text);

}  // namespace cli
