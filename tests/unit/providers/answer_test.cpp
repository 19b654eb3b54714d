#include <string>

#include "providers/openai/chat_completions.h"
#include "support/catch.h"

using weir::ChatAnswer;
using weir::LeafEdit;
using weir::LeafKind;
using weir::openai::encode_answer;
using weir::openai::read_answer;

namespace {

ChatAnswer read(const std::string& body) {
  auto answer = read_answer(body);
  if (!answer.ok()) FAIL(answer.status().message());
  return std::move(answer).value();
}

std::string leaves_of(const ChatAnswer& answer) {
  static const char* const kNames[] = {"text", "arguments", "string", "key", "number"};
  std::string out;
  for (size_t i = 0; i < answer.leaves.size(); ++i) {
    out += std::string(kNames[static_cast<size_t>(answer.leaves.kind(i))]) + " " +
           answer.leaves.pointer(answer.index, i) + "=" +
           std::string(answer.leaves.text(answer.index, i)) + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("an answer of OpenAI with two choices") {
  const std::string body = R"({
  "id": "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT", "object": "chat.completion",
  "created": 1741569952, "model": "gpt-4o-2024-08-06",
  "choices": [
    {"index": 0, "message": {"role": "assistant", "content": "Call 040 1234567.", "refusal": null,
      "annotations": [{"type": "url_citation", "url_citation": {"start_index": 0, "title": "Page", "url": "https://x.fi"}}]},
     "logprobs": {"content": [{"token": "Call", "logprob": -0.123456789, "bytes": [67], "top_logprobs": []}]},
     "finish_reason": "stop"},
    {"index": 1, "message": {"role": "assistant", "content": null, "refusal": "I cannot.",
      "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "f", "arguments": "{\"a\":1}"}}]},
     "logprobs": null, "finish_reason": "tool_calls"}],
  "usage": {"prompt_tokens": 19, "completion_tokens": 10, "total_tokens": 29,
    "prompt_tokens_details": {"cached_tokens": 4, "audio_tokens": 0},
    "completion_tokens_details": {"reasoning_tokens": 3, "accepted_prediction_tokens": 0}},
  "service_tier": "default", "system_fingerprint": "fp_44709d6fcb"})";
  const ChatAnswer answer = read(body);
  CHECK(answer.id == "chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT");
  CHECK(answer.model == "gpt-4o-2024-08-06");
  CHECK_FALSE(answer.fault.has_value());
  REQUIRE(answer.usage.has_value());
  CHECK(answer.usage->input_tokens == 19);
  CHECK(answer.usage->output_tokens == 10);
  CHECK(answer.usage->total_tokens == 29);
  CHECK(answer.usage->cached_input_tokens == 4);
  CHECK(answer.usage->reasoning_tokens == 3);
  REQUIRE(answer.finished.size() == 2);
  CHECK(answer.finished[0].reason == "stop");
  CHECK(answer.finished[1].choice == 1);
  CHECK(answer.finished[1].reason == "tool_calls");
  CHECK(leaves_of(answer) ==
        "string /id=chatcmpl-B9MBs8CjcvOU2jLn4n570S5qMJKcT\n"
        "string /model=gpt-4o-2024-08-06\n"
        "text /choices/0/message/content=Call 040 1234567.\n"
        "string /choices/0/message/annotations/0/type=url_citation\n"
        "key /choices/0/message/annotations/0/url_citation=url_citation\n"
        "key /choices/0/message/annotations/0/url_citation/start_index=start_index\n"
        "key /choices/0/message/annotations/0/url_citation/title=title\n"
        "string /choices/0/message/annotations/0/url_citation/title=Page\n"
        "string /choices/0/message/annotations/0/url_citation/url=https://x.fi\n"
        "text /choices/1/message/refusal=I cannot.\n"
        "string /choices/1/message/tool_calls/0/id=call_1\n"
        "string /choices/1/message/tool_calls/0/function/name=f\n"
        "arguments /choices/1/message/tool_calls/0/function/arguments={\"a\":1}\n"
        "string /system_fingerprint=fp_44709d6fcb\n");

  CHECK(encode_answer(answer, {}, false) == body);
  std::string expected = body;
  expected.replace(expected.find("040 1234567"), 11, "[PHONE]");
  CHECK(encode_answer(answer, {{2, 5, 16, "[PHONE]"}}, false) == expected);
  const size_t begin = expected.find("{\"content\": [{\"token\"");
  expected.replace(begin, expected.find(",\n     \"finish_reason\": \"stop\"") - begin, "null");
  CHECK(encode_answer(answer, {{2, 5, 16, "[PHONE]"}}, true) == expected);
}

