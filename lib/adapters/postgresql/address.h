// Where a PostgreSQL server is, as libpq understands it, without any password.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.h"

namespace weir::postgresql {

using Parameter = std::pair<std::string, std::string>;  // a keyword of libpq and its value

// One or more servers. libpq's own loop over hosts has no deadline when it must not block, so that
// a host that is gone would take all the time there is; weir tries them one by one.
class Address {
 public:
  // `uri`: "postgresql://user@host:port,host:port/database?keyword=value" (PostgreSQL's manual,
  // section 34.1.1.2). Where it is silent: target_session_attrs=read-write (a server that has
  // become a standby is passed over), sslmode=verify-full for hosts that are not this machine,
  // application_name=weir, tcp_user_timeout and keepalives of seconds. What else it does not say,
  // libpq takes from its environment (PGHOST, PGSSLROOTCERT, ~/.pgpass). Fault: kInvalidPolicy
  // "policy.value", without the text.
  [[nodiscard]] static Result<Address> parse(const std::string& uri);

  // Each what libpq needs for one host; at least one.
  [[nodiscard]] const std::vector<std::vector<Parameter>>& hosts() const { return hosts_; }
  [[nodiscard]] const std::string& text() const { return text_; }  // safe to show

 private:
  std::string text_;
  std::vector<std::vector<Parameter>> hosts_;
};

}  // namespace weir::postgresql
