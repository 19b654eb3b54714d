#include "support/postgresql/lossy_proxy.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace weir::testing {
namespace {

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return address;
}

int connect_to(const std::string& path) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_of(path);
  if (::connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    return socket;
  }
  ::close(socket);
  return -1;
}

bool send_all(int socket, const std::string& bytes) {
  size_t sent = 0;
  while (sent < bytes.size()) {
    const ssize_t now = ::send(socket, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (now <= 0) return false;
    sent += static_cast<size_t>(now);
  }
  return true;
}

// Whether `bytes` begin a statement: Parse ('P') or Query ('Q'). Source: PostgreSQL's manual,
// section 55.7 (message formats).
bool is_statement(const std::string& bytes) {
  return !bytes.empty() && (bytes[0] == 'P' || bytes[0] == 'Q');
}

std::string receive(int socket) {
  std::string bytes(65'536, '\0');
  const ssize_t got = ::recv(socket, bytes.data(), bytes.size(), 0);
  bytes.resize(got > 0 ? static_cast<size_t>(got) : 0);
  return bytes;
}

}  // namespace

LossyProxy::LossyProxy(const std::string& server_directory, int port) {
  directory_ = "/tmp/weir-proxy-XXXXXX";
  if (::mkdtemp(directory_.data()) == nullptr) throw std::runtime_error("no directory in /tmp");
  const std::string name = "/.s.PGSQL." + std::to_string(port);
  server_path_ = server_directory + name;
  listener_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_of(directory_ + name);
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener_, 64) != 0) {
    throw std::runtime_error("no socket in " + directory_);
  }
  acceptor_ = std::thread([this] { serve(); });
}

LossyProxy::~LossyProxy() {
  stops_ = true;
  acceptor_.join();
  for (std::thread& thread : threads_) thread.join();
  for (const Kept& kept : kept_) ::close(kept.server);
  ::close(listener_);
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

void LossyProxy::lose(Loss loss, int times) {
  const std::lock_guard<std::mutex> lock(mutex_);
  loss_ = loss;
  times_ = times;
  lost_ = 0;
}

void LossyProxy::serve() {
  while (!stops_) {
    pollfd entry{listener_, POLLIN, 0};
    if (::poll(&entry, 1, 20) <= 0) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (loss_ == Loss::kConnections && times_ > 0) {
        --times_;
        ++lost_;
        ::close(client);
        continue;
      }
    }
    threads_.emplace_back([this, client] { join(client); });
  }
}

// False when the connection is over.
bool LossyProxy::forward_statement(int client, int server, const std::string& bytes) {
  Loss loss = Loss::kNothing;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (times_ > 0 && loss_ != Loss::kConnections) {
      loss = loss_;
      --times_;
    }
    if (loss == Loss::kStatements) kept_.push_back({::dup(server), bytes});
  }
  if (loss == Loss::kNothing) return send_all(server, bytes);
  if (loss == Loss::kAnswers) {
    (void)send_all(server, bytes);
    (void)receive(server);  // it has been carried out
  }
  ++lost_;
  if (loss == Loss::kStatements) (void)receive(client);  // until it gives up
  return false;
}

void LossyProxy::join(int client) {
  const int server = connect_to(server_path_);
  while (server >= 0 && !stops_) {
    pollfd entries[2] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
    if (::poll(entries, 2, 20) <= 0) continue;
    if ((entries[1].revents & (POLLIN | POLLHUP)) != 0) {
      const std::string bytes = receive(server);
      if (bytes.empty() || !send_all(client, bytes)) break;
    }
    if ((entries[0].revents & (POLLIN | POLLHUP)) == 0) continue;
    const std::string bytes = receive(client);
    if (bytes.empty()) break;
    const bool goes_on =
        is_statement(bytes) ? forward_statement(client, server, bytes) : send_all(server, bytes);
    if (!goes_on) break;
  }
  if (server >= 0) ::close(server);
  ::close(client);
}

void LossyProxy::deliver_late() {
  std::vector<Kept> kept;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    kept.swap(kept_);
  }
  for (const Kept& each : kept) {
    if (send_all(each.server, each.bytes)) (void)receive(each.server);
    ::close(each.server);
  }
}

}  // namespace weir::testing
