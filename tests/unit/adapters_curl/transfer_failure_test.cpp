// Every code of libcurl has a telling.
#include "adapters/curl/transfer_failure.h"

#include "support/catch.h"

using namespace weir;

namespace {

Status failure(CURLcode code, bool sent, bool malformed_chunk = false, bool head_whole = true) {
  return transfer_failure(code, {"api.example", sent, head_whole, malformed_chunk});
}

}  // namespace

TEST_CASE("Codes become the reasons that transport.h promises") {
  CHECK(failure(CURLE_COULDNT_RESOLVE_HOST, false).reason() == "http.dns");
  CHECK(failure(CURLE_COULDNT_CONNECT, false).reason() == "http.connect");
  CHECK(failure(CURLE_RECV_ERROR, false).reason() == "http.connect");
  CHECK(failure(CURLE_OPERATION_TIMEDOUT, false).reason() == "http.timeout.connect");
  CHECK(failure(CURLE_OPERATION_TIMEDOUT, true).reason() == "http.timeout.total");
  CHECK(failure(CURLE_PEER_FAILED_VERIFICATION, false).reason() == "http.tls");
  CHECK(failure(CURLE_RECV_ERROR, true).reason() == "http.closed_early");
  CHECK(failure(CURLE_RECV_ERROR, true, true).reason() == "http.malformed");
  CHECK(failure(CURLE_HTTP2, true).reason() == "http.malformed");
  CHECK(failure(CURLE_OUT_OF_MEMORY, true).code() == Code::kOutOfMemory);
  CHECK(failure(CURLE_OUT_OF_MEMORY, true, false, false).reason() == "http.too_large");
  CHECK(failure(CURLE_OK, true, false, false).reason() == "http.closed_early");
  CHECK(failure(CURLE_FTP_PORT_FAILED, true).code() == Code::kInternal);
}

TEST_CASE("No code is mistaken for success, and all name the host") {
  for (int code = 1; code < CURL_LAST; ++code) {
    for (const bool sent : {false, true}) {
      const Status status = failure(static_cast<CURLcode>(code), sent);
      REQUIRE_FALSE(status.ok());
      REQUIRE(status.message().starts_with("api.example: "));
    }
  }
}
