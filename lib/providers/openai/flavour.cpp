#include "providers/openai/flavour.h"

#include <algorithm>
#include <array>
#include <string>

namespace weir::openai {
namespace {

constexpr std::string_view kCompletions = "/chat/completions";
constexpr std::string_view kDeployments = "/openai/deployments/{model}";
constexpr std::string_view kModel = "{model}";

constexpr auto kFlavours = std::to_array<Flavour>({
    {"openai", "Authorization", "Bearer ", true, MaxOutputField::kMaxCompletionTokens},
    {"azure", "api-key", "", true, MaxOutputField::kMaxCompletionTokens},
    {"compatible", "Authorization", "Bearer ", false, MaxOutputField::kMaxTokens},
});

// Hosts that tell the flavour; a dot in front: any subdomain.
struct KnownHost {
  std::string_view host;
  std::string_view flavour;
};
constexpr auto kHosts = std::to_array<KnownHost>({
    {"api.openai.com", "openai"},
    {".api.openai.com", "openai"},
    {".openai.azure.com", "azure"},
    {".cognitiveservices.azure.com", "azure"},
});

struct UrlParts {
  std::string_view origin;  // scheme://host:port
  std::string_view path;    // without a slash at its end
  std::string_view query;   // with its question mark
};

UrlParts split(std::string_view url) {
  UrlParts parts;
  const size_t scheme = url.find("://");
  const size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
  const size_t path = std::min(url.find_first_of("/?", host), url.size());
  const size_t query = std::min(url.find('?', path), url.size());
  parts.origin = url.substr(0, path);
  parts.path = url.substr(path, query - path);
  parts.query = url.substr(query);
  while (parts.path.ends_with('/')) parts.path.remove_suffix(1);
  return parts;
}

std::string host_of(std::string_view origin) {
  const size_t scheme = origin.find("://");
  std::string_view host = scheme == std::string_view::npos ? origin : origin.substr(scheme + 3);
  host = host.substr(host.rfind('@') + 1);  // npos + 1 is 0
  host = host.substr(0, host.find(':'));
  std::string lower(host);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return lower;
}

// RFC 3986: all but the unreserved letters.
std::string percent_encoded(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
    if (is_letter || (byte >= '0' && byte <= '9') || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

Status refuse(std::string_view rule) {
  return {Code::kInvalidPolicy, "provider.base_url", "base_url " + std::string(rule)};
}

}  // namespace

const Flavour* find_flavour(std::string_view name) {
  const auto* row = std::find_if(kFlavours.begin(), kFlavours.end(),
                                 [name](const Flavour& it) { return it.name == name; });
  return row == kFlavours.end() ? nullptr : row;
}

const Flavour& flavour_of(std::string_view base_url) {
  const std::string host = host_of(split(base_url).origin);
  for (const KnownHost& known : kHosts) {
    const bool fits = known.host.starts_with('.') ? host.ends_with(known.host) : host == known.host;
    if (fits) return *find_flavour(known.flavour);
  }
  return *find_flavour("compatible");
}

Result<std::string> endpoint_url(std::string_view base_url, const Flavour& flavour,
                                 std::string_view model) {
  if (!base_url.starts_with("https://") && !base_url.starts_with("http://")) {
    return refuse("must begin with https:// or http://");
  }
  if (base_url.find('#') != std::string_view::npos) return refuse("must not have a fragment");
  const UrlParts parts = split(base_url);
  if (host_of(parts.origin).empty()) return refuse("must name a host");
  std::string path(parts.path);
  if (flavour.name == "azure") {
    if (path.empty()) path = kDeployments;
    const bool is_versioned = path.ends_with("/v1");  // Azure's v1 API needs no api-version
    if (!is_versioned && parts.query.find("api-version=") == std::string_view::npos) {
      return refuse("of azure must end in /openai/v1, or go with an api-version");
    }
  }
  const size_t place = path.find(kModel);
  if (place != std::string::npos) path.replace(place, kModel.size(), percent_encoded(model));
  if (!path.ends_with(kCompletions)) path += kCompletions;
  return std::string(parts.origin) + path + std::string(parts.query);
}

}  // namespace weir::openai
