#include "adapters/curl/curl_exchange.h"

#include <algorithm>
#include <new>
#include <utility>

#include "adapters/curl/transfer_failure.h"
#include "base/clock.h"

namespace weir {
namespace {

using Kind = HttpEvent::Kind;

constexpr int64_t kNever = TransferLoop::kNever;

int64_t now_us() {
  return system_clock().monotonic_us();
}

int64_t due_us(int64_t timeout_ms) {
  return timeout_ms < 0 || timeout_ms > kNever / 2000 ? kNever : now_us() + timeout_ms * 1000;
}

long curl_ms(int64_t limit_ms, int64_t fallback) {
  constexpr int64_t kMaxMs = 1'000'000'000;  // what libcurl takes; 11 days
  return static_cast<long>(limit_ms <= 0 ? fallback : std::min(limit_ms, kMaxMs));
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const size_t first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

}  // namespace

CurlExchange::CurlExchange(std::shared_ptr<LoopPool> pool, std::unique_ptr<TransferLoop> loop,
                           HttpRequest request)
    : pool_(std::move(pool)), loop_(std::move(loop)), request_(std::move(request)) {}

CurlExchange::~CurlExchange() {
  if (end_kind_ == Kind::kNone) finish(Kind::kFailed, Status());
  long opened = 0;
  curl_easy_getinfo(loop_->easy(), CURLINFO_NUM_CONNECTS, &opened);
  loop_->publish(false, kNever);
  pool_->give(std::move(loop_), opened);
}

Status CurlExchange::begin() {
  WEIR_RETURN_IF_ERROR(headers_.assign(request_));
  if (!set_up() || !loop_->begin()) {
    return {Code::kOutOfMemory, "memory.exhausted", "out of memory while a request was set up"};
  }
  collect_result();
  return {};
}

bool CurlExchange::set_up() {
  CURL* easy = loop_->easy();
  const bool get = request_.method == "GET" && request_.body.empty();
  const char* method = get || request_.method == "POST" ? nullptr : request_.method.c_str();
  const auto body_size = static_cast<curl_off_t>(request_.body.size());
  bool good = true;
  const auto set = [&](CURLoption option, auto value) {
    good = good && curl_easy_setopt(easy, option, value) == CURLE_OK;
  };
  set(CURLOPT_URL, request_.url.c_str());
  set(get ? CURLOPT_HTTPGET : CURLOPT_POST, 1L);
  set(CURLOPT_CUSTOMREQUEST, method);
  set(CURLOPT_POSTFIELDSIZE_LARGE, get ? curl_off_t{-1} : body_size);
  set(CURLOPT_POSTFIELDS, get ? nullptr : request_.body.c_str());
  if (get) set(CURLOPT_HTTPGET, 1L);  // POSTFIELDS makes it a POST
  set(CURLOPT_HTTPHEADER, headers_.list());
  set(CURLOPT_CONNECTTIMEOUT_MS, curl_ms(request_.connect_timeout_ms, 300'000));
  set(CURLOPT_TIMEOUT_MS, curl_ms(request_.total_timeout_ms, 0));
  set(CURLOPT_PREREQFUNCTION, &on_send);
  set(CURLOPT_PREREQDATA, this);
  set(CURLOPT_HEADERFUNCTION, &on_header);
  set(CURLOPT_HEADERDATA, this);
  set(CURLOPT_WRITEFUNCTION, &on_body);
  set(CURLOPT_WRITEDATA, this);
  set(CURLOPT_ERRORBUFFER, curl_text_.data());
  return good;
}

// The connection stands and the request goes out. A second call is libcurl's own retry.
int CurlExchange::on_send(void* self, char*, char*, int, int) {
  auto* exchange = static_cast<CurlExchange*>(self);
  if (std::exchange(exchange->sent_, true)) return CURL_PREREQFUNC_ABORT;
  const int64_t limit_ms = exchange->request_.first_byte_timeout_ms;
  if (limit_ms > 0) exchange->first_byte_due_us_ = due_us(limit_ms);
  return CURL_PREREQFUNC_OK;
}

size_t CurlExchange::on_header(char* bytes, size_t, size_t count, void* self) {
  auto* exchange = static_cast<CurlExchange*>(self);
  try {
    return exchange->take_header({bytes, count}) ? count : 0;
  } catch (const std::bad_alloc&) {  // no exception may pass through libcurl's frames
    return 0;
  }
}

size_t CurlExchange::on_body(char* bytes, size_t, size_t count, void* self) {
  auto* exchange = static_cast<CurlExchange*>(self);
  try {
    return exchange->take_body({bytes, count});
  } catch (const std::bad_alloc&) {
    return count == 0 ? 1 : 0;
  }
}

bool CurlExchange::take_header(std::string_view line) {
  if (head_whole_) return true;  // trailers: no provider says anything there
  head_bytes_ += line.size();
  if (head_bytes_ > kMaxHeadBytes || head_.headers.size() == kMaxHeadCount) {
    too_large("its headers are larger than 64 KiB or more than 256");
    return false;
  }
  const std::string_view content = trim(line);
  if (content.empty()) {
    long status = 0;
    curl_easy_getinfo(loop_->easy(), CURLINFO_RESPONSE_CODE, &status);
    head_.kind = Kind::kHead;
    head_.status = static_cast<int32_t>(status);
    head_whole_ = status >= 200;  // below: interim, the real head follows
    if (!head_whole_) head_.headers.clear();
    return true;
  }
  const size_t colon = content.find(':');
  const bool folded = line.front() == ' ' || line.front() == '\t';
  if (colon == std::string_view::npos || folded) return true;  // the status line, or obsolete
  head_.headers.push_back(
      {lower(trim(content.substr(0, colon))), std::string(trim(content.substr(colon + 1)))});
  return true;
}

size_t CurlExchange::take_body(std::string_view bytes) {
  // The first bytes are handed over before libcurl reads on.
  const size_t most = gave_body_ ? kMaxBufferedBytes : 0;
  if (!body_.empty() && body_.size() + bytes.size() > most) {
    paused_ = true;
    return CURL_WRITEFUNC_PAUSE;
  }
  body_bytes_ += static_cast<int64_t>(bytes.size());
  if (body_bytes_ > request_.max_response_bytes) {
    too_large("it is longer than max_response_bytes");
    return 0;
  }
  body_.append(bytes);
  if (!bytes.empty()) first_byte_due_us_ = kNever;
  return bytes.size();
}

void CurlExchange::too_large(std::string_view what) {
  std::string message(host_of(request_.url));
  message.append(": the answer was cut off: ").append(what);
  refusal_ = Status(Code::kProvider, "http.too_large", std::move(message));
}

HttpEvent CurlExchange::next(int64_t timeout_ms) {
  const int64_t until_us = due_us(timeout_ms);
  HttpEvent event = take_ready();
  while (event.kind == Kind::kNone) {
    step(until_us);
    event = take_ready();
    if (event.kind == Kind::kNone && (timeout_ms == 0 || now_us() >= until_us)) break;
  }
  loop_->publish(is_ready(), first_byte_due_us_);
  return event;
}

bool CurlExchange::is_ready() const {
  return cancelled_ || (head_whole_ && !head_taken_) || !body_.empty() || end_kind_ != Kind::kNone;
}

HttpEvent CurlExchange::take_ready() {
  if (cancelled_ && end_kind_ == Kind::kNone) {
    body_.clear();
    head_taken_ = true;
    finish(Kind::kFailed, Status(Code::kCancelled, "call.cancelled", "the call was cancelled"));
  }
  HttpEvent event;
  if (head_whole_ && !std::exchange(head_taken_, true)) return std::move(head_);
  if (!body_.empty()) {
    event.kind = Kind::kBody;
    event.body.swap(body_);
    gave_body_ = true;
    return event;
  }
  event.kind = end_kind_;
  event.failure = end_failure_;
  return event;
}

void CurlExchange::step(int64_t until_us) {
  if (paused_) resume();
  if (!is_ready()) loop_->advance(std::min(until_us, first_byte_due_us_));
  collect_result();
  if (end_kind_ != Kind::kNone || is_ready() || now_us() < first_byte_due_us_) return;
  std::string message(host_of(request_.url));
  message.append(": no byte of the answer within the time limit");
  finish(Kind::kFailed, Status(Code::kTimeout, "http.timeout.first_token", std::move(message)));
}

// libcurl hands over what it held back from within curl_easy_pause.
void CurlExchange::resume() {
  paused_ = false;
  curl_easy_pause(loop_->easy(), CURLPAUSE_CONT);
}

void CurlExchange::collect_result() {
  const std::optional<CURLcode> code = loop_->result();
  if (!code) return;
  if (*code == CURLE_OK && head_whole_) return finish(Kind::kEnd, Status());
  if (!refusal_.ok()) return finish(Kind::kFailed, std::move(refusal_));
  const std::string_view text(curl_text_.data());
  const TransferState state{host_of(request_.url), sent_, head_whole_,
                            text.find("chunk") != std::string_view::npos};
  finish(Kind::kFailed, transfer_failure(*code, state));
}

void CurlExchange::finish(Kind kind, Status failure) {
  end_kind_ = kind;
  end_failure_ = std::move(failure);
  first_byte_due_us_ = kNever;
  loop_->end();
  CURL* easy = loop_->easy();
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, static_cast<curl_slist*>(nullptr));
  curl_easy_setopt(easy, CURLOPT_POSTFIELDS, static_cast<const char*>(nullptr));
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, static_cast<char*>(nullptr));
  headers_.wipe_key();
}

void CurlExchange::cancel() {
  cancelled_ = true;
  loop_->wake();
}

int CurlExchange::descriptor() const {
  const int descriptor = loop_->descriptor();
  loop_->publish(is_ready(), first_byte_due_us_);
  return descriptor;
}

}  // namespace weir
