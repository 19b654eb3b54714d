// What may not be sent at all.
#include "adapters/curl/request_headers.h"

#include "support/catch.h"

using namespace weir;

namespace {

HttpRequest with_header(std::string name, std::string value) {
  HttpRequest request;
  request.headers = {{std::move(name), std::move(value)}};
  return request;
}

std::vector<std::string> lines_of(RequestHeaders& headers) {
  std::vector<std::string> lines;
  for (const curl_slist* node = headers.list(); node != nullptr; node = node->next) {
    lines.emplace_back(node->data);
  }
  return lines;
}

}  // namespace

TEST_CASE("Headers that could smuggle another one in are refused") {
  using namespace std::string_literals;
  for (const std::string& value : {"a\r\nx: y"s, "a\nx: y"s, "a\r"s, "a\0b"s}) {
    RequestHeaders headers;
    HttpRequest request = with_header("X-Name", value);
    const Status status = headers.assign(request);
    CHECK(status.code() == Code::kInvalidArgument);
    CHECK(status.reason() == "http.header");
    CHECK(status.message().find("X-Name") != std::string_view::npos);
    CHECK(status.message().find("a") != std::string_view::npos);
    CHECK(status.message().find('\n') == std::string_view::npos);
  }
  for (const std::string& name : {""s, "a b"s, "a:"s, "a\r\nb"s, "\xc3\xa4"s, "(x)"s}) {
    RequestHeaders headers;
    HttpRequest request = with_header(name, "v");
    CHECK(headers.assign(request).reason() == "http.header");
  }
}

TEST_CASE("Too many headers and too long values are refused") {
  RequestHeaders headers;
  HttpRequest request = with_header("x", std::string((64 << 10) + 1, 'v'));
  CHECK(headers.assign(request).reason() == "http.header");
  request.headers.assign(65, {"x", "v"});
  CHECK(headers.assign(request).reason() == "http.header");
  request.headers.assign(64, {"x", "v"});
  CHECK(headers.assign(request).ok());
}

TEST_CASE("A bad key is refused and never shown") {
  for (const char* key : {"", "sk-secret\r\nx: y", "sk-secret\n"}) {
    RequestHeaders headers;
    HttpRequest request;
    request.key_header = "Authorization";
    request.key = Secret(key);
    const Status status = headers.assign(request);
    CHECK(status.reason() == "http.key");
    CHECK(status.message().find("sk-secret") == std::string_view::npos);
  }
}

TEST_CASE("The key's line is there until it is wiped") {
  RequestHeaders headers;
  HttpRequest request = with_header("content-type", "application/json");
  request.key_header = "api-key";
  request.key = Secret("sk-secret");
  REQUIRE(headers.assign(request).ok());
  CHECK(request.key.empty());
  CHECK(lines_of(headers) == std::vector<std::string>{"content-type: application/json",
                                                      "Expect:", "api-key: sk-secret"});
  headers.wipe_key();
  CHECK(lines_of(headers) == std::vector<std::string>{"content-type: application/json", "Expect:"});
}

TEST_CASE("URLs") {
  for (const char* url :
       {"https://api.openai.com/v1", "http://127.0.0.1:8080", "HTTPS://h?x", "http://[::1]:80/x"}) {
    CHECK(check_url(url).ok());
  }
  for (const char* url : {"", "ftp://h/", "file:///etc/passwd", "//h", "https://", "https:///x",
                          "https://user:secret@h/", "https://h/a b", "https://h/\r\nx: y",
                          "https://a\\@b/", "gopher://h"}) {
    const Status status = check_url(url);
    CHECK(status.reason() == "http.url");
    CHECK(status.message().find("secret") == std::string_view::npos);
  }
  CHECK(origin_of("https://h:1/a?b#c") == "https://h:1");
  CHECK(origin_of("https://h?key=secret") == "https://h");
  CHECK(host_of("https://h:1/a?b#c") == "h:1");
}

TEST_CASE("Methods") {
  for (const char* method : {"POST", "GET", "PUT", "PATCH", "DELETE"}) {
    CHECK(check_method(method).ok());
  }
  for (const char* method : {"", "post", "HEAD", "CONNECT", "GET / HTTP/1.1\r\n"}) {
    CHECK(check_method(method).reason() == "http.method");
  }
}
