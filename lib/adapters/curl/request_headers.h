// The header lines of one request, in the form that libcurl reads, the key among them.
#pragma once

#include <curl/curl.h>

#include <string>
#include <vector>

#include "base/status.h"
#include "gateway/transport.h"

namespace weir {

// The lines are ours, not copies made by curl_slist_append, so that the key's can be wiped.
class RequestHeaders {
 public:
  RequestHeaders() = default;
  ~RequestHeaders();  // wipe_key()
  RequestHeaders(const RequestHeaders&) = delete;
  RequestHeaders& operator=(const RequestHeaders&) = delete;

  // Takes the key out of `request`. Refuses what could smuggle a header in: a name that is no
  // token (RFC 9110, section 5.6.2), a value with CR, LF or NUL.
  [[nodiscard]] Status assign(HttpRequest& request);
  // Valid until wipe_key() or the next assign().
  [[nodiscard]] curl_slist* list();
  void wipe_key();

 private:
  [[nodiscard]] Status add(const std::string& name, std::string_view value);
  [[nodiscard]] Status add_key(HttpRequest& request);

  std::vector<std::string> lines_;
  std::vector<curl_slist> nodes_;
  std::string key_line_;
};

// "http.url": an absolute http or https URL without user, space or control character.
[[nodiscard]] Status check_url(std::string_view url);
// "http.method".
[[nodiscard]] Status check_method(std::string_view method);
// Scheme, host and port: "https://api.openai.com". REQUIRES: check_url() passed.
[[nodiscard]] std::string_view origin_of(std::string_view url);
// "api.openai.com": for messages, which never show path or query.
[[nodiscard]] std::string_view host_of(std::string_view url);

}  // namespace weir
