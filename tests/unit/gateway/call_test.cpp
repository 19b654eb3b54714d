// Every exit of a call: what it records, shows and settles, and in which order.

#include "call_harness.h"

using namespace weir;
using namespace weir::testing;

namespace {

const char* const kPolicy = R"({
  "weir": 1,
  "providers": {
    "first": {"format": "openai", "base_url": "http://127.0.0.1:1/v1", "key": "env:KEY"},
    "second": {"format": "openai", "base_url": "http://127.0.0.1:2/v1"}
  },
  "endpoints": {
    "assistant": {
      "targets": [{"provider": "first", "model": "gpt-4o-mini"}],
      "max_output_tokens": 100,
      "timeouts": {"first_token_ms": 2000, "total_ms": 10000},
      "guardrails": {"input": ["pd", "secrets"], "output": ["pd", "secrets"]},
      "allow": ["user:matti"]
    },
    "pair": {
      "targets": [{"provider": "first", "model": "gpt-4o-mini", "weight": 1},
                  {"provider": "second", "model": "gpt-4o", "weight": 0}],
      "fallback": {"on": ["connect", "timeout", "429", "5xx"], "attempts": 2},
      "timeouts": {"first_token_ms": 2000, "total_ms": 10000},
      "max_output_tokens": 100
    }
  },
  "guardrails": {
    "pd": {"rules": [{"detect": ["EMAIL_ADDRESS", "FI_PERSONAL_IDENTITY_CODE"], "action": "mask"},
                     {"keywords": ["Kalevala"], "action": "flag"}]},
    "secrets": {"rules": [{"detect": ["secret"], "action": "block"}]}
  },
  "quotas": [
    {"name": "rpm", "per": ["user"], "limit": {"requests": 3}, "window": {"kind": "fixed", "length": "1m"}},
    {"name": "tpm", "per": ["endpoint"], "limit": {"tokens": 100000}, "window": {"kind": "fixed", "length": "1m"}},
    {"name": "budget", "limit": {"usd": 1}, "window": {"kind": "calendar", "length": "month"}}
  ],
  "store": "memory:",
  "log": {"payload": "redacted"}
})";

std::string request(const std::string& text, const std::string& more = "") {
  return R"({"model":"assistant","messages":[{"role":"user","content":")" + text + "\"}]" + more +
         "}";
}

std::string answer(const std::string& text) {
  return R"({"id":"c1","object":"chat.completion","created":1,"model":"gpt-4o-mini-2024-07-18",)"
         R"("choices":[{"index":0,"message":{"role":"assistant","content":")" +
         text +
         R"("},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":5,"total_tokens":15}})";
}

std::string chunk(const std::string& delta, const std::string& finish = "null") {
  return R"(data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":)" +
         delta + R"(,"finish_reason":)" + finish + "}]}\n\n";
}

std::string text_chunk(const std::string& text) {
  return chunk(R"({"content":")" + text + "\"}");
}

int64_t settled_of(Harness& harness, const std::string& quota) {
  const auto states = harness.quotas.read();
  REQUIRE(states.ok());
  int64_t sum = 0;
  for (const auto& state : states.value()) {
    if (state.quota == quota) sum += state.settled;
    CHECK(state.reserved == 0);
  }
  return sum;
}

}  // namespace

TEST_CASE("an answered call goes through its phases in order", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(whole(answer("Kirjoita osoitteeseen liisa@example.fi")));
  harness.run(request("Olen 131052-308T, matti@example.com"));
  CHECK(harness.order() == "key reserve intent send outcome show settle");
  CHECK(harness.done->ok());

  const std::string& sent = harness.sent.at(0).body;
  CHECK(sent.find("131052-308T") == std::string::npos);
  CHECK(sent.find("Olen <FI_PERSONAL_IDENTITY_CODE>, <EMAIL_ADDRESS>") != std::string::npos);
  CHECK(sent.find(R"("model":"gpt-4o-mini")") != std::string::npos);
  CHECK(harness.sent.at(0).key.reveal() == "sk-canary");
  CHECK(harness.sent.at(0).url == "http://127.0.0.1:1/v1/chat/completions");
  CHECK(harness.shown.find("osoitteeseen <EMAIL_ADDRESS>") != std::string::npos);

  const OutcomeRecord& row = harness.outcomes.at(0);
  CHECK(row.outcome == Outcome::kAnswered);
  CHECK_FALSE(row.intent.has_value());
  CHECK(row.findings.size() == 3);
  CHECK(row.input_tokens == 10);
  CHECK(row.output_tokens == 5);
  CHECK(row.cost_nano_usd.has_value());
  CHECK(row.response_payload->find("liisa") == std::string::npos);
  CHECK(harness.intents.at(0).request_payload == sent);
  CHECK(settled_of(harness, "rpm") == 1);
  CHECK(settled_of(harness, "tpm") == 15);
  CHECK(settled_of(harness, "budget") == *row.cost_nano_usd);
}

