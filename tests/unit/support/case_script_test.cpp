// The provider's part of a case file.
#include "support/provider/case_script.h"

#include "support/catch.h"

using namespace weir;
using namespace weir::testing;

namespace {

Result<std::shared_ptr<CaseScript>> read(std::string_view text) {
  auto file = CaseFile::parse("x.case", text, provider_sections());
  if (!file.ok()) return std::move(file).status();
  return CaseScript::from(*file);
}

std::shared_ptr<CaseScript> script_of(std::string_view text) {
  auto script = read(text);
  if (!script.ok()) FAIL(script.status().message());
  return std::move(script).value();
}

// All bytes of an answer; marks stand for what is not bytes.
std::string played(const Answer& answer) {
  std::string out;
  for (const AnswerStep& step : *answer.steps) {
    switch (step.kind) {
      case AnswerStep::Kind::kWrite:
        for (int64_t i = 0; i < step.repeat; ++i) out.append(step.bytes);
        if (step.repeat < 0) out.append("<for ever>");
        break;
      case AnswerStep::Kind::kWait:
        out.append("<wait " + std::to_string(step.wait_ms) + ">");
        break;
      case AnswerStep::Kind::kReset:
        out.append("<reset>");
        break;
      case AnswerStep::Kind::kClose:
        out.append("<close>");
        break;
      case AnswerStep::Kind::kHang:
        out.append("<hang>");
        break;
    }
  }
  return out;
}

std::string played(std::string_view sections) {
  return played(script_of("[request]\n" + std::string(sections))->answer({}));
}

ReceivedRequest request_to(std::string target, std::string body = {}) {
  ReceivedRequest request;
  request.method = "POST";
  request.target = std::move(target);
  request.headers = {{"content-type", "application/json"}};
  request.body = std::move(body);
  return request;
}

}  // namespace

TEST_CASE("Framing") {
  CHECK(played("[answer]\nx-a: b\n[body]\nabc\n") ==
        "HTTP/1.1 200 OK\r\nx-a: b\r\ncontent-length: 3\r\n\r\nabc");
  CHECK(played("[answer status=429]\n") ==
        "HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n");
  CHECK(played("[answer framing=chunked]\n[body]\nab{{cut}}c\n") ==
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nab\r\n<wait "
        "2>1\r\nc\r\n0\r\n\r\n");
  CHECK(played("[answer framing=close reason=Fine]\n[body]\nabc\n") ==
        "HTTP/1.1 200 Fine\r\n\r\nabc");
  CHECK(played("[answer content-length=99]\n[body]\nabc\n") ==
        "HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\nabc");
  CHECK(played("[raw newline=crlf end=\"\\n\"]\na\n{{hex 00 ff}}\n") ==
        std::string("a\r\n\0\xff\n", 6));
}

TEST_CASE("Directives") {
  CHECK(played("[raw]\n{{fill 7 abc}}|{{fill 40000 z}}\n") == "abcabca|" + std::string(40000, 'z'));
  CHECK(played("[raw]\na{{wait 30}}b{{brace}}}}{{hang}}{{reset}}{{close}}\n") ==
        "a<wait 30>b{{}}<hang><reset><close>");
  CHECK(played("[raw piece=2 pause=5]\nabcde\n") == "ab<wait 5>cd<wait 5>e");
  CHECK(played("[answer delay=9 fault=reset]\n") == "<wait 9><reset>");
}

TEST_CASE("A script that cannot be meant fails") {
  for (const char* bad : {"[answer]\n",
                          "[request]\n",
                          "[request]\n[answer]\n[answer]\n",
                          "[request]\n[answer]\n[raw]\n",
                          "[request]\n[raw]\nx\n[body]\nx\n",
                          "[request]\n[answer fault=explode]\n",
                          "[request]\n[answer fault=hang]\n[body]\nx\n",
                          "[request]\n[answer framing=chnked]\n",
                          "[request]\n[answer status=99]\n",
                          "[request]\n[raw]\n{{cutt}}\n",
                          "[request]\n[raw]\n{{cut\n",
                          "[request]\n[raw]\n{{wait}}\n",
                          "[request]\n[raw]\n{{wait -1}}\n",
                          "[request]\n[raw]\n{{hex 1g}}\n",
                          "[request]\n[raw]\n{{hex}}\n",
                          "[request]\n[raw]\n{{fill 10}}\n",
                          "[request]\n[raw]\n{{hang 5}}\n",
                          "[request]\n[answer]\n[body]\n{{forever x}}\n",
                          "[request]\n[answer]\n[body newline=cr]\nx\n",
                          "[request]\n[answer]\n[body piece=x]\nx\n",
                          "[request]\nx-a\n[answer]\n",
                          "[request]\n[request-json]\n{\n[answer]\n",
                          "[request]\n[request-body]\n[request-json]\n{}\n[answer]\n",
                          "[request repeat=-1]\n[raw]\n"}) {
    INFO(bad);
    CHECK_FALSE(read(bad).ok());
  }
}

TEST_CASE("A request is compared with what was expected") {
  const auto script = script_of(
      "[request method=POST path=/a]\ncontent-type: application/json\n!cookie\n"
      "[request-json]\n{\"m\": [{\"x\": 1}]}\n[answer]\n");
  CHECK(script->unplayed() == std::vector<int>{1});
  ReceivedRequest wrong = request_to("/a", R"({"m":[{"x":2}]})");
  CHECK(played(script->answer(wrong)).starts_with("HTTP/1.1 599"));
  wrong = request_to("/a", R"({"m":[{"x":1},{}]})");
  CHECK(played(script->answer(wrong)).starts_with("HTTP/1.1 599"));
  wrong = request_to("/b", R"({"m":[{"x":1}]})");
  CHECK(played(script->answer(wrong)).starts_with("HTTP/1.1 599"));
  wrong = request_to("/a", R"({"m":[{"x":1}]})");
  wrong.headers.emplace_back("cookie", "c");
  CHECK(played(script->answer(wrong)).starts_with("HTTP/1.1 599"));
  CHECK(script->mismatches().size() == 4);
  CHECK(script->mismatches()[0] == "x.case:1: /m/0/x is another value");
  const ReceivedRequest right = request_to("/a?q=1", R"({"m":[{"x":1,"y":2}],"z":3})");
  CHECK(played(script->answer(right)).starts_with("HTTP/1.1 200"));
  CHECK(script->unplayed().empty());
  CHECK(played(script->answer(right)).starts_with("HTTP/1.1 599"));
}

TEST_CASE("Exchanges follow each other, and may repeat") {
  const auto script = script_of(
      "[request path=/a repeat=2]\n[answer status=500]\n"
      "[request path=/b repeat=0]\n[answer status=503]\n"
      "[request path=/c]\n[answer]\n");
  CHECK(played(script->answer(request_to("/a"))).starts_with("HTTP/1.1 500"));
  CHECK(played(script->answer(request_to("/a"))).starts_with("HTTP/1.1 500"));
  CHECK(played(script->answer(request_to("/b"))).starts_with("HTTP/1.1 503"));
  CHECK(played(script->answer(request_to("/b"))).starts_with("HTTP/1.1 503"));
  CHECK(played(script->answer(request_to("/c"))).starts_with("HTTP/1.1 200"));
  CHECK(script->mismatches().empty());
  CHECK(script->unplayed().empty());
}
