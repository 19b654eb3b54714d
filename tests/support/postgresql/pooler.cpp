#include "support/postgresql/pooler.h"

#include <libpq-fe.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace weir::testing {

Pooler::Pooler(const PostgresqlServer& server, int size) : directory_(new_server_directory()) {
  const std::string port = std::to_string(PostgresqlServer::port());
  const std::string configuration = directory_ + "/pgbouncer.ini";
  std::ofstream(configuration) << "[databases]\n"
                               << "weir = host=" << server.directory() << " port=" << port
                               << " user=weir\n"
                               << "[pgbouncer]\n"
                               << "pool_mode = transaction\n"
                               << "listen_port = " << port << "\n"
                               << "unix_socket_dir = " << directory_ << "\n"
                               << "auth_type = any\n"
                               << "default_pool_size = " << size << "\n";
  daemon_ = std::make_unique<Daemon>(
      std::vector<std::string>{postgresql_program("pgbouncer"), configuration},
      directory_ + "/pgbouncer.log");
  for (int i = 0; i < 1000 && !daemon_->has_ended(); ++i) {
    if (PQping(address().c_str()) == PQPING_OK) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  std::ifstream log(directory_ + "/pgbouncer.log");
  throw std::runtime_error("PgBouncer does not start: " +
                           std::string(std::istreambuf_iterator<char>(log), {}));
}

Pooler::~Pooler() {
  daemon_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

std::string Pooler::address() const {
  return "postgresql:///weir?host=" + directory_ + "&user=weir";
}

}  // namespace weir::testing
