// The detectors that this build knows, found by name. Immutable; safe for concurrent use.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"
#include "guardrails/detectors/detector.h"

namespace weir {

// Every row, in a fixed order. The pointers live as long as the program.
[[nodiscard]] const std::vector<const Detector*>& all_detectors();

// The rows of an entity ("IBAN_CODE"), of a group ("pii/fi"), or of a group's whole family ("pii"),
// which leaves out rows that are `named_only`.
// Fault: kInvalidArgument "detector.unknown", details {"suggestion": "..."} if a name is near.
[[nodiscard]] Result<std::vector<const Detector*>> find_detectors(std::string_view name);

// The rows of several names, each row once, in the order of all_detectors().
[[nodiscard]] Result<std::vector<const Detector*>> find_detectors(
    std::span<const std::string> names);

// The known entity or group nearest to `name` (at most a third of it differs); empty: none is near.
[[nodiscard]] std::string suggest_detector(std::string_view name);

// [{"entity","groups","named_only","country","score","description","source"}, ...], one object an
// entity, in alphabetical order; score is the highest of its rows.
[[nodiscard]] std::string detectors_as_json();

}  // namespace weir
