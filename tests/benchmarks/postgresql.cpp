// A reservation of five rules in PostgreSQL beside one raw UPDATE, each one round trip on the same
// server, in turns.
#include <stdexcept>

#include "adapters/postgresql/connection.h"
#include "adapters/postgresql/quota_store.h"
#include "base/clock.h"
#include "measurements.h"
#include "support/postgresql/server.h"

namespace weir::benchmarks {
namespace {

constexpr int64_t kPlenty = int64_t{1} << 50;
constexpr int64_t kDeadlineUs = int64_t{1} << 50;

template <typename Value>
Value value_of(weir::Result<Value> result) {
  if (!result.ok()) throw std::runtime_error(std::string(result.status().message()));
  return std::move(result).value();
}

QuotaCharge rule(const char* name, WindowKind kind, Metric metric, int64_t amount) {
  Window window;
  window.kind = kind;
  window.length_us = kind == WindowKind::kCalendar ? 0 : 3'600'000'000;
  window.timezone = "Europe/Helsinki";
  return {name, std::string(name) + "|user=matti", metric, window, kPlenty, amount};
}

Reservation five_rules() {
  return {Uuid::make_v7(system_clock().wall_us()),
          {rule("rpm", WindowKind::kBucket, Metric::kRequests, 1),
           rule("tpm", WindowKind::kSliding, Metric::kTotalTokens, 1000),
           rule("team", WindowKind::kFixed, Metric::kTotalTokens, 1000),
           rule("model", WindowKind::kCalendar, Metric::kRequests, 1),
           rule("usd", WindowKind::kCalendar, Metric::kNanoUsd, 500'000)},
          kPlenty};
}

class RawUpdate {
 public:
  explicit RawUpdate(const std::string& address, bool is_durable)
      : address_(value_of(postgresql::Address::parse(address))),
        connection_(
            value_of(postgresql::Connection::open(address_, Secret(), host_, kDeadlineUs))) {
    run("CREATE TABLE IF NOT EXISTS raw(id bigint PRIMARY KEY, n bigint) WITH (fillfactor=50)");
    run("INSERT INTO raw VALUES(1, 0) ON CONFLICT DO NOTHING");
    run(is_durable ? "SET synchronous_commit = on" : "SET synchronous_commit = off");
  }
  void run(const char* sql, const postgresql::Values& values = {}) {
    (void)value_of(connection_->execute(sql, values, kDeadlineUs));
  }
  void update() {
    postgresql::Values values;
    values.add(int64_t{1}).add(int64_t{1});
    run("UPDATE raw SET n = n + $1 WHERE id = $2", values);
  }

 private:
  size_t host_ = 0;
  postgresql::Address address_;
  std::unique_ptr<postgresql::Connection> connection_;
};

struct Samples {
  std::vector<double> update_us;
  std::vector<double> reserve_us;
  std::vector<double> settle_us;
};

Samples measure(const std::string& address, Synchronous synchronous, int rounds) {
  PostgresqlQuotaOptions options;
  options.address = address;
  options.synchronous = synchronous;
  const auto store = value_of(PostgresqlQuotaStore::open(options));
  RawUpdate raw(address, synchronous == Synchronous::kFull);
  Samples samples;
  for (int i = 0; i < rounds; ++i) {
    const Reservation request = five_rules();
    const int64_t start = system_clock().monotonic_us();
    raw.update();
    const int64_t updated = system_clock().monotonic_us();
    (void)value_of(store->reserve(request));
    const int64_t reserved = system_clock().monotonic_us();
    if (!store->settle(request.attempt_id, {{Metric::kTotalTokens, 700}}).ok()) {
      throw std::runtime_error("a settlement failed");
    }
    if (i < rounds / 10) continue;  // warm
    samples.update_us.push_back(static_cast<double>(updated - start));
    samples.reserve_us.push_back(static_cast<double>(reserved - updated));
    samples.settle_us.push_back(static_cast<double>(system_clock().monotonic_us() - reserved));
  }
  return samples;
}

}  // namespace

void measure_postgresql(std::vector<Result>& results) {
  const weir::testing::PostgresqlServer server({"fsync=on"});
  const Samples normal = measure(server.address(), Synchronous::kNormal, 4000);
  const Samples full = measure(server.address(), Synchronous::kFull, 1000);
  results.push_back({"quota.postgres_reserve_us", median(normal.reserve_us), "us",
                     "5 rules, 1 round trip, synchronous_commit off; one raw UPDATE: " +
                         std::to_string(static_cast<int>(median(normal.update_us))) + " us"});
  results.push_back({"quota.postgres_settle_us", median(normal.settle_us), "us", "the same"});
  results.push_back({"quota.postgres_reserve_vs_update",
                     median(normal.update_us) / median(normal.reserve_us), "x",
                     "raw UPDATE of one row, synchronous_commit off"});
  results.push_back({"quota.postgres_reserve_full_vs_update",
                     median(full.update_us) / median(full.reserve_us), "x",
                     "raw UPDATE of one row, synchronous_commit on"});
}

}  // namespace weir::benchmarks
