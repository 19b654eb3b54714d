#include <map>
#include <string>
#include <vector>

#include "providers/openai/stream_codec.h"
#include "support/catch.h"

using weir::ChannelKind;
using weir::EventEdits;
using weir::StreamEvent;
using weir::openai::StreamCodec;

namespace {

StreamEvent read(StreamCodec& codec, const std::string& data) {
  auto event = codec.read(data);
  if (!event.ok()) FAIL(event.status().message());
  return std::move(event).value();
}

// Shows an event with its own texts, or with `released` in place of every one of them.
std::optional<std::string> show(StreamCodec& codec, const StreamEvent& event,
                                const char* released = nullptr) {
  EventEdits edits;
  for (size_t i = 0; i < event.deltas.size(); ++i) {
    edits.released.emplace_back(released != nullptr ? released : std::string(event.text(i)));
  }
  return codec.encode(event, edits);
}

// The text of each channel of a whole stream, which is shown unchanged on the way.
std::map<std::string, std::string> channels_of(const std::vector<std::string>& stream) {
  StreamCodec codec(true);
  std::map<std::string, std::string> texts;
  for (const std::string& data : stream) {
    const StreamEvent event = read(codec, data);
    for (size_t i = 0; i < event.deltas.size(); ++i) {
      texts[codec.channels()[event.deltas[i].channel].pointer] += event.text(i);
    }
    REQUIRE(show(codec, event) == data);
  }
  return texts;
}

std::string leaves_of(const StreamEvent& event) {
  std::string out;
  for (size_t i = 0; i < event.leaves.size(); ++i) {
    out += event.leaves.pointer(*event.index, i) + "=" +
           std::string(event.leaves.text(*event.index, i)) + "\n";
  }
  return out;
}

using Texts = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("a stream of OpenAI") {
  const std::vector<std::string> stream = {
      R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","system_fingerprint":"fp_44","service_tier":"default","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"dhb3"})",
      R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"Hel"},"logprobs":null,"finish_reason":null}],"usage":null})",
      R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"lo \u00e9"},"logprobs":null,"finish_reason":null}],"usage":null})",
      R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null})",
      R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11}})",
      "[DONE]"};
  CHECK(channels_of(stream) == Texts{{"/choices/0/message/content", "Hello \xC3\xA9"}});

  StreamCodec codec(false);
  const StreamEvent first = read(codec, stream[0]);
  CHECK(first.id == "chatcmpl-1");
  CHECK(first.model == "gpt-4o-mini");
  CHECK(leaves_of(first) ==
        "/id=chatcmpl-1\n/model=gpt-4o-mini\n/system_fingerprint=fp_44\n/obfuscation=obfuscation\n/"
        "obfuscation=dhb3\n");
  CHECK(codec.channels()[0].kind == ChannelKind::kContent);
  CHECK(codec.channels()[0].choice == 0);
  CHECK_FALSE(first.usage.has_value());
  // What the caller did not ask for is not shown.
  CHECK(
      show(codec, first) ==
      R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","system_fingerprint":"fp_44","service_tier":"default","choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},"logprobs":null,"finish_reason":null}],"obfuscation":"dhb3"})");
  CHECK(
      show(codec, read(codec, stream[1]), "") ==
      R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":""},"logprobs":null,"finish_reason":null}]})");
  CHECK(
      show(codec, read(codec, stream[2]), "[X]\n") ==
      R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"[X]\n"},"logprobs":null,"finish_reason":null}]})");
  const StreamEvent finish = read(codec, stream[3]);
  REQUIRE(finish.finished.size() == 1);
  CHECK(finish.finished[0].reason == "stop");
  CHECK(finish.deltas.empty());
  CHECK(
      codec.synthesise(0, "held \"back\"") ==
      R"({"id":"chatcmpl-1","object":"chat.completion.chunk","created":1694268190,"model":"gpt-4o-mini","choices":[{"index":0,"delta":{"content":"held \"back\""},"finish_reason":null}]})");
  const StreamEvent usage = read(codec, stream[4]);
  CHECK(usage.is_usage_alone);
  CHECK(usage.usage->total_tokens == 11);
  CHECK_FALSE(show(codec, usage).has_value());
  const StreamEvent done = read(codec, stream[5]);
  CHECK(done.kind == StreamEvent::Kind::kDone);
  CHECK(show(codec, done) == "[DONE]");
}

