// A CONNECT proxy on 127.0.0.1 (RFC 9110, section 9.3.6), one client after another: what a
// company's proxy is to weir. It joins the client to whatever 127.0.0.1:PORT the client names, and
// keeps what it saw.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace weir::testing {

class ConnectProxy {
 public:
  // `refuses`: every CONNECT is answered with 403. Null where no socket can be had.
  [[nodiscard]] static std::unique_ptr<ConnectProxy> start(bool refuses = false);
  ~ConnectProxy();
  ConnectProxy(const ConnectProxy&) = delete;
  ConnectProxy& operator=(const ConnectProxy&) = delete;

  [[nodiscard]] std::string url() const;  // "http://127.0.0.1:PORT"
  // The heads of the requests to it, and the bytes that went through it to the other side.
  [[nodiscard]] std::vector<std::string> heads() const;
  [[nodiscard]] std::string passed() const;

 private:
  ConnectProxy(int listener, int port, bool refuses);
  void serve();
  void serve_one(int client);
  void join(int client, int server);

  int listener_;
  int port_;
  bool refuses_;
  std::atomic<bool> stops_{false};
  mutable std::mutex mutex_;
  std::vector<std::string> heads_;
  std::string passed_;
  std::thread thread_;
};

}  // namespace weir::testing
