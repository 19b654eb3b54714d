#include <weir/log.h>

#include "c_api/door.h"
#include "c_api/gate_handle.h"
#include "c_api/name_list.h"
#include "c_api/text_handle.h"

using weir::Code;
using weir::Status;
using namespace weir::c_api;

namespace {

Status give_result(weir::Result<std::string> rows, weir_text** json) {
  if (!rows.ok()) return std::move(rows).status();
  give(std::move(rows).value(), json);
  return {};
}

}  // namespace

weir_error* weir_log_read(weir_gate* gate, const weir_log_query* query, weir_text** json) noexcept {
  return guarded([&]() -> Status {
    if (json == nullptr) return null_argument("json");
    *json = nullptr;
    if (gate == nullptr) return null_argument("gate");
    weir_log_query given = WEIR_LOG_QUERY_INIT;
    WEIR_RETURN_IF_ERROR(read_options(query, given));
    if (given.limit < 0) {
      return {Code::kInvalidArgument, "options.limit", "limit must not be below 0"};
    }
    weir::LogQuery wanted;
    wanted.since_us = given.since_us;
    if (given.limit > 0) wanted.limit = given.limit;
    wanted.with_payload = given.with_payload;
    WEIR_RETURN_IF_ERROR(
        take_text(given.after, given.after_size, "after", wanted.after_request_id));
    return give_result(gate->gate->log().read(wanted), json);
  });
}

weir_error* weir_log_usage(weir_gate* gate, const char* by, size_t by_size, int64_t since_us,
                           weir_text** json) noexcept {
  return guarded([&]() -> Status {
    if (json == nullptr) return null_argument("json");
    *json = nullptr;
    if (gate == nullptr) return null_argument("gate");
    std::string list;
    WEIR_RETURN_IF_ERROR(take_text(by, by_size, "by", list));
    return give_result(gate->gate->log().usage(split_names(list), since_us), json);
  });
}
