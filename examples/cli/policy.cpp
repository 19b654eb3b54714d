// weir policy, and what needs no policy at all.
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <weir/weir.hpp>

#include "commands.h"
#include "exit_code.h"
#include "fault.h"
#include "json_text.h"
#include "output.h"

namespace cli {
namespace {

int show(weir::result<std::string> document) {
  if (!document) return tell(document.error());
  const std::string text = std::move(document).value();
  write_output(text);
  if (!text.ends_with('\n')) write_output("\n");
  return kDone;
}

}  // namespace

int run(const Answered& answered) {
  return answered.exit_code;
}

int run(const PolicyCheckArguments& arguments) {
  auto used = weir::try_check_policy(arguments.policy);
  if (!used) return tell(used.error(), arguments.json);
  if (!arguments.json) {
    write_output(used.value() + ": the policy is valid\n");
    return kDone;
  }
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  json.StartObject();
  json.Key("policy");
  put(json, used.value());
  json.Key("valid");
  json.Bool(true);
  json.EndObject();
  write_output(std::string(buffer.GetString(), buffer.GetSize()) + "\n");
  return kDone;
}

int run(const PolicySchemaArguments& /*none*/) {
  return show(weir::try_policy_schema());
}

int run(const PolicyReferenceArguments& /*none*/) {
  return show(weir::try_policy_reference());
}

}  // namespace cli
