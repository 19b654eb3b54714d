// Planted strings: the key, identifiers and prompts stand in no error, hook line, report or file.
#include <mutex>

#include "faults/end_to_end/world.h"
#include "support/catch.h"

using namespace weir::testing;

namespace {

// Everything that a gate says while calls of every outcome go through it.
struct Heard {
  std::string all;
  std::mutex mutex;

  void add(std::string_view text) {
    const std::lock_guard lock(mutex);
    all.append(text).append("\n");
  }
  void add(const GovernedOutcome& outcome) {
    const FailureSeen& failure = outcome.failure;
    add(failure.reason + failure.message + failure.details + failure.body + outcome.report);
  }
};

void call_every_way(weir::gate& gate, Heard& heard, const std::string& body) {
  heard.add(run_call(gate, {}, body, RunForm::kWhole));
  heard.add(run_call(gate, {}, body, RunForm::kStream));
  heard.add(carry_call(gate, {}, body, 3));
  heard.add(run_call(gate, {.deadline_ms = 1}, body, RunForm::kWhole));
}

std::vector<std::string> bodies() {
  const std::string text =
      std::string(kPromptCanary) + " " + kIdentifierCanary + " " + kEmailCanary;
  std::vector<std::string> all;
  for (const char* phrase :
       {"", " answer with status 429", " answer with status 500", " answer with status 401",
        " break the stream", " please refuse", " think aloud", " AKIAIOSFODNN7EXAMPLE"}) {
    all.push_back(chat(text + phrase));
    all.push_back(chat(text + phrase, true));
  }
  all.push_back(chat(text).substr(0, 60));  // broken
  all.push_back(R"({"model":"assistant","messages":[{"role":"user","content":"x"}],")" + text +
                R"(":1,"x":{")" + text + R"(":")" + text + "\"}}");
  all.push_back(R"({"model":"assistant","messages":[{"role":"user","content":[{"type":")" + text +
                R"(","url":"x"}]}]})");
  all.push_back(R"({"model":"assistant","messages":[{"role":"user","content":"x"}],"n":")" + text +
                "\"}");
  return all;
}

void plant(const std::string& payload, Heard& heard, std::string& files, std::string& sent) {
  World world;
  PolicyPlan plan = world.plan();
  plan.payload = payload;
  {
    weir::gate gate = opened(plan);
    gate.set_log_hook([&](int32_t, std::string_view reason, std::string_view fields) {
      heard.add(reason);
      heard.add(fields);
    });
    for (const std::string& body : bodies()) call_every_way(gate, heard, body);
    heard.add(gate.try_quotas().value());
    heard.add(gate.try_usage("user,model,endpoint").value());
    heard.add(gate.try_log({.limit = 1000, .with_payload = true}).value());
    files = world.store().all_bytes();
  }
  files += world.store().all_bytes();
  for (const auto& request : world.provider().requests()) sent += request.target + request.body;
}

bool holds(const std::string& text, const char* planted) {
  return text.find(planted) != std::string::npos;
}

}  // namespace

TEST_CASE("planted strings stand nowhere, with redacted payloads and with none", "[end_to_end]") {
  for (const char* payload : {"redacted", "none"}) {
    Heard heard;
    std::string files;
    std::string sent;
    plant(payload, heard, files, sent);
    INFO("payload " << payload);
    CHECK(heard.all.size() > 10'000);
    CHECK(files.size() > 10'000);
    CHECK(holds(sent, kPromptCanary));  // it did go out, redacted
    for (const char* planted : {kIdentifierCanary, kEmailCanary, "AKIAIOSFODNN7EXAMPLE"}) {
      INFO(planted);
      CHECK_FALSE(holds(heard.all, planted));
      CHECK_FALSE(holds(files, planted));
      CHECK_FALSE(holds(sent, planted));
    }
    CHECK_FALSE(holds(heard.all, kKeyCanary));
    CHECK_FALSE(holds(files, kKeyCanary));
    CHECK_FALSE(holds(sent, kKeyCanary));
    // A prompt is in the log where the policy asks for redacted payloads, and nowhere else.
    CHECK(holds(files, kPromptCanary) == (std::string(payload) == "redacted"));
  }
}
