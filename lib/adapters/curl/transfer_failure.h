// How a transfer that libcurl gave up is told: by the reason ids of gateway/transport.h, with the
// host as the only detail.
#pragma once

#include <curl/curl.h>

#include <string_view>

#include "base/status.h"

namespace weir {

struct TransferState {
  std::string_view host;
  bool sent = false;             // the connection stood and the request went out
  bool head_whole = false;       // the answer's head came to its end
  bool malformed_chunk = false;  // libcurl has one code for this and for a broken connection
};

// CURLE_OK is a failure where the head is not whole: libcurl takes a head that breaks off for an
// answer without a body.
[[nodiscard]] Status transfer_failure(CURLcode code, const TransferState& state);

}  // namespace weir
