// What an admission costs beside raw SQLite, on the same file system in one run:
//   measure_quota <directory> [rounds]
// Prints the median and the 99th percentile in microseconds.
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "adapters/sqlite/quota_store.h"
#include "stores/quota/quota_fixture.h"

namespace weir::test {
namespace {

class Samples {
 public:
  explicit Samples(size_t count) { values_.reserve(count); }
  void add(int64_t us) { values_.push_back(us); }
  void print(const char* name) {
    std::sort(values_.begin(), values_.end());
    std::printf("%-40s p50 %6ld us  p99 %6ld us\n", name, values_[values_.size() / 2],
                values_[values_.size() * 99 / 100]);
  }

 private:
  std::vector<int64_t> values_;
};

int64_t now_us() {
  return system_clock().monotonic_us();
}

// The least that a durable count can cost: one row, one transaction, no gate.
int raw_update(const std::string& directory, int rounds, const char* synchronous) {
  const std::string path = directory + "/raw.db";
  if (FILE* const file = std::fopen(path.c_str(), "a"); file != nullptr) (void)std::fclose(file);
  auto connection = sqlite::Connection::open(path);
  if (!connection.ok()) return 1;
  const std::string setup = std::string("PRAGMA journal_mode=WAL; PRAGMA synchronous=") +
                            synchronous +
                            "; CREATE TABLE IF NOT EXISTS t(id INTEGER PRIMARY KEY, n INTEGER);"
                            "INSERT OR IGNORE INTO t VALUES(1, 0)";
  if (!(*connection)->execute(setup.c_str()).ok()) return 1;
  Samples samples(static_cast<size_t>(rounds));
  for (int i = 0; i < rounds; ++i) {
    const int64_t start = now_us();
    for (const char* const sql : {"BEGIN IMMEDIATE", "UPDATE t SET n=n+1 WHERE id=1", "COMMIT"}) {
      auto statement = (*connection)->prepare(sql);
      if (!statement.ok() || !statement->run().ok()) return 1;
    }
    samples.add(now_us() - start);
  }
  samples.print((std::string("raw one-row update, ") + synchronous).c_str());
  return 0;
}

int admissions(const std::string& directory, int rounds, Synchronous synchronous,
               const char* name) {
  SqliteQuotaOptions options;
  options.directory = directory + "/" + name;
  options.synchronous = synchronous;
  auto store = SqliteQuotaStore::open(options);
  if (!store.ok()) return 1;
  const Window minute = window_of(WindowKind::kFixed);
  const Window bucket = window_of(WindowKind::kBucket);
  const Window month = calendar(CalendarUnit::kMonth, "Europe/Helsinki");
  constexpr int64_t kPlenty = int64_t{1} << 50;
  Samples reserves(static_cast<size_t>(rounds));
  Samples settles(static_cast<size_t>(rounds));
  Samples both(static_cast<size_t>(rounds));
  for (int i = 0; i < rounds; ++i) {
    Reservation request{new_attempt(),
                        {charge("rpm", bucket, kPlenty, 1),
                         charge("tpm", minute, kPlenty, 1000, Metric::kTotalTokens),
                         charge("usd", month, kPlenty, 500'000, Metric::kNanoUsd)},
                        0};
    const int64_t start = now_us();
    if (!(*store)->reserve(request).ok()) return 1;
    const int64_t middle = now_us();
    if (!(*store)->settle(request.attempt_id, {{Metric::kTotalTokens, 700}}).ok()) return 1;
    const int64_t end = now_us();
    reserves.add(middle - start);
    settles.add(end - middle);
    both.add(end - start);
  }
  reserves.print((std::string("reserve, 3 charges, ") + name).c_str());
  settles.print((std::string("settle, 3 charges, ") + name).c_str());
  both.print((std::string("both, ") + name).c_str());
  return 0;
}

}  // namespace
}  // namespace weir::test

int main(int argc, char** argv) {
  using namespace weir::test;
  if (argc < 2) return 2;
  const int rounds = argc > 2 ? std::atoi(argv[2]) : 20'000;  // NOLINT(cert-err34-c)
  return raw_update(argv[1], rounds, "NORMAL") + raw_update(argv[1], rounds / 10 + 1, "FULL") +
         admissions(argv[1], rounds, weir::Synchronous::kNormal, "NORMAL") +
         admissions(argv[1], rounds / 10 + 1, weir::Synchronous::kFull, "FULL");
}