TEST_CASE("a stream of Azure, whose first chunk has no choices") {
  const std::string first =
      R"({"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false,"severity":"safe"},"jailbreak":{"detected":false,"filtered":false}}}]})";
  const std::vector<std::string> stream = {
      first,
      R"({"choices":[{"content_filter_results":{},"delta":{"content":"","refusal":null,"role":"assistant"},"finish_reason":null,"index":0,"logprobs":null}],"created":1741569952,"id":"chatcmpl-2","model":"gpt-4o","object":"chat.completion.chunk","system_fingerprint":"fp_1","usage":null})",
      R"({"choices":[{"content_filter_results":{"hate":{"filtered":false,"severity":"safe"}},"delta":{"content":"Hi"},"finish_reason":null,"index":0,"logprobs":null}],"created":1741569952,"id":"chatcmpl-2","model":"gpt-4o","object":"chat.completion.chunk","usage":null})",
      R"({"choices":[{"content_filter_results":{},"delta":{},"finish_reason":"content_filter","index":0,"logprobs":null}],"created":1741569952,"id":"chatcmpl-2","model":"gpt-4o","object":"chat.completion.chunk","usage":null})",
      "[DONE]"};
  CHECK(channels_of(stream) == Texts{{"/choices/0/message/content", "Hi"}});
  StreamCodec codec(false);
  const StreamEvent event = read(codec, first);
  CHECK_FALSE(event.is_usage_alone);
  CHECK(event.deltas.empty());
  CHECK(show(codec, event) == first);
}

TEST_CASE("streams of Ollama, llama.cpp, vLLM and DeepSeek") {
  CHECK(
      channels_of(
          {R"({"id":"chatcmpl-4","object":"chat.completion.chunk","created":1745000000,"model":"gemma3","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"Moi"},"finish_reason":null}]})",
           R"({"id":"chatcmpl-4","object":"chat.completion.chunk","created":1745000000,"model":"gemma3","system_fingerprint":"fp_ollama","choices":[{"index":0,"delta":{"role":"assistant","content":"!"},"finish_reason":"stop"}]})",
           R"({"id":"chatcmpl-4","object":"chat.completion.chunk","created":1745000000,"model":"gemma3","system_fingerprint":"fp_ollama","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13}})",
           "[DONE]"}) == Texts{{"/choices/0/message/content", "Moi!"}});
  CHECK(
      channels_of(
          {R"({"choices":[{"finish_reason":null,"index":0,"delta":{"role":"assistant","content":null}}],"created":1745000000,"id":"chatcmpl-5","model":"m.gguf","system_fingerprint":"b5000","object":"chat.completion.chunk"})",
           R"({"choices":[{"finish_reason":null,"index":0,"delta":{"content":"Moi"}}],"created":1745000000,"id":"chatcmpl-5","model":"m.gguf","system_fingerprint":"b5000","object":"chat.completion.chunk"})",
           R"({"choices":[{"finish_reason":"stop","index":0,"delta":{}}],"created":1745000000,"id":"chatcmpl-5","model":"m.gguf","system_fingerprint":"b5000","object":"chat.completion.chunk","usage":{"completion_tokens":2,"prompt_tokens":10,"total_tokens":12},"timings":{"prompt_n":1,"prompt_ms":20.123456}})",
           "[DONE]"}) == Texts{{"/choices/0/message/content", "Moi"}});
  CHECK(
      channels_of(
          {R"({"id":"chatcmpl-6","object":"chat.completion.chunk","created":1745000000,"model":"q","choices":[{"index":0,"delta":{"role":"assistant","content":""},"logprobs":null,"finish_reason":null}]})",
           R"({"id":"chatcmpl-6","object":"chat.completion.chunk","created":1745000000,"model":"q","choices":[{"index":0,"delta":{"reasoning_content":"Th"},"logprobs":null,"finish_reason":null}]})",
           R"({"id":"chatcmpl-6","object":"chat.completion.chunk","created":1745000000,"model":"q","choices":[{"index":0,"delta":{"reasoning_content":"ink"},"logprobs":null,"finish_reason":null}]})",
           R"({"id":"chatcmpl-6","object":"chat.completion.chunk","created":1745000000,"model":"q","choices":[{"index":0,"delta":{"content":"Ok"},"logprobs":null,"finish_reason":"stop","stop_reason":null}]})",
           "[DONE]"}) == Texts{{"/choices/0/message/content", "Ok"},
                               {"/choices/0/message/reasoning_content", "Think"}});

  // DeepSeek gives the usage in the last chunk, which has a choice: it is shown.
  StreamCodec codec(false);
  const std::string last =
      R"({"id":"7","object":"chat.completion.chunk","created":1745000000,"model":"deepseek-chat","system_fingerprint":"fp_x","choices":[{"index":0,"delta":{"content":"","reasoning_content":null},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":9,"total_tokens":18,"prompt_cache_hit_tokens":4}})";
  const StreamEvent event = read(codec, last);
  CHECK(event.usage->cached_input_tokens == 4);
  CHECK_FALSE(event.is_usage_alone);
  CHECK(show(codec, event) == last);
}

