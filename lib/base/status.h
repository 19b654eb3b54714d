// Status and Result: how every function inside weir says that it failed.
//
// A Status is a null pointer when all is well (free to return and to test) and one allocation when
// not. It becomes a weir_error only at the C doors (lib/c_api). Its text is one line, impersonal,
// and never holds a key, a prompt or a matched text.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace weir {

// What the caller can do about it. The numbers are those of include/weir/error.h, never renumbered.
enum class Code : int32_t {
  kOk = 0,
  kInvalidArgument = 1,  // the call itself is wrong: mend the program
  kInvalidPolicy = 2,    // the policy is refused whole: mend the file
  kInvalidRequest = 3,   // the request body is refused: mend the request
  kDenied = 4,           // a verdict: this caller may not use this endpoint
  kBlocked = 5,          // a verdict: a guardrail forbids the text
  kOverQuota = 6,        // a verdict: not now; retry_after_ms says when
  kNeverAdmissible = 7,  // a verdict: the request alone is larger than a limit
  kProvider = 8,         // the provider answered with an error, or not in its own format
  kTimeout = 9,          // a time limit of the policy or of the call ran out
  kCancelled = 10,       // weir_call_cancel, or a stream freed early
  kUnavailable = 11,     // a store, a key or the network is not to be had now
  kUnsupported = 12,     // this build or this version cannot do it
  kInternal = 13,        // a fault of weir's own
  kOutOfMemory = 14,
};

class [[nodiscard]] Status {
 public:
  Status() = default;  // success

  // `reason` is a stable dotted id such as "quota.exceeded"; `message` names what, where and what
  // to do about it.
  Status(Code code, std::string_view reason, std::string message);

  Status(const Status& other);
  Status& operator=(const Status& other);
  Status(Status&&) noexcept = default;
  Status& operator=(Status&&) noexcept = default;
  ~Status() = default;

  [[nodiscard]] bool ok() const { return fault_ == nullptr; }
  [[nodiscard]] Code code() const { return fault_ ? fault_->code : Code::kOk; }
  [[nodiscard]] std::string_view reason() const;
  [[nodiscard]] std::string_view message() const;
  [[nodiscard]] std::string_view details() const;  // JSON object, or empty
  [[nodiscard]] int64_t retry_after_ms() const { return fault_ ? fault_->retry_after_ms : 0; }
  [[nodiscard]] int32_t http_status() const;  // what an HTTP server would answer
  [[nodiscard]] bool is_retryable() const;    // the same call may succeed later

  // Builders, to be chained on a fresh fault. Each does nothing to success.
  Status&& with_retry_after_ms(int64_t value) &&;
  Status&& with_http_status(int32_t value) &&;
  Status&& with_details(std::string json) &&;
  // Puts `where` and ": " before the message.
  Status&& with_context(std::string_view where) &&;

 private:
  struct Fault {
    Code code = Code::kInternal;
    std::string reason;
    std::string message;
    std::string details;
    int64_t retry_after_ms = 0;
    int32_t http_status = 0;  // 0: derived from the code
  };
  std::unique_ptr<Fault> fault_;
};

// A value, or the Status that says why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}         // NOLINT
  Result(Status status) : state_(std::in_place_index<1>, std::move(status)) {}  // NOLINT

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  [[nodiscard]] const Status& status() const& { return std::get<1>(state_); }  // REQUIRES: !ok()
  [[nodiscard]] Status status() && { return std::get<1>(std::move(state_)); }  // REQUIRES: !ok()
  [[nodiscard]] T& value() & { return std::get<0>(state_); }                   // REQUIRES: ok()
  [[nodiscard]] const T& value() const& { return std::get<0>(state_); }
  [[nodiscard]] T value() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }

 private:
  std::variant<T, Status> state_;
};

}  // namespace weir

// Leaves the enclosing function with the Status of `expression` when that is a fault.
#define WEIR_RETURN_IF_ERROR(expression)                                                     \
  do {                                                                                       \
    if (::weir::Status weir_status_ = (expression); !weir_status_.ok()) return weir_status_; \
  } while (false)
