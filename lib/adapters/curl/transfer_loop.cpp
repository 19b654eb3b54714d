#include "adapters/curl/transfer_loop.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/clock.h"

namespace weir {
namespace {

constexpr long kMaxConnectionsOfALoop = 4;
constexpr long kMaxIdleSeconds = 55;  // below the 60 s after which many servers hang up
constexpr long kReceiveBufferBytes = 32 << 10;

int64_t now_us() {
  return system_clock().monotonic_us();
}

// Sets options one after another and remembers whether one was refused.
class EasySetup {
 public:
  explicit EasySetup(CURL* easy) : easy_(easy) {}
  template <typename T>
  EasySetup& set(CURLoption option, T value) {
    good_ = good_ && curl_easy_setopt(easy_, option, value) == CURLE_OK;
    return *this;
  }
  [[nodiscard]] bool good() const { return good_; }

 private:
  CURL* easy_;
  bool good_ = true;
};

void allow_only_http(EasySetup& setup) {
#if LIBCURL_VERSION_NUM >= 0x075500
  setup.set(CURLOPT_PROTOCOLS_STR, "http,https").set(CURLOPT_REDIR_PROTOCOLS_STR, "https");
#else
  setup.set(CURLOPT_PROTOCOLS, static_cast<long>(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
}

void leave_resolver_behind(EasySetup& setup) {
#if LIBCURL_VERSION_NUM >= 0x075700
  setup.set(CURLOPT_QUICK_EXIT, 1L);  // a cancelled exchange does not wait for getaddrinfo
#else
  static_cast<void>(setup);
#endif
}

}  // namespace

Descriptor::~Descriptor() {
  if (value_ >= 0) close(value_);
}

void Descriptor::reset(int value) {
  if (value_ >= 0) close(value_);
  value_ = value;
}

Result<std::unique_ptr<TransferLoop>> TransferLoop::make(const CurlTransportOptions& options,
                                                         CURLSH* share) {
  std::unique_ptr<TransferLoop> loop(new TransferLoop());  // NOLINT: the constructor is private
  if (!loop->open() || !loop->configure(options, share)) {
    return Status(Code::kUnavailable, "http.loop",
                  "no HTTP transfer can be set up; memory or file descriptors have run out");
  }
  return loop;
}

bool TransferLoop::open() {
  epoll_.reset(epoll_create1(EPOLL_CLOEXEC));
  wake_.reset(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
  multi_ = curl_multi_init();
  easy_ = curl_easy_init();
  return epoll_.get() >= 0 && wake_.get() >= 0 && multi_ != nullptr && easy_ != nullptr &&
         watch(EPOLL_CTL_ADD, wake_.get(), EPOLLIN) &&
         curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &on_socket) == CURLM_OK &&
         curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this) == CURLM_OK &&
         curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &on_timer) == CURLM_OK &&
         curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this) == CURLM_OK &&
         curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kMaxConnectionsOfALoop) == CURLM_OK;
}

bool TransferLoop::configure(const CurlTransportOptions& options, CURLSH* share) {
  EasySetup setup(easy_);
  setup.set(CURLOPT_SHARE, share)
      .set(CURLOPT_NOSIGNAL, 1L)
      .set(CURLOPT_NOPROGRESS, 1L)
      .set(CURLOPT_SSL_VERIFYPEER, 1L)
      .set(CURLOPT_SSL_VERIFYHOST, 2L)
      .set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2))
      .set(CURLOPT_FOLLOWLOCATION, 0L)
      .set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED))
      .set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L)
      .set(CURLOPT_HTTP09_ALLOWED, 0L)
      .set(CURLOPT_PROXY, options.proxy.c_str())  // "": none, and the environment is not read
      .set(CURLOPT_HTTPPROXYTUNNEL, options.proxy.empty() ? 0L : 1L)
      .set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L)
      .set(CURLOPT_HTTP_VERSION,
           static_cast<long>(options.http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1))
      .set(CURLOPT_TCP_KEEPALIVE, 1L)
      .set(CURLOPT_MAXAGE_CONN, kMaxIdleSeconds)
      .set(CURLOPT_BUFFERSIZE, kReceiveBufferBytes);
  allow_only_http(setup);
  leave_resolver_behind(setup);
  if (!options.ca_file.empty()) {
    setup.set(CURLOPT_CAINFO, options.ca_file.c_str())
        .set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  return setup.good();
}

