// The tables and functions of quotas in schema `weir` of a database, and their versions.
//
// Tables change by migrations alone, forward and in one transaction each; functions carry the
// version in their names, so that programs of two versions may share a database while a fleet is
// renewed. Table `meta` holds `quota_version`, and the oldest version of this library's schema that
// may read (`quota_min_reader`) or write (`quota_min_writer`) it.
#pragma once

#include <cstdint>
#include <string>

#include "adapters/postgresql/connection.h"
#include "base/status.h"

namespace weir::postgresql {

inline constexpr int64_t kQuotaVersion = 1;

// Makes what is missing, once, whoever comes first; refuses a schema that this library does not
// know: "store.too_new". Making it needs the right to create a schema (or an empty schema `weir`
// of one's own); using it needs SELECT, INSERT, UPDATE and DELETE on its tables.
[[nodiscard]] Status prepare_quota_schema(Connection& connection, int64_t deadline_us);

[[nodiscard]] const char* quota_tables();
[[nodiscard]] std::string quota_functions();
[[nodiscard]] const char* quota_administration_functions();

}  // namespace weir::postgresql
