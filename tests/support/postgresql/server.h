// A real PostgreSQL server for one test program: made by initdb in a directory under /tmp, on a
// Unix socket of its own, ended with the program. It refuses to run as root, so that a test that
// runs as root starts it as user postgres, or nobody. Whatever is missing is an exception: a test
// fails.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

struct pg_conn;

namespace weir::testing {

// A program that runs as an ordinary user, and ends with this one.
class Daemon {
 public:
  Daemon(std::vector<std::string> command, const std::string& log_file);
  ~Daemon();  // kill -9
  Daemon(const Daemon&) = delete;
  Daemon& operator=(const Daemon&) = delete;

  void signal(int number) const;
  void wait();  // until it has ended
  [[nodiscard]] bool has_ended();

 private:
  pid_t pid_ = -1;
};

// The user that servers of tests run as: null when this process is not root.
[[nodiscard]] const char* server_user();
// A new directory under /tmp that belongs to that user.
[[nodiscard]] std::string new_server_directory();
// The absolute path of a program of PostgreSQL, in PATH or where Debian puts it.
[[nodiscard]] std::string postgresql_program(const std::string& name);

class PostgresqlServer {
 public:
  // `settings`: "fsync=on". Without any: nothing waits for the disk.
  explicit PostgresqlServer(std::vector<std::string> settings = {});
  // A standby that follows `primary`.
  explicit PostgresqlServer(const PostgresqlServer& primary);
  ~PostgresqlServer();
  PostgresqlServer& operator=(const PostgresqlServer&) = delete;

  // Of user `weir`, who owns database `weir`.
  [[nodiscard]] std::string address() const;
  [[nodiscard]] const std::string& directory() const { return directory_; }
  [[nodiscard]] static int port() { return 5432; }  // names the socket

  void start();
  void stop(bool is_crash = false);  // a crash: kill -9, and what was not flushed is gone
  // Takes everybody from this network, over TCP, for the settings that listen there.
  void trust(const std::string& network);
  // By SCRAM, on the socket; for one user.
  void require_passwords_of(const std::string& user);

 private:
  void make(std::vector<std::string> command);
  void add_access(const std::string& line);
  std::string directory_;
  std::vector<std::string> settings_;
  std::unique_ptr<Daemon> daemon_;
};

// What a test asks the server beside the store. Throws what the server says.
class SqlSession {
 public:
  explicit SqlSession(const std::string& address);
  ~SqlSession();
  SqlSession(const SqlSession&) = delete;
  SqlSession& operator=(const SqlSession&) = delete;

  // The first field of the first row, or nothing.
  std::string run(const std::string& sql);
  int64_t number(const std::string& sql) { return std::stoll(run(sql)); }

 private:
  pg_conn* raw_;
};

}  // namespace weir::testing
