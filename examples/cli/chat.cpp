// weir chat: one prompt, one answer.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>
#include <unistd.h>

#include <map>
#include <weir/weir.hpp>

#include "commands.h"
#include "exit_code.h"
#include "fault.h"
#include "input.h"
#include "interruption.h"
#include "json_text.h"
#include "output.h"

namespace cli {
namespace {

constexpr size_t kMaxPrompt = 16UL * 1024 * 1024;

int read_prompt(const ChatArguments& arguments, std::string& prompt) {
  prompt = arguments.prompt;
  if (!prompt.empty() && prompt != "-") return kDone;
  if (prompt.empty() && isatty(STDIN_FILENO) == 1) {
    return tell("usage", "give a prompt, or - to read it from standard input", kUsage);
  }
  prompt.clear();
  Input input("-");
  std::string fault;
  if (!read_whole(input, kMaxPrompt, prompt, fault)) return tell("prompt.unread", fault, kFailed);
  return kDone;
}

void put_message(rapidjson::Writer<rapidjson::StringBuffer>& json, std::string_view role,
                 std::string_view content) {
  json.StartObject();
  json.Key("role");
  put(json, role);
  json.Key("content");
  put(json, content);
  json.EndObject();
}

std::string request_of(const ChatArguments& arguments, std::string_view prompt) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  json.StartObject();
  json.Key("messages");
  json.StartArray();
  if (!arguments.system.empty()) put_message(json, "system", arguments.system);
  put_message(json, "user", prompt);
  json.EndArray();
  if (arguments.max_tokens) {
    json.Key("max_completion_tokens");
    json.Int64(*arguments.max_tokens);
  }
  json.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

weir::call_options options_of(const ChatArguments& arguments) {
  weir::call_options options;
  options.endpoint = arguments.endpoint;
  if (arguments.user) options.user = *arguments.user;
  if (!arguments.groups.empty()) {
    options.groups.emplace(arguments.groups.begin(), arguments.groups.end());
  }
  options.app = arguments.app.empty() ? "weir-cli" : std::string_view(arguments.app);
  options.deadline_ms = static_cast<int64_t>(arguments.timeout_seconds * 1000);
  return options;
}

// "weir: masked in the request: EMAIL_ADDRESS, FI_PERSONAL_IDENTITY_CODE (2)"
void tell_findings(const rapidjson::Document& report, bool in_answer) {
  std::map<std::string, int> counts;
  for (const rapidjson::Value& finding : member_array(report, "findings").GetArray()) {
    const bool is_here = (member_text(finding, "in_answer") == "true") == in_answer;
    if (is_here && member_text(finding, "action") == "mask") {
      ++counts[member_text(finding, "entity")];
    }
  }
  if (counts.empty()) return;
  std::string line = in_answer ? "weir: masked in the answer:" : "weir: masked in the request:";
  for (const auto& [entity, count] : counts) {
    line += (line.back() == ':' ? " " : ", ") + entity;
    if (count > 1) line += " (" + std::to_string(count) + ")";
  }
  write_error(line);
}

void tell_report(std::string_view text) {
  rapidjson::Document report;
  report.Parse<rapidjson::kParseIterativeFlag>(text.data(), text.size());
  if (report.HasParseError()) return;
  tell_findings(report, false);
  tell_findings(report, true);
  const std::string clamped = member_text(report, "clamped_max_output_tokens");
  if (!clamped.empty()) write_error("weir: the answer was limited to " + clamped + " tokens");
}

// The error of a call that is over, with its report where JSON is wanted.
int tell_refusal(const weir::error& error, const weir::call& call, bool json) {
  const int code = tell(error);
  if (json) {
    write_output("{\"error\":" + as_json(error) + ",\"report\":" + std::string(call.report()) +
                 "}\n");
  }
  return code;
}

int show_whole(weir::call& call, const std::string& request, bool json) {
  const auto answer = call.try_run(request);
  if (!answer) return tell_refusal(answer.error(), call, json);
  const weir::answer& given = answer.value();
  if (json) {
    write_output("{\"answer\":");
    write_output(given.body);
    write_output(",\"report\":");
    write_output(call.report());
    write_output("}\n");
    return kDone;
  }
  write_output(given.text);
  write_output("\n");
  flush_output();
  tell_report(call.report());
  return kDone;
}

int show_stream(weir::call& call, const std::string& request, bool json) {
  auto begun = call.try_stream(request);
  if (!begun) return tell_refusal(begun.error(), call, json);
  weir::stream stream = std::move(begun).value();
  while (true) {
    auto next = stream.try_next();
    if (!next) {
      write_output(json ? "" : "\n");
      flush_output();
      return tell_refusal(next.error(), call, json);
    }
    if (!next.value()) break;
    write_output(json ? next.value()->data() : next.value()->text());
    if (json) write_output("\n");
    if (!flush_output()) return kFailed;  // no one reads any more: ending the stream cancels
  }
  if (json) {
    write_output("{\"report\":" + std::string(call.report()) + "}\n");
    return kDone;
  }
  write_output("\n");
  flush_output();
  tell_report(call.report());
  return kDone;
}

}  // namespace

int run(const ChatArguments& arguments) {
  std::string prompt;
  if (const int code = read_prompt(arguments, prompt); code != kDone) return code;
  hold_interruptions();
  auto opened = weir::gate::try_open({.policy_path = arguments.policy, .no_watch = true});
  if (!opened) return tell(opened.error(), arguments.json);
  weir::gate gate = std::move(opened).value();
  auto made = gate.try_new_call(options_of(arguments));
  if (!made) return tell(made.error(), arguments.json);
  weir::call call = std::move(made).value();
  const Interruption interruption([&call] { call.cancel(); });
  const std::string request = request_of(arguments, prompt);
  const int code = arguments.stream ? show_stream(call, request, arguments.json)
                                    : show_whole(call, request, arguments.json);
  return interruption.was_interrupted() ? kInterrupted : code;
}

}  // namespace cli
