#include "adapters/keys/key_program.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "scratch_directory.h"
#include "support/catch.h"

using weir::KeyProgramLimits;
using weir::run_key_program;
using weir_test::ScratchDirectory;

namespace {

std::string key_of(const std::vector<std::string>& command) {
  const auto grant = run_key_program(command, {}, "s");
  if (!grant.ok()) FAIL(std::string(grant.status().message()));
  return std::string(grant->key.reveal());
}

std::string fault_of(const std::vector<std::string>& command, KeyProgramLimits limits = {}) {
  const auto grant = run_key_program(command, limits, "the key of \"p\" (exec:/h)");
  REQUIRE_FALSE(grant.ok());
  CHECK(grant.status().code() == weir::Code::kUnavailable);
  CHECK(grant.status().message().find("CANARY") == std::string_view::npos);
  return std::string(grant.status().reason());
}

}  // namespace

TEST_CASE("a program prints a key, without a shell between", "[keys]") {
  const ScratchDirectory directory;
  const std::string echo = directory.script("echo", "printf '%s\\n' \"$1\"");
  CHECK(key_of({echo, "sk-1"}) == "sk-1");
  CHECK(key_of({echo, "$(id) `id` ; | & * ' \""}) == "$(id) `id` ; | & * ' \"");
}

TEST_CASE("what a program says on its error output is not taken", "[keys]") {
  const ScratchDirectory directory;
  CHECK(key_of({directory.script("h", "echo noise >&2; echo sk-1")}) == "sk-1");
}

TEST_CASE("a program that fails gives no key", "[keys]") {
  const ScratchDirectory directory;
  CHECK(fault_of({directory.script("h", "echo CANARY; exit 3")}) == "key.program");
  CHECK(fault_of({directory.script("k", "echo CANARY; kill -9 $$")}) == "key.program");
  CHECK(fault_of({directory.script("s", "exit 0")}) == "key.missing");
  CHECK(fault_of({directory.at("none")}) == "key.program");
  CHECK(fault_of({directory.write("plain", "CANARY", 0600)}) == "key.program");
}

TEST_CASE("a program that does not end is killed with its children", "[keys]") {
  const ScratchDirectory directory;
  const std::string note = directory.at("note");
  const std::string hang =
      directory.script("hang", "sleep 600 & echo $! > " + note + "; echo CANARY; wait");
  KeyProgramLimits limits;
  limits.timeout_ms = 1500;
  CHECK(fault_of({hang}, limits) == "key.timeout");
  pid_t child = 0;
  std::ifstream(note) >> child;
  REQUIRE(child > 0);
  // A killed child is gone, or waits as a zombie for its new parent: soon, on a busy machine.
  bool is_dead = false;
  for (int tries = 0; tries < 500 && !is_dead; ++tries) {
    std::ifstream state("/proc/" + std::to_string(child) + "/stat");
    std::string word;
    for (int i = 0; i < 3 && state >> word; ++i) {
    }
    is_dead = word.empty() || word == "Z" || word == "X" || kill(child, 0) != 0;
    if (!is_dead) std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  CHECK(is_dead);
}

TEST_CASE("a program that closes its output and goes on is killed too", "[keys]") {
  const ScratchDirectory directory;
  KeyProgramLimits limits;
  limits.timeout_ms = 300;
  CHECK(fault_of({directory.script("h", "echo CANARY; exec >&-; sleep 600")}, limits) ==
        "key.timeout");
}

TEST_CASE("output is bounded", "[keys]") {
  const ScratchDirectory directory;
  CHECK(fault_of({directory.script("h", "while :; do echo CANARYCANARYCANARY; done")}) ==
        "key.too_large");
}

TEST_CASE("a program inherits neither descriptors nor the signal mask", "[keys]") {
  const ScratchDirectory directory;
  // Without O_CLOEXEC, as a host may have it, and above those that ls opens itself.
  const int open_one = ::fcntl(STDIN_FILENO, F_DUPFD, 100);
  REQUIRE(open_one >= 100);
  const std::string list = directory.script("h", "ls /proc/self/fd | tr -d '\\n'");
  const std::string seen = key_of({list});
  ::close(open_one);
  CHECK(seen.find(std::to_string(open_one)) == std::string::npos);

  sigset_t all{};
  sigset_t before{};
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &before);
  const std::string mask =
      key_of({directory.script("m", "grep SigBlk /proc/self/status | tr -d '\\t'")});
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  CHECK(mask == "SigBlk:0000000000000000");
}
