#include <string>

#include "providers/openai/chat_completions.h"
#include "support/catch.h"

using weir::ChatRequest;
using weir::LeafKind;
using weir::MaxOutputField;
using weir::RequestEdits;
using weir::openai::encode_request;
using weir::openai::read_request;

namespace {

ChatRequest read(const std::string& body) {
  auto request = read_request(body);
  if (!request.ok()) FAIL(request.status().message());
  return std::move(request).value();
}

std::string reason(const std::string& body) {
  const auto request = read_request(body);
  return request.ok() ? "" : std::string(request.status().reason());
}

// A request with `members` beside a model and one message.
std::string with(const std::string& members) {
  return R"({"model":"assistant","messages":[{"role":"user","content":"Hi"}],)" + members + "}";
}

const char* name_of(LeafKind kind) {
  switch (kind) {
    case LeafKind::kMessageText:
      return "text";
    case LeafKind::kJsonText:
      return "arguments";
    case LeafKind::kString:
      return "string";
    case LeafKind::kKey:
      return "key";
    case LeafKind::kNumber:
      return "number";
  }
  return "";
}

std::string leaves_of(const ChatRequest& request) {
  std::string out;
  for (size_t i = 0; i < request.leaves.size(); ++i) {
    out += std::string(name_of(request.leaves.kind(i))) + " " +
           request.leaves.pointer(request.index, i) + "=" +
           std::string(request.leaves.text(request.index, i)) + "\n";
  }
  return out;
}

std::string unscanned_of(const ChatRequest& request) {
  std::string out;
  for (const auto& part : request.unscanned) out += part.kind + " " + part.pointer + "\n";
  return out;
}

}  // namespace

TEST_CASE("what a request says of itself") {
  const ChatRequest plain = read(with(R"("n":null,"stream":null)"));
  CHECK(plain.model == "assistant");
  CHECK_FALSE(plain.stream);
  CHECK(plain.choices == 1);
  CHECK(plain.answers == 1);
  CHECK_FALSE(plain.max_output_tokens().has_value());
  CHECK(plain.message_count == 1);

  const ChatRequest full =
      read(with(R"("stream":true,"stream_options":{"include_usage":true},"n":3,"best_of":5,)"
                R"("max_tokens":10,"max_completion_tokens":20,"user":"u1")"));
  CHECK(full.stream);
  CHECK(full.include_usage);
  CHECK(full.choices == 5);
  CHECK(full.answers == 3);
  CHECK(full.max_output_tokens() == 20);
  CHECK(full.user == "u1");
}

TEST_CASE("what is refused, with its place") {
  CHECK(reason("[]") == "request.not_an_object");
  CHECK(reason("{") == "json.syntax");
  // A request without a model is well: the caller may name the endpoint elsewhere.
  CHECK(read_request(R"({"messages":[{"role":"user","content":"x"}]})").ok());
  CHECK(reason(R"({"model":"","messages":[{"role":"user"}]})") == "request.model");
  CHECK(reason(R"({"model":1,"messages":[{"role":"user"}]})") == "request.model");
  CHECK(reason(R"({"model":"m"})") == "request.messages");
  CHECK(reason(R"({"model":"m","messages":[]})") == "request.messages");
  CHECK(reason(R"({"model":"m","messages":{"role":"user"}})") == "request.messages");
  CHECK(reason(R"({"model":"m","messages":["x"]})") == "request.message");
  CHECK(reason(R"({"model":"m","messages":[{"content":"x"}]})") == "request.message");
  CHECK(reason(R"({"model":"m","messages":[{"role":"user","content":5}]})") == "request.message");
  CHECK(reason(R"({"model":"m","messages":[{"role":"user","content":[5]}]})") == "request.message");
  CHECK(reason(R"({"model":"m","model":"n","messages":[]})") == "json.duplicate_key");
  for (const char* n : {"0", "129", "-1", "1.5", "\"2\"", "1e1", "true", "99999999999999999999"}) {
    CHECK(reason(with("\"n\":" + std::string(n))) == "request.choices");
    CHECK(reason(with("\"best_of\":" + std::string(n))) == "request.choices");
  }
  CHECK(reason(with("\"n\":128")).empty());
  for (const char* tokens :
       {"0", "-1", "1.5", "\"5\"", "[]", "100000001", "99999999999999999999"}) {
    for (const char* key : {"max_tokens", "max_completion_tokens", "n_predict"}) {
      CHECK(reason(with("\"" + std::string(key) + "\":" + tokens)) == "request.max_tokens");
    }
  }
  CHECK(reason(with(R"("stream":"yes")")) == "request.stream");
  CHECK(reason(with(R"("stream":1)")) == "request.stream");
  CHECK(reason(with(R"("stream_options":[])")) == "request.stream_options");
  CHECK(reason(with(R"("stream_options":{"include_usage":1})")) == "request.stream_options");

  const auto place = read_request(R"({"model":"m","messages":[{"role":"user"},{"role":7}]})");
  REQUIRE_FALSE(place.ok());
  CHECK(place.status().code() == weir::Code::kInvalidRequest);
  CHECK(place.status().message() == "the request's /messages/1/role must be a string");
}

