#include "adapters/postgresql/sql_state.h"

#include <array>

namespace weir::postgresql {
namespace {

// The first row that fits, the five letters before the two.
constexpr std::array<SqlFault, 21> kFaults = {{
    {"40001", Code::kUnavailable, "store.busy", Repeat::kOnSameConnection},  // serialization
    {"40P01", Code::kUnavailable, "store.busy", Repeat::kOnSameConnection},  // deadlock
    {"40003", Code::kUnavailable, "store.unreachable", Repeat::kOnAnother},  // completion unknown
    {"40", Code::kUnavailable, "store.busy", Repeat::kOnSameConnection},
    {"55P03", Code::kUnavailable, "store.busy", Repeat::kOnSameConnection},  // lock_timeout
    {"55006", Code::kUnavailable, "store.busy", Repeat::kOnSameConnection},  // object in use
    {"57014", Code::kUnavailable, "store.busy", Repeat::kOnSameConnection},  // statement_timeout
    {"57", Code::kUnavailable, "store.unreachable", Repeat::kOnAnother},     // shutdown, crash
    {"08", Code::kUnavailable, "store.unreachable", Repeat::kOnAnother},     // of poolers too
    {"25006", Code::kUnavailable, "store.read_only", Repeat::kOnAnother},    // now a standby
    {"53100", Code::kUnavailable, "store.full", Repeat::kNever},
    {"53", Code::kUnavailable, "store.busy", Repeat::kOnAnother},  // too many connections, memory
    {"58030", Code::kUnavailable, "store.io", Repeat::kNever},
    {"XX001", Code::kUnavailable, "store.corrupt", Repeat::kNever},
    {"XX002", Code::kUnavailable, "store.corrupt", Repeat::kNever},
    {"42501", Code::kUnavailable, "store.permissions", Repeat::kNever},
    {"28", Code::kUnavailable, "store.permissions", Repeat::kNever},
    {"3F000", Code::kUnavailable, "store.missing", Repeat::kNever},
    {"42P01", Code::kUnavailable, "store.missing", Repeat::kNever},
    {"42883", Code::kUnavailable, "store.missing", Repeat::kNever},
    {"3D000", Code::kUnavailable, "store.missing", Repeat::kNever},
}};

}  // namespace

SqlFault fault_of_state(std::string_view state) {
  for (const SqlFault& fault : kFaults) {
    if (state.substr(0, fault.state.size()) == fault.state) return fault;
  }
  return {state, Code::kInternal, "store.postgresql", Repeat::kNever};
}

Status connection_fault(const std::string& server, const std::string& message,
                        bool needs_password) {
  constexpr std::array<std::string_view, 5> kRefusals = {
      "authentication failed", "no pg_hba.conf entry", "permission denied", "role \"",
      "password supplied"};
  bool is_refused = needs_password;
  for (const std::string_view each : kRefusals) {
    is_refused = is_refused || message.find(each) != std::string::npos;
  }
  return Status(Code::kUnavailable, is_refused ? "store.permissions" : "store.unreachable",
                "PostgreSQL at " + server + ": " + message);
}

}  // namespace weir::postgresql
