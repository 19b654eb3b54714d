// What a program or its users can hand in that is wrong: each has its reason, and its row.
#include <stdlib.h>

#include "faults/end_to_end/world.h"
#include "support/catch.h"

using namespace weir::testing;

namespace {

std::string repeated(const std::string& unit, size_t count) {
  std::string text;
  text.reserve(unit.size() * count);
  for (size_t i = 0; i < count; ++i) text += unit;
  return text;
}

std::string with_member(const std::string& member) {
  return R"({"model":"assistant","messages":[{"role":"user","content":"Moi"}],)" + member + "}";
}

// The text stands in the body as it is, whatever bytes it has.
std::string raw_chat(const std::string& text) {
  return R"({"model":"assistant","messages":[{"role":"user","content":")" + text + "\"}]}";
}

struct BadRequest {
  const char* what;
  std::string body;
  const char* reason;
};

std::vector<BadRequest> bad_requests() {
  const std::string canary = std::string(kPromptCanary) + " " + kIdentifierCanary;
  const std::string deep = repeated("[", 2'000'000);
  return {
      {"nothing", "", "json.syntax"},
      {"half a request", R"({"messages":[{"role":"user","content":")" + canary, "json.syntax"},
      {"two million brackets", deep, "json.too_deep"},
      {"two million brackets inside", with_member("\"x\":" + deep), "json.too_deep"},
      {"balanced brackets", with_member("\"x\":" + repeated("[", 200) + repeated("]", 200)),
       "json.too_deep"},
      {"a million tiny nodes", with_member("\"x\":[" + repeated("0,", 1'000'000) + "0]"),
       "json.too_many_nodes"},
      {"invalid UTF-8", raw_chat(canary + " \xC3\x28"), "json.invalid_utf8"},
      {"an overlong slash", raw_chat(canary + " \xC0\xAF"), "json.invalid_utf8"},
      {"a surrogate in UTF-8", raw_chat(canary + " \xED\xA0\x80"), "json.invalid_utf8"},
      {"a NUL behind it", chat(canary) + std::string(1, '\0'), "json.trailing_bytes"},
      {"a NUL in a string", with_member("\"x\":\"a" + std::string(1, '\0') + canary + "\""),
       "json.syntax"},
      {"a key twice", with_member(R"("x":1,"x":")" + canary + "\""), "json.duplicate_key"},
      {"a key twice, escaped", with_member(R"("x":1,"\u0078":")" + canary + "\""),
       "json.duplicate_key"},
      {"a byte order mark", "\xEF\xBB\xBF" + chat(canary), "json.byte_order_mark"},
      {"40 MB", chat(repeated("sana ", 8'000'000)), "body.too_large"},
  };
}

std::string expectation(const BadRequest& bad, const GovernedOutcome& outcome) {
  return std::string(bad.what) + ": " + outcome.failure.reason + ": " + outcome.failure.message;
}

}  // namespace

TEST_CASE("bad requests are refused by every door, with a reason and a row", "[end_to_end]") {
  World world;
  weir::gate gate = opened(world.plan());
  int64_t calls = 0;
  for (const BadRequest& bad : bad_requests()) {
    for (const GovernedOutcome& outcome :
         {run_call(gate, {.endpoint = "assistant"}, bad.body, RunForm::kWhole),
          run_call(gate, {.endpoint = "assistant"}, bad.body, RunForm::kStream),
          carry_call(gate, {.endpoint = "assistant"}, bad.body, 0)}) {
      ++calls;
      INFO(expectation(bad, outcome));
      CHECK(outcome.failure.code == WEIR_INVALID_REQUEST);
      CHECK(outcome.failure.reason == bad.reason);
      CHECK_FALSE(outcome.failure.is_retryable);
      const std::string told =
          outcome.failure.message + outcome.failure.details + outcome.failure.body;
      CHECK(told.find(kPromptCanary) == std::string::npos);
      CHECK(told.find(kIdentifierCanary) == std::string::npos);
      CHECK(outcome.failure.message.size() < 1000);
      CHECK(column(gate, outcome.request_id, "outcome") == "invalid");
      CHECK(column(gate, outcome.request_id, "reason") == bad.reason);
    }
  }
  CHECK(row_count(gate) == calls);
  CHECK(world.provider().request_count() == 0);
  CHECK(sum_of(gate, "reserved") == 0);
  const std::string bytes = world.store().all_bytes();
  CHECK(bytes.find(kIdentifierCanary) == std::string::npos);
}