TEST_CASE("every string is a leaf, of its kind") {
  const ChatRequest request = read(R"({
    "model": "assistant",
    "messages": [
      {"role": "system", "content": "Be brief."},
      {"role": "wizard of phone 0401234567", "name": "Matti", "content": "Hello"},
      {"role": "assistant", "content": null, "reasoning_content": "hm", "refusal": "no",
       "tool_calls": [{"id": "call_1", "type": "function",
                       "function": {"name": "look_up", "arguments": "{\"id\":\"131052-308T\"}"}}]},
      {"role": "tool", "tool_call_id": "call_1", "content": "found"},
      {"role": "assistant", "function_call": {"name": "f", "arguments": "{}"}}
    ],
    "tools": [{"type": "function", "function": {"name": "look_up", "description": "Finds.",
      "parameters": {"type": "object", "properties": {"ssn of Matti": {"type": "string", "enum": ["one"]}}}}}],
    "metadata": {"case": "K-7"},
    "seed": 358401234567,
    "temperature": 0.25,
    "x_unknown": [["deep"]],
    "prediction": {"type": "content", "content": "guess"}
  })");
  CHECK(leaves_of(request) ==
        "string /model=assistant\n"
        "text /messages/0/content=Be brief.\n"
        "string /messages/1/role=wizard of phone 0401234567\n"
        "string /messages/1/name=Matti\n"
        "text /messages/1/content=Hello\n"
        "text /messages/2/reasoning_content=hm\n"
        "text /messages/2/refusal=no\n"
        "string /messages/2/tool_calls/0/id=call_1\n"
        "string /messages/2/tool_calls/0/function/name=look_up\n"
        "arguments /messages/2/tool_calls/0/function/arguments={\"id\":\"131052-308T\"}\n"
        "string /messages/3/tool_call_id=call_1\n"
        "text /messages/3/content=found\n"
        "string /messages/4/function_call/name=f\n"
        "arguments /messages/4/function_call/arguments={}\n"
        "string /tools/0/function/name=look_up\n"
        "string /tools/0/function/description=Finds.\n"
        "key /tools/0/function/parameters/properties/ssn of Matti=ssn of Matti\n"
        "string /tools/0/function/parameters/properties/ssn of Matti/enum/0=one\n"
        "key /metadata/case=case\n"
        "string /metadata/case=K-7\n"
        "number /seed=358401234567\n"
        "key /x_unknown=x_unknown\n"
        "string /x_unknown/0/0=deep\n"
        "string /prediction/type=content\n"
        "text /prediction/content=guess\n");
  CHECK(request.unscanned.empty());
}

TEST_CASE("adjacent text parts are one text; media stand between and count as unscanned") {
  const std::string blob(400, 'A');
  const ChatRequest request = read(R"({"model":"m","messages":[{"role":"user","content":[
    {"type":"text","text":"my number is 0401"},
    {"type":"text","text":"234567"},
    {"type":"image_url","image_url":{"url":"data:image/png;base64,)" +
                                   blob + R"("}},
    {"type":"text","text":"and"},
    {"type":"image_url","image_url":{"url":"https://x.fi/matti@x.fi.png","detail":"low"}},
    {"type":"input_audio","input_audio":{"data":")" +
                                   blob + R"(","format":"wav"}},
    {"type":"file","file":{"filename":"matti.pdf","file_data":"data:application/pdf;base64,AAAA"}},
    {"type":"hologram","payload":")" +
                                   blob + R"("},
    {"type":"video_url","video_url":{"url":"https://x.fi/v"}},
    {"type":"thinking","thinking":"plain"},
    "bare"
  ]}]})");
  CHECK(leaves_of(request) ==
        "text /messages/0/content/0/text=my number is 0401234567\n"
        "text /messages/0/content/3/text=and\n"
        "text /messages/0/content/10=bare\n"
        "string /model=m\n"
        "string /messages/0/content/4/image_url/url=https://x.fi/matti@x.fi.png\n"
        "string /messages/0/content/4/image_url/detail=low\n"
        "string /messages/0/content/5/input_audio/format=wav\n"
        "string /messages/0/content/6/file/filename=matti.pdf\n"
        "string /messages/0/content/7/type=hologram\n"
        "key /messages/0/content/7/payload=payload\n"
        "string /messages/0/content/8/type=video_url\n"
        "key /messages/0/content/8/video_url=video_url\n"
        "string /messages/0/content/8/video_url/url=https://x.fi/v\n"
        "string /messages/0/content/9/type=thinking\n"
        "key /messages/0/content/9/thinking=thinking\n"
        "string /messages/0/content/9/thinking=plain\n");
  CHECK(unscanned_of(request) ==
        "image_url /messages/0/content/2\n"
        "image_url /messages/0/content/4\n"
        "input_audio /messages/0/content/5\n"
        "file /messages/0/content/6\n"
        "hologram /messages/0/content/7\n"
        "video_url /messages/0/content/8\n");
  CHECK(request.has_media);
  CHECK_FALSE(weir::input_tokens(request, 1000).upper_bound.has_value());
}

