#include <weir/error.h>

#include <memory>
#include <string>
#include <vector>

#include "c_api/door.h"
#include "gateway/rate_limit_fields.h"
#include "providers/openai/chat_completions.h"

struct weir_error {
  weir::Status status;
  std::string message;
  std::string reason;
  std::string details;
  std::string body;
  std::vector<weir::HttpHeader> headers;
};

namespace weir::c_api {
namespace {

// Lives for ever and is made without memory, so that running out of it can be told.
struct StaticErrors {
  weir_error no_memory;
  weir_error unexpected;
};

std::unique_ptr<weir_error> filled(Status status) {
  auto error = std::make_unique<weir_error>();
  error->message = status.message();
  error->reason = status.reason();
  error->details = status.details();
  error->body = openai::error_body(status);
  error->headers = error_fields(status);
  error->status = std::move(status);
  return error;
}

StaticErrors& static_errors() {
  static StaticErrors errors = {
      std::move(*filled({Code::kOutOfMemory, "memory.exhausted", "out of memory"})),
      std::move(*filled({Code::kInternal, "internal.exception",
                         "an unexpected fault inside weir; please report it"}))};
  return errors;
}

// Made when the library is loaded, while there is memory.
[[maybe_unused]] const StaticErrors& made_early = static_errors();

bool is_static(const weir_error* error) {
  return error == &static_errors().no_memory || error == &static_errors().unexpected;
}

}  // namespace

weir_error* make_error(Status status) noexcept {
  try {
    return filled(std::move(status)).release();
  } catch (...) {
    return out_of_memory();
  }
}

weir_error* out_of_memory() noexcept {
  return &static_errors().no_memory;
}
weir_error* unexpected() noexcept {
  return &static_errors().unexpected;
}

}  // namespace weir::c_api

using weir::c_api::lend;

int32_t weir_error_code(const weir_error* error) noexcept {
  return error == nullptr ? WEIR_OK : static_cast<int32_t>(error->status.code());
}

const char* weir_error_message(const weir_error* error, size_t* size) noexcept {
  return lend(error == nullptr ? std::string_view() : error->message, size);
}

const char* weir_error_reason(const weir_error* error, size_t* size) noexcept {
  return lend(error == nullptr ? std::string_view() : error->reason, size);
}

const char* weir_error_details(const weir_error* error, size_t* size) noexcept {
  return lend(error == nullptr ? std::string_view() : error->details, size);
}

const char* weir_error_body(const weir_error* error, size_t* size) noexcept {
  return lend(error == nullptr ? std::string_view() : error->body, size);
}

bool weir_error_is_retryable(const weir_error* error) noexcept {
  return error != nullptr && error->status.is_retryable();
}

int64_t weir_error_retry_after_ms(const weir_error* error) noexcept {
  return error == nullptr ? 0 : error->status.retry_after_ms();
}

int32_t weir_error_http_status(const weir_error* error) noexcept {
  return error == nullptr ? 200 : error->status.http_status();
}

size_t weir_error_header_count(const weir_error* error) noexcept {
  return error == nullptr ? 0 : error->headers.size();
}

const char* weir_error_header_name(const weir_error* error, size_t index, size_t* size) noexcept {
  const bool is_there = index < weir_error_header_count(error);
  return lend(is_there ? std::string_view(error->headers[index].name) : "", size);
}

const char* weir_error_header_value(const weir_error* error, size_t index, size_t* size) noexcept {
  const bool is_there = index < weir_error_header_count(error);
  return lend(is_there ? std::string_view(error->headers[index].value) : "", size);
}

void weir_error_free(weir_error* error) noexcept {
  if (error == nullptr || weir::c_api::is_static(error)) return;
  const std::unique_ptr<weir_error> owned(error);
}
