#include "arguments.h"

#include <weir/weir.h>

#include <CLI/CLI.hpp>
#include <functional>

#include "exit_code.h"
#include "fault.h"
#include "output.h"

namespace cli {
namespace {

constexpr const char* kExitCodes =
    "Exit codes: 0 done, 1 failed, 2 usage, 3 blocked or denied, 4 over quota, 130 interrupted.";

// CLI11's own message of this names the greatest double.
const CLI::Validator kOneOrMore(
    [](std::string& value) {
      int64_t number = 0;
      const bool is_number = CLI::detail::lexical_cast(value, number);
      return is_number && number >= 1 ? std::string()
                                      : "\"" + value + "\" is no whole number of 1 or more";
    },
    "");

// An option's value by its name alone; what goes together is said when it does not.
class HelpText : public CLI::Formatter {
 public:
  HelpText() { column_width(26); }
  std::string make_option_opts(const CLI::Option* option) const override {
    const std::string name = option->get_type_name();
    return option->get_positional() || name.empty() ? "" : " " + name.substr(0, name.find(':'));
  }
};

void add_policy(CLI::App& command, std::string& policy) {
  command
      .add_option("--policy", policy,
                  "The policy file (else WEIR_POLICY, ./weir.jsonc, "
                  "$XDG_CONFIG_HOME/weir/policy.jsonc, /etc/weir/policy.jsonc)")
      ->type_name("FILE");
}

void add_json(CLI::App& command, bool& json) {
  command.add_flag("--json", json, "JSON instead of text");
}

void add_since(CLI::App& command, std::string& since) {
  command.add_option("--since", since, "From then on: 90s, 30m, 24h, 7d, or a time as in RFC 3339")
      ->type_name("WHEN");
}

CLI::App& add_chat(CLI::App& app, ChatArguments& chat) {
  CLI::App& command = *app.add_subcommand("chat", "Ask a model, under the policy");
  add_policy(command, chat.policy);
  command.add_option("--endpoint", chat.endpoint, "An endpoint of the policy")->type_name("NAME");
  command.add_option("--user", chat.user, "Who asks (else the user the process runs as)")
      ->type_name("NAME");
  command.add_option("--group", chat.groups, "A group of the user; may be repeated")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command.add_option("--app", chat.app, "The program that asks (weir-cli)")->type_name("NAME");
  command.add_option("--system", chat.system, "A system message before the prompt")
      ->type_name("TEXT");
  command.add_option("--max-tokens", chat.max_tokens, "The longest answer that is asked for")
      ->type_name("N")
      ->check(kOneOrMore);
  command.add_option("--timeout", chat.timeout_seconds, "Give up after so many seconds")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.001, 86400.0));
  command.add_flag("--stream", chat.stream, "Show the answer as it comes");
  command.add_flag("--json", chat.json,
                   "The answer's body and weir's report as one JSON object; with --stream one "
                   "chunk a line, then the report");
  command.add_option("PROMPT", chat.prompt, "The prompt; - or nothing: standard input");
  command.footer(
      "Examples:\n"
      "  weir chat \"What is a weir?\"\n"
      "  weir chat --stream --user matti --group research - < letter.txt\n"
      "  weir chat --json \"Hello\" | jq .report.findings");
  return command;
}

CLI::App& add_scan(CLI::App& app, ScanArguments& scan) {
  CLI::App& command = *app.add_subcommand("scan", "Redact a text, without a call to a model");
  CLI::Option* guardrail =
      command.add_option("--guardrail", scan.guardrail, "A guardrail of the policy")
          ->type_name("NAME");
  command.add_option("--policy", scan.policy, "The policy file that has the guardrail")
      ->type_name("FILE")
      ->needs(guardrail);
  command
      .add_option("--detect", scan.detect,
                  "Detectors and groups, separated by commas, all masked (else pii and secret)")
      ->type_name("LIST")
      ->excludes(guardrail);
  command
      .add_option("--threshold", scan.threshold,
                  "The least score of a finding; 0: everything (else the guardrail's, or 0.5)")
      ->type_name("X")
      ->check(CLI::Range(0.0, 1.0));
  CLI::Option* chunk =
      command
          .add_option("--chunk", scan.chunk_size,
                      "Feed the text as a stream of pieces of N bytes; the output is the same")
          ->type_name("N")
          ->check(kOneOrMore);
  CLI::Option* findings =
      command.add_flag("--findings", scan.findings, "What was found, as JSON, not the text");
  CLI::Option* lines = command.add_flag(
      "--jsonl", scan.json_lines,
      R"(Each input line is {"id":…,"text":…,"detect":[…]?,"threshold":…?}, each output line )"
      R"({"id":…,"findings":[{"entity":…,"start":…,"end":…,"score":…}],"redacted":…}; offsets )"
      "are bytes of the UTF-8 text");
  CLI::Option* list = command.add_flag("--list", scan.list, "List the detectors");
  command.add_flag("--json", scan.json, "With --list: as JSON")->needs(list);
  CLI::Option* file =
      command.add_option("FILE", scan.file, "The text; - or nothing: standard input");
  findings->excludes(lines);
  for (CLI::Option* other : {guardrail, chunk, findings, lines, file}) list->excludes(other);
  command.footer(
      "A guardrail that blocks ends the text there: exit code 3; with --jsonl the line gets a "
      "member\n\"blocked\", the others go on, and the exit code is 3 at the end.\n\n"
      "Examples:\n"
      "  weir scan --detect pii/fi,EMAIL_ADDRESS letter.txt\n"
      "  weir scan --guardrail secrets --findings - < notes.txt\n"
      "  weir scan --jsonl < texts.jsonl > redacted.jsonl\n"
      "  weir scan --list");
  return command;
}

