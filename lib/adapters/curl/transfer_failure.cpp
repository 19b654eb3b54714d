#include "adapters/curl/transfer_failure.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace weir {
namespace {

struct Kind {
  Code code;
  std::string_view reason;
  std::string_view message;
};

constexpr Kind kConnectTimeout{Code::kTimeout, "http.timeout.connect",
                               "no connection within the time limit"};
constexpr Kind kTotalTimeout{Code::kTimeout, "http.timeout.total",
                             "the answer was not complete within the total time limit"};
constexpr Kind kDns{Code::kUnavailable, "http.dns",
                    "the host name cannot be resolved; check base_url and the network (the proxies "
                    "of the environment, such as HTTPS_PROXY, are not used)"};
constexpr Kind kConnect{
    Code::kUnavailable, "http.connect",
    "no connection can be made; check base_url and that the provider is up (the "
    "proxies of the environment, such as HTTPS_PROXY, are not used)"};
constexpr Kind kTls{Code::kUnavailable, "http.tls",
                    "TLS failed: the certificate is not trusted, is for another host, or the "
                    "handshake broke; verification cannot be turned off"};
constexpr Kind kClosedEarly{Code::kProvider, "http.closed_early",
                            "the provider closed the connection before its answer was complete"};
constexpr Kind kMalformed{Code::kProvider, "http.malformed", "the provider's answer is not HTTP"};
constexpr Kind kTooLarge{Code::kProvider, "http.too_large",
                         "a header of the provider's answer is longer than 100 KiB"};
constexpr Kind kUrl{Code::kInvalidArgument, "http.url", "the URL is not valid"};
constexpr Kind kMemory{Code::kOutOfMemory, "memory.exhausted", "out of memory"};

struct Row {
  CURLcode code;
  const Kind* kind;
};

constexpr auto kCurlTooLarge = static_cast<CURLcode>(100);  // CURLE_TOO_LARGE, from 8.6 on

constexpr Row kRows[] = {
    {CURLE_OK, &kClosedEarly},
    {kCurlTooLarge, &kTooLarge},
    {CURLE_COULDNT_RESOLVE_HOST, &kDns},
    {CURLE_COULDNT_RESOLVE_PROXY, &kDns},
    {CURLE_COULDNT_CONNECT, &kConnect},
    {CURLE_PROXY, &kConnect},
    {CURLE_SSL_CONNECT_ERROR, &kTls},
    {CURLE_PEER_FAILED_VERIFICATION, &kTls},
    {CURLE_SSL_CACERT_BADFILE, &kTls},
    {CURLE_SSL_CERTPROBLEM, &kTls},
    {CURLE_SSL_CIPHER, &kTls},
    {CURLE_SSL_ISSUER_ERROR, &kTls},
    {CURLE_SSL_INVALIDCERTSTATUS, &kTls},
    {CURLE_USE_SSL_FAILED, &kTls},
    {CURLE_GOT_NOTHING, &kClosedEarly},
    {CURLE_PARTIAL_FILE, &kClosedEarly},
    {CURLE_RECV_ERROR, &kClosedEarly},
    {CURLE_SEND_ERROR, &kClosedEarly},
    {CURLE_HTTP2_STREAM, &kClosedEarly},
    {CURLE_ABORTED_BY_CALLBACK, &kClosedEarly},  // the second send, stopped
    {CURLE_WEIRD_SERVER_REPLY, &kMalformed},
    {CURLE_UNSUPPORTED_PROTOCOL, &kMalformed},  // an answer in HTTP/0.9; the URL was checked
    {CURLE_BAD_CONTENT_ENCODING, &kMalformed},
    {CURLE_HTTP2, &kMalformed},
    {CURLE_URL_MALFORMAT, &kUrl},
    {CURLE_OUT_OF_MEMORY, &kMemory},
};

const Kind* kind_of(CURLcode code, const TransferState& state) {
  if (code == CURLE_OPERATION_TIMEDOUT) return state.sent ? &kTotalTimeout : &kConnectTimeout;
  // libcurl says "out of memory" (up to 8.5) where a line of the head outgrows its buffer.
  if (code == CURLE_OUT_OF_MEMORY && state.sent && !state.head_whole) return &kTooLarge;
  if (code == CURLE_RECV_ERROR && state.malformed_chunk) return &kMalformed;
  const bool broke = code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR;
  if (broke && !state.sent) return &kConnect;
  const auto* row = std::find_if(std::begin(kRows), std::end(kRows),
                                 [&](const Row& each) { return each.code == code; });
  return row == std::end(kRows) ? nullptr : row->kind;
}

}  // namespace

Status transfer_failure(CURLcode code, const TransferState& state) {
  std::string message(state.host);
  const Kind* kind = kind_of(code, state);
  if (kind == nullptr) {
    message.append(": libcurl gave up with code ").append(std::to_string(code));
    return {Code::kInternal, "http.failed", std::move(message)};
  }
  message.append(": ").append(kind->message);
  return {kind->code, kind->reason, std::move(message)};
}

}  // namespace weir
