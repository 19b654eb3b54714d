// What every extern "C" door shares: no exception leaves, and what comes in is checked and copied.
#pragma once

#include <weir/error.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include "base/status.h"

namespace weir::c_api {

// The error object for a fault. Never throws: without memory it is the static one.
[[nodiscard]] weir_error* make_error(Status status) noexcept;
[[nodiscard]] weir_error* out_of_memory() noexcept;
[[nodiscard]] weir_error* unexpected() noexcept;

// Runs the body of a door, which returns a Status.
template <typename Body>
[[nodiscard]] weir_error* guarded(Body&& body) noexcept {
  try {
    Status status = body();
    return status.ok() ? nullptr : make_error(std::move(status));
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (...) {
    return unexpected();
  }
}

[[nodiscard]] inline Status null_argument(const char* name) {
  return {Code::kInvalidArgument, "argument.null", std::string(name) + " is NULL"};
}

// Bytes that came in: NULL is allowed only with size 0, and a size below 0 in disguise never.
[[nodiscard]] inline Status check_bytes(const char* bytes, size_t size, const char* name) {
  if (bytes == nullptr && size > 0) return null_argument(name);
  if (size > static_cast<size_t>(PTRDIFF_MAX)) {
    return {Code::kInvalidArgument, "argument.size",
            "the size of " + std::string(name) + " is no size: was it negative?"};
  }
  return {};
}

[[nodiscard]] inline Status take_text(const char* bytes, size_t size, const char* name,
                                      std::string& out) {
  WEIR_RETURN_IF_ERROR(check_bytes(bytes, size, name));
  out.assign(bytes == nullptr ? "" : bytes, size);
  return {};
}

// For paths, which the system would read up to a NUL alone.
[[nodiscard]] inline Status refuse_nul(const std::string& text, const char* name) {
  if (text.find('\0') == std::string::npos) return {};
  return {Code::kInvalidArgument, "argument.nul", std::string(name) + " must not hold a NUL byte"};
}

// A string that goes out, borrowed.
[[nodiscard]] inline const char* lend(std::string_view text, size_t* size) noexcept {
  if (size != nullptr) *size = text.size();
  return text.empty() ? "" : text.data();
}

// No version will have a struct larger than this; a struct_size beyond it was never set.
inline constexpr size_t kMaxStructSize = 4096;

// Reads an options struct of any version: a smaller one is an older caller, whose missing fields
// keep their defaults; a larger one must have a tail of zeros.
template <typename Options>
[[nodiscard]] Status read_options(const Options* in, Options& out) {
  if (in == nullptr) return {};
  const size_t size = in->struct_size;
  const auto* bytes = reinterpret_cast<const unsigned char*>(in);
  const bool is_plausible = size >= sizeof(size_t) && size <= kMaxStructSize;
  const bool has_tail = is_plausible && size > sizeof(Options) &&
                        std::any_of(bytes + sizeof(Options), bytes + size,
                                    [](unsigned char byte) { return byte != 0; });
  if (!is_plausible || has_tail) {
    return {Code::kInvalidArgument, "options.size",
            "struct_size does not fit this version of weir: set it with the INIT macro"};
  }
  std::memcpy(&out, in, std::min(size, sizeof(Options)));
  out.struct_size = sizeof(Options);
  return {};
}

}  // namespace weir::c_api
