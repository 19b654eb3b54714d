// The tables of quota.db. Integers only: requests, tokens, nano-USD; microseconds.
#pragma once

#include "adapters/sqlite/database.h"

namespace weir::sqlite {

[[nodiscard]] Schema quota_schema();

}  // namespace weir::sqlite
