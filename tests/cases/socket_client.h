// A blocking HTTP/1.1 client, as small as a program's own HTTP stack can be: the carry door is
// tested with it. One exchange on one connection; Content-Length, chunked and closing bodies.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::testing {

struct SocketEvent {
  enum class Kind : uint8_t {
    kHead,
    kBody,
    kEnd,
    kBroken,   // reset, closed early, or not HTTP
    kTimeout,  // nothing in the time given
  };
  Kind kind = Kind::kEnd;
  int32_t status = 0;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

class SocketClient {
 public:
  SocketClient() = default;
  ~SocketClient();
  SocketClient(const SocketClient&) = delete;
  SocketClient& operator=(const SocketClient&) = delete;

  // "http://127.0.0.1:PORT/path". False: no connection.
  [[nodiscard]] bool send(std::string_view method, std::string_view url,
                          const std::vector<std::pair<std::string, std::string>>& headers,
                          std::string_view body);
  [[nodiscard]] SocketEvent next(int64_t timeout_ms);

 private:
  enum class Phase : uint8_t { kHead, kLength, kChunkSize, kChunk, kChunkEnd, kToClose, kOver };

  [[nodiscard]] bool connect_to(std::string_view authority);
  [[nodiscard]] bool write_all(std::string_view bytes) const;
  [[nodiscard]] bool take_event(SocketEvent& event);
  [[nodiscard]] bool take_head(SocketEvent& event);
  [[nodiscard]] bool take_counted(SocketEvent& event, Phase next);
  [[nodiscard]] bool take_chunk_size(SocketEvent& event);
  [[nodiscard]] bool take_line_end();
  SocketEvent closed();
  static SocketEvent only(SocketEvent::Kind kind);

  int descriptor_ = -1;
  Phase phase_ = Phase::kHead;
  uint64_t left_ = 0;  // of the body or the chunk
  std::string received_;
};

}  // namespace weir::testing
