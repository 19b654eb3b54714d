// What PostgreSQL's error codes mean here. Source: PostgreSQL's manual, appendix A.
#pragma once

#include <string>
#include <string_view>

#include "adapters/postgresql/connection.h"
#include "base/status.h"

namespace weir::postgresql {

struct SqlFault {
  std::string_view state;  // five letters, or the two of its class
  Code code;
  std::string_view reason;
  Repeat repeat;
};

[[nodiscard]] SqlFault fault_of_state(std::string_view state);

// Of a connection that could not be made: libpq gives a text alone.
[[nodiscard]] Status connection_fault(const std::string& server, const std::string& message,
                                      bool needs_password);

}  // namespace weir::postgresql
