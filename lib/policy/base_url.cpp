#include "policy/base_url.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace weir {
namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_alphanumeric(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::optional<std::array<uint8_t, 4>> ipv4(std::string_view host) {
  std::array<uint8_t, 4> bytes{};
  if (inet_pton(AF_INET, std::string(host).c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

std::optional<std::array<uint8_t, 16>> ipv6(std::string_view host) {
  std::array<uint8_t, 16> bytes{};
  if (inet_pton(AF_INET6, std::string(host).c_str(), bytes.data()) != 1) return std::nullopt;
  return bytes;
}

// A label of a host name; "_" stands in names of private networks.
bool is_label(std::string_view label) {
  return !label.empty() && label.size() <= 63 && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

// A last label of digits makes the host an IPv4 address for every resolver, in forms such as
// "127.1" or "0x7f.1" too: only the plain form passes (WHATWG URL, "ends in a number").
bool ends_in_number(std::string_view host) {
  const std::string_view last = host.substr(host.rfind('.') + 1);
  return std::all_of(last.begin(), last.end(), is_digit) || last.substr(0, 2) == "0x";
}

bool is_host_name(std::string_view host) {
  if (host.empty() || host.size() > 253) return false;
  if (ends_in_number(host)) return ipv4(host).has_value();
  while (true) {
    const size_t dot = host.find('.');
    if (!is_label(host.substr(0, dot))) return false;
    if (dot == std::string_view::npos) return true;
    host.remove_prefix(dot + 1);
  }
}

bool read_port(std::string_view text, uint16_t& port) {
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  return error == std::errc() && stop == text.data() + text.size() && port != 0;
}

bool read_authority(std::string_view authority, BaseUrl& url, std::string& why) {
  std::string_view port;
  bool has_port = false;
  if (!authority.empty() && authority.front() == '[') {
    const size_t close = authority.find(']');
    url.host = lower(authority.substr(1, close == std::string_view::npos ? 0 : close - 1));
    const std::string_view rest =
        close == std::string_view::npos ? "?" : authority.substr(close + 1);
    has_port = !rest.empty();
    port = rest.empty() ? rest : rest.substr(1);
    if (!ipv6(url.host) || (has_port && rest.front() != ':')) why = "the IPv6 address is malformed";
  } else {
    const size_t colon = authority.find(':');
    has_port = colon != std::string_view::npos;
    url.host = lower(authority.substr(0, colon));
    port = has_port ? authority.substr(colon + 1) : std::string_view();
    if (!is_host_name(url.host)) why = "the host is malformed";
  }
  url.port = url.is_tls ? 443 : 80;
  if (why.empty() && has_port && !read_port(port, url.port)) why = "the port must be 1 to 65535";
  return why.empty();
}

bool is_path(std::string_view path) {
  const bool is_printable = std::all_of(path.begin(), path.end(), [](char c) {
    return is_alphanumeric(c) ||
           std::string_view("-._~%!$&'()*+,;=:@/").find(c) != std::string_view::npos;
  });
  const std::string closed = std::string(path) + "/";
  return is_printable && closed.find("/../") == std::string::npos &&
         closed.find("/./") == std::string::npos && path.find("//") == std::string_view::npos;
}

}  // namespace

bool parse_base_url(std::string_view text, BaseUrl& url, std::string& why) {
  const size_t scheme_end = text.find("://");
  const std::string scheme = lower(text.substr(0, scheme_end));
  if (scheme_end == std::string_view::npos || (scheme != "https" && scheme != "http")) {
    why = "must begin with https:// (or http:// for this machine and private networks)";
    return false;
  }
  const std::string_view rest = text.substr(scheme_end + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  std::string_view path = rest.substr(authority.size());
  if (authority.find('@') != std::string_view::npos) {
    why = "must not hold a user name or password; name the key in \"key\"";
  } else if (path.find_first_of("?#") != std::string_view::npos) {
    why = "must not hold a query or a fragment";
  }
  while (!path.empty() && path.back() == '/') path.remove_suffix(1);
  if (why.empty() && !is_path(path)) why = "the path is malformed";
  url.is_tls = scheme == "https";
  if (!why.empty() || !read_authority(authority, url, why)) return false;
  url.path = path;
  url.text = scheme + "://" + lower(authority) + url.path;
  return true;
}

bool is_private_host(std::string_view host) {
  constexpr std::string_view kLocal = ".localhost";
  if (host == "localhost" ||
      (host.size() > kLocal.size() && host.substr(host.size() - kLocal.size()) == kLocal)) {
    return true;
  }
  if (const auto bytes = ipv4(host)) {
    const auto& b = *bytes;
    return b[0] == 127 || b[0] == 10 || (b[0] == 172 && (b[1] & 0xF0U) == 16) ||
           (b[0] == 192 && b[1] == 168);
  }
  if (const auto bytes = ipv6(host)) {
    return host == "::1" || ((*bytes)[0] & 0xFEU) == 0xFC;
  }
  return false;
}

}  // namespace weir
