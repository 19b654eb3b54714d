#include "adapters/curl/request_headers.h"

#include <algorithm>
#include <array>
#include <utility>

namespace weir {
namespace {

constexpr size_t kMaxHeaders = 64;
constexpr size_t kMaxHeaderBytes = 64 << 10;

bool is_token(std::string_view text) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

bool breaks_line(char c) {
  return c == '\r' || c == '\n' || c == '\0';
}

bool is_value(std::string_view text) {
  return text.size() <= kMaxHeaderBytes && std::none_of(text.begin(), text.end(), breaks_line);
}

Status invalid(std::string_view reason, std::string message) {
  return {Code::kInvalidArgument, reason, std::move(message)};
}

bool starts_with_scheme(std::string_view url, std::string_view scheme) {
  return url.size() >= scheme.size() &&
         std::equal(scheme.begin(), scheme.end(), url.begin(), [](char wanted, char c) {
           return wanted == (c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
         });
}

size_t authority_start(std::string_view url) {
  return url.find("://") + 3;
}

}  // namespace

RequestHeaders::~RequestHeaders() {
  wipe_key();
}

void RequestHeaders::wipe_key() {
  wipe(key_line_);
  nodes_.clear();
}

Status RequestHeaders::add(const std::string& name, std::string_view value) {
  if (!is_token(name)) {
    return invalid("http.header", "a header name holds a character that RFC 9110 does not allow");
  }
  if (!is_value(value)) {
    return invalid("http.header",
                   "header " + name + ": the value is too long, or holds CR, LF or NUL");
  }
  if (value.empty()) {
    lines_.push_back(name + ";");  // curl's way to send a header without a value
    return {};
  }
  lines_.emplace_back();
  lines_.back().append(name).append(": ").append(value);
  return {};
}

Status RequestHeaders::add_key(HttpRequest& request) {
  if (request.key_header.empty()) return {};
  const std::string_view key = request.key.reveal();
  if (!is_token(request.key_header) || !is_value(request.key_prefix)) {
    return invalid("http.header", "the header for the key is not a header");
  }
  if (key.empty() || !is_value(key)) {
    return invalid("http.key", "the key is empty, too long, or holds CR, LF or NUL");
  }
  key_line_.reserve(request.key_header.size() + 2 + request.key_prefix.size() + key.size());
  key_line_.append(request.key_header).append(": ").append(request.key_prefix).append(key);
  request.key = Secret();
  return {};
}

Status RequestHeaders::assign(HttpRequest& request) {
  if (request.headers.size() > kMaxHeaders) return invalid("http.header", "more than 64 headers");
  lines_.clear();
  bool has_type = false;
  for (const HttpHeader& header : request.headers) {
    WEIR_RETURN_IF_ERROR(add(header.name, header.value));
    has_type = has_type || starts_with_scheme(header.name + ":", "content-type:");
  }
  lines_.emplace_back("Expect:");                       // not sent: it costs a round trip
  if (!has_type) lines_.emplace_back("Content-Type:");  // not libcurl's guess
  return add_key(request);
}

curl_slist* RequestHeaders::list() {
  nodes_.clear();
  nodes_.reserve(lines_.size() + 1);  // the nodes point to each other: no move afterwards
  for (std::string& line : lines_) nodes_.push_back({line.data(), nullptr});
  if (!key_line_.empty()) nodes_.push_back({key_line_.data(), nullptr});
  for (size_t i = 1; i < nodes_.size(); ++i) nodes_[i - 1].next = &nodes_[i];
  return nodes_.data();
}

Status check_url(std::string_view url) {
  static constexpr std::array<std::string_view, 2> kSchemes = {"https://", "http://"};
  const bool known = std::any_of(kSchemes.begin(), kSchemes.end(), [&](std::string_view scheme) {
    return starts_with_scheme(url, scheme);
  });
  if (!known) return invalid("http.url", "the URL is neither http:// nor https://");
  const bool clean = std::none_of(url.begin(), url.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
  });
  if (!clean || url.size() > kMaxHeaderBytes) {
    return invalid("http.url", "the URL is too long, or holds a space or control character");
  }
  const std::string_view host = host_of(url);
  if (host.empty() || host.find_first_of("@\\") != std::string_view::npos) {
    return invalid("http.url", "the URL has no host, or a user name in front of it");
  }
  return {};
}

Status check_method(std::string_view method) {
  static constexpr std::array<std::string_view, 5> kMethods = {"POST", "GET", "PUT", "PATCH",
                                                               "DELETE"};
  if (std::find(kMethods.begin(), kMethods.end(), method) != kMethods.end()) return {};
  return invalid("http.method", "the method is none of POST, GET, PUT, PATCH, DELETE");
}

std::string_view origin_of(std::string_view url) {
  return url.substr(0, std::min(url.find_first_of("/?#", authority_start(url)), url.size()));
}

std::string_view host_of(std::string_view url) {
  return origin_of(url).substr(authority_start(url));
}

}  // namespace weir