TEST_CASE("answers of Azure, Ollama, llama.cpp, vLLM and DeepSeek") {
  const ChatAnswer azure = read(
      R"({"choices":[{"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}},"finish_reason":"stop","index":0,"logprobs":null,"message":{"content":"Hi","refusal":null,"role":"assistant"}}],"created":1741569952,"id":"chatcmpl-1","model":"gpt-4o","object":"chat.completion","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"jailbreak":{"filtered":false,"detected":false}}}],"usage":{"completion_tokens":1,"prompt_tokens":9,"total_tokens":10}})");
  CHECK(azure.finished[0].reason == "stop");
  CHECK(azure.usage->total_tokens == 10);
  CHECK(leaves_of(azure).find("text /choices/0/message/content=Hi\n") != std::string::npos);
  CHECK(leaves_of(azure).find("string /choices/0/content_filter_results/hate/severity=safe") !=
        std::string::npos);

  const ChatAnswer ollama = read(
      R"({"id":"chatcmpl-861","object":"chat.completion","created":1745000000,"model":"gemma3","system_fingerprint":"fp_ollama","choices":[{"index":0,"message":{"role":"assistant","content":"Moi","reasoning":"Greet."},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":2,"total_tokens":13}})");
  CHECK(leaves_of(ollama).find("text /choices/0/message/reasoning=Greet.\n") != std::string::npos);

  const ChatAnswer llama = read(
      R"({"choices":[{"finish_reason":"length","index":0,"message":{"role":"assistant","content":"Moi"}}],"created":1745000000,"model":"m.gguf","system_fingerprint":"b5000","object":"chat.completion","usage":{"completion_tokens":8,"prompt_tokens":12,"total_tokens":20},"id":"chatcmpl-x","timings":{"prompt_n":12,"prompt_ms":78.123,"predicted_per_second":41.23}})");
  CHECK(llama.finished[0].reason == "length");

  const ChatAnswer vllm = read(
      R"({"id":"chatcmpl-1","object":"chat.completion","created":1745000000,"model":"q","choices":[{"index":0,"message":{"role":"assistant","reasoning_content":"Think of 040 1234567.","content":"Ok","tool_calls":[]},"logprobs":null,"finish_reason":"stop","stop_reason":null}],"usage":{"prompt_tokens":5,"total_tokens":9,"completion_tokens":4,"prompt_tokens_details":null},"prompt_logprobs":null})");
  CHECK(leaves_of(vllm).find("text /choices/0/message/reasoning_content=Think of") !=
        std::string::npos);
  CHECK_FALSE(vllm.usage->cached_input_tokens.has_value());

  const ChatAnswer deepseek = read(
      R"({"id":"9","object":"chat.completion","created":1745000000,"model":"deepseek-reasoner","choices":[{"index":0,"message":{"role":"assistant","content":"a","reasoning_content":"b"},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":16,"completion_tokens":10,"total_tokens":26,"prompt_tokens_details":{"cached_tokens":8},"completion_tokens_details":{"reasoning_tokens":6},"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":8}})");
  CHECK(deepseek.usage->cached_input_tokens == 8);
  CHECK(deepseek.usage->reasoning_tokens == 6);
}

