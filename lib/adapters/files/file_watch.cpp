#include "adapters/files/file_watch.h"

#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <climits>
#include <new>
#include <system_error>
#include <utility>

namespace weir {
namespace {

constexpr uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_DELETE;

int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

// Nothing may leave the thread: without memory the next look comes all the same.
void call(const std::function<void()>& callback) {
  try {
    callback();
  } catch (const std::bad_alloc&) {
  }
}

}  // namespace

Result<std::unique_ptr<FileWatch>> FileWatch::start(const std::string& path,
                                                    std::function<void()> on_change,
                                                    std::function<void()> on_idle,
                                                    int64_t idle_ms) {
  const size_t slash = path.rfind('/');
  const std::string directory = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  std::unique_ptr<FileWatch> watch(new FileWatch);  // NOLINT(*-owning-memory): private constructor
  watch->notify_ = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
  watch->stop_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  const bool has_file = !path.empty();
  if (watch->notify_ < 0 || watch->stop_ < 0 ||
      (has_file && inotify_add_watch(watch->notify_, directory.c_str(), kEvents) < 0)) {
    return Status(Code::kUnavailable, "policy.watch",
                  "cannot watch " + directory + ": " + std::generic_category().message(errno) +
                      "; open the gate with no_watch and reload it yourself");
  }
  watch->process_ = getpid();
  FileWatch* self = watch.get();
  watch->thread_ =
      std::thread([self, name, changed = std::move(on_change), idle = std::move(on_idle), idle_ms] {
        pthread_setname_np(pthread_self(), "weir-watch");
        self->run(name, changed, idle, idle_ms);
      });
  return watch;
}

void FileWatch::run(const std::string& name, const std::function<void()>& on_change,
                    const std::function<void()>& on_idle, int64_t idle_ms) const {
  int64_t next_idle = now_ms();
  for (;;) {
    if (now_ms() >= next_idle) {
      call(on_idle);
      next_idle = now_ms() + idle_ms;
    }
    std::array<pollfd, 2> waits = {pollfd{notify_, POLLIN, 0}, pollfd{stop_, POLLIN, 0}};
    const int64_t wait = std::clamp<int64_t>(next_idle - now_ms(), 0, INT_MAX);
    poll(waits.data(), waits.size(), static_cast<int>(wait));
    if (waits[1].revents != 0) return;
    if (waits[0].revents != 0 && saw_change(name)) call(on_change);
  }
}

bool FileWatch::saw_change(const std::string& name) const {
  alignas(inotify_event) std::array<char, 4096> buffer{};
  bool seen = false;
  for (;;) {
    const ssize_t got = read(notify_, buffer.data(), buffer.size());
    if (got <= 0) return seen;
    for (ssize_t at = 0; at < got;) {
      const auto* event = reinterpret_cast<const inotify_event*>(buffer.data() + at);
      // An overflow of the queue names no file: take it for a change.
      seen = seen || event->len == 0 || name == event->name;
      at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
    }
  }
}

FileWatch::~FileWatch() {
  if (thread_.joinable() && process_ != getpid()) {
    thread_.detach();  // it runs in the parent alone, whose eventfd this is
  } else if (thread_.joinable()) {
    const uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = write(stop_, &one, sizeof one);
    thread_.join();
  }
  if (notify_ >= 0) close(notify_);
  if (stop_ >= 0) close(stop_);
}

}  // namespace weir
