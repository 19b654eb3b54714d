#include "support/postgresql/server.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

extern char** environ;

namespace weir::testing {
namespace {

namespace fs = std::filesystem;

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The command as the server's user; with a death signal, for a test may crash.
std::vector<std::string> as_server_user(std::vector<std::string> command) {
  std::vector<std::string> all = {"/usr/bin/setpriv", "--pdeathsig", "KILL"};
  if (const char* const user = server_user(); user != nullptr) {
    const passwd* const entry = ::getpwnam(user);  // NOLINT(concurrency-mt-unsafe): at the start
    all.push_back("--reuid=" + std::to_string(entry->pw_uid));
    all.push_back("--regid=" + std::to_string(entry->pw_gid));
    all.emplace_back("--clear-groups");
  }
  all.emplace_back("--");
  all.insert(all.end(), command.begin(), command.end());
  return all;
}

}  // namespace

std::string new_server_directory() {
  std::string pattern = "/tmp/weir-postgresql-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no directory in /tmp");
  if (const char* const user = server_user(); user != nullptr) {
    const passwd* const entry = ::getpwnam(user);  // NOLINT(concurrency-mt-unsafe)
    if (::chown(pattern.c_str(), entry->pw_uid, entry->pw_gid) != 0) {
      throw std::runtime_error("cannot give " + pattern + " to user " + user);
    }
  }
  return pattern;
}

const char* server_user() {
  if (::geteuid() != 0) return nullptr;
  const bool is_there = ::getpwnam("postgres") != nullptr;  // NOLINT(concurrency-mt-unsafe)
  return is_there ? "postgres" : "nobody";
}

std::string postgresql_program(const std::string& name) {
  std::vector<std::string> places;
  std::error_code ignored;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", ignored)) {
    places.push_back(version.path() / "bin" / name);
  }
  std::sort(places.rbegin(), places.rend());
  const char* const path = std::getenv("PATH");  // NOLINT(concurrency-mt-unsafe): at the start
  std::string rest = path == nullptr ? "" : path;
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(':'), rest.size());
    places.push_back(rest.substr(0, end) + "/" + name);
    rest.erase(0, end + 1);
  }
  for (const std::string& place : places) {
    if (::access(place.c_str(), X_OK) == 0) return fs::canonical(place);
  }
  throw std::runtime_error("no program " + name + ": run .ci/install-dependencies --tests");
}

// --- Daemon -------------------------------------------------------------------------------------

Daemon::Daemon(std::vector<std::string> command, const std::string& log_file) {
  const std::vector<std::string> all = as_server_user(std::move(command));
  std::vector<char*> pointers;
  pointers.reserve(all.size() + 1);
  for (const std::string& each : all) pointers.push_back(const_cast<char*>(each.c_str()));
  pointers.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, log_file.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                   0644);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  const int failed = ::posix_spawn(&pid_, pointers[0], &actions, nullptr, pointers.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot start " + all[0]);
}

Daemon::~Daemon() {
  if (pid_ < 0) return;
  signal(SIGKILL);
  wait();
}

void Daemon::signal(int number) const {
  if (pid_ > 0) (void)::kill(pid_, number);
}

void Daemon::wait() {
  if (pid_ > 0) (void)::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

bool Daemon::has_ended() {
  if (pid_ > 0 && ::waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = -1;
  return pid_ < 0;
}

// --- PostgresqlServer ---------------------------------------------------------------------------

PostgresqlServer::PostgresqlServer(std::vector<std::string> settings)
    : directory_(new_server_directory()), settings_(std::move(settings)) {
  if (settings_.empty()) settings_ = {"fsync=off", "full_page_writes=off"};
  make({postgresql_program("initdb"), "--no-sync", "--auth=trust", "--username=weir",
        "--encoding=UTF8", "--no-locale", "--pgdata=" + directory_ + "/data"});
  start();
  SqlSession(address() + "&dbname=postgres").run("CREATE DATABASE weir");
}

PostgresqlServer::PostgresqlServer(const PostgresqlServer& primary)
    : directory_(new_server_directory()), settings_(primary.settings_) {
  make({postgresql_program("pg_basebackup"), "--no-sync", "--checkpoint=fast",
        "--write-recovery-conf", "--host=" + primary.directory_, "--port=" + std::to_string(port()),
        "--username=weir", "--pgdata=" + directory_ + "/data"});
  start();
}

void PostgresqlServer::make(std::vector<std::string> command) {
  const std::string log = directory_ + "/making.log";
  Daemon(std::move(command), log).wait();
  if (!fs::exists(directory_ + "/data/PG_VERSION")) throw std::runtime_error(text_of(log));
}

// Before all other lines: the first that fits counts.
void PostgresqlServer::add_access(const std::string& line) {
  const std::string path = directory_ + "/data/pg_hba.conf";
  const std::string rest = text_of(path);
  std::ofstream(path) << line << "\n" << rest;
  SqlSession(address()).run("SELECT pg_reload_conf()");
}

void PostgresqlServer::require_passwords_of(const std::string& user) {
  add_access("local all " + user + " scram-sha-256");
}

void PostgresqlServer::trust(const std::string& network) {
  add_access("host all all " + network + " trust");
}

PostgresqlServer::~PostgresqlServer() {
  stop();
  std::error_code ignored;
  fs::remove_all(directory_, ignored);
}

std::string PostgresqlServer::address() const {
  return "postgresql:///weir?host=" + directory_ + "&user=weir";
}

void PostgresqlServer::start() {
  std::vector<std::string> command = {postgresql_program("postgres"),
                                      "-D",
                                      directory_ + "/data",
                                      "-c",
                                      "listen_addresses=",
                                      "-c",
                                      "unix_socket_directories=" + directory_,
                                      "-c",
                                      "port=" + std::to_string(port())};
  for (const std::string& setting : settings_) {
    command.emplace_back("-c");
    command.push_back(setting);
  }
  const std::string log = directory_ + "/server.log";
  daemon_ = std::make_unique<Daemon>(command, log);
  for (int i = 0; i < 3000 && !daemon_->has_ended(); ++i) {
    if (PQping((address() + "&dbname=postgres").c_str()) == PQPING_OK) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  throw std::runtime_error("PostgreSQL does not start: " + text_of(log));
}

void PostgresqlServer::stop(bool is_crash) {
  if (daemon_ == nullptr) return;
  // SIGQUIT: an immediate shutdown; it ends the server's children too, as a crash of all would.
  daemon_->signal(is_crash ? SIGQUIT : SIGINT);
  daemon_->wait();
  daemon_.reset();
}

// --- SqlSession ---------------------------------------------------------------------------------

SqlSession::SqlSession(const std::string& address) : raw_(PQconnectdb(address.c_str())) {
  if (PQstatus(raw_) != CONNECTION_OK) {
    const std::string message = PQerrorMessage(raw_);
    PQfinish(raw_);
    throw std::runtime_error(message);
  }
  PQsetNoticeProcessor(
      raw_, [](void*, const char*) {}, nullptr);
}

SqlSession::~SqlSession() {
  PQfinish(raw_);
}

std::string SqlSession::run(const std::string& sql) {
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(raw_, sql.c_str()), &PQclear);
  const ExecStatusType status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) {
    throw std::runtime_error(PQerrorMessage(raw_));
  }
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

}  // namespace weir::testing
