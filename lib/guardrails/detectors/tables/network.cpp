#include "guardrails/detectors/tables/tables.h"
#include "guardrails/detectors/validators/internet.h"
#include "guardrails/detectors/validators/mac_address.h"
#include "guardrails/detectors/validators/url.h"

namespace weir {
namespace {

constexpr std::string_view kMacWords =
    "mac,mac address,hardware address,physical address,ethernet,bssid,wlan,wifi";

constexpr Detector kRows[] = {
    {.entity = "IP_ADDRESS",
     .groups = "pii/network",
     .tier = Tier::kAnchor,
     .trigger = "\\d\\.\\d{1,3}\\.\\d",
     .expression = "\\b\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d{1,2})?\\b",
     .score = 0.6,
     .validate = validate_ipv4,
     .walk = walk_ipv4,
     .context = "ip,ipv4,address,osoite,adress",
     .description = "IPv4 address, also with the length of a network",
     .source = "RFC 791, RFC 6943 3.1.1"},
    {.entity = "IP_ADDRESS",
     .groups = "pii/network",
     .tier = Tier::kAnchor,
     .trigger = ":[0-9A-Fa-f]{0,4}:",
     .expression = "(?:\\b[0-9A-Fa-f]{1,4}|:):(?:[0-9A-Fa-f]{0,4}:){0,6}"
                   "(?:[0-9A-Fa-f]{0,4}|\\d{1,3}(?:\\.\\d{1,3}){3})"
                   "(?:%[0-9A-Za-z]{1,15})?(?:/\\d{1,3})?",
     .score = 0.6,
     .validate = validate_ipv6,
     .walk = walk_ipv6,
     .context = "ip,ipv6,address,osoite,adress",
     .description = "IPv6 address, also compressed and with an IPv4 ending",
     .source = "RFC 4291 2.2"},
    {.entity = "MAC_ADDRESS",
     .groups = "pii/network",
     .trigger = ":[0-9A-Fa-f]{0,4}:",
     .expression = "\\b[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}\\b",
     .score = 0.6,
     .validate = validate_mac_address,
     .context = kMacWords,
     .description = "Address of a network card, with colons",
     .source = "IEEE Std 802-2014, 8.1"},
    {.entity = "MAC_ADDRESS",
     .groups = "pii/network",
     .trigger = "-[0-9A-Fa-f]{2}-",
     .expression = "\\b[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}\\b",
     .score = 0.6,
     .validate = validate_mac_address,
     .context = kMacWords,
     .description = "Address of a network card, with dashes",
     .source = "IEEE Std 802-2014, 8.1"},
    {.entity = "MAC_ADDRESS",
     .groups = "pii/network",
     .trigger = "\\d\\d",
     .expression = "\\b[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\b",
     .score = 0.6,
     .validate = validate_mac_address,
     .context = kMacWords,
     .description = "Address of a network card, with dots",
     .source = "Cisco IOS, MAC address notation"},
    {.entity = "MAC_ADDRESS",
     .groups = "pii/network",
     .trigger = "\\.[A-Za-z]",
     .expression = "\\b[0-9A-Fa-f]{4}\\.(?:[A-Fa-f][0-9A-Fa-f]{3}\\.[0-9A-Fa-f]{4}"
                   "|[0-9A-Fa-f]{4}\\.[A-Fa-f][0-9A-Fa-f]{3})\\b",
     .score = 0.6,
     .validate = validate_mac_address,
     .context = kMacWords,
     .description = "Address of a network card, with dots, of few digits",
     .source = "Cisco IOS, MAC address notation"},
    {.entity = "URL",
     .groups = "pii/network",
     .named_only = true,
     .tier = Tier::kAnchor,
     .trigger = "\\.[A-Za-z]",
     .expression =
         "(?:(?:[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp])://(?:[A-Za-z0-9._~!$&()*+,;=:%-]{1,64}@)?)?"
         "[A-Za-z0-9][A-Za-z0-9._-]*"
         "\\.[A-Za-z][A-Za-z0-9._-]*(?::\\d{1,5})?"
         "(?:[/?#][^\\x00-\\x20\\x7F\"'<>`{}|\\\\^]*)?",
     .score = 0.5,
     .validate = validate_url,
     .walk = walk_url,
     .context = "url,website,link,site,domain,webpage,homepage,verkkosivu*,hemsida,webbplats",
     .tail = "[^\\x00-\\x20\\x7F\"'<>`{}|\\\\^]",
     .description = "Address of the web, with a scheme, www. or a real top-level domain",
     .source = "RFC 3986; RFC 1035 2.3.1; IANA root zone"},
};

}  // namespace

std::span<const Detector> network_detectors() {
  return kRows;
}

}  // namespace weir
