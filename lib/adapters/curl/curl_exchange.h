// One transfer, driven by its caller's thread.
#pragma once

#include <curl/curl.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "adapters/curl/loop_pool.h"
#include "adapters/curl/request_headers.h"
#include "adapters/curl/transfer_loop.h"
#include "gateway/transport.h"

namespace weir {

class CurlExchange final : public HttpExchange {
 public:
  static constexpr size_t kMaxHeadBytes = 64 << 10;
  static constexpr size_t kMaxHeadCount = 256;
  static constexpr size_t kMaxBufferedBytes = 256 << 10;  // then the transfer is paused

  CurlExchange(std::shared_ptr<LoopPool> pool, std::unique_ptr<TransferLoop> loop,
               HttpRequest request);
  ~CurlExchange() override;

  // Checks the request and sends it. To be called once, first.
  [[nodiscard]] Status begin();

  [[nodiscard]] HttpEvent next(int64_t timeout_ms) override;
  void cancel() override;
  [[nodiscard]] int descriptor() const override;

 private:
  [[nodiscard]] bool set_up();
  static int on_send(void* self, char*, char*, int, int);
  static size_t on_header(char* bytes, size_t, size_t count, void* self);
  static size_t on_body(char* bytes, size_t, size_t count, void* self);
  bool take_header(std::string_view line);
  size_t take_body(std::string_view bytes);
  void too_large(std::string_view what);

  // The head, then bytes, then the end; kNone when there is nothing yet.
  HttpEvent take_ready();
  void step(int64_t until_us);
  void collect_result();
  void resume();
  void finish(HttpEvent::Kind kind, Status failure);
  [[nodiscard]] bool is_ready() const;

  std::shared_ptr<LoopPool> pool_;
  std::unique_ptr<TransferLoop> loop_;
  HttpRequest request_;
  RequestHeaders headers_;
  std::array<char, CURL_ERROR_SIZE> curl_text_{};  // never shown: it may hold the URL

  std::atomic<bool> cancelled_{false};
  bool sent_ = false;
  bool head_whole_ = false;  // all its lines have come
  bool head_taken_ = false;
  bool paused_ = false;
  bool gave_body_ = false;  // some of the body has been handed over
  size_t head_bytes_ = 0;
  int64_t body_bytes_ = 0;
  int64_t first_byte_due_us_ = TransferLoop::kNever;
  HttpEvent head_;
  std::string body_;
  Status refusal_;  // why a callback stopped the transfer
  HttpEvent::Kind end_kind_ = HttpEvent::Kind::kNone;
  Status end_failure_;
};

}  // namespace weir