TEST_CASE("media that claim to be text, and text that claims to be media") {
  const ChatRequest text = read(R"({"model":"m","messages":[{"role":"user","content":[
    {"type":"image_url","image_url":{"url":"040 1234567"}},
    {"type":"text","text":"t","image_url":"DATA:image/png;BASE64,AAAA"},
    {"type":"text","text":"data:text/plain;base64,AAAA"}]}]})");
  CHECK(leaves_of(text).find("/image_url/url=040 1234567") != std::string::npos);
  CHECK(leaves_of(text).find("/content/2/text=data:text/plain;base64,AAAA") != std::string::npos);
  CHECK(text.unscanned.size() == 2);
  const ChatRequest elsewhere = read(with(R"("x":"data:image/png;base64,AAAA")"));
  CHECK(unscanned_of(elsewhere) == "data_url /x\n");
  for (const auto* type : {"text/plain", "Text/HTML;charset=utf-8", "application/json",
                           "image/svg+xml", "application/ld+json", ""}) {
    const ChatRequest readable =
        read(with(R"("x":"data:)" + std::string(type) + R"(;base64,AAAA")"));
    INFO(type);
    CHECK(unscanned_of(readable).empty());
    CHECK(leaves_of(readable).find("/x=data:") != std::string::npos);
  }
}

TEST_CASE("the bound on input tokens") {
  const std::string body = with(R"("temperature":1)");
  const ChatRequest plain = read(body);
  const weir::InputTokens tokens = weir::input_tokens(plain, body.size());
  CHECK(tokens.upper_bound == static_cast<int64_t>(body.size()) + 256 + 16);
  CHECK(tokens.estimate == static_cast<int64_t>((body.size() + 3) / 4));

  // Printed with four spaces a level, as some templates do, the schema is no longer than counted.
  const std::string tools = R"("tools":[{"a":{"b":[1,2]}}])";
  const ChatRequest with_tools = read(with(tools));
  const std::string printed =
      "[\n    {\n        \"a\": {\n            \"b\": [\n                1,\n                2\n"
      "            ]\n        }\n    }\n]";
  CHECK(with_tools.schema_layout_bytes + 19 >= static_cast<int64_t>(printed.size()));
  CHECK(weir::input_tokens(with_tools, 100).upper_bound ==
        100 + 256 + 16 + 1024 + with_tools.schema_layout_bytes);
}

TEST_CASE("an unchanged request is the same bytes") {
  const std::string body =
      "{ \"model\" : \"m\",\n\"messages\":[{\"content\":\"\\u0041\\/\",\"role\":\"user\"}],"
      "\"big\":123456789012345678901,\"t\":1.50 }\n";
  CHECK(encode_request(read(body), {}) == body);
  RequestEdits same;
  same.model = "m";
  same.ask_for_usage = true;  // no stream
  CHECK(encode_request(read(body), same) == body);
}

TEST_CASE("redactions, model, output bound and usage are spliced in") {
  const ChatRequest request = read(
      R"({"model":"assistant", "seed":12345678901234567890, "messages":[{"role":"user","content":"I am Matti \u00e9"}],"stream":true})");
  RequestEdits edits;
  for (size_t i = 0; i < request.leaves.size(); ++i) {
    if (request.leaves.kind(i) == LeafKind::kMessageText) edits.redactions = {{i, 5, 10, "[NAME]"}};
  }
  edits.model = "gpt-4o-mini";
  edits.max_output_tokens = 1024;
  edits.max_output_field = MaxOutputField::kMaxCompletionTokens;
  edits.ask_for_usage = true;
  CHECK(
      encode_request(request, edits) ==
      R"({"model":"gpt-4o-mini", "seed":12345678901234567890, "messages":[{"role":"user","content":"I am [NAME] \u00e9"}],"stream":true,"max_completion_tokens":1024,"stream_options":{"include_usage":true}})");
}

