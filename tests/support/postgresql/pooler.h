// PgBouncer in transaction mode before a server: every statement of a client may run on another of
// its few connections to the server.
#pragma once

#include <memory>
#include <string>

#include "support/postgresql/server.h"

namespace weir::testing {

class Pooler {
 public:
  // `size`: its connections to the server.
  Pooler(const PostgresqlServer& server, int size);
  ~Pooler();
  Pooler(const Pooler&) = delete;
  Pooler& operator=(const Pooler&) = delete;

  [[nodiscard]] std::string address() const;

 private:
  std::string directory_;
  std::unique_ptr<Daemon> daemon_;
};

}  // namespace weir::testing