TEST_CASE("a denied caller leaves a row and nothing else", "[gateway]") {
  Harness harness(put(kPolicy));
  CallInput input;
  input.caller.user = "mallory";
  input.endpoint = "assistant";
  input.body = request("Moi");
  harness.run(std::move(input));
  CHECK(harness.order() == "outcome");
  CHECK(harness.done->code() == Code::kDenied);
  CHECK(harness.outcomes.at(0).outcome == Outcome::kDenied);
  CHECK(harness.outcomes.at(0).intent->user == "mallory");
}

TEST_CASE("a blocked request is not sent, and its row does not hold the secret", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.run(request("avain AKIAIOSFODNN7EXAMPLE ja muuta"));
  CHECK(harness.order() == "outcome");
  CHECK(harness.done->code() == Code::kBlocked);
  CHECK(harness.done->message().find("AKIA") == std::string::npos);
  const OutcomeRecord& row = harness.outcomes.at(0);
  CHECK(row.outcome == Outcome::kBlocked);
  REQUIRE(row.intent->request_payload.has_value());
  CHECK(row.intent->request_payload->find("AKIA") == std::string::npos);
  CHECK(row.intent->request_payload->find("<AWS_ACCESS_KEY_ID>") != std::string::npos);
  CHECK(harness.report.find("AKIA") == std::string::npos);
}

TEST_CASE("a blocked answer is charged, recorded and not shown", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(whole(answer("the key is AKIAIOSFODNN7EXAMPLE")));
  harness.run(request("Moi"));
  CHECK(harness.done->code() == Code::kBlocked);
  CHECK(harness.shown.empty());
  CHECK(harness.outcomes.at(0).outcome == Outcome::kBlocked);
  CHECK(harness.outcomes.at(0).response_payload->find("AKIA") == std::string::npos);
  CHECK(settled_of(harness, "tpm") == 15);
}

TEST_CASE("over quota, the call is not sent and says when to come back", "[gateway]") {
  Harness harness(put(kPolicy));
  for (int i = 0; i < 3; ++i) {
    harness.provider.push_back(whole(answer("moi")));
    harness.run(request("Moi"));
    CHECK(harness.done->ok());
  }
  harness.trace.clear();
  harness.run(request("Moi"));
  CHECK(harness.order() == "key reserve outcome");
  CHECK(harness.done->code() == Code::kOverQuota);
  CHECK(harness.done->retry_after_ms() > 0);
  CHECK(harness.outcomes.back().outcome == Outcome::kOverQuota);
  CHECK(harness.outcomes.back().quota_verdict_json.find("rpm") != std::string::npos);
}

TEST_CASE("what is only flagged is shown, and redacted in the log", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(whole(answer("Kalevala on eepos")));
  harness.run(request("Mikä on Kalevala?"));
  CHECK(harness.sent.at(0).body.find("Kalevala") != std::string::npos);
  CHECK(harness.shown.find("Kalevala on eepos") != std::string::npos);
  CHECK(harness.intents.at(0).request_payload->find("Kalevala") == std::string::npos);
  CHECK(harness.outcomes.at(0).response_payload->find("Kalevala") == std::string::npos);
}

