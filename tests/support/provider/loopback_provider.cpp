#include "support/provider/loopback_provider.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <thread>
#include <unordered_map>
#include <utility>

#include "base/clock.h"
#include "support/provider/connection.h"
#include "support/provider/request_log.h"
#include "support/provider/tls_identity.h"

namespace weir::testing {
namespace {

constexpr uint64_t kListener = 0;
constexpr uint64_t kWaker = 1;
constexpr uint64_t kFirstConnection = 2;

int64_t now_ms() {
  return system_clock().monotonic_us() / 1000;
}

// OpenSSL writes to sockets without MSG_NOSIGNAL. The signal goes to the thread that wrote.
void block_broken_pipe() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

Status system_fault(std::string_view what) {
  return {Code::kUnavailable, "loopback.start",
          "the loopback provider cannot " + std::string(what)};
}

}  // namespace

class LoopbackProvider::Server {
 public:
  explicit Server(Options options) : options_(std::move(options)), log_(options_.max_recorded) {
    behaviour_ = [this](const ReceivedRequest& request) {
      if (request.path() == "/__requests") {
        return whole_answer(200, "application/json", log_.json());
      }
      log_.add(request);
      return options_.behaviour(request);
    };
  }
  ~Server() {
    stop();
    for (const int descriptor : {listener_, waker_, epoll_}) {
      if (descriptor >= 0) close(descriptor);
    }
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  Status start();
  void stop();

  uint16_t port() const { return port_; }
  bool tls() const { return options_.tls; }
  const TlsIdentity& identity() const { return identity_; }
  const RequestLog& log() const { return log_; }
  int64_t connection_count() const { return accepted_; }
  int64_t open_connection_count() const { return open_; }

 private:
  Status listen_on_loopback();
  void run();
  void accept_all();
  void advance(uint64_t key);
  void advance_due();
  int wait_ms() const;
  bool watch(int operation, int descriptor, uint64_t key, uint32_t events) const;

  Options options_;
  Behaviour behaviour_;
  RequestLog log_;
  TlsIdentity identity_;
  int listener_ = -1;
  int waker_ = -1;
  int epoll_ = -1;
  uint16_t port_ = 0;
  std::thread thread_;
  std::atomic<bool> stopping_{false};
  std::atomic<int64_t> accepted_{0};
  std::atomic<int64_t> open_{0};
  std::unordered_map<uint64_t, std::unique_ptr<Connection>> connections_;  // the thread's
  uint64_t next_key_ = kFirstConnection;
};

Status LoopbackProvider::Server::listen_on_loopback() {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int yes = 1;
  setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(options_.port);
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof(address);
  if (listener_ < 0 || bind(listener_, generic, size) != 0 || listen(listener_, 1024) != 0 ||
      getsockname(listener_, generic, &size) != 0) {
    return system_fault("listen on 127.0.0.1:" + std::to_string(options_.port));
  }
  port_ = ntohs(address.sin_port);
  return {};
}

Status LoopbackProvider::Server::start() {
  WEIR_RETURN_IF_ERROR(listen_on_loopback());
  if (options_.tls) {
    Result<TlsIdentity> identity = make_tls_identity();
    if (!identity.ok()) return std::move(identity).status();
    identity_ = std::move(identity).value();
  }
  waker_ = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  epoll_ = epoll_create1(EPOLL_CLOEXEC);
  if (waker_ < 0 || epoll_ < 0 || !watch(EPOLL_CTL_ADD, waker_, kWaker, EPOLLIN) ||
      !watch(EPOLL_CTL_ADD, listener_, kListener, EPOLLIN)) {
    return system_fault("make an epoll");
  }
  thread_ = std::thread([this] { run(); });
  return {};
}

void LoopbackProvider::Server::stop() {
  stopping_ = true;
  if (waker_ >= 0) eventfd_write(waker_, 1);
  if (thread_.joinable()) thread_.join();
}

bool LoopbackProvider::Server::watch(int operation, int descriptor, uint64_t key,
                                     uint32_t events) const {
  epoll_event event{};
  event.events = events;
  event.data.u64 = key;
  return epoll_ctl(epoll_, operation, descriptor, &event) == 0;
}

void LoopbackProvider::Server::run() {
  block_broken_pipe();
  std::array<epoll_event, 64> events;
  while (!stopping_) {
    const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), wait_ms());
    for (int i = 0; i < count; ++i) {
      const uint64_t key = events[static_cast<size_t>(i)].data.u64;
      if (key == kListener) accept_all();
      if (key >= kFirstConnection) advance(key);
    }
    advance_due();
  }
  connections_.clear();
  open_ = 0;
}

