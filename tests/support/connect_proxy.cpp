#include "support/connect_proxy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <string_view>

namespace weir::testing {
namespace {

constexpr int kLookMs = 20;  // how often the thread looks whether it is to stop

sockaddr_in loopback(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return address;
}

const sockaddr* plain(const sockaddr_in& address) {
  return reinterpret_cast<const sockaddr*>(&address);
}

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

// What there is to read; empty: the other side has ended.
std::string read_some(int socket) {
  std::array<char, 16384> buffer{};
  const ssize_t count = recv(socket, buffer.data(), buffer.size(), 0);
  return count <= 0 ? std::string() : std::string(buffer.data(), static_cast<size_t>(count));
}

// Of "CONNECT 127.0.0.1:PORT HTTP/1.1"; 0: it is none.
int port_in(std::string_view head) {
  constexpr std::string_view kBefore = "CONNECT 127.0.0.1:";
  int port = 0;
  if (!head.starts_with(kBefore)) return 0;
  std::from_chars(head.data() + kBefore.size(), head.data() + head.size(), port);
  return port;
}

int connect_to(int port) {
  const int server = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  if (server >= 0 && connect(server, plain(address), sizeof address) == 0) return server;
  if (server >= 0) close(server);
  return -1;
}

}  // namespace

std::unique_ptr<ConnectProxy> ConnectProxy::start(bool refuses) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (listener < 0 || bind(listener, plain(address), size) != 0 || listen(listener, 8) != 0 ||
      getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    if (listener >= 0) close(listener);
    return nullptr;
  }
  return std::unique_ptr<ConnectProxy>(
      new ConnectProxy(listener, ntohs(address.sin_port), refuses));
}

ConnectProxy::ConnectProxy(int listener, int port, bool refuses)
    : listener_(listener), port_(port), refuses_(refuses), thread_([this] { serve(); }) {}

ConnectProxy::~ConnectProxy() {
  stops_ = true;
  thread_.join();
  close(listener_);
}

std::string ConnectProxy::url() const {
  return "http://127.0.0.1:" + std::to_string(port_);
}

std::vector<std::string> ConnectProxy::heads() const {
  const std::lock_guard lock(mutex_);
  return heads_;
}

std::string ConnectProxy::passed() const {
  const std::lock_guard lock(mutex_);
  return passed_;
}

void ConnectProxy::serve() {
  while (!stops_) {
    pollfd waits{listener_, POLLIN, 0};
    if (poll(&waits, 1, kLookMs) <= 0) continue;
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    serve_one(client);
    close(client);
  }
}

void ConnectProxy::serve_one(int client) {
  std::string head;
  while (head.find("\r\n\r\n") == std::string::npos) {
    const std::string more = read_some(client);
    if (more.empty()) return;
    head += more;
  }
  const int port = port_in(head);
  {
    const std::lock_guard lock(mutex_);
    heads_.push_back(head);
  }
  const int server = refuses_ || port == 0 ? -1 : connect_to(port);
  if (server < 0) {
    send_all(client, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
    return;
  }
  if (send_all(client, "HTTP/1.1 200 Connection established\r\n\r\n")) join(client, server);
  close(server);
}

void ConnectProxy::join(int client, int server) {
  while (!stops_) {
    std::array<pollfd, 2> waits = {{{client, POLLIN, 0}, {server, POLLIN, 0}}};
    if (poll(waits.data(), waits.size(), kLookMs) <= 0) continue;
    for (const pollfd& ready : waits) {
      if (ready.revents == 0) continue;
      const bool is_out = ready.fd == client;
      const std::string bytes = read_some(ready.fd);
      if (bytes.empty() || !send_all(is_out ? server : client, bytes)) return;
      const std::lock_guard lock(mutex_);
      if (is_out) passed_ += bytes;
    }
  }
}

}  // namespace weir::testing