TEST_CASE("tool calls whose arguments come in pieces") {
  const std::vector<std::string> stream = {
      R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}]})",
      R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"id\":\"1310"}}]},"finish_reason":null}]})",
      R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_2","type":"function","function":{"name":"g","arguments":"{"}}]},"finish_reason":null}]})",
      R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"52-308T\"}"}},{"index":1,"function":{"arguments":"}"}}]},"finish_reason":null}]})"};
  CHECK(channels_of(stream) ==
        Texts{{"/choices/0/message/tool_calls/0/function/arguments", "{\"id\":\"131052-308T\"}"},
              {"/choices/0/message/tool_calls/1/function/arguments", "{}"}});

  StreamCodec codec(false);
  for (const std::string& data : stream) static_cast<void>(show(codec, read(codec, data)));
  REQUIRE(codec.channels().size() == 2);
  CHECK(codec.channels()[1].kind == ChannelKind::kToolArguments);
  CHECK(
      codec.synthesise(1, "x\"") ==
      R"({"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"x\""}}]},"finish_reason":null}]})");
  CHECK(leaves_of(read(codec, stream[0])).find("/function/name=f\n") != std::string::npos);
}

TEST_CASE("choices that come interleaved keep their own channels") {
  const auto chunk = [](int choice, const std::string& text) {
    return R"({"id":"c","choices":[{"index":)" + std::to_string(choice) +
           R"(,"delta":{"content":")" + text + R"("}}]})";
  };
  CHECK(
      channels_of(
          {chunk(1, "one "), chunk(0, "zero "), chunk(1, "1"), chunk(0, "0"),
           R"({"id":"c","choices":[{"index":1,"delta":{"content":"!"}},{"index":0,"delta":{"content":"?"}}]})"}) ==
      Texts{{"/choices/0/message/content", "zero 0?"}, {"/choices/1/message/content", "one 1!"}});
  StreamCodec codec(false);
  static_cast<void>(show(codec, read(codec, chunk(1, "a"))));
  static_cast<void>(show(codec, read(codec, chunk(0, "b"))));
  CHECK(codec.channels()[0].choice == 1);
  CHECK(codec.synthesise(0, "t") ==
        R"({"id":"c","choices":[{"index":1,"delta":{"content":"t"},"finish_reason":null}]})");
}

