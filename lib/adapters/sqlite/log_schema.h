// The file log.db: its tables, views and identity. log_schema.cpp is the reference of the columns;
// their names and kinds as data are in inference_log/columns.h, and a test compares the two.
#pragma once

#include "adapters/sqlite/database.h"

namespace weir::sqlite {

inline constexpr const char* kLogFile = "log.db";
inline constexpr uint32_t kLogRegion = 1;  // of store.lock

[[nodiscard]] Schema log_schema();

}  // namespace weir::sqlite
