#include "support/provider/openai_behaviour.h"

#include <array>
#include <atomic>
#include <memory>
#include <utility>

#include "base/clock.h"
#include "support/provider/openai_json.h"
#include "support/provider/openai_reply.h"

namespace weir::testing {
namespace {

using Steps = std::vector<AnswerStep>;

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kStreamHead =
    "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncache-control: no-cache\r\n"
    "transfer-encoding: chunked\r\n\r\n";

bool has_key(const ReceivedRequest& request) {
  const std::string_view authorization = request.header("authorization");
  const bool bearer = authorization.starts_with("Bearer ") && authorization.size() > 7;
  return bearer || !request.header("api-key").empty();
}

Answer error_answer(int status, std::string_view message, std::string_view type,
                    std::string_view code) {
  return whole_answer(status, kJson, openai_error(message, type, code),
                      status == 429 ? "retry-after: 2\r\n" : "");
}

Answer stream_answer(const std::vector<std::string>& events, int64_t delta_delay_ms, bool broken) {
  auto steps = std::make_shared<Steps>();
  steps->push_back({AnswerStep::Kind::kWrite, std::string(kStreamHead), 1, 0});
  for (size_t i = 0; i < events.size(); ++i) {
    if (broken && i == events.size() / 2) {
      steps->push_back({AnswerStep::Kind::kWait, {}, 1, 10});
      steps->push_back({AnswerStep::Kind::kReset, {}, 1, 0});
      return {std::move(steps), true};
    }
    if (delta_delay_ms > 0) {
      steps->push_back({AnswerStep::Kind::kWait, {}, 1, delta_delay_ms});
      steps->push_back({AnswerStep::Kind::kWrite, {}, 1, 0});
    }
    steps->back().bytes.append(chunk(events[i]));
  }
  steps->back().bytes.append(chunk({}));
  return {std::move(steps), false};
}

Answer delayed(Answer answer, int64_t delay_ms) {
  if (delay_ms <= 0) return answer;
  auto steps = std::make_shared<Steps>();
  steps->push_back({AnswerStep::Kind::kWait, {}, 1, delay_ms});
  steps->insert(steps->end(), answer.steps->begin(), answer.steps->end());
  return {std::move(steps), answer.close_after};
}

// Whether `"name"` is followed by `true`, without a parse of the whole.
bool flag_in(std::string_view body, std::string_view quoted_name) {
  const size_t at = body.find(quoted_name);
  if (at == std::string_view::npos) return false;
  const size_t value = body.find_first_not_of(" :\t\n", at + quoted_name.size());
  return value != std::string_view::npos && body.substr(value).starts_with("true");
}

class OpenAiImitation {
 public:
  explicit OpenAiImitation(const OpenAiOptions& options) : options_(options) {
    if (options_.fixed_size >= 0) prepare_fixed();
  }

  Answer answer(const ReceivedRequest& request) {
    if (!has_key(request)) {
      return error_answer(401, "You didn't provide an API key.", "invalid_request_error",
                          "invalid_api_key");
    }
    if (request.method == "GET" && request.path().ends_with("/models")) return models();
    if (request.method != "POST" || !request.path().ends_with("/chat/completions")) {
      return error_answer(404, "Unknown request URL.", "invalid_request_error", "unknown_url");
    }
    return delayed(options_.fixed_size >= 0 ? fixed(request.body) : chat(request.body),
                   options_.delay_ms);
  }

 private:
  static Answer models() {
    return whole_answer(200, kJson,
                        R"({"object":"list","data":[{"id":"loopback","object":"model",)"
                        R"("created":1700000000,"owned_by":"weir"}]})");
  }

  OpenAiIdentity identity() {
    return {"chatcmpl-loopback-" + std::to_string(++count_), system_clock().wall_us() / 1'000'000};
  }

  Answer chat(std::string_view body) {
    const Result<OpenAiRequest> request = OpenAiRequest::parse(body);
    if (!request.ok()) {
      return error_answer(400, request.status().message(), "invalid_request_error", "");
    }
    const int status = requested_status(request->user_text);
    if (status == 429) {
      return error_answer(429, "Rate limit reached.", "requests", "rate_limit_exceeded");
    }
    if (status != 200) return error_answer(status, "Asked for.", "server_error", "");
    const OpenAiReply reply = OpenAiReply::to(*request, options_.fixed_answer);
    if (!request->stream) {
      return whole_answer(200, kJson, openai_whole(identity(), *request, reply));
    }
    const bool broken = request->user_text.find("break the stream") != std::string::npos;
    return stream_answer(openai_stream(identity(), *request, reply, options_.delta_bytes),
                         options_.delta_delay_ms, broken);
  }

  void prepare_fixed() {
    OpenAiRequest request;
    request.model = "loopback";
    request.prompt_bytes = 400;
    std::string text;
    const auto size = static_cast<size_t>(options_.fixed_size);
    while (text.size() < size) text.append("The quick brown fox jumps over the lazy dog. ");
    text.resize(size);
    fixed_request_ = request;
    fixed_reply_ = OpenAiReply::to(request, text);
    fixed_whole_ = whole_answer(200, kJson, openai_whole(identity(), request, fixed_reply_));
  }

  Answer fixed(std::string_view body) {
    if (!flag_in(body, "\"stream\"")) return fixed_whole_;
    const bool usage = flag_in(body, "\"include_usage\"");
    Answer& answer = fixed_stream_[usage ? 1 : 0];
    if (!answer.steps) {  // made when first asked for: its size is many times the text's
      fixed_request_.include_usage = usage;
      answer = stream_answer(
          openai_stream(identity(), fixed_request_, fixed_reply_, options_.delta_bytes),
          options_.delta_delay_ms, false);
    }
    return answer;
  }

  OpenAiOptions options_;
  std::atomic<int64_t> count_{0};
  OpenAiRequest fixed_request_;
  OpenAiReply fixed_reply_;
  Answer fixed_whole_;
  std::array<Answer, 2> fixed_stream_;  // without and with usage
};

}  // namespace

Behaviour openai_behaviour(const OpenAiOptions& options) {
  auto imitation = std::make_shared<OpenAiImitation>(options);
  return [imitation](const ReceivedRequest& request) { return imitation->answer(request); };
}

}  // namespace weir::testing
