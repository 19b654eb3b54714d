#include <string>

#include "providers/openai/chat_completions.h"
#include "support/catch.h"

using weir::openai::read_request;

namespace {

// A request with `members` beside a model and one message.
weir::Status read(const std::string& members) {
  const auto request = read_request(
      R"({"model":"assistant","messages":[{"role":"user","content":"Hi"}],)" + members + "}");
  return request.ok() ? weir::Status() : request.status();
}

}  // namespace

TEST_CASE("a governed key in another case is refused, with its place") {
  for (const char* key :
       {"Model", "MESSAGES", "Stream", "Stream_Options", "N", "Best_of", "Max_Tokens", "max_tokenS",
        "Max_Completion_Tokens", "N_Predict", "Service_Tier", "Models", "Plugins", "Audio",
        "Modalities", "Web_Search_Options", "User",
        // The letters that Go folds besides: the sign of kelvin and the long s.
        "max_to\xE2\x84\xAA"
        "ens",
        "\xC5\xBFtream", "max_to\\u212aens", "\\u017ftream"}) {
    INFO(key);
    const weir::Status status = read("\"" + std::string(key) + "\":null");
    CHECK(status.code() == weir::Code::kInvalidRequest);
    CHECK(status.reason() == "request.key_case");
  }
  const weir::Status status = read(R"("max_tokens":5,"Max_Tokens":99999)");
  CHECK(status.message().find("/Max_Tokens must be written max_tokens") != std::string::npos);
  CHECK(status.message().find("99999") == std::string::npos);

  const weir::Status inner =
      read(R"("stream_options":{"include_usage":true,"Include_Usage":false})");
  CHECK(inner.reason() == "request.key_case");
  CHECK(inner.message().find("/stream_options/Include_Usage") != std::string::npos);
}

TEST_CASE("the keys by which messages are read are governed as well") {
  const auto refused_at = [](const std::string& message, const std::string& pointer) {
    const auto request = read_request(R"({"messages":[{"role":"user"},)" + message + "]}");
    REQUIRE_FALSE(request.ok());
    CHECK(request.status().reason() == "request.key_case");
    CHECK(request.status().message().find("request's " + pointer + " must") != std::string::npos);
  };
  refused_at(R"({"role":"user","Content":["040 123","4567"]})", "/messages/1/Content");
  refused_at(R"({"role":"user","content":"x","Tool_Calls":[]})", "/messages/1/Tool_Calls");
  refused_at(R"({"role":"user","content":[{"text":"x","Image_URL":{"url":"http://x"}}]})",
             "/messages/1/content/0/Image_URL");
  refused_at(R"({"role":"user","content":[{"type":"text","text":"a","Text":"b"}]})",
             "/messages/1/content/0/Text");
}

TEST_CASE("other keys keep their case") {
  CHECK(read(R"("X_Custom":1,"Temperature":0.5,"Nn":7,"maxTokens":5)").ok());
  CHECK(read("\"" + std::string(100'000, 'N') + "\":1").ok());
  // A schema names what it wants.
  CHECK(read(R"("tools":[{"type":"function","function":{"name":"f","parameters":)"
             R"({"type":"object","properties":{"Model":{"type":"string"},"N":{}}}}}])")
            .ok());
  CHECK(read(R"("metadata":{"Model":"T-34"})").ok());
}

TEST_CASE("a provider's own choice of models is refused") {
  const weir::Status status = read(R"("models":["openai/gpt-4o","anthropic/claude"])");
  CHECK(status.code() == weir::Code::kInvalidRequest);
  CHECK(status.reason() == "request.unsupported");
  CHECK(status.message().find("/models") != std::string::npos);
  CHECK(read(R"("models":null)").ok());
}

TEST_CASE("what is billed besides tokens is seen") {
  const auto costs_extra = [](const std::string& members) {
    const auto request = read_request(
        R"({"model":"assistant","messages":[{"role":"user","content":"Hi"}],)" + members + "}");
    REQUIRE(request.ok());
    return request->costs_extra;
  };
  CHECK(costs_extra(R"("plugins":[{"id":"web"}])"));
  CHECK(costs_extra(R"("web_search_options":{})"));
  CHECK(costs_extra(R"("service_tier":"priority")"));
  CHECK(costs_extra(R"("audio":{"voice":"alloy","format":"wav"})"));
  CHECK(costs_extra(R"("modalities":["text","audio"])"));
  CHECK_FALSE(costs_extra(R"("plugins":null,"modalities":["text"],"service_tier":"flex")"));
}
