#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/internet.h"

namespace weir {
namespace {

constexpr Detector kRows[] = {
    {.entity = "IP_ADDRESS",
     .groups = "pii/network",
     .tier = Tier::kAnchor,
     .trigger = "\\d\\.\\d{1,3}\\.\\d",
     .expression = "\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b",
     .score = 0.6,
     .validate = validate_ipv4,
     .walk = walk_ipv4,
     .context = "ip,ipv4,address,osoite,adress",
     .description = "IPv4 address",
     .source = "RFC 791, RFC 6943 3.1.1"},
    {.entity = "IP_ADDRESS",
     .groups = "pii/network",
     .tier = Tier::kAnchor,
     .trigger = ":[0-9A-Fa-f]{0,4}:",
     .expression = "(?:\\b[0-9A-Fa-f]{1,4}|:):(?:[0-9A-Fa-f]{0,4}:){0,6}"
                   "(?:[0-9A-Fa-f]{0,4}|\\d{1,3}(?:\\.\\d{1,3}){3})",
     .score = 0.6,
     .validate = validate_ipv6,
     .walk = walk_ipv6,
     .context = "ip,ipv6,address,osoite,adress",
     .description = "IPv6 address, also compressed and with an IPv4 ending",
     .source = "RFC 4291 2.2"},
};

}  // namespace

std::span<const Detector> network_detectors() {
  return kRows;
}

}  // namespace weir