void LoopbackProvider::Server::accept_all() {
  for (;;) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (client < 0) return;
    const int yes = 1;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes));
    std::unique_ptr<SSL, SslFree> ssl;
    if (options_.tls) {
      ssl.reset(SSL_new(identity_.context.get()));
      SSL_set_fd(ssl.get(), client);
      SSL_set_accept_state(ssl.get());
    }
    const uint64_t key = next_key_++;
    connections_[key] = std::make_unique<Connection>(++accepted_, client, std::move(ssl));
    ++open_;
    watch(EPOLL_CTL_ADD, client, key, EPOLLIN);
    advance(key);
  }
}

void LoopbackProvider::Server::advance(uint64_t key) {
  const auto found = connections_.find(key);
  if (found == connections_.end()) return;
  Connection& connection = *found->second;
  const bool wanted_write = connection.wants_write();
  if (!connection.advance(now_ms(), behaviour_)) {
    connections_.erase(found);
    --open_;
    return;
  }
  if (connection.wants_write() != wanted_write) {
    watch(EPOLL_CTL_MOD, connection.socket(), key,
          connection.wants_write() ? EPOLLIN | EPOLLOUT : EPOLLIN);
  }
}

void LoopbackProvider::Server::advance_due() {
  std::vector<uint64_t> due;
  const int64_t now = now_ms();
  for (const auto& [key, connection] : connections_) {
    if (connection->wake_ms() && *connection->wake_ms() <= now) due.push_back(key);
  }
  for (const uint64_t key : due) advance(key);
}

int LoopbackProvider::Server::wait_ms() const {
  int64_t wait = -1;
  const int64_t now = now_ms();
  for (const auto& [key, connection] : connections_) {
    if (!connection->wake_ms()) continue;
    const int64_t left = std::max<int64_t>(*connection->wake_ms() - now, 0);
    wait = wait < 0 ? left : std::min(wait, left);
  }
  return static_cast<int>(std::min<int64_t>(wait, 60'000));
}

LoopbackProvider::LoopbackProvider(std::unique_ptr<Server> server) : server_(std::move(server)) {}

LoopbackProvider::~LoopbackProvider() = default;

Result<std::unique_ptr<LoopbackProvider>> LoopbackProvider::start(Options options) {
  auto server = std::make_unique<Server>(std::move(options));
  WEIR_RETURN_IF_ERROR(server->start());
  return std::unique_ptr<LoopbackProvider>(new LoopbackProvider(std::move(server)));  // NOLINT
}

void LoopbackProvider::stop() {
  server_->stop();
}

uint16_t LoopbackProvider::port() const {
  return server_->port();
}

std::string LoopbackProvider::base_url() const {
  return (server_->tls() ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port());
}

const std::string& LoopbackProvider::ca_pem() const {
  return server_->identity().certificate_pem;
}

const std::string& LoopbackProvider::key_pem() const {
  return server_->identity().key_pem;
}

std::vector<ReceivedRequest> LoopbackProvider::requests() const {
  return server_->log().requests();
}

int64_t LoopbackProvider::request_count() const {
  return server_->log().count();
}

int64_t LoopbackProvider::connection_count() const {
  return server_->connection_count();
}

int64_t LoopbackProvider::open_connection_count() const {
  return server_->open_connection_count();
}

int64_t LoopbackProvider::bytes_requested() const {
  return server_->log().bytes();
}

}  // namespace weir::testing
