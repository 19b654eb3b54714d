// The imitation of OpenAI's chat API.
#include <rapidjson/document.h>

#include "support/catch.h"
#include "support/provider/openai_behaviour.h"
#include "support/provider/openai_json.h"
#include "support/provider/request_reader.h"

using namespace weir;
using namespace weir::testing;

namespace {

ReceivedRequest chat(std::string body, bool keyed = true) {
  ReceivedRequest request;
  request.method = "POST";
  request.target = "/v1/chat/completions";
  if (keyed) request.headers = {{"authorization", "Bearer canary-key"}};
  request.body = std::move(body);
  return request;
}

std::string bytes_of(const Answer& answer) {
  std::string out;
  for (const AnswerStep& step : *answer.steps) out.append(step.bytes);
  return out;
}

std::string body_of(const std::string& bytes) {
  return bytes.substr(bytes.find("\r\n\r\n") + 4);
}

// The text of a stream's deltas under `name`, of choice 0.
std::string joined_deltas(const Answer& answer, const char* name) {
  std::string out;
  const std::string bytes = bytes_of(answer);
  for (size_t at = bytes.find("data: {"); at != std::string::npos;
       at = bytes.find("data: {", at + 1)) {
    rapidjson::Document event;
    const size_t end = bytes.find("\n\n", at);
    event.Parse(bytes.data() + at + 6, end - at - 6);
    REQUIRE_FALSE(event.HasParseError());
    const auto& choices = event["choices"];
    if (choices.Empty() || choices[0]["index"].GetInt() != 0) continue;
    const auto& delta = choices[0]["delta"];
    if (delta.HasMember(name) && delta[name].IsString()) out.append(delta[name].GetString());
  }
  return out;
}

}  // namespace

TEST_CASE("A key is required and never repeated") {
  const Behaviour behaviour = openai_behaviour({});
  const std::string refused = bytes_of(behaviour(chat("{}", false)));
  CHECK(refused.starts_with("HTTP/1.1 401"));
  CHECK(refused.find("invalid_api_key") != std::string::npos);
  CHECK(bytes_of(behaviour(chat("{}"))).find("canary") == std::string::npos);
}

TEST_CASE("Bad requests are refused in OpenAI's shape") {
  const Behaviour behaviour = openai_behaviour({});
  for (const char* body : {"", "{", "[]", "{}", R"({"messages":[]})", R"({"messages":1})"}) {
    CHECK(bytes_of(behaviour(chat(body))).starts_with("HTTP/1.1 400"));
  }
  ReceivedRequest elsewhere = chat("{}");
  elsewhere.target = "/v1/other";
  CHECK(bytes_of(behaviour(elsewhere)).starts_with("HTTP/1.1 404"));
}

TEST_CASE("Streams carry the same text however they are cut") {
  for (const size_t delta_bytes : {0, 1, 2, 3, 7, 1000}) {
    OpenAiOptions options;
    options.delta_bytes = delta_bytes;
    const Behaviour behaviour = openai_behaviour(options);
    const Answer answer = behaviour(
        chat(R"({"stream":true,"messages":[{"role":"user","content":"think aloud: äö €  x"}]})"));
    CHECK(joined_deltas(answer, "content") == "You said: think aloud: äö €  x");
    CHECK(joined_deltas(answer, "reasoning_content") == "The user wrote: think aloud: äö €  x");
    CHECK(bytes_of(answer).find("data: [DONE]\n\n") != std::string::npos);
    CHECK(bytes_of(answer).find("\"usage\"") == std::string::npos);
  }
}

TEST_CASE("Choices, usage and a limit of tokens") {
  const Behaviour behaviour = openai_behaviour({});
  const std::string body = body_of(bytes_of(behaviour(chat(
      R"({"n":3,"max_tokens":2,"messages":[{"role":"user","content":[{"type":"text","text":"ab"}]}]})"))));
  rapidjson::Document document;
  document.Parse(body.data(), body.size());
  REQUIRE_FALSE(document.HasParseError());
  CHECK(document["choices"].Size() == 3);
  CHECK(std::string(document["choices"][2]["message"]["content"].GetString()) == "You said");
  CHECK(std::string(document["choices"][0]["finish_reason"].GetString()) == "length");
  CHECK(document["usage"]["prompt_tokens"].GetInt() == 1);
  CHECK(document["usage"]["completion_tokens"].GetInt() == 6);
}

TEST_CASE("A fixed answer has the size that was asked for") {
  OpenAiOptions options;
  options.fixed_size = 2048;
  const Behaviour behaviour = openai_behaviour(options);
  const std::string body = body_of(bytes_of(behaviour(chat("{}"))));
  rapidjson::Document document;
  document.Parse(body.data(), body.size());
  REQUIRE_FALSE(document.HasParseError());
  CHECK(document["choices"][0]["message"]["content"].GetStringLength() == 2048);
  CHECK(joined_deltas(behaviour(chat(R"({"stream": true})")), "content").size() == 2048);
}

TEST_CASE("Requests may come in any pieces") {
  const std::string bytes =
      "POST /a?b HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"
      "GET /c HTTP/1.1\r\nX: y \r\n\r\n";
  for (size_t piece = 1; piece < bytes.size(); ++piece) {
    RequestReader reader;
    std::vector<ReceivedRequest> requests;
    for (size_t at = 0; at < bytes.size(); at += piece) {
      REQUIRE(reader.feed(std::string_view(bytes).substr(at, piece)));
      ReceivedRequest request;
      while (reader.next(request) == RequestReader::State::kRequest) requests.push_back(request);
    }
    REQUIRE(requests.size() == 2);
    CHECK(requests[0].body == "hello");
    CHECK(requests[1].header("x") == "y");
  }
}

TEST_CASE("Requests that are none are refused") {
  for (const char* bytes : {"x\r\n\r\n", "GET /\r\n\r\n", "GET / HTTP/1.1\r\nbad\r\n\r\n",
                            "POST / HTTP/1.1\r\ncontent-length: x\r\n\r\n",
                            "POST / HTTP/1.1\r\ncontent-length: 99999999999\r\n\r\n",
                            "POST / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n"}) {
    RequestReader reader;
    ReceivedRequest request;
    REQUIRE(reader.feed(bytes));
    CHECK(reader.next(request) == RequestReader::State::kBad);
  }
}
