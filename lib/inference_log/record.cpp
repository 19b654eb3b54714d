#include "inference_log/record.h"

#include <array>

namespace weir {

namespace {

constexpr std::array<std::string_view, kOutcomes> kOutcomeNames = {
    "in_flight", "answered", "blocked", "over_quota", "denied",
    "invalid",   "failed",   "timeout", "cancelled",  "interrupted"};

}  // namespace

std::string_view name_of(Outcome outcome) {
  return kOutcomeNames.at(static_cast<size_t>(outcome));
}

std::optional<Outcome> outcome_named(std::string_view name) {
  for (size_t i = 0; i < kOutcomes; ++i) {
    if (kOutcomeNames[i] == name) return static_cast<Outcome>(i);
  }
  return std::nullopt;
}

Intent intent_of(const OutcomeRecord& record) {
  if (record.intent) {
    Intent intent = *record.intent;
    intent.request_id = record.request_id;
    return intent;
  }
  Intent intent;
  intent.request_id = record.request_id;
  int64_t ms = 0;
  for (size_t i = 0; i < 6; ++i) ms = ms << 8 | record.request_id.bytes[i];
  intent.request_time_us = ms * 1000;
  return intent;
}

Status check(const LogQuery& query) {
  if (query.limit < 1 || query.limit > kMaxLogRows) {
    return {Code::kInvalidArgument, "log.limit",
            "the limit of a log query is 1 to " + std::to_string(kMaxLogRows) + " rows"};
  }
  if (!query.after_request_id.empty() && query.after_request_id.size() != 36) {
    return {Code::kInvalidArgument, "log.after_request_id",
            "the row to go on after is named by its request_id, 36 characters of a UUID"};
  }
  return {};
}

}  // namespace weir
