#include "fault.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "exit_code.h"
#include "json_text.h"
#include "output.h"
#include "time_text.h"

namespace cli {
namespace {

// One fault of a policy: "/quotas/0/limitt", line, column, what is wrong and what was meant.
void tell_policy_error(const rapidjson::Value& fault) {
  std::string place = "  " + member_text(fault, "pointer");
  if (place == "  ") place = "  /";
  place +=
      " (line " + member_text(fault, "line") + ", column " + member_text(fault, "column") + ")";
  write_error(place + ": " + member_text(fault, "message") + " [" + member_text(fault, "reason") +
              "]");
  const std::string suggestion = member_text(fault, "suggestion");
  if (!suggestion.empty()) write_error("    did you mean " + suggestion + "?");
}

void tell_details(const weir::error& error) {
  rapidjson::Document details;
  details.Parse<rapidjson::kParseIterativeFlag>(error.details().data(), error.details().size());
  if (details.HasParseError() || !details.IsObject()) return;
  for (const rapidjson::Value& fault : member_array(details, "errors").GetArray()) {
    tell_policy_error(fault);
  }
  if (details.HasMember("errors")) return;
  for (auto member = details.MemberBegin(); member < details.MemberEnd(); ++member) {
    const std::string value = text_of(member->value);
    std::string told = "  " + text_of(member->name);
    if (value.empty() || told == "  reset_ms") continue;  // the latter is told as the time to wait
    write_error(told.append(": ").append(value));
  }
}

}  // namespace

int exit_code_of(const weir::error& error) {
  switch (error.code()) {
    case WEIR_INVALID_ARGUMENT:
      return kUsage;
    case WEIR_DENIED:
    case WEIR_BLOCKED:
      return kBlocked;
    case WEIR_OVER_QUOTA:
    case WEIR_NEVER_ADMISSIBLE:
      return kOverQuota;
    case WEIR_CANCELLED:
      return kInterrupted;
    default:
      return kFailed;
  }
}

std::string as_json(const weir::error& error) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  json.StartObject();
  json.Key("code");
  json.Int(error.code());
  json.Key("reason");
  put(json, error.reason());
  json.Key("message");
  put(json, error.message());
  if (!error.details().empty()) {
    json.Key("details");
    json.RawValue(error.details().data(), error.details().size(), rapidjson::kObjectType);
  }
  if (error.retry_after_ms() > 0) {
    json.Key("retry_after_ms");
    json.Int64(error.retry_after_ms());
  }
  json.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

int tell(const weir::error& error, bool json) {
  write_error("weir: " + std::string(error.message()));
  write_error(error.reason());
  tell_details(error);
  if (error.retry_after_ms() > 0) {
    write_error("  retry after: " + duration_text(error.retry_after_ms()));
  }
  if (json) {
    write_output("{\"error\":" + as_json(error) + "}\n");
    flush_output();
  }
  return exit_code_of(error);
}

int tell(std::string_view reason, std::string_view message, int exit_code) {
  write_error("weir: " + std::string(message));
  write_error(reason);
  return exit_code;
}

}  // namespace cli