TEST_CASE("a stream is shown as it comes, its end after the record", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(streamed(
      {text_chunk("Osoite on mat"), text_chunk("ti@exam"), text_chunk("ple.com, hei"),
       chunk("{}", "\"stop\""),
       ("data: "
        "{\"id\":\"c1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\","
        "\"choices\":[],"
        "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":9,\"total_tokens\":16}}\n\n"),
       "data: [DONE]\n\n"}));
  harness.run(request("Moi", R"(,"stream":true)"));
  CHECK(harness.done->ok());
  CHECK(harness.shown_text == "Osoite on <EMAIL_ADDRESS>, hei");
  CHECK(harness.shown.find("usage") == std::string::npos);
  CHECK(harness.sent.at(0).body.find("include_usage") != std::string::npos);
  // The first event does not wait for the others; the finish and the end mark wait for the outcome.
  CHECK(harness.order() == "key reserve intent send show show outcome show settle");
  CHECK(harness.shows.front().events.size() == 1);
  CHECK(harness.shows.back().events.back().data == "[DONE]");
  CHECK(harness.outcomes.at(0).total_tokens == 16);
  CHECK(settled_of(harness, "tpm") == 16);
}

TEST_CASE("a stream that is blocked half way stops, and is charged in full", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(streamed({text_chunk("avain AKIAIOSFO"), text_chunk("DNN7EXAMPLE on"),
                                       chunk("{}", "\"stop\""), "data: [DONE]\n\n"}));
  harness.run(request("Moi", R"(,"stream":true)"));
  CHECK(harness.done->code() == Code::kBlocked);
  CHECK(harness.shown.find("AKIA") == std::string::npos);
  CHECK(harness.shown.find("[DONE]") == std::string::npos);
  CHECK(harness.outcomes.at(0).outcome == Outcome::kBlocked);
  CHECK(harness.outcomes.at(0).usage_estimated);
  CHECK(settled_of(harness, "rpm") == 1);
  CHECK(settled_of(harness, "tpm") > 100);
}

TEST_CASE("a stream that ends too early is a fault of the provider", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(streamed({text_chunk("Hyvää huomen")}));
  harness.run(request("Moi", R"(,"stream":true)"));
  CHECK(harness.done->reason() == "provider.truncated");
  CHECK(harness.outcomes.at(0).outcome == Outcome::kFailed);
  CHECK(harness.shown.find("[DONE]") == std::string::npos);
}

TEST_CASE("a provider's error is shown as it is, scanned, and costs no tokens", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(whole(
      R"({"error":{"message":"bad input from matti@example.com","type":"invalid_request_error"}})",
      400));
  harness.run(request("Moi"));
  CHECK(harness.done->code() == Code::kProvider);
  CHECK(harness.done->http_status() == 400);
  CHECK(harness.done->message().find("matti") == std::string::npos);
  CHECK(harness.shown.find("<EMAIL_ADDRESS>") != std::string::npos);
  CHECK(harness.shows.at(0).status == 400);
  CHECK(harness.outcomes.at(0).outcome == Outcome::kFailed);
  CHECK(settled_of(harness, "tpm") == 0);
  CHECK(settled_of(harness, "rpm") == 1);
}

TEST_CASE("what never left the process is given back", "[gateway]") {
  Harness harness(put(kPolicy));
  Scripted refused;
  refused.status = 0;
  refused.failure = Status(Code::kUnavailable, "http.connect", "no connection");
  harness.provider.push_back(refused);
  harness.run(request("Moi"));
  CHECK(harness.done->reason() == "http.connect");
  CHECK(harness.settlements.at(0).never_sent);
  CHECK(settled_of(harness, "rpm") == 0);
}

TEST_CASE("a provider that hangs runs into the first-token limit and is charged in full",
          "[gateway]") {
  Harness harness(put(kPolicy));
  Scripted silent;
  silent.status = 200;
  silent.hangs = true;
  harness.provider.push_back(silent);
  harness.run(request("Moi"));
  CHECK(harness.done->reason() == "http.timeout.first_token");
  CHECK(harness.outcomes.at(0).outcome == Outcome::kTimeout);
  CHECK(harness.order().find("abandon") != std::string::npos);
  CHECK(settled_of(harness, "tpm") > 100);
}