TEST_CASE("a NUL that JSON escapes is text like any other", "[end_to_end]") {
  World world;
  weir::gate gate = opened(world.memory_plan());
  const std::string body =
      R"({"model":"assistant","messages":[{"role":"user","content":"a\u0000b 131052-308T"}]})";
  const GovernedOutcome outcome = run_call(gate, {}, body, RunForm::kWhole);
  INFO(outcome.failure.message);
  REQUIRE(outcome.failure.code == WEIR_OK);
  const std::string sent = world.provider().requests().at(0).body;
  CHECK(sent.find(R"(a\u0000b <FI_PERSONAL_IDENTITY_CODE>)") != std::string::npos);
}

TEST_CASE("bad policies are refused whole, with the place and a way out", "[end_to_end]") {
  struct BadPolicy {
    const char* what;
    std::string text;
    const char* reason;
    const char* told;  // stands in the message or the details
  };
  const std::string good = policy_text({.base_url = "http://127.0.0.1:1"});
  REQUIRE(weir::gate::try_open({.policy_text = good}).ok());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  const std::vector<BadPolicy> table = {
      {"half a file", good.substr(0, good.size() / 2), "policy.syntax", "line"},
      {"a list", "[1]", "policy.type", ""},
      {"a misspelt key", with("\"quotas\"", "\"qoutas\""), "policy.unknown_key", "quotas"},
      {"a key twice", with("{\"weir\":1,", "{\"weir\":1,\"weir\":1,"), "policy.duplicate_key",
       "twice"},
      {"a version to come", with("\"weir\":1", "\"weir\":2"), "policy.version", "/weir"},
      {"a wrong type", with("\"max_output_tokens\":100", "\"max_output_tokens\":\"many\""),
       "policy.type", "/endpoints/assistant/max_output_tokens"},
      {"a number out of range", with("\"connect_ms\":2000", "\"connect_ms\":-1"), "policy.range",
       "/endpoints/assistant/timeouts/connect_ms"},
      {"a provider that is not there", with("\"provider\":\"loopback\"", "\"provider\":\"loop\""),
       "policy.reference", "/endpoints/assistant/targets/0/provider"},
      {"a detector that is not there", with("EMAIL_ADDRESS", "EMAIL_ADRESS"), "detector.unknown",
       "EMAIL_ADDRESS"},
      {"an unbounded pattern",
       with(R"({"detect":["secret"],"action":"block"})",
            R"({"patterns":[{"name":"LONG","regex":"a.*b"}],"action":"mask"})"),
       "pattern.unbounded", "LONG"},
      {"a broken pattern",
       with(R"({"detect":["secret"],"action":"block"})",
            R"({"patterns":[{"name":"BROKEN","regex":"a(b"}],"action":"mask"})"),
       "pattern.syntax", "BROKEN"},
      {"a costly pattern",
       with(R"({"detect":["secret"],"action":"block"})",
            R"({"patterns":[{"name":"COSTLY","regex":"(a{1,1000}){1,1000}"}],"action":"mask"})"),
       "pattern.too_costly", "COSTLY"},
      {"two million brackets", std::string(2'000'000, '['), "policy.too_large", ""},
      {"many brackets", std::string(100'000, '['), "policy.too_large", "nested"},
      {"100 MB", std::string(100 << 20, ' '), "policy.too_large", ""},
      {"a NUL", good + std::string(1, '\0'), "policy.encoding", "NUL"},
      {"invalid UTF-8",
       with("loopback",
            "loop\xFF"
            "back"),
       "policy.encoding", ""},
  };
  for (const BadPolicy& bad : table) {
    const auto refused = weir::gate::try_open({.policy_text = bad.text});
    INFO(bad.what);
    REQUIRE_FALSE(refused.ok());
    const std::string told =
        std::string(refused.error().message()) + std::string(refused.error().details());
    INFO(refused.error().reason() << ": " << told);
    CHECK(refused.error().code() == WEIR_INVALID_POLICY);
    CHECK(refused.error().reason() == bad.reason);
    CHECK(told.find(bad.told) != std::string::npos);
  }
}

TEST_CASE("a policy that names a key which is not there refuses the call, not the load",
          "[end_to_end]") {
  World world;
  weir::gate gate = opened(world.memory_plan());
  unsetenv("WEIR_FAULT_KEY");
  const GovernedOutcome outcome = run_call(gate, {}, chat("Moi"), RunForm::kWhole);
  setenv("WEIR_FAULT_KEY", kKeyCanary, 1);
  INFO(outcome.failure.message);
  CHECK(outcome.failure.code == WEIR_UNAVAILABLE);
  CHECK(outcome.failure.reason == "key.missing");
  CHECK(outcome.failure.message.find("WEIR_FAULT_KEY") != std::string::npos);
  CHECK(column(gate, outcome.request_id, "outcome") == "failed");
  CHECK(sum_of(gate, "reserved") == 0);
  CHECK(run_call(gate, {}, chat("Moi"), RunForm::kWhole).failure.code == WEIR_OK);
}
