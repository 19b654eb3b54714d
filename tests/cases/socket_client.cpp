#include "cases/socket_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace weir::testing {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

}  // namespace

SocketClient::~SocketClient() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool SocketClient::connect_to(std::string_view authority) {
  const size_t colon = authority.rfind(':');
  if (colon == std::string_view::npos) return false;
  uint16_t port = 0;
  const char* const end = authority.data() + authority.size();
  if (std::from_chars(authority.data() + colon + 1, end, port).ptr != end) return false;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  if (inet_pton(AF_INET, std::string(authority.substr(0, colon)).c_str(), &address.sin_addr) != 1) {
    return false;
  }
  descriptor_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int on = 1;
  setsockopt(descriptor_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

bool SocketClient::write_all(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t written = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return true;
}

bool SocketClient::send(std::string_view method, std::string_view url,
                        const std::vector<std::pair<std::string, std::string>>& headers,
                        std::string_view body) {
  constexpr std::string_view kScheme = "http://";
  if (!url.starts_with(kScheme)) return false;
  url.remove_prefix(kScheme.size());
  const size_t slash = std::min(url.find('/'), url.size());
  const std::string_view authority = url.substr(0, slash);
  if (!connect_to(authority)) return false;
  std::string head(method);
  head.append(" ")
      .append(slash < url.size() ? url.substr(slash) : "/")
      .append(" HTTP/1.1\r\nhost: ");
  head.append(authority).append("\r\ncontent-length: ").append(std::to_string(body.size()));
  for (const auto& [name, value] : headers) head.append("\r\n" + name + ": " + value);
  return write_all(head.append("\r\n\r\n")) && write_all(body);
}

SocketEvent SocketClient::only(SocketEvent::Kind kind) {
  SocketEvent event;
  event.kind = kind;
  return event;
}

SocketEvent SocketClient::next(int64_t timeout_ms) {
  SocketEvent event;
  while (!take_event(event)) {
    pollfd ready{descriptor_, POLLIN, 0};
    if (poll(&ready, 1, static_cast<int>(std::min<int64_t>(timeout_ms, 600'000))) <= 0) {
      return only(SocketEvent::Kind::kTimeout);
    }
    char bytes[16384];
    const ssize_t got = recv(descriptor_, bytes, sizeof bytes, 0);
    if (got <= 0) return got == 0 ? closed() : only(SocketEvent::Kind::kBroken);
    received_.append(bytes, static_cast<size_t>(got));
  }
  return event;
}

SocketEvent SocketClient::closed() {
  const bool is_end = phase_ == Phase::kToClose;
  phase_ = Phase::kOver;
  return only(is_end ? SocketEvent::Kind::kEnd : SocketEvent::Kind::kBroken);
}

bool SocketClient::take_event(SocketEvent& event) {
  for (;;) {
    switch (phase_) {
      case Phase::kHead:
        return take_head(event);
      case Phase::kLength:
        if (left_ == 0) phase_ = Phase::kOver;
        if (left_ > 0) return take_counted(event, Phase::kOver);
        break;
      case Phase::kToClose:
        left_ = UINT64_MAX;
        return take_counted(event, Phase::kToClose);
      case Phase::kChunkSize:
        if (!take_chunk_size(event)) return false;
        if (event.kind == SocketEvent::Kind::kBroken) return true;
        break;
      case Phase::kChunk:
        return take_counted(event, Phase::kChunkEnd);
      case Phase::kChunkEnd:
        if (!take_line_end()) return false;
        break;
      case Phase::kOver:
        event.kind = SocketEvent::Kind::kEnd;
        return true;
    }
  }
}

bool SocketClient::take_head(SocketEvent& event) {
  const size_t end = received_.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  std::string_view head = std::string_view(received_).substr(0, end + 2);
  event.kind = SocketEvent::Kind::kHead;
  const size_t space = head.find(' ');
  std::from_chars(head.data() + space + 1, head.data() + head.size(), event.status);
  head.remove_prefix(head.find("\r\n") + 2);
  phase_ = Phase::kToClose;
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(line.size() + 2);
    const size_t colon = line.find(": ");
    if (colon == std::string_view::npos) continue;
    std::string name = lower(std::string(line.substr(0, colon)));
    std::string value(line.substr(colon + 2));
    if (name == "transfer-encoding") phase_ = Phase::kChunkSize;
    if (name == "content-length") {
      phase_ = Phase::kLength;
      std::from_chars(value.data(), value.data() + value.size(), left_);
    }
    event.headers.emplace_back(std::move(name), std::move(value));
  }
  received_.erase(0, end + 4);
  return true;
}

bool SocketClient::take_counted(SocketEvent& event, Phase next) {
  if (received_.empty()) return false;
  const size_t size = static_cast<size_t>(std::min<uint64_t>(left_, received_.size()));
  event.kind = SocketEvent::Kind::kBody;
  event.body = received_.substr(0, size);
  received_.erase(0, size);
  left_ -= size;
  if (left_ == 0) phase_ = next;
  return true;
}

bool SocketClient::take_chunk_size(SocketEvent& event) {
  const size_t end = received_.find("\r\n");
  if (end == std::string::npos) return false;
  left_ = 0;
  const auto parsed = std::from_chars(received_.data(), received_.data() + end, left_, 16);
  if (parsed.ec != std::errc()) {
    event.kind = SocketEvent::Kind::kBroken;
    return true;
  }
  received_.erase(0, end + 2);
  phase_ = left_ == 0 ? Phase::kOver : Phase::kChunk;
  return true;
}

bool SocketClient::take_line_end() {
  if (received_.size() < 2) return false;
  received_.erase(0, 2);
  phase_ = Phase::kChunkSize;
  return true;
}

}  // namespace weir::testing