TEST_CASE("strings of a delta that nobody knows are channels of their own") {
  const std::vector<std::string> stream = {
      R"({"choices":[{"delta":{"thoughts":{"a/b":"x"},"notes":["n","m"],"a":{"b":"z"},"content":[{"type":"text","text":"p"}]}}]})",
      R"({"choices":[{"delta":{"thoughts":{"a/b":"y"},"refusal":"no","function_call":{"name":"f","arguments":"{"}}}]})"};
  CHECK(channels_of(stream) == Texts{{"/choices/0/message/thoughts/a~1b", "xy"},
                                     {"/choices/0/message/notes/0", "n"},
                                     {"/choices/0/message/notes/1", "m"},
                                     {"/choices/0/message/a/b", "z"},
                                     {"/choices/0/message/content/0/text", "p"},
                                     {"/choices/0/message/refusal", "no"},
                                     {"/choices/0/message/function_call/arguments", "{"}});
  StreamCodec codec(false);
  static_cast<void>(show(codec, read(codec, stream[0])));
  CHECK(codec.synthesise(0, "t") ==
        R"({"choices":[{"index":0,"delta":{"thoughts":{"a/b":"t"}},"finish_reason":null}]})");
  CHECK(codec.synthesise(2, "t") ==
        R"({"choices":[{"index":0,"delta":{"notes":["","t"]},"finish_reason":null}]})");
  CHECK(
      codec.synthesise(4, "t") ==
      R"({"choices":[{"index":0,"delta":{"content":[{"type":"text","text":"t"}]},"finish_reason":null}]})");
}

TEST_CASE("large events leave small templates") {
  const std::string large(100'000, 'x');
  StreamCodec codec(false);
  const auto chunk = [](const std::string& id, const std::string& text) {
    return R"({"id":")" + id +
           R"(","choices":[{"delta":{"tool_calls":[{"index":3,"function":{"arguments":")" + text +
           R"("}}]}}]})";
  };
  static_cast<void>(show(codec, read(codec, chunk("c", large))));
  CHECK(
      codec.synthesise(0, "t") ==
      R"({"id":"c","choices":[{"index":0,"delta":{"tool_calls":[{"index":3,"function":{"arguments":"t"}}]},"finish_reason":null}]})");
  static_cast<void>(show(codec, read(codec, chunk(large, "a"))));
  CHECK(
      codec.synthesise(0, "t") ==
      R"({"choices":[{"index":0,"delta":{"tool_calls":[{"index":3,"function":{"arguments":"t"}}]},"finish_reason":null}]})");
  const auto deep = codec.read(R"({"choices":[{"delta":{")" + large + R"(":"a"}}]})");
  REQUIRE_FALSE(deep.ok());
  CHECK(deep.status().reason() == "provider.malformed");
}

TEST_CASE("errors inside a stream, and events that are none") {
  StreamCodec codec(false);
  const StreamEvent fault = read(
      codec, R"({"error":{"message":"Overloaded 040 1234567","type":"server_error","code":503}})");
  CHECK(fault.kind == StreamEvent::Kind::kFault);
  CHECK(fault.fault->code == "503");
  CHECK(leaves_of(fault).find("/error/message=Overloaded 040 1234567\n") != std::string::npos);
  for (const char* data :
       {"", "x", "[]", "{}", "1", "{\"choices\":[]", "{\"choices\":{}}", "[DONE] "}) {
    const auto event = codec.read(data);
    REQUIRE_FALSE(event.ok());
    CHECK(event.status().reason() == "provider.malformed");
    CHECK(event.status().code() == weir::Code::kProvider);
  }
  StreamCodec small(false, 40);
  CHECK(small.read(R"({"choices":[]})").ok());
  CHECK_FALSE(small.read(R"({"choices":[],"x":"12345678901234567890"})").ok());
}

