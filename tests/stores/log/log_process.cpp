// A process that logs calls until it is killed: log_process DIRECTORY USER THREADS SYNCHRONOUS.
// It says on standard output what has been acknowledged: "I <request_id>" and "O <request_id>".
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "adapters/sqlite/log_store.h"
#include "base/clock.h"
#include "inference_log/log_writer.h"

namespace {

void say(char what, const std::string& id) {
  const std::string line = std::string(1, what).append(" ").append(id).append("\n");
  if (::write(STDOUT_FILENO, line.data(), line.size()) < 0) ::_exit(3);  // shorter than PIPE_BUF
}

void must(const weir::Status& status) {
  if (status.ok()) return;
  (void)std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  ::_exit(2);
}

[[noreturn]] void log_calls(weir::LogWriter& writer, const std::string& user) {
  while (true) {
    weir::LogEntry begin;
    weir::Intent& intent = begin.intent.emplace();
    intent.request_time_us = weir::system_clock().wall_us();
    const weir::Uuid id = weir::Uuid::make_v7(intent.request_time_us);
    intent.request_id = id;
    intent.user = user;
    intent.request_payload = std::string(2000, 'q');
    must(writer.write(std::move(begin)));
    say('I', id.text());

    weir::LogEntry end;
    weir::OutcomeRecord& record = end.outcome.emplace();
    record.request_id = id;
    record.outcome = weir::Outcome::kAnswered;
    record.response_payload = std::string(2000, 'a');
    must(writer.write(std::move(end)));
    say('O', id.text());
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) return 1;
  weir::SqliteLogStore::Options options;
  options.directory = argv[1];
  options.synchronous =
      argv[4] == std::string("full") ? weir::Synchronous::kFull : weir::Synchronous::kNormal;
  auto store = weir::SqliteLogStore::open(options);
  if (!store.ok()) must(store.status());
  weir::LogWriter writer(**store);
  std::vector<std::thread> threads;
  const long count = std::strtol(argv[3], nullptr, 10);
  for (long i = 0; i < count; ++i) {
    threads.emplace_back([&writer, user = std::string(argv[2])] { log_calls(writer, user); });
  }
  for (std::thread& thread : threads) thread.join();
}
