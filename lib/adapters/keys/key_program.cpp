#include "adapters/keys/key_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>  // NOLINT(modernize-deprecated-headers): sigset_t and kill are POSIX
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "adapters/keys/descriptor.h"
#include "adapters/keys/key_text.h"
#include "base/clock.h"

namespace weir {
namespace {

Status fault(std::string_view reason, std::string_view source, std::string_view what) {
  std::string message(source);
  message.append(": ").append(what);
  return {Code::kUnavailable, reason, std::move(message)};
}

// Milliseconds until a deadline of the monotonic clock, never below 0.
class Deadline {
 public:
  explicit Deadline(int64_t timeout_ms)
      : at_us_(system_clock().monotonic_us() + timeout_ms * 1'000) {}
  [[nodiscard]] int remaining_ms() const {
    const int64_t left_us = at_us_ - system_clock().monotonic_us();
    return static_cast<int>(std::clamp<int64_t>((left_us + 999) / 1'000, 0, 60'000));
  }

 private:
  int64_t at_us_;
};

class SpawnActions {
 public:
  explicit SpawnActions(int output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
    posix_spawn_file_actions_addclosefrom_np(&actions_, STDERR_FILENO + 1);
#endif
  }
  ~SpawnActions() {
    posix_spawn_file_actions_destroy(&actions_);
  }
  SpawnActions(const SpawnActions&) = delete;
  SpawnActions& operator=(const SpawnActions&) = delete;
  [[nodiscard]] const posix_spawn_file_actions_t* get() const {
    return &actions_;
  }

 private:
  posix_spawn_file_actions_t actions_{};
};

// A group of its own, no signal blocked, every signal at its default.
class SpawnAttributes {
 public:
  SpawnAttributes() {
    posix_spawnattr_init(&attributes_);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes_, 0);
    sigset_t signals{};
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
  }
  ~SpawnAttributes() { posix_spawnattr_destroy(&attributes_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;
  [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

// A child process that is killed with its group and reaped when its owner ends.
class Child {
 public:
  Child() = default;
  ~Child() {
    if (id_ <= 0) return;
    ::kill(-id_, SIGKILL);
    ::kill(id_, SIGKILL);  // should the group not stand yet
    while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  // 0, or the error number.
  int start(const std::vector<std::string>& command, int output) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const SpawnActions actions(output);
    const SpawnAttributes attributes;
    pid_t id = 0;
    const int error = ::posix_spawn(&id, command.front().c_str(), actions.get(), attributes.get(),
                                    arguments.data(), environ);
    if (error == 0) id_ = id;
    return error;
  }

  // True when it ended by itself before the deadline; `status` as waitpid(2) gives it, -1 where the
  // program ignores SIGCHLD and so nobody can know.
  bool wait(const Deadline& deadline, int& status) {
    constexpr int kPauseMs = 2;
    while (true) {
      const pid_t ended = ::waitpid(id_, &status, WNOHANG);
      if (ended < 0 && errno == EINTR) continue;
      if (ended != 0) {
        if (ended < 0) status = -1;
        id_ = 0;
        return true;
      }
      if (deadline.remaining_ms() == 0) return false;
      ::poll(nullptr, 0, kPauseMs);
    }
  }

 private:
  pid_t id_ = 0;
};

enum class ReadOutcome : uint8_t { kEnd, kTimeout, kTooLarge, kFailed };

// `output` has all the room that may be used; `size` says how much was.
ReadOutcome read_output(int descriptor, const Deadline& deadline, std::string& output,
                        size_t& size) {
  while (true) {
    pollfd wait{descriptor, POLLIN, 0};
    const int ready = ::poll(&wait, 1, deadline.remaining_ms());
    if (ready < 0 && errno == EINTR) continue;
    if (ready < 0) return ReadOutcome::kFailed;
    if (ready == 0) return ReadOutcome::kTimeout;
    if (size == output.size()) return ReadOutcome::kTooLarge;
    const ssize_t count = ::read(descriptor, output.data() + size, output.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return ReadOutcome::kFailed;
    if (count == 0) return ReadOutcome::kEnd;
    size += static_cast<size_t>(count);
  }
}

Status describe(ReadOutcome outcome, std::string_view source) {
  switch (outcome) {
    case ReadOutcome::kEnd:
      break;
    case ReadOutcome::kTimeout:
      return fault("key.timeout", source, "the program did not end within its time limit");
    case ReadOutcome::kTooLarge:
      return fault("key.too_large", source, "the program printed too much");
    case ReadOutcome::kFailed:
      return fault("key.program", source, "the output of the program cannot be read");
  }
  return {};
}

Status describe_exit(int status, std::string_view source) {
  if (status == 0) return {};
  if (status > 0 && WIFEXITED(status)) {
    return fault("key.program", source,
                 "the program ended with status " + std::to_string(WEXITSTATUS(status)));
  }
  return fault("key.program", source, "the program was killed, or how it ended is not known");
}

// Runs the program and fills `output`; resized to what was printed.
Status capture(const std::vector<std::string>& command, const KeyProgramLimits& limits,
               std::string_view source, std::string& output) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    return fault("key.program", source, "no pipe: " + std::generic_category().message(errno));
  }
  const Descriptor reading(ends[0]);
  Descriptor writing(ends[1]);
  const Deadline deadline(limits.timeout_ms);
  Child child;
  if (const int error = child.start(command, writing.value()); error != 0) {
    return fault("key.program", source,
                 "the program cannot be run: " + std::generic_category().message(error));
  }
  writing.close();
  size_t size = 0;
  WEIR_RETURN_IF_ERROR(describe(read_output(reading.value(), deadline, output, size), source));
  int status = 0;
  if (!child.wait(deadline, status)) return describe(ReadOutcome::kTimeout, source);
  output.resize(size);
  return describe_exit(status, source);
}

}  // namespace

Result<KeyGrant> run_key_program(const std::vector<std::string>& command,
                                 const KeyProgramLimits& limits, std::string_view source) {
  std::string output(limits.max_output_bytes, '\0');
  Status status = capture(command, limits, source, output);
  Result<KeyGrant> grant =
      status.ok() ? read_key_answer(output, source) : Result<KeyGrant>(std::move(status));
  wipe(output);
  return grant;
}

}  // namespace weir