TEST_CASE("errors in the shapes that are met") {
  const auto fault = [](const std::string& body) {
    const ChatAnswer answer = read(body);
    REQUIRE(answer.fault.has_value());
    return answer.fault->message + "|" + answer.fault->type + "|" + answer.fault->code + "|" +
           answer.fault->param;
  };
  CHECK(
      fault(
          R"({"error":{"message":"Incorrect API key","type":"invalid_request_error","param":null,"code":"invalid_api_key"}})") ==
      "Incorrect API key|invalid_request_error|invalid_api_key|");
  CHECK(
      fault(
          R"({"error":{"code":"content_filter","message":"Filtered","innererror":{"code":"X"},"status":400}})") ==
      "Filtered||content_filter|");
  CHECK(fault(R"({"error":"model 'x' not found"})") == "model 'x' not found|||");
  CHECK(fault(R"([{"error":{"code":429,"message":"Quota","status":"RESOURCE_EXHAUSTED"}}])") ==
        "Quota||429|");
  CHECK(
      fault(
          R"({"object":"error","message":"too long","type":"BadRequestError","param":null,"code":400})") ==
      "too long|BadRequestError|400|");
  CHECK(fault(R"({"statusCode":401,"message":"Access denied"})") == "Access denied|||");
  CHECK(fault(R"({"detail":"Not Found"})") == "Not Found|||");
  CHECK(fault(R"({"error":{},"choices":[]})") == "|||");

  const ChatAnswer answer = read(R"({"error":{"message":"No user 040 1234567"}})");
  CHECK(leaves_of(answer) == "string /error/message=No user 040 1234567\n");
  CHECK(encode_answer(answer, {{0, 8, 19, "[PHONE]"}}, true) ==
        R"({"error":{"message":"No user [PHONE]"}})");
}

TEST_CASE("what is no answer") {
  for (const char* body : {"", "<html>Bad gateway</html>", "{\"choices\":", "[]", "{}", "null",
                           "\"x\"", "{\"choices\":{}}", "{\"choices\":null}", "{\"error\":null}",
                           "{\"choices\":[]}x", "{\"choices\":[],\"choices\":[]}"}) {
    const auto answer = read_answer(body);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.status().code() == weir::Code::kProvider);
    CHECK(answer.status().reason() == "provider.malformed");
  }
  // Strange, but whole: nothing may fail on it.
  const ChatAnswer odd = read(
      R"({"choices":[1,null,{"index":"x","message":[],"finish_reason":7},{"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}],"tool_calls":{}}}],"usage":[1]})");
  CHECK(odd.finished.size() == 4);
  CHECK_FALSE(odd.usage.has_value());
  CHECK(leaves_of(odd).find("text /choices/3/message/content/0/text=ab\n") != std::string::npos);
  const ChatAnswer negative = read(
      R"({"choices":[],"usage":{"prompt_tokens":-5,"completion_tokens":1.5,"total_tokens":"7"}})");
  REQUIRE(negative.usage.has_value());
  CHECK_FALSE(negative.usage->input_tokens.has_value());
  CHECK_FALSE(negative.usage->output_tokens.has_value());
  CHECK_FALSE(negative.usage->total_tokens.has_value());
}

TEST_CASE("media of an answer are unscanned, its words are not") {
  const ChatAnswer answer = read(
      R"({"choices":[{"message":{"role":"assistant","content":null,"audio":{"id":"a","data":"UklGRg==","transcript":"Hello"},"images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}}]})");
  REQUIRE(answer.unscanned.size() == 2);
  CHECK(answer.unscanned[0].kind == "audio");
  CHECK(answer.unscanned[1].pointer == "/choices/0/message/images/0/image_url/url");
  CHECK(leaves_of(answer).find("transcript=Hello") != std::string::npos);
  CHECK(leaves_of(answer).find("UklGRg") == std::string::npos);
}

TEST_CASE("a fault of weir's looks like the provider's") {
  const weir::Status plain(weir::Code::kOverQuota, "quota.exceeded", "no \"more\" today");
  CHECK(
      weir::openai::error_body(plain) ==
      R"({"error":{"message":"no \"more\" today","type":"weir_error","param":null,"code":"quota.exceeded"}})");
  const weir::Status detailed =
      weir::Status(weir::Code::kBlocked, "guardrail.blocked", "blocked").with_details(R"({"a":1})");
  CHECK(
      weir::openai::error_body(detailed) ==
      R"({"error":{"message":"blocked","type":"weir_error","param":null,"code":"guardrail.blocked","weir":{"a":1}}})");
}
