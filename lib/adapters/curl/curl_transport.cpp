#include "adapters/curl/curl_transport.h"

#include <curl/curl.h>
#include <unistd.h>

#include <utility>

#include "adapters/curl/curl_exchange.h"
#include "adapters/curl/loop_pool.h"
#include "adapters/curl/request_headers.h"

namespace weir {
namespace {

// Never undone: a library cannot know who else in the process uses libcurl.
CURLcode initialise_once() {
  static const CURLcode outcome = curl_global_init(CURL_GLOBAL_DEFAULT);
  return outcome;
}

Status check_libcurl() {
  const curl_version_info_data* info = curl_version_info(CURLVERSION_NOW);
  if ((info->features & CURL_VERSION_THREADSAFE) == 0 || (info->features & CURL_VERSION_SSL) == 0) {
    return {Code::kUnsupported, "http.libcurl",
            std::string("libcurl ") + info->version +
                " lacks thread-safe initialisation or TLS; 7.84 or later is needed"};
  }
  if (initialise_once() == CURLE_OK) return {};
  return {Code::kUnavailable, "http.libcurl", "libcurl cannot be initialised"};
}

}  // namespace

Result<std::unique_ptr<CurlTransport>> CurlTransport::make(const CurlTransportOptions& options) {
  WEIR_RETURN_IF_ERROR(check_libcurl());
  if (!options.ca_file.empty() && access(options.ca_file.c_str(), R_OK) != 0) {
    return Status(Code::kInvalidArgument, "http.ca_file",
                  options.ca_file + ": the certificate file cannot be read");
  }
  auto pool = std::make_shared<LoopPool>(options);
  return std::unique_ptr<CurlTransport>(new CurlTransport(std::move(pool)));  // NOLINT
}

CurlTransport::CurlTransport(std::shared_ptr<LoopPool> pool) : pool_(std::move(pool)) {}

CurlTransport::~CurlTransport() = default;

Result<std::unique_ptr<HttpExchange>> CurlTransport::send(HttpRequest request) {
  WEIR_RETURN_IF_ERROR(check_url(request.url));
  WEIR_RETURN_IF_ERROR(check_method(request.method));
  Result<std::unique_ptr<TransferLoop>> loop = pool_->take(origin_of(request.url));
  if (!loop.ok()) return std::move(loop).status();
  auto exchange =
      std::make_unique<CurlExchange>(pool_, std::move(loop).value(), std::move(request));
  WEIR_RETURN_IF_ERROR(exchange->begin());
  return std::unique_ptr<HttpExchange>(std::move(exchange));
}

int64_t CurlTransport::connections_opened() const {
  return pool_->connections_opened();
}

}  // namespace weir