CLI::App& add_eval(CLI::App& app, EvalArguments& eval) {
  CLI::App& command = *app.add_subcommand("eval", "Judge the detectors by labelled cases");
  command
      .add_option("--cases", eval.cases,
                  "The cases, one a line (-: standard input): "
                  R"({"id":…,"text":…,"detect":[…]?,"threshold":…?,)"
                  R"("expected":[{"entity":…,"start":…,"end":…}]}; offsets are bytes of the )"
                  "UTF-8 text")
      ->type_name("FILE")
      ->required();
  command
      .add_option("--detect", eval.detect,
                  "Detectors and groups, separated by commas, instead of the cases' own; what they "
                  "expect of other entities is left out")
      ->type_name("LIST");
  command
      .add_option("--threshold", eval.threshold,
                  "The least score of a finding, instead of the cases' own; 0: everything")
      ->type_name("X")
      ->check(CLI::Range(0.0, 1.0));
  command.add_flag("--overlap", eval.overlap,
                   "A finding is right when it shares a byte with an expected one of its entity "
                   "(else only at the same start and end); each expected one counts once");
  command.add_option("--at-least", eval.at_least, "Fail (1) when the overall F1 is less than this")
      ->type_name("F1")
      ->check(CLI::Range(0.0, 1.0));
  command.add_flag("--show-text", eval.show_text,
                   "Show what stands at a miss or a false alarm; else only where it is");
  add_json(command, eval.json);
  command.footer(
      "Precision is right / found, recall right / expected, F1 their harmonic mean (1 where there "
      "is\nnothing to find and nothing found). Exit codes: 0 done, 1 failed (a line that is no "
      "case, "
      "too low\nan F1), 2 usage.\n\n"
      "Examples:\n"
      "  weir eval --cases cases.jsonl\n"
      "  weir eval --cases cases.jsonl --detect pii/fi --show-text\n"
      "  weir eval --cases cases.jsonl --at-least 0.99 --json > result.json");
  return command;
}

CLI::App& add_usage(CLI::App& app, UsageArguments& usage) {
  CLI::App& command = *app.add_subcommand("usage", "Calls, tokens and cost");
  add_policy(command, usage.policy);
  command
      .add_option("--by", usage.by,
                  "Group by, separated by commas: user, group, app, endpoint, provider, model, "
                  "outcome, hour, day")
      ->type_name("LIST");
  add_since(command, usage.since);
  add_json(command, usage.json);
  command.footer(
      "Examples:\n"
      "  weir usage --by user,model --since 7d\n"
      "  weir usage --by day --json");
  return command;
}

void add_quota_act(CLI::App& quota, QuotaArguments& arguments, const char* act,
                   const char* description) {
  CLI::App& command = *quota.add_subcommand(act, description);
  command.fallthrough();
  command.add_option("NAME", arguments.quota, "The quota, as the policy names it")->required();
  if (std::string_view(act) == "grant") {
    command.add_option("AMOUNT", arguments.amount, "How much (of usd: dollars)")->required();
    command.add_option("--metric", arguments.metric, "The limit, where the quota has several")
        ->type_name("METRIC");
  }
  command
      .add_option("--key", arguments.key,
                  "One key, such as user=matti or user=matti,app=notebook (else every key)")
      ->type_name("KEY");
  command.footer(std::string("Example:\n  weir quota ") + act + " per-user" +
                 (std::string_view(act) == "grant" ? " 100" : "") + " --key user=matti");
  command.callback([&arguments, act] { arguments.act = act; });
}

CLI::App& add_quota(CLI::App& app, QuotaArguments& quota) {
  CLI::App& command =
      *app.add_subcommand("quota", "What the quotas stand at; reset, freeze and grant");
  add_policy(command, quota.policy);
  add_json(command, quota.json);
  command.require_subcommand(0, 1);
  add_quota_act(command, quota, "reset", "Forget what was used in this window");
  add_quota_act(command, quota, "freeze", "Let no call pass, in any process");
  add_quota_act(command, quota, "unfreeze", "Let calls pass again");
  add_quota_act(command, quota, "grant", "Add to what a key may use in this window");
  CLI::App& events = *command.add_subcommand("events", "What was done and crossed, newest first");
  events.fallthrough();
  events.footer("Example:\n  weir quota events");
  events.callback([&quota] { quota.act = "events"; });
  command.footer(
      "Acts hold from the next call on, in every process that shares the store.\n\n"
      "Examples:\n  weir quota\n  weir quota --json\n"
      "  weir quota freeze per-user --key user=matti\n"
      "  weir quota grant budget 12.50 --key group=research");
  return command;
}

