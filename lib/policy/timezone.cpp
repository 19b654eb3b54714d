#include "policy/timezone.h"

#include <date/tz.h>

#include <exception>
#include <vector>

#include "policy/suggestion.h"

namespace weir {

// locate_zone throws for an unknown name, and where the database cannot be read.
bool is_timezone(std::string_view name) {
  if (name == "UTC") return true;
  try {
    return date::locate_zone(name) != nullptr;
  } catch (const std::exception&) {
    return false;
  }
}

std::string suggest_timezone(std::string_view name) {
  try {
    std::vector<std::string_view> names;
    for (const date::time_zone& zone : date::get_tzdb().zones) names.push_back(zone.name());
    return suggest(name, names);
  } catch (const std::exception&) {
    return {};
  }
}

}  // namespace weir