TransferLoop::~TransferLoop() {
  end();
  curl_easy_cleanup(easy_);
  curl_multi_cleanup(multi_);
}

bool TransferLoop::watch(int operation, int descriptor, uint32_t events) const {
  epoll_event event{};
  event.events = events;
  event.data.fd = descriptor;
  return epoll_ctl(epoll_.get(), operation, descriptor, &event) == 0;
}

int TransferLoop::on_socket(CURL*, curl_socket_t socket, int what, void* self, void* known) {
  auto* loop = static_cast<TransferLoop*>(self);
  if (what == CURL_POLL_REMOVE) {
    loop->watch(EPOLL_CTL_DEL, socket, 0);
    curl_multi_assign(loop->multi_, socket, nullptr);
    return 0;
  }
  uint32_t events = 0;
  if ((what & CURL_POLL_IN) != 0) events |= EPOLLIN;
  if ((what & CURL_POLL_OUT) != 0) events |= EPOLLOUT;
  if (known != nullptr) {
    loop->watch(EPOLL_CTL_MOD, socket, events);
  } else {
    loop->watch(EPOLL_CTL_ADD, socket, events);
    curl_multi_assign(loop->multi_, socket, loop);
  }
  return 0;
}

int TransferLoop::on_timer(CURLM*, long timeout_ms, void* self) {
  auto* loop = static_cast<TransferLoop*>(self);
  loop->timer_due_us_ = timeout_ms < 0 ? kNever : now_us() + int64_t{timeout_ms} * 1000;
  return 0;
}

bool TransferLoop::begin() {
  if (curl_multi_add_handle(multi_, easy_) != CURLM_OK) return false;
  attached_ = true;
  run_due_timer();
  return true;
}

int TransferLoop::wait_ms(int64_t until_us) const {
  const int64_t next_us = std::min(until_us, timer_due_us_);
  if (next_us == kNever) return -1;
  const int64_t left_us = next_us - now_us();
  if (left_us <= 0) return 0;
  return static_cast<int>(std::min<int64_t>((left_us + 999) / 1000, 3'600'000));
}

void TransferLoop::advance(int64_t until_us) {
  publish(false, kNever);
  std::array<epoll_event, 8> events{};
  const int count =
      epoll_wait(epoll_.get(), events.data(), static_cast<int>(events.size()), wait_ms(until_us));
  int running = 0;
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<size_t>(i)];
    if (event.data.fd == wake_.get()) {
      drain_wake();
    } else if (event.data.fd != timer_.get()) {
      int what = 0;
      if ((event.events & EPOLLIN) != 0) what |= CURL_CSELECT_IN;
      if ((event.events & EPOLLOUT) != 0) what |= CURL_CSELECT_OUT;
      if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) what |= CURL_CSELECT_ERR;
      curl_multi_socket_action(multi_, event.data.fd, what, &running);
    }
  }
  run_due_timer();
}

void TransferLoop::run_due_timer() {
  if (timer_due_us_ == kNever || now_us() < timer_due_us_) return;
  timer_due_us_ = kNever;  // curl sets it anew from within
  int running = 0;
  curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
}

std::optional<CURLcode> TransferLoop::result() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg == CURLMSG_DONE) return message->data.result;
  }
  return {};
}

void TransferLoop::end() {
  if (!attached_) return;
  curl_multi_remove_handle(multi_, easy_);
  attached_ = false;
}

void TransferLoop::wake() {
  eventfd_write(wake_.get(), 1);
}

void TransferLoop::drain_wake() {
  eventfd_t count = 0;
  eventfd_read(wake_.get(), &count);
}

int TransferLoop::descriptor() {
  if (timer_.get() < 0) {
    timer_.reset(timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC));
    watch(EPOLL_CTL_ADD, timer_.get(), EPOLLIN);
  }
  return epoll_.get();
}

void TransferLoop::publish(bool ready, int64_t until_us) {
  if (timer_.get() < 0) return;
  if (ready && !ready_) wake();
  if (!ready && ready_) drain_wake();
  ready_ = ready;
  const int64_t due_us = std::min(until_us, timer_due_us_);
  itimerspec at{};
  if (due_us != kNever) {
    at.it_value.tv_sec = due_us / 1'000'000;
    at.it_value.tv_nsec = std::max<int64_t>(due_us % 1'000'000 * 1000, 1);
  }
  timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &at, nullptr);
}

}  // namespace weir