TEST_CASE("a cancelled call settles wherever it stands", "[gateway]") {
  const auto policy = put(kPolicy);
  for (const std::string& at :
       std::vector<std::string>{"key", "reserve", "intent", "send", "await"}) {
    Harness harness(policy);
    Scripted silent;
    silent.hangs = true;
    harness.provider.push_back(silent);
    harness.before = [&](Call& call, const std::string& effect) {
      if (effect == at) call.cancel();
    };
    harness.run(request("Moi"));
    INFO(at << ": " << harness.order());
    CHECK(harness.done->code() == Code::kCancelled);
    REQUIRE(harness.outcomes.size() == 1);
    CHECK(harness.outcomes.at(0).outcome == Outcome::kCancelled);
    CHECK(settled_of(harness, "rpm") == (harness.sent.empty() ? 0 : 1));
  }
}

TEST_CASE("what is not on record is neither sent nor shown", "[gateway]") {
  const auto policy = put(kPolicy);
  Harness intent(policy);
  intent.fail_at = "intent";
  intent.run(request("Moi"));
  CHECK(intent.sent.empty());
  CHECK(intent.done->reason() == "store.broken");
  CHECK(settled_of(intent, "rpm") == 0);

  Harness outcome(policy);
  outcome.fail_at = "outcome";
  outcome.provider.push_back(whole(answer("moi")));
  outcome.run(request("Moi"));
  CHECK(outcome.shown.empty());
  CHECK(outcome.done->reason() == "store.broken");
  CHECK(settled_of(outcome, "rpm") == 1);

  Harness quota(policy);
  quota.fail_at = "reserve";
  quota.run(request("Moi"));
  CHECK(quota.sent.empty());
  CHECK(quota.outcomes.at(0).outcome == Outcome::kFailed);
}

TEST_CASE("a failed target gives way to the next, each attempt with its own reservation",
          "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(whole(R"({"error":{"message":"overloaded"}})", 503));
  harness.provider.push_back(whole(answer("moi")));
  CallInput input;
  input.endpoint = "pair";
  input.body = request("Moi");
  harness.run(std::move(input));
  CHECK(harness.done->ok());
  CHECK(harness.order() ==
        "key reserve intent send settle reserve intent send outcome show settle");
  CHECK(harness.sent.at(1).url == "http://127.0.0.1:2/v1/chat/completions");
  CHECK(harness.sent.at(1).key_header.empty());
  CHECK(harness.intents.at(1).provider == "second");
  CHECK(harness.outcomes.at(0).attempts == 2);
  CHECK(harness.outcomes.at(0).attempts_json.find("\"status\":503") != std::string::npos);
  CHECK(harness.settlements.at(0).attempt_id != harness.settlements.at(1).attempt_id);
  CHECK(harness.shown.find("overloaded") == std::string::npos);
  CHECK(settled_of(harness, "rpm") == 2);
}

TEST_CASE("no retry after the first visible byte", "[gateway]") {
  Harness harness(put(kPolicy));
  Scripted broken = streamed({text_chunk("Hyvää huomenta kaikille ")});
  broken.failure = Status(Code::kProvider, "http.closed_early", "broke off").with_http_status(502);
  harness.provider.push_back(broken);
  CallInput input;
  input.endpoint = "pair";
  input.body = request("Moi", R"(,"stream":true)");
  harness.run(std::move(input));
  CHECK(harness.sent.size() == 1);
  CHECK(harness.done->reason() == "http.closed_early");
}

TEST_CASE("requests that cannot be read leave a row each", "[gateway]") {
  const auto policy = put(kPolicy);
  for (const std::string& body : std::vector<std::string>{
           "", "{", "[]", R"({"model":"assistant","messages":"x"})",
           R"({"model":"nobody","messages":[{"role":"user","content":"x"}]})"}) {
    Harness harness(policy);
    harness.run(body);
    CHECK_FALSE(harness.done->ok());
    REQUIRE(harness.outcomes.size() == 1);
    CHECK(harness.outcomes.at(0).outcome == Outcome::kInvalid);
    CHECK(harness.outcomes.at(0).intent.has_value());
  }
}

