// A governed call over the program's own HTTP stack - here libcurl's easy interface.
//
//   carry POLICY.jsonc [--stream] PROMPT
//
// weir sends nothing itself on this door. It says what to do, one action at a time (send this
// request, show these bytes), and is told what the HTTP stack saw. Guardrails, quotas and log are
// the same as on the other door. Exit code: 0 answered, 1 failed, 2 usage, 3 a verdict.
#include <curl/curl.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <weir/weir.hpp>

#include "request.h"
#include "shown.h"

namespace {

using Clock = std::chrono::steady_clock;
using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

// One exchange under way: reports what libcurl sees, and shows what weir releases meanwhile.
class Exchange {
 public:
  Exchange(weir::call& call, const weir::action& send)
      : call_(call), id_(send.exchange()), curl_(curl_easy_init(), &curl_easy_cleanup) {
    prepare(send);
    move_deadline(send);
  }

  // Sends and reports until the answer has ended or failed; the status of what was shown meanwhile.
  int32_t perform() {
    const CURLcode outcome = curl_easy_perform(curl_.get());
    if (refusal_)
      throw weir::error(*refusal_);  // weir has ended the call: there is nothing to report
    if (outcome == CURLE_OK) {
      call_.report_end(id_);
    } else {
      call_.report_failure(id_, failure_of(outcome));
    }
    return shown_status_;
  }

 private:
  void prepare(const weir::action& send) {
    CURL* curl = curl_.get();
    if (curl == nullptr) std::abort();
    for (size_t i = 0; i < send.header_count(); ++i) {
      const auto [name, value] = send.header(i);
      const std::string line = std::string(name) + ": " + std::string(value);
      headers_.reset(curl_slist_append(headers_.release(), line.c_str()));
    }
    const std::string_view body = send.body();
    curl_easy_setopt(curl, CURLOPT_URL, std::string(send.url()).c_str());
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    curl_easy_setopt(curl, CURLOPT_COPYPOSTFIELDS, body.data());
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);  // the key is for this origin alone
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &take_header);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take_body);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &check_deadline);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  }

  static size_t take_header(const char* bytes, size_t size, size_t count, void* user) {
    auto& self = *static_cast<Exchange*>(user);
    std::string_view line(bytes, size * count);
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    const size_t colon = line.find(':');
    if (line.starts_with("HTTP/")) {
      long status = 0;
      curl_easy_getinfo(self.curl_.get(), CURLINFO_RESPONSE_CODE, &status);
      if (!self.told(self.call_.try_report_status(self.id_, static_cast<int32_t>(status))))
        return 0;
    } else if (colon != std::string_view::npos) {
      std::string_view value = line.substr(colon + 1);
      while (value.starts_with(' ')) value.remove_prefix(1);
      if (!self.told(self.call_.try_report_header(self.id_, line.substr(0, colon), value)))
        return 0;
    }
    return size * count;
  }

  // No exception may pass through libcurl, so this side uses the form that returns results.
  static size_t take_body(const char* bytes, size_t size, size_t count, void* user) {
    auto& self = *static_cast<Exchange*>(user);
    const std::string_view piece(bytes, size * count);
    if (!self.told(self.call_.try_report_body(self.id_, piece))) return 0;
    return self.show_released() ? piece.size() : 0;
  }

  // Shows what may be shown by now, until weir waits for more.
  bool show_released() {
    while (true) {
      auto next = call_.try_next_action();
      if (!next) {
        refusal_ = next.error();  // blocked on the way back, say
        return false;
      }
      if (next.value().kind() == WEIR_ACTION_WAIT) {
        move_deadline(next.value());
        return true;
      }
      shown_status_ = next.value().status();
      std::cout << shown(next.value().body()) << std::flush;
    }
  }

  bool told(const weir::result<void>& outcome) {
    if (!outcome) refusal_ = outcome.error();
    return outcome.ok();
  }

  void move_deadline(const weir::action& action) {
    deadline_ = Clock::now() + std::chrono::milliseconds(action.timeout_ms());
  }
  static int check_deadline(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return Clock::now() > static_cast<Exchange*>(user)->deadline_ ? 1 : 0;
  }

  static int32_t failure_of(CURLcode code) {
    switch (code) {
      case CURLE_ABORTED_BY_CALLBACK:
      case CURLE_OPERATION_TIMEDOUT:
        return WEIR_TIMEOUT;
      case CURLE_COULDNT_RESOLVE_HOST:
      case CURLE_COULDNT_CONNECT:
      case CURLE_PEER_FAILED_VERIFICATION:
        return WEIR_UNAVAILABLE;
      default:
        return WEIR_PROVIDER;
    }
  }

  weir::call& call_;
  int64_t id_;
  Headers headers_{nullptr, &curl_slist_free_all};
  Curl curl_;
  Clock::time_point deadline_;
  int32_t shown_status_ = 0;
  std::optional<weir::error> refusal_;
};

// The action loop; returns the HTTP status of what was shown. A failed attempt may be followed by
// another send: that is weir's to decide.
int32_t carry(weir::call& call, std::string_view request) {
  call.carry(request);
  int32_t status = 0;
  while (true) {
    const weir::action action = call.next_action();
    switch (action.kind()) {
      case WEIR_ACTION_SEND:
        status = Exchange(call, action).perform();
        break;
      case WEIR_ACTION_SHOW:
        status = action.status();
        std::cout << shown(action.body()) << std::flush;
        break;
      case WEIR_ACTION_DONE:
        return status;
      default:  // it waits for quota: ask again later
        std::this_thread::sleep_for(std::chrono::milliseconds(action.timeout_ms()));
        break;
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  const bool is_stream = argc == 4 && std::string_view(argv[2]) == "--stream";
  if (argc != 3 && !is_stream) {
    std::cerr << "usage: " << argv[0] << " POLICY.jsonc [--stream] PROMPT\n";
    return 2;
  }
  try {
    weir::gate gate = weir::gate::open({.policy_path = argv[1]});
    weir::call call = gate.new_call({.app = "carry.cpp"});
    const int32_t status = carry(call, make_request(argv[argc - 1], is_stream));
    std::cout << std::endl;
    return status < 400 ? 0 : 1;  // an error of the provider is shown as it came
  } catch (const weir::error& error) {
    std::cerr << error.message() << " [" << error.reason() << "]\n";
    return error.code() >= WEIR_DENIED && error.code() <= WEIR_NEVER_ADMISSIBLE ? 3 : 1;
  }
}
