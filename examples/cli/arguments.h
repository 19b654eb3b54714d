// The command line as plain values, one struct a command. Nothing here is checked against a policy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace cli {

struct ChatArguments {
  std::string policy;  // empty: the library's search order
  std::string endpoint;
  std::optional<std::string> user;
  std::vector<std::string> groups;
  std::string app;
  std::string system;
  std::optional<int64_t> max_tokens;
  double timeout_seconds = 0;  // 0: the policy's
  bool stream = false;
  bool json = false;
  std::string prompt;  // "-": standard input; empty: the same, unless that is a terminal
};

struct ScanArguments {
  std::string policy;
  std::string guardrail;
  std::string detect;
  std::optional<double> threshold;  // 0: everything; not given: the guardrail's, or the library's
  size_t chunk_size = 0;            // 0: pieces of a good size
  bool findings = false;
  bool json_lines = false;
  bool list = false;
  bool json = false;
  std::string file;  // empty or "-": standard input
};

struct EvalArguments {
  std::string cases;   // "-": standard input
  std::string detect;  // instead of the cases' own; empty: theirs
  std::optional<double> threshold;
  std::optional<double> at_least;
  bool overlap = false;
  bool show_text = false;
  bool json = false;
};

struct UsageArguments {
  std::string policy;
  std::string by;
  std::string since;
  bool json = false;
};

struct QuotaArguments {
  std::string policy;
  bool json = false;
  std::string act;  // reset, freeze, unfreeze, grant, events; empty: show
  std::string quota;
  std::string key;     // "user=matti"; empty: every key
  std::string metric;  // grant
  std::string amount;  // grant: a number, of usd in dollars
};

struct LogArguments {
  std::string policy;
  std::string since;
  size_t limit = 0;  // 0: all
  bool follow = false;
  bool json = false;
  bool payload = false;
};

struct PolicyCheckArguments {
  std::string policy;
  bool json = false;
};
struct PolicySchemaArguments {};
struct PolicyReferenceArguments {};

struct InitArguments {
  std::string file;
  bool force = false;
};

// Already told, with the exit code: help, the version, or an error of usage.
struct Answered {
  int exit_code = 0;
};

using Arguments = std::variant<Answered, ChatArguments, ScanArguments, EvalArguments,
                               UsageArguments, QuotaArguments, LogArguments, PolicyCheckArguments,
                               PolicySchemaArguments, PolicyReferenceArguments, InitArguments>;

[[nodiscard]] Arguments parse_arguments(int argc, char** argv);

}  // namespace cli
