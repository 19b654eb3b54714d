#include "adapters/postgresql/connection.h"

#include <libpq-fe.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "adapters/postgresql/sql_state.h"
#include "base/clock.h"

namespace weir::postgresql {
namespace {

// The first line of what libpq says, which may be several.
std::string first_line(const char* text) {
  std::string_view line = text == nullptr ? std::string_view() : text;
  line = line.substr(0, line.find('\n'));
  return std::string(line);
}

// Waits for the socket; false when the deadline has passed.
bool wait_for(int socket, short events, int64_t deadline_us) {
  while (true) {
    const int64_t left_us = deadline_us - system_clock().monotonic_us();
    if (left_us <= 0) return false;
    pollfd entry{socket, events, 0};
    const int64_t left_ms = std::min<int64_t>(left_us / 1000 + 1, 60'000);
    const int ready = ::poll(&entry, 1, static_cast<int>(left_ms));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return true;  // libpq finds out what it is
  }
}

Status unreachable(const std::string& server, std::string_view why) {
  return Status(Code::kUnavailable, "store.unreachable",
                "PostgreSQL at " + server + ": " + std::string(why));
}

std::string name_of_host(const std::vector<Parameter>& parameters) {
  std::string host;
  std::string port;
  for (const auto& [keyword, value] : parameters) {
    if (keyword == "host" || (keyword == "hostaddr" && host.empty())) host = value;
    if (keyword == "port") port = value;
  }
  return (host.empty() ? "the local socket" : host) + (port.empty() ? "" : ":" + port);
}

}  // namespace

// --- Rows and values ----------------------------------------------------------------------------

Rows::Rows(pg_result* result) : result_(result) {}

void Rows::Deleter::operator()(pg_result* result) const {
  PQclear(result);
}

size_t Rows::size() const {
  return static_cast<size_t>(PQntuples(result_.get()));
}

bool Rows::is_null(size_t row, int column) const {
  return PQgetisnull(result_.get(), static_cast<int>(row), column) != 0;
}

std::string_view Rows::text(size_t row, int column) const {
  const int at = static_cast<int>(row);
  return {PQgetvalue(result_.get(), at, column),
          static_cast<size_t>(PQgetlength(result_.get(), at, column))};
}

int64_t Rows::integer(size_t row, int column) const {
  const std::string_view digits = text(row, column);
  int64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::vector<int64_t> Rows::integers(size_t row, int column) const {
  const std::string_view list = text(row, column);
  std::vector<int64_t> numbers;
  const char* const end = list.data() + list.size();
  for (const char* at = list.data(); at < end; ++at) {
    int64_t number = 0;
    const auto [stop, error] = std::from_chars(at, end, number);
    if (error != std::errc()) continue;
    numbers.push_back(number);
    at = stop;
  }
  return numbers;
}

Values& Values::add(std::string_view text) {
  values_.emplace_back(text);
  return *this;
}

Values& Values::add_null() {
  values_.emplace_back();
  return *this;
}

// Source of the form: PostgreSQL's manual, section 8.15.6 (array input).
Values& Values::add_array(const std::vector<std::string>& texts) {
  std::string list = "{";
  for (const std::string& text : texts) {
    list += list.size() > 1 ? ",\"" : "\"";
    for (const char letter : text) {
      if (letter == '"' || letter == '\\') list += '\\';
      list += letter;
    }
    list += '"';
  }
  return add(list + "}");
}

Values& Values::add_array(const std::vector<int64_t>& values) {
  std::string list = "{";
  for (const int64_t value : values) {
    if (list.size() > 1) list += ',';
    list += std::to_string(value);
  }
  return add(list + "}");
}

std::vector<const char*> Values::pointers() const {
  std::vector<const char*> result;
  result.reserve(values_.size());
  for (const auto& value : values_) result.push_back(value ? value->c_str() : nullptr);
  return result;
}

// --- Opening ------------------------------------------------------------------------------------

Connection::Connection(pg_conn* raw, std::string server)
    : raw_(raw), server_(std::move(server)), pid_(::getpid()) {}

Connection::~Connection() {
  if (pid_ == ::getpid()) {
    PQfinish(raw_);
  } else if (PQsocket(raw_) >= 0) {
    ::close(PQsocket(raw_));  // PQfinish would end the parent's session
  }
}

Result<std::unique_ptr<Connection>> Connection::open(const Address& address, const Secret& password,
                                                     size_t& first_host, int64_t deadline_us) {
  const auto& hosts = address.hosts();
  Status last;
  for (size_t i = 0; i < hosts.size(); ++i) {
    const size_t index = (first_host + i) % hosts.size();
    const int64_t now = system_clock().monotonic_us();
    const auto hosts_left = static_cast<int64_t>(hosts.size() - i);
    auto opened = open_host(hosts[index], password, now + (deadline_us - now) / hosts_left);
    if (opened.ok()) {
      first_host = index;
      return opened;
    }
    last = std::move(opened).status();
  }
  return last;
}

Result<std::unique_ptr<Connection>> Connection::open_host(const std::vector<Parameter>& parameters,
                                                          const Secret& password,
                                                          int64_t deadline_us) {
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : parameters) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  std::string bytes(password.reveal());
  if (!bytes.empty()) {
    keywords.push_back("password");
    values.push_back(bytes.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  // The private constructor keeps std::make_unique out.
  std::unique_ptr<Connection> self(new Connection(
      PQconnectStartParams(keywords.data(), values.data(), 0), name_of_host(parameters)));
  wipe(bytes);
  if (self->raw_ == nullptr) return Status(Code::kOutOfMemory, "store.memory", "no memory");
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;
  while (PQstatus(self->raw_) != CONNECTION_BAD && next != PGRES_POLLING_OK) {
    const short events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    if (!wait_for(PQsocket(self->raw_), events, deadline_us)) {
      return unreachable(self->server_, "no answer while connecting");
    }
    next = PQconnectPoll(self->raw_);
    if (next == PGRES_POLLING_FAILED) break;
  }
  if (PQstatus(self->raw_) != CONNECTION_OK) {
    return connection_fault(self->server_, first_line(PQerrorMessage(self->raw_)),
                            PQconnectionNeedsPassword(self->raw_) != 0);
  }
  PQsetnonblocking(self->raw_, 1);
  PQsetNoticeProcessor(
      self->raw_, [](void*, const char*) {}, nullptr);
  return self;
}

// --- Statements ---------------------------------------------------------------------------------

Status Connection::lost(std::string_view why) {
  is_broken_ = true;
  repeat_ = Repeat::kOnAnother;
  return unreachable(server_, why);
}

// Has the server or a proxy hung up while nobody looked? Saves a statement from being in doubt.
bool Connection::is_idle() const {
  pollfd entry{PQsocket(raw_), POLLIN, 0};
  if (::poll(&entry, 1, 0) <= 0) return true;
  return PQconsumeInput(raw_) != 0 && PQstatus(raw_) == CONNECTION_OK &&
         PQtransactionStatus(raw_) == PQTRANS_IDLE;
}

Result<Rows> Connection::execute(const char* sql, const Values& values, int64_t deadline_us) {
  if (is_broken_ || !is_idle()) return lost("the connection was closed");
  const std::vector<const char*> pointers = values.pointers();
  if (PQsendQueryParams(raw_, sql, static_cast<int>(pointers.size()), nullptr, pointers.data(),
                        nullptr, nullptr, 0) == 0) {
    return lost(first_line(PQerrorMessage(raw_)));
  }
  return finish(deadline_us);
}

Status Connection::execute_script(const std::string& sql, int64_t deadline_us) {
  if (is_broken_ || !is_idle()) return lost("the connection was closed");
  if (PQsendQuery(raw_, sql.c_str()) == 0) return lost(first_line(PQerrorMessage(raw_)));
  Result<Rows> rows = finish(deadline_us);
  return rows.ok() ? Status() : std::move(rows).status();
}

Result<Rows> Connection::finish(int64_t deadline_us) {
  for (int left = PQflush(raw_); left != 0; left = PQflush(raw_)) {
    if (left < 0) return lost(first_line(PQerrorMessage(raw_)));
    if (!wait_for(PQsocket(raw_), POLLIN | POLLOUT, deadline_us)) return lost("no answer in time");
    if (PQconsumeInput(raw_) == 0) return lost(first_line(PQerrorMessage(raw_)));
  }
  Status fault;
  Rows rows(nullptr);
  while (true) {
    while (PQisBusy(raw_) != 0) {
      if (!wait_for(PQsocket(raw_), POLLIN, deadline_us)) return lost("no answer in time");
      if (PQconsumeInput(raw_) == 0) return lost(first_line(PQerrorMessage(raw_)));
    }
    pg_result* const result = PQgetResult(raw_);
    if (result == nullptr) break;
    Rows next(result);
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
      rows = std::move(next);
    } else if (fault.ok()) {
      fault = fault_of(result);
    }
  }
  if (!fault.ok()) return fault;
  return rows;
}

Status Connection::fault_of(const pg_result* result) {
  const char* const field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* const message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  if (field == nullptr || PQstatus(raw_) != CONNECTION_OK) {
    return lost(message != nullptr ? message : first_line(PQerrorMessage(raw_)));
  }
  const SqlFault fault = fault_of_state(field);
  repeat_ = fault.repeat;
  is_broken_ = fault.repeat == Repeat::kOnAnother;
  return Status(fault.code, std::string(fault.reason),
                "PostgreSQL at " + server_ + ": " + (message != nullptr ? message : "no message") +
                    " (SQLSTATE " + field + ")");
}

}  // namespace weir::postgresql
