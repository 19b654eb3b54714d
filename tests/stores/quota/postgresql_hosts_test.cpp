// Hosts of a fleet: each in a network namespace of its own, on one server over TCP. Built where
// namespaces may be made (CMakeLists.txt).

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "stores/log/process.h"
#include "stores/quota/postgresql_fixture.h"

namespace weir::test {
namespace {

using testing::PostgresqlServer;

void run_command(const std::string& command) {
  // At the start of the test, and alone.
  if (std::system(command.c_str()) != 0) {  // NOLINT(concurrency-mt-unsafe,cert-env33-c)
    throw std::runtime_error("failed: " + command);
  }
}

// A bridge on this machine, where the server listens, and hosts behind it.
class Fleet {
 public:
  explicit Fleet(int hosts) : name_(new_name()), hosts_(hosts) {
    run_command("ip link add " + name_ + " type bridge && ip addr add " + address(0) + "/24 dev " +
                name_ + " && ip link set " + name_ + " up");
    for (int i = 1; i <= hosts; ++i) add_host(i);
  }
  ~Fleet() {
    for (int i = 1; i <= hosts_; ++i) {
      run_command("ip netns del " + host(i));
    }
    run_command("ip link del " + name_);
  }
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;

  [[nodiscard]] std::string address(int host) const {
    return "10.213." + std::to_string(::getpid() % 250) + "." + std::to_string(host + 1);
  }
  [[nodiscard]] std::string network() const {
    return "10.213." + std::to_string(::getpid() % 250) + ".0/24";
  }
  [[nodiscard]] std::string host(int number) const { return name_ + "h" + std::to_string(number); }
  void cut(int number) const { run_command("ip link set " + host(number) + " down"); }
  void join(int number) const { run_command("ip link set " + host(number) + " up"); }

 private:
  // The kernel takes its time to forget a namespace and its link, so that no name is used again.
  static std::string new_name() {
    static int fleets = 0;
    return "w" + std::to_string(::getpid() % 100'000) + static_cast<char>('a' + fleets++);
  }

  void add_host(int number) const {
    const std::string host_name = host(number);
    run_command("ip netns add " + host_name + " && ip link add " + host_name +
                " type veth peer name eth0 netns " + host_name + " && ip link set " + host_name +
                " master " + name_ + " up && ip -n " + host_name + " addr add " + address(number) +
                "/24 dev eth0 && ip -n " + host_name + " link set eth0 up");
  }

  std::string name_;
  int hosts_;
};

constexpr int kHosts = 3;

struct FleetOnServer {
  FleetOnServer() : server({"fsync=off", "listen_addresses=" + fleet.address(0)}) {
    server.trust(fleet.network());
    store = open_store(options_for(server.address()));
  }
  [[nodiscard]] std::unique_ptr<Process> worker(int host, const std::string& mode,
                                                int64_t limit) const {
    return std::make_unique<Process>(std::vector<std::string>{
        "/sbin/ip", "netns", "exec", fleet.host(host), QUOTA_WORKER,
        "postgresql://weir@" + fleet.address(0) + ":5432/weir?sslmode=disable", mode,
        std::to_string(limit)});
  }
  Fleet fleet{kHosts};
  PostgresqlServer server;
  std::unique_ptr<PostgresqlQuotaStore> store;
};

std::string line_of(Process& process, size_t index) {
  std::string line;
  return process.wait_for_line(index, line) ? line : "(ended)";
}

TEST_CASE("hosts on one server get exactly the limit") {
  FleetOnServer on;
  constexpr int64_t kLimit = 600;
  std::vector<std::unique_ptr<Process>> hosts;
  for (int i = 1; i <= kHosts; ++i) hosts.push_back(on.worker(i, "exhaust", kLimit));
  for (auto& each : hosts) REQUIRE(line_of(*each, 0) == "ready");
  for (auto& each : hosts) each->write_line("go");
  int64_t sum = 0;
  for (auto& each : hosts) {
    const std::string line = line_of(*each, 1);
    INFO(line);
    REQUIRE(line.rfind("done ", 0) == 0);
    sum += std::stoll(line.substr(5));
  }
  CHECK(sum == kLimit);
  CHECK(state_of(*on.store, "a").reserved == kLimit);
}

// One host is cut off until its connections are given up (tcp_user_timeout), and comes back.
TEST_CASE("a host that is cut off and comes back loses and doubles nothing") {
  FleetOnServer on;
  constexpr int64_t kLimit = 3000;
  std::vector<std::unique_ptr<Process>> hosts;
  for (int i = 1; i <= kHosts; ++i) hosts.push_back(on.worker(i, "churn", kLimit));
  for (auto& each : hosts) REQUIRE(line_of(*each, 20) == "+");
  on.fleet.cut(1);
  REQUIRE(line_of(*hosts[1], 60) == "+");  // the others go on
  std::this_thread::sleep_for(std::chrono::seconds(7));
  on.fleet.join(1);
  int64_t admitted = 0;
  for (auto& each : hosts) {
    std::string line;
    size_t count = 0;
    while (each->wait_for_line(count, line) && line == "+") ++count;
    CHECK(line == "end quota.exceeded");
    admitted += static_cast<int64_t>(count);
  }
  CHECK(admitted == kLimit);
  for (const char* const quota : {"a", "b", "c"}) {
    const QuotaState state = state_of(*on.store, quota);
    CHECK(state.settled + state.reserved == kLimit);
  }
}

}  // namespace
}  // namespace weir::test
