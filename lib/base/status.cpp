#include "base/status.h"

namespace weir {
namespace {

int32_t default_http_status(Code code) {
  switch (code) {
    case Code::kOk:
      return 200;
    case Code::kInvalidArgument:
    case Code::kInvalidRequest:
    case Code::kBlocked:
      return 400;
    case Code::kDenied:
      return 403;
    case Code::kNeverAdmissible:
      return 413;
    case Code::kOverQuota:
      return 429;
    case Code::kCancelled:
      return 499;
    case Code::kUnsupported:
      return 501;
    case Code::kProvider:
      return 502;
    case Code::kUnavailable:
      return 503;
    case Code::kTimeout:
      return 504;
    case Code::kInvalidPolicy:
    case Code::kInternal:
    case Code::kOutOfMemory:
      return 500;
  }
  return 500;
}

}  // namespace

Status::Status(Code code, std::string_view reason, std::string message)
    : fault_(std::make_unique<Fault>()) {
  fault_->code = code;
  fault_->reason = reason;
  fault_->message = std::move(message);
}

Status::Status(const Status& other)
    : fault_(other.fault_ ? std::make_unique<Fault>(*other.fault_) : nullptr) {}

Status& Status::operator=(const Status& other) {
  if (this != &other) fault_ = other.fault_ ? std::make_unique<Fault>(*other.fault_) : nullptr;
  return *this;
}

std::string_view Status::reason() const {
  return fault_ ? std::string_view(fault_->reason) : std::string_view();
}

std::string_view Status::message() const {
  return fault_ ? std::string_view(fault_->message) : std::string_view();
}

std::string_view Status::details() const {
  return fault_ ? std::string_view(fault_->details) : std::string_view();
}

int32_t Status::http_status() const {
  if (fault_ && fault_->http_status != 0) return fault_->http_status;
  return default_http_status(code());
}

bool Status::is_retryable() const {
  switch (code()) {
    case Code::kOverQuota:
      return fault_->retry_after_ms > 0;  // 0: no waiting helps
    case Code::kTimeout:
    case Code::kUnavailable:
      return true;
    case Code::kProvider:
      return fault_->http_status == 429 || fault_->http_status >= 500;
    default:
      return false;
  }
}

Status&& Status::with_retry_after_ms(int64_t value) && {
  if (fault_) fault_->retry_after_ms = value;
  return std::move(*this);
}

Status&& Status::with_http_status(int32_t value) && {
  if (fault_) fault_->http_status = value;
  return std::move(*this);
}

Status&& Status::with_details(std::string json) && {
  if (fault_) fault_->details = std::move(json);
  return std::move(*this);
}

Status&& Status::with_context(std::string_view where) && {
  if (fault_) fault_->message.insert(0, std::string(where) + ": ");
  return std::move(*this);
}

}  // namespace weir