TEST_CASE("log probabilities are withheld when asked") {
  StreamCodec codec(false);
  const StreamEvent event = read(
      codec,
      R"({"choices":[{"index":0,"delta":{"content":"ab"},"logprobs":{"content":[{"token":"ab"}]}}]})");
  CHECK(leaves_of(event).empty());
  EventEdits edits;
  edits.released = {"ab"};
  edits.withhold_logprobs = true;
  CHECK(codec.encode(event, edits) ==
        R"({"choices":[{"index":0,"delta":{"content":"ab"},"logprobs":null}]})");
}

TEST_CASE("what was taken out of an event is not in the chunks made after it") {
  StreamCodec codec(false);
  const StreamEvent event = read(
      codec,
      R"({"id":"matti@x.fi","choices":[{"index":0,"delta":{"k@x.fi":"text","content":"c"}}]})");
  REQUIRE(leaves_of(event) == "/id=matti@x.fi\n/choices/0/delta/k@x.fi=k@x.fi\n");
  EventEdits edits;
  edits.released = {"", ""};
  edits.leaf_edits = {{0, 0, 10, "[EMAIL]"}, {1, 0, 6, "[EMAIL]"}};
  CHECK(codec.encode(event, edits) ==
        R"({"id":"[EMAIL]","choices":[{"index":0,"delta":{"[EMAIL]":"","content":""}}]})");
  CHECK(codec.synthesise(0, "t") ==
        R"({"id":"[EMAIL]","choices":[{"index":0,"delta":{"[EMAIL]":"t"},"finish_reason":null}]})");
  CHECK(codec.synthesise(1, "t") ==
        R"({"id":"[EMAIL]","choices":[{"index":0,"delta":{"content":"t"},"finish_reason":null}]})");
}

TEST_CASE("a text that was not released is not shown") {
  StreamCodec codec(false);
  const StreamEvent event =
      read(codec, R"({"choices":[{"delta":{"content":"secret","refusal":"secret"}}]})");
  CHECK(codec.encode(event, {}) == R"({"choices":[{"delta":{"content":"","refusal":""}}]})");
}

TEST_CASE("a stream has no more channels than its limit") {
  StreamCodec codec(false);
  for (size_t i = 0; i < StreamCodec::kMaxChannels; ++i) {
    REQUIRE(codec.read(R"({"choices":[{"delta":{"x)" + std::to_string(i) + R"(":"a"}}]})").ok());
  }
  CHECK(codec.read(R"({"choices":[{"delta":{"x0":"a"}}]})").ok());
  const auto event = codec.read(R"({"choices":[{"delta":{"one more":"a"}}]})");
  REQUIRE_FALSE(event.ok());
  CHECK(event.status().reason() == "provider.too_many_channels");
}

TEST_CASE("one event with more texts than channels is refused at once") {
  StreamCodec codec(false);
  std::string notes = "\"n\"";
  for (size_t i = 0; i < 40'000; ++i) notes += ",\"n\"";
  const auto event = codec.read(R"({"choices":[{"delta":{"notes":[)" + notes + "]}}]}");
  REQUIRE_FALSE(event.ok());
  CHECK(event.status().reason() == "provider.too_many_channels");
}

TEST_CASE("pictures in a stream are unscanned, text that looks like one is text") {
  StreamCodec codec(false);
  const StreamEvent event = read(
      codec,
      R"({"choices":[{"delta":{"content":"data:image/png;base64,AAAA","images":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}],"audio":{"id":"a","data":"UklG","transcript":"Hi"}}}]})");
  REQUIRE(event.unscanned.size() == 2);
  CHECK(event.unscanned[0].kind == "audio");
  CHECK(event.unscanned[1].kind == "data_url");
  REQUIRE(event.deltas.size() == 2);
  CHECK(event.text(0) == "data:image/png;base64,AAAA");
  CHECK(event.text(1) == "Hi");
}
