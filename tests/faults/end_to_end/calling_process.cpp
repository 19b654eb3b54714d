// A program that makes governed calls, for tests that kill it, starve it or measure it. Commands
// come by lines on standard input; each is answered by one line on standard output.
//
//   open PATH            opens a gate on a policy file           "ok" or the reason id
//   call KIND BYTES      a whole call; KIND: text, deep, nodes   "ok" or the reason id
//   stream KIND BYTES    the same, streamed
//   as USER              the user of the next calls              "ok"
//   reload               weir_gate_reload                        "ok" or the reason id
//   told REASON          how often the log hook said REASON      a number
//   peak                 the most memory that it ever held       kilobytes
//   tmpfs DIR BYTES      a small file system, of its own         "ok" or "refused"
//   filesize BYTES       no file may grow beyond it              "ok"
//   fork                 a call in a forked child                its reason id
//   loop SEED            calls without an end, whole and streamed, from two threads
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <sstream>
#include <string>
#include <thread>

#include "cases/governed_call.h"

namespace weir::testing {
namespace {

std::string body_of(const std::string& kind, size_t bytes, bool stream) {
  const std::string head = std::string(R"({"model":"assistant",)") +
                           (stream ? R"("stream":true,)" : "") + R"("messages":[{"role":"user",)" +
                           R"("content":"kanariapromptti 131052-308T )";
  std::string body;
  body.reserve(bytes + head.size() + 16);
  body = head;
  if (kind == "text") body.append(bytes, 'a');
  body += "\"}]";
  if (kind == "deep") body.append(",\"x\":").append(bytes, '[');
  if (kind == "nodes") {
    body += ",\"x\":[0";
    while (body.size() < bytes) body += ",0";
    body += ']';
  }
  body += '}';
  return body;
}

std::string told(const GovernedOutcome& outcome) {
  return outcome.failure.code == WEIR_OK ? "ok" : outcome.failure.reason;
}

// "VmHWM" of /proc/self/status.
std::string peak() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::to_string(std::stoll(line.substr(6)));
  }
  return "0";
}

bool make_tmpfs(const std::string& directory, const std::string& bytes) {
  if (unshare(CLONE_NEWNS) != 0 && unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  const std::string options = "mode=0700,size=" + bytes;
  return mount("tmpfs", directory.c_str(), "tmpfs", 0, options.c_str()) == 0;
}

void limit_file_size(rlim_t bytes) {
  signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, bytes};
  setrlimit(RLIMIT_FSIZE, &limit);
}

class CallingProcess {
 public:
  void run() {
    for (std::string line; std::getline(std::cin, line);) {
      std::istringstream words(line);
      std::string command;
      words >> command;
      std::cout << answer(command, words) << std::endl;
    }
  }

 private:
  std::string answer(const std::string& command, std::istringstream& words) {
    std::string text;
    size_t bytes = 0;
    words >> text >> bytes;
    if (command == "open") return open(text);
    if (command == "tmpfs") return make_tmpfs(text, std::to_string(bytes)) ? "ok" : "refused";
    if (command == "peak") return peak();
    if (command == "as") {
      caller_.user = text;
      return "ok";
    }
    if (command == "filesize") {
      limit_file_size(std::stoul(text));
      return "ok";
    }
    if (!gate_) return "no gate";
    if (command == "call") return told(call(text, bytes, RunForm::kWhole));
    if (command == "stream") return told(call(text, bytes, RunForm::kStream));
    if (command == "reload") return reload();
    if (command == "told") return count_of(text);
    if (command == "fork") return forked();
    if (command == "loop") loop(static_cast<unsigned>(std::stoul(text)));
    return "no such command";
  }

  std::string open(const std::string& path) {
    gate_options options;
    options.policy_path = path;
    result<gate> opened = gate::try_open(options);
    if (!opened.ok()) return std::string(opened.error().reason());
    gate_ = std::make_unique<gate>(std::move(opened).value());
    gate_->set_log_hook([this](int32_t, std::string_view reason, std::string_view) {
      const std::lock_guard lock(mutex_);
      ++hook_[std::string(reason)];
    });
    return "ok";
  }

  GovernedOutcome call(const std::string& kind, size_t bytes, RunForm form) {
    return run_call(*gate_, caller_, body_of(kind, bytes, form == RunForm::kStream), form);
  }

  std::string reload() {
    const result<void> outcome = gate_->try_reload();
    return outcome.ok() ? "ok" : std::string(outcome.error().reason());
  }

  std::string count_of(const std::string& reason) {
    const std::lock_guard lock(mutex_);
    return std::to_string(hook_[reason]);
  }

  std::string forked() {
    int ends[2];
    if (pipe(ends) != 0) return "no pipe";
    const pid_t child = fork();
    if (child == 0) {
      const std::string reason = told(call("text", 10, RunForm::kWhole));
      const ssize_t written = write(ends[1], reason.data(), reason.size());
      _exit(written > 0 ? 0 : 1);
    }
    close(ends[1]);
    char reason[256] = {};
    const ssize_t got = read(ends[0], reason, sizeof reason - 1);
    close(ends[0]);
    waitpid(child, nullptr, 0);
    return got > 0 ? reason : "nothing";
  }

  [[noreturn]] void loop(unsigned seed) {
    std::thread other([this, seed] { loop_calls(seed + 1); });
    loop_calls(seed);
  }

  [[noreturn]] void loop_calls(unsigned seed) {
    std::mt19937 random(seed);
    for (;;) {
      const bool streams = random() % 2 == 0;
      static_cast<void>(call("text", random() % 500, streams ? RunForm::kStream : RunForm::kWhole));
    }
  }

  std::unique_ptr<gate> gate_;
  CallerSpec caller_;
  std::mutex mutex_;
  std::map<std::string, int> hook_;
};

}  // namespace
}  // namespace weir::testing

int main() {
  setenv("WEIR_FAULT_KEY", "sk-proj-canaryKeyCanaryKeyCanaryKey0123456789", 1);
  weir::testing::CallingProcess().run();
  return 0;
}
