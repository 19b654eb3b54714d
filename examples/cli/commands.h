// What each command does: its exit code. Everything that a command says is written by it.
#pragma once

#include "arguments.h"

namespace cli {

[[nodiscard]] int run(const Answered& answered);
[[nodiscard]] int run(const ChatArguments& arguments);
[[nodiscard]] int run(const ScanArguments& arguments);
[[nodiscard]] int run(const EvalArguments& arguments);
[[nodiscard]] int run(const UsageArguments& arguments);
[[nodiscard]] int run(const QuotaArguments& arguments);
[[nodiscard]] int run(const LogArguments& arguments);
[[nodiscard]] int run(const PolicyCheckArguments& arguments);
[[nodiscard]] int run(const PolicySchemaArguments& arguments);
[[nodiscard]] int run(const PolicyReferenceArguments& arguments);
[[nodiscard]] int run(const InitArguments& arguments);

}  // namespace cli