TEST_CASE("a larger max_tokens is clamped, and the answer says so", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(whole(answer("moi")));
  harness.run(request("Moi", R"(,"max_tokens":5000)"));
  CHECK(harness.sent.at(0).body.find(R"("max_tokens":100)") != std::string::npos);
  CHECK(harness.report.find(R"("clamped_max_output_tokens":100)") != std::string::npos);
  bool is_told = false;
  for (const auto& header : harness.shows.at(0).headers) {
    is_told = is_told || header.name == "weir-clamped-max-output-tokens";
  }
  CHECK(is_told);
}

TEST_CASE("images under a masking guardrail are refused by default", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.run(
      R"({"model":"assistant","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]})");
  CHECK(harness.done->reason() == "guardrail.unscanned");
  CHECK(harness.outcomes.at(0).intent->leaves_unscanned == 1);
}

TEST_CASE("untouched bytes of a request are the caller's own", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(whole(answer("moi")));
  const std::string body =
      "{ \"model\":\"assistant\" ,\n \"messages\":[ {\"role\":\"user\",\"content\":\"Moi "
      "\\u00e4\"} ],"
      " \"seed\":123456789012345678901234567890, \"x\":{\"b\":1,\"a\":[1.0e5,true,null]}, "
      "\"max_tokens\":50 }";
  harness.run(body);
  std::string expected = body;
  expected.replace(expected.find("\"assistant\""), 11, "\"gpt-4o-mini\"");
  CHECK(harness.sent.at(0).body == expected);
}

TEST_CASE("parts of a message are read together and each by itself", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(whole(answer("moi")));
  harness.run(
      R"({"model":"assistant","messages":[{"role":"user","content":[{"type":"text","text":"tunnus"},)"
      R"({"type":"text","text":"131052-308T"},{"type":"text","text":"posti matti@exam"},)"
      R"({"type":"text","text":"ple.com"}]}]})");
  CHECK(harness.done->ok());
  const std::string& sent = harness.sent.at(0).body;
  CHECK(sent.find("131052") == std::string::npos);
  CHECK(sent.find("<FI_PERSONAL_IDENTITY_CODE>") != std::string::npos);
  CHECK(sent.find("matti@") == std::string::npos);
  CHECK(sent.find("ple.com") == std::string::npos);
}

TEST_CASE("under a money limit, what a price per token does not cover is refused", "[gateway]") {
  const auto policy = put(kPolicy);
  for (const std::string& more :
       std::vector<std::string>{R"(,"service_tier":"priority")", R"(,"web_search_options":{})"}) {
    Harness harness(policy);
    harness.run(request("Moi", more));
    CHECK(harness.done->reason() == "quota.no_bound");
    CHECK(harness.sent.empty());
    CHECK(harness.outcomes.size() == 1);
  }
}

TEST_CASE("bounds that do not fit a number are no bounds", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.run(request("Moi", R"(,"n":4,"max_tokens":4611686018427387909)"));
  CHECK(harness.done->reason() == "request.max_tokens");
  CHECK(harness.sent.empty());
}

TEST_CASE("a stream that is cut off is charged what may have been made of it", "[gateway]") {
  Harness harness(put(kPolicy));
  Scripted broken = streamed({text_chunk("Hyvää huomenta kaikille")});
  broken.failure = Status(Code::kProvider, "http.closed_early", "broke off");
  harness.provider.push_back(broken);
  harness.run(request("Moi", R"(,"stream":true)"));
  // What it reasoned in secret is in no event: the reservation stands, all 100 output tokens of it.
  const auto& used = harness.settlements.at(0).used;
  REQUIRE(used.size() == 1);
  CHECK(used.at(0).metric == Metric::kRequests);
  const int64_t reserved_input = static_cast<int64_t>(harness.sent.at(0).body.size());
  CHECK(settled_of(harness, "tpm") >= reserved_input + 100);
  CHECK(harness.outcomes.at(0).usage_estimated);
  CHECK(harness.outcomes.at(0).cost_nano_usd.value_or(0) > 0);
}