TEST_CASE("a request that names no model gets the target's") {
  RequestEdits edits;
  edits.model = "m";
  CHECK(encode_request(read(R"({"messages":[{"role":"user"}]})"), edits) ==
        R"({"messages":[{"role":"user"}],"model":"m"})");
  CHECK(encode_request(read(R"({"model":null,"messages":[{"role":"user"}]})"), edits) ==
        R"({"model":"m","messages":[{"role":"user"}]})");
}

TEST_CASE("the output bound is lowered where the caller put it, and never raised") {
  RequestEdits edits;
  edits.max_output_tokens = 100;
  const auto encoded = [&edits](const std::string& members) {
    const std::string out = encode_request(read(with(members)), edits);
    return out.substr(out.find("}],") + 3);
  };
  CHECK(encoded(R"("max_tokens":500)") == R"("max_tokens":100})");
  CHECK(encoded(R"("max_tokens":50)") == R"("max_tokens":50})");
  // A server of the older kind does not know the other members.
  CHECK(encoded(R"("max_completion_tokens":500)") ==
        R"("max_completion_tokens":100,"max_tokens":100})");
  CHECK(encoded(R"("max_completion_tokens":7)") == R"("max_completion_tokens":7,"max_tokens":7})");
  CHECK(encoded(R"("max_tokens":null,"n_predict":9)") == R"("max_tokens":9,"n_predict":9})");
  CHECK(encoded(R"("max_tokens":500,"max_completion_tokens":7)") ==
        R"("max_tokens":100,"max_completion_tokens":7})");
  CHECK(encoded(R"("n_predict":9999)") == R"("n_predict":100,"max_tokens":100})");
  CHECK(encoded(R"("max_tokens":null)") == R"("max_tokens":100})");
  CHECK(encoded(R"("n":2)") == R"("n":2,"max_tokens":100})");
  edits.max_output_field = MaxOutputField::kMaxCompletionTokens;
  CHECK(encoded(R"("n":2)") == R"("n":2,"max_completion_tokens":100})");
  CHECK(encoded(R"("max_tokens":500)") == R"("max_tokens":100})");
}

TEST_CASE("usage is asked for in whatever shape the options have") {
  RequestEdits edits;
  edits.ask_for_usage = true;
  const auto encoded = [&edits](const std::string& options) {
    const std::string out =
        encode_request(read(with(R"("stream":true,"stream_options":)" + options)), edits);
    return out.substr(out.find("_options\":") + 10);
  };
  CHECK(encoded("null") == R"({"include_usage":true}})");
  CHECK(encoded("{}") == R"({"include_usage":true}})");
  CHECK(encoded(R"({"include_usage":false})") == R"({"include_usage":true}})");
  CHECK(encoded(R"({"include_usage": true})") == R"({"include_usage": true}})");
  CHECK(encoded(R"({"x":1})") == R"({"x":1,"include_usage":true}})");
}

// Bodies of many small things must not take quadratic time.
TEST_CASE("many parts, many edits") {
  std::string parts = R"({"type":"text","text":"a"})";
  for (int i = 0; i < 30'000; ++i) parts += R"(,{"image_url":"x"})";
  const ChatRequest media =
      read(R"({"model":"m","messages":[{"role":"user","content":[)" + parts + "]}]}");
  REQUIRE(media.unscanned.size() == 30'000);
  CHECK(media.unscanned[255].pointer == "/messages/0/content/256");
  CHECK(media.unscanned[256].pointer.empty());

  std::string numbers = "0";
  std::string members = "\"a\":0";
  for (int i = 0; i < 50'000; ++i) numbers += ",123456789";
  for (int i = 0; i < 50'000; ++i) members += ",\"k" + std::to_string(i) + "\":0";
  const ChatRequest many =
      read(with("\"numbers\":[" + numbers + "],\"members\":{" + members + "}"));
  RequestEdits edits;
  for (size_t i = 0; i < many.leaves.size(); ++i) {
    const LeafKind kind = many.leaves.kind(i);
    if (kind == LeafKind::kNumber || kind == LeafKind::kKey)
      edits.redactions.push_back({i, 0, 9, "X"});
  }
  CHECK(edits.redactions.size() > 100'000);
  const std::string out = encode_request(many, edits);
  CHECK(out.find("123456789") == std::string::npos);
  CHECK(weir::JsonIndex::parse(out).ok());
}