CLI::App& add_log(CLI::App& app, LogArguments& log) {
  CLI::App& command = *app.add_subcommand("log", "The calls on record, oldest first");
  add_policy(command, log.policy);
  add_since(command, log.since);
  command.add_option("--limit", log.limit, "The newest N only")->type_name("N")->check(kOneOrMore);
  command.add_flag(
      "--follow,-f", log.follow,
      "Go on with what comes, until Ctrl-C; each call is shown once, when it has ended");
  CLI::Option* json = command.add_flag("--json", log.json, "JSON, one object a line");
  command
      .add_flag("--payload", log.payload,
                "With --json: the request and the answer too, as the policy keeps them")
      ->needs(json);
  command.footer(
      "Examples:\n"
      "  weir log --since 1h\n"
      "  weir log --follow --json --limit 10");
  return command;
}

CLI::App& add_policy_command(CLI::App& app, PolicyCheckArguments& check,
                             const std::function<void(Arguments)>& choose) {
  CLI::App& command = *app.add_subcommand("policy", "Check a policy; its schema and reference");
  command.require_subcommand(1);
  CLI::App& check_command =
      *command.add_subcommand("check", "Read a policy, patterns and all, and name every fault");
  check_command.add_option("--policy,FILE", check.policy,
                           "The policy file (else the one that other commands would find)");
  add_json(check_command, check.json);
  check_command.footer("Examples:\n  weir policy check\n  weir policy check --json team.jsonc");
  check_command.callback([&check, choose] { choose(check); });
  CLI::App& schema = *command.add_subcommand("schema", "The JSON Schema of a policy");
  schema.footer("Example:\n  weir policy schema > weir.schema.json");
  schema.callback([choose] { choose(PolicySchemaArguments{}); });
  CLI::App& reference = *command.add_subcommand("reference", "Every key, as a Markdown page");
  reference.footer("Example:\n  weir policy reference | less");
  reference.callback([choose] { choose(PolicyReferenceArguments{}); });
  return command;
}

CLI::App& add_init(CLI::App& app, InitArguments& init) {
  CLI::App& command = *app.add_subcommand("init", "Write a commented policy to begin with");
  command.add_option("FILE", init.file, "Where to (weir.jsonc)");
  command.add_flag("--force", init.force, "Replace a file that is there");
  command.footer("Examples:\n  weir init\n  weir init --force team.jsonc");
  return command;
}

int usage_error(const CLI::App& app, const CLI::ParseError& fault) {
  const CLI::App* command = &app;
  std::string path = "weir";
  while (!command->get_subcommands().empty()) {
    command = command->get_subcommands().front();
    path += " " + command->get_name();
  }
  tell("usage", fault.what(), kUsage);
  write_error("see: " + path + " --help");
  return kUsage;
}

}  // namespace

Arguments parse_arguments(int argc, char** argv) {
  CLI::App app("weir - govern calls to language models", "weir");
  app.set_version_flag("--version", std::string("weir ") + weir_version_text());
  app.formatter(std::make_shared<HelpText>());
  app.require_subcommand(1);
  app.footer(std::string("Examples:\n"
                         "  weir init\n"
                         "  weir chat --stream \"What is a weir?\"\n"
                         "  weir scan --detect pii/fi letter.txt\n"
                         "  weir usage --by user --since 24h\n\n") +
             kExitCodes);

  Arguments chosen = Answered{};
  ChatArguments chat;
  ScanArguments scan;
  EvalArguments eval;
  UsageArguments usage;
  QuotaArguments quota;
  LogArguments log;
  PolicyCheckArguments check;
  InitArguments init;
  add_chat(app, chat).callback([&] { chosen = chat; });
  add_scan(app, scan).callback([&] { chosen = scan; });
  add_eval(app, eval).callback([&] { chosen = eval; });
  add_usage(app, usage).callback([&] { chosen = usage; });
  add_quota(app, quota).callback([&] { chosen = quota; });
  add_log(app, log).callback([&] { chosen = log; });
  add_policy_command(app, check, [&](Arguments arguments) { chosen = std::move(arguments); });
  add_init(app, init).callback([&] { chosen = init; });

  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    std::fputs(app.help().c_str(), stdout);
    return Answered{kDone};
  } catch (const CLI::CallForVersion& version) {
    std::printf("%s\n", version.what());
    return Answered{kDone};
  } catch (const CLI::ParseError& fault) {
    return Answered{usage_error(app, fault)};
  }
  return chosen;
}

}  // namespace cli