TEST_CASE("a row holds what all attempts used and cost together", "[gateway]") {
  const auto policy = put(kPolicy);
  const auto run = [&](std::vector<Scripted> provider) {
    Harness harness(policy);
    for (Scripted& answer : provider) harness.provider.push_back(std::move(answer));
    CallInput input;
    input.endpoint = "pair";
    input.body = request("Moi");
    harness.run(std::move(input));
    return harness.outcomes.at(0);
  };
  const OutcomeRecord alone =
      run({whole(R"({"error":{"message":"busy"}})", 503), whole(answer("moi"))});
  CHECK(alone.total_tokens == 15);
  CHECK_FALSE(alone.usage_estimated);
  // The first attempt reads its request and never answers: nobody knows what it used.
  Scripted silent;
  silent.hangs = true;
  const OutcomeRecord after_silence = run({silent, whole(answer("moi"))});
  CHECK(after_silence.attempts == 2);
  CHECK(after_silence.usage_estimated);
  CHECK(after_silence.cost_nano_usd == alone.cost_nano_usd);
}

TEST_CASE("the row counts every finding, also those that it does not list", "[gateway]") {
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "a@b.co ";
  Harness whole_answer(put(kPolicy));
  whole_answer.provider.push_back(whole(answer(many + "matti@example.com")));
  whole_answer.run(request(many));
  CHECK(whole_answer.outcomes.at(0).findings.size() == 2 * kMaxInspectionFindings);
  CHECK(whole_answer.outcomes.at(0).findings_total == 10'001);
  CHECK(whole_answer.report.find("\"findings_total\":10001") != std::string::npos);

  Harness stream(put(kPolicy));
  Scripted pieces = streamed({});
  for (int i = 0; i < 6; ++i) pieces.pieces.push_back(text_chunk(many.substr(0, 7000)));
  pieces.pieces.push_back(chunk("{}", "\"stop\""));
  pieces.pieces.push_back("data: [DONE]\n\n");
  stream.provider.push_back(std::move(pieces));
  stream.run(request("Moi", R"(,"stream":true)"));
  CHECK(stream.done->ok());
  CHECK(stream.outcomes.at(0).findings_total == 6000);
  CHECK(stream.outcomes.at(0).findings.size() == kMaxInspectionFindings);
}

TEST_CASE("a provider that could not be reached in time is not charged", "[gateway]") {
  Harness harness(put(kPolicy));
  Scripted unreachable;
  unreachable.status = 0;
  unreachable.failure = Status(Code::kTimeout, "http.timeout.connect", "no connection in time");
  harness.provider.push_back(unreachable);
  harness.run(request("Moi"));
  CHECK(settled_of(harness, "rpm") == 0);
}

TEST_CASE("a stream with a choice that never finishes is truncated", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(
      streamed({text_chunk("moi "), chunk("{}", "\"stop\""), chunk("{}", "\"stop\"")}));
  harness.run(request("Moi", R"(,"stream":true,"n":2)"));
  CHECK(harness.done->reason() == "provider.truncated");
}

TEST_CASE("a name that goes on behind its arguments ends the stream", "[gateway]") {
  const std::string second = R"({"tool_calls":[{"index":0,"function":{"name":"N7EXAMPLE"}}]})";
  Harness harness(put(kPolicy));
  harness.provider.push_back(
      streamed({chunk(R"({"tool_calls":[{"index":0,"id":"t","type":"function",)"
                      R"("function":{"name":"AKIAIOSFODN","arguments":"{"}}]})"),
                chunk(second), chunk("{}", "\"stop\""), "data: [DONE]\n\n"}));
  harness.run(request("Moi", R"(,"stream":true)"));
  CHECK(harness.done->code() == Code::kBlocked);
  CHECK(harness.shown.find("N7EXAMPLE") == std::string::npos);
}

TEST_CASE("a tool call is shown when its arguments begin", "[gateway]") {
  const auto call = [](const char* function) {
    return chunk(R"({"tool_calls":[{"index":0,"function":)" + std::string(function) + "}]}");
  };
  Harness harness(put(kPolicy));
  harness.provider.push_back(
      streamed({call(R"({"name":"send","arguments":""})"), call(R"({"name":"send"})"),
                call(R"({"name":"send","arguments":"{}"})"), chunk("{}", "\"tool_calls\""),
                "data: [DONE]\n\n"}));
  harness.run(request("Moi", R"(,"stream":true)"));
  CHECK(harness.done->ok());
  size_t names = 0;
  for (size_t at = 0; (at = harness.shown.find("\"name\":\"send\"", at)) != std::string::npos; ++at)
    ++names;
  CHECK(names == 3);  // as it came: what is said again is no piece
}

TEST_CASE("a provider that repeats its key in a stream is cut off", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(
      streamed({"data: {\"note\":\"sk-can", "ary\"}\n\n", "data: [DONE]\n\n"}));
  harness.run(request("Moi", R"(,"stream":true)"));
  CHECK(harness.done->reason() == "provider.echoed_key");
  CHECK(harness.shown.find("sk-canary") == std::string::npos);
}

TEST_CASE("a provider that escapes its key in a stream is cut off too", "[gateway]") {
  const auto policy = put(kPolicy);
  for (const char* const rest :
       {R"(sk-c\u0061nary)", R"(sk\u002dcanar\u0079)", R"({\"k\":\"s\\u006b-canary)"}) {
    const std::string event = text_chunk(rest);
    for (size_t cut = 0; cut < event.size(); ++cut) {
      Harness harness(policy);
      harness.provider.push_back(
          streamed({event.substr(0, cut), event.substr(cut), "data: [DONE]\n\n"}));
      harness.run(request("Moi", R"(,"stream":true)"));
      INFO(rest << " cut at " << cut);
      CHECK(harness.done->reason() == "provider.echoed_key");
      CHECK(harness.shown.empty());
    }
  }
}

TEST_CASE("names in a row are redacted like the rest", "[gateway]") {
  Harness harness(put(kPolicy));
  Scripted scripted = whole(answer("moi"));
  scripted.headers = {{"x-request-id", "matti@example.com"}};
  harness.provider.push_back(scripted);
  CallInput input;
  input.endpoint = "assistant";
  input.body = R"({"model":"131052-308T","messages":[{"role":"user","content":"Moi"}]})";
  harness.run(std::move(input));
  CHECK(harness.intents.at(0).requested_model == "<FI_PERSONAL_IDENTITY_CODE>");
  CHECK(harness.outcomes.at(0).provider_request_id == "<EMAIL_ADDRESS>");
  for (const auto& header : harness.shows.at(0).headers)
    CHECK(header.value.find('@') == std::string::npos);
}

TEST_CASE("a call that failed in the middle shows nothing more, and settles", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(streamed(
      {text_chunk("yksi "), text_chunk("kaksi "), chunk("{}", "\"stop\""), "data: [DONE]\n\n"}));
  harness.before = [](Call& call, const std::string& effect) {
    if (effect == "show") call.fail();
  };
  harness.run(request("Moi", R"(,"stream":true)"));
  CHECK(harness.done->code() == Code::kOutOfMemory);
  CHECK(harness.shows.size() == 1);
  CHECK(harness.outcomes.size() == 1);
  CHECK(settled_of(harness, "rpm") == 1);
}

TEST_CASE("identifiers behind escapes are found in texts that hold JSON", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(whole(answer("moi")));
  harness.run(R"({"model":"assistant","messages":[{"role":"tool","tool_call_id":"1",)"
              R"("content":"{\"t\":\"x\\n131052-308T\",\"m\":\"bob\\u0040example.com\"}"}]})");
  const std::string& sent = harness.sent.at(0).body;
  CHECK(sent.find("131052") == std::string::npos);
  CHECK(sent.find("example.com") == std::string::npos);
  CHECK(sent.find("<EMAIL_ADDRESS>") != std::string::npos);
}

TEST_CASE("a stream that is to be JSON is read with its escapes", "[gateway]") {
  Harness harness(put(kPolicy));
  harness.provider.push_back(
      streamed({text_chunk(R"({\"m\":\"bob\\u00)"), text_chunk(R"(40example.com\"})"),
                chunk("{}", "\"stop\""), "data: [DONE]\n\n"}));
  harness.run(request("Moi", R"(,"stream":true,"response_format":{"type":"json_object"})"));
  CHECK(harness.done->ok());
  CHECK(harness.shown_text == R"({"m":"<EMAIL_ADDRESS>"})");
}
