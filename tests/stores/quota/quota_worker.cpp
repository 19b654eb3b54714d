// A process that the tests start, and kill. <store> is a directory, or the address of a PostgreSQL
// server:
//   quota_worker <store> exhaust <limit> normal|full   waits for a line, then takes units one by
//   one
//       until it is refused, and says "done <units>"
//   quota_worker <store> churn <limit>                 the same with settlements, saying "+" after
//       every admission that it was told of
//   quota_worker <store> hold <limit> <amount>         reserves once, says the attempt, and waits
//   quota_worker <store> race <limit> <amount>         the same, but opens when a line comes
//   quota_worker <store> stop                          stops itself (SIGSTOP) while it holds the
//   gate
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "adapters/sqlite/quota_store.h"
#include "stores/quota/quota_fixture.h"

#ifdef WEIR_WITH_POSTGRESQL
#include "adapters/postgresql/quota_store.h"
#endif

namespace weir::test {
namespace {

void say(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) std::_Exit(3);
}

void wait_for_line() {
  char letter = 0;
  while (::read(STDIN_FILENO, &letter, 1) == 1 && letter != '\n') {
  }
}

// Three rules, so that a kill may fall between them.
std::vector<QuotaCharge> charges_of(int64_t limit, int64_t amount) {
  return {charge("a", calendar(CalendarUnit::kMonth, "UTC"), limit, amount),
          charge("b", calendar(CalendarUnit::kMonth, "UTC"), limit, amount),
          charge("c", window_of(WindowKind::kSliding, int64_t{1} << 50), limit, amount)};
}

int exhaust(QuotaStore& store, int64_t limit) {
  say("ready");
  wait_for_line();
  int64_t units = 0;
  while (true) {
    const Attempt attempt = reserve(store, charges_of(limit, 1));
    if (!attempt.ok()) {
      if (attempt.reason() != "quota.exceeded") say(std::string(attempt.reason()));
      break;
    }
    ++units;
  }
  say("done " + std::to_string(units));
  wait_for_line();
  return 0;
}

int churn(QuotaStore& store, int64_t limit) {
  for (int i = 0;; ++i) {
    const Attempt attempt = reserve(store, charges_of(limit, 1));
    if (!attempt.ok()) {
      say("end " + std::string(attempt.reason()));
      wait_for_line();
      return 0;
    }
    say("+");
    if (i % 2 == 0) (void)store.settle(attempt.id, {{Metric::kRequests, 1}});
  }
}

int hold_one(QuotaStore& store, int64_t limit, int64_t amount) {
  const Attempt attempt = reserve(store, charges_of(limit, amount));
  say(attempt.ok() ? attempt.id.text() : std::string(attempt.reason()));
  wait_for_line();
  return 0;
}

#ifdef WEIR_WITH_POSTGRESQL
Result<std::unique_ptr<PostgresqlQuotaStore>> open_postgresql(const char* address, bool is_full) {
  PostgresqlQuotaOptions options;
  options.address = address;
  options.synchronous = is_full ? Synchronous::kFull : Synchronous::kNormal;
  options.wait_ms = 60'000;
  options.connections = 2;
  return PostgresqlQuotaStore::open(options);
}
#endif

int run(QuotaStore& store, std::string_view mode, int argc, char** argv) {
  const int64_t limit = argc > 3 ? std::atoll(argv[3]) : 0;  // NOLINT(cert-err34-c)
  if (mode == "exhaust") return exhaust(store, limit);
  if (mode == "churn") return churn(store, limit);
  if (mode == "hold" || mode == "race") {
    return hold_one(store, limit, std::atoll(argv[4]));  // NOLINT(cert-err34-c)
  }
  return 2;
}

int stop(SqliteQuotaStore& store) {
  auto write = store.database().begin_write();
  if (!write.ok()) return 1;
  say("holding");
  (void)::raise(SIGSTOP);
  return 0;
}

}  // namespace
}  // namespace weir::test

int main(int argc, char** argv) {
  using namespace weir::test;
  if (argc < 3) return 2;
  const std::string_view mode = argv[2];
  weir::SqliteQuotaOptions options;
  options.directory = argv[1];
  const bool is_full = argc > 4 && std::string_view(argv[4]) == "full";
  options.synchronous = is_full ? weir::Synchronous::kFull : weir::Synchronous::kNormal;
  options.wait_ms = 60'000;
  if (mode == "race") {
    say("ready");
    wait_for_line();
  }
#ifdef WEIR_WITH_POSTGRESQL
  if (std::string_view(argv[1]).substr(0, 11) == "postgresql:") {
    auto store = open_postgresql(argv[1], is_full);
    if (store.ok()) return run(**store, mode, argc, argv);
    say("open: " + std::string(store.status().message()));
    return 1;
  }
#endif
  auto store = weir::SqliteQuotaStore::open(options);
  if (!store.ok()) {
    say("open: " + std::string(store.status().message()));
    return 1;
  }
  return mode == "stop" ? stop(**store) : run(**store, mode, argc, argv);
}
