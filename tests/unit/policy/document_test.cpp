#include "policy/document.h"

#include <random>
#include <string>

#include "cases.h"
#include "policy/parser.h"
#include "policy/utf8.h"
#include "support/catch.h"

using weir::Node;
using weir::NodeKind;
using weir::parse_document;
using weir::SyntaxFault;

namespace {

std::string reason_of(std::string_view text) {
  Node document;
  SyntaxFault fault;
  return parse_document(text, document, fault) ? "" : fault.reason;
}

}  // namespace

TEST_CASE("comments and trailing commas are read over", "[document]") {
  Node document;
  SyntaxFault fault;
  REQUIRE(parse_document("/* a */ { // b\n \"x\": [1, 2,], /* \"c\" */ \"y\": \"t\", }\n// end",
                         document, fault));
  REQUIRE(document.members.size() == 2);
  CHECK(document.members[0].value.items[1].text == "2");
  CHECK(document.find("y")->text == "t");
}

TEST_CASE("numbers keep their text", "[document]") {
  Node document;
  SyntaxFault fault;
  REQUIRE(parse_document("[0.10, 123456789012345678901, -0, 1e-9]", document, fault));
  CHECK(document.items[0].text == "0.10");
  CHECK(document.items[1].text == "123456789012345678901");
  CHECK(document.items[2].text == "-0");
  CHECK(document.items[3].text == "1e-9");
}

TEST_CASE("every node knows where it stood", "[document]") {
  const std::string text = R"({"a": ["b\"\\", 12, true, null, {}], "\"": "" })";
  Node document;
  SyntaxFault fault;
  REQUIRE(parse_document(text, document, fault));
  const auto& items = document.members[0].value.items;
  CHECK(text.substr(items[0].offset, 3) == "\"b\\");
  CHECK(text.substr(items[1].offset, 2) == "12");
  CHECK(text.substr(items[2].offset, 4) == "true");
  CHECK(text.substr(items[3].offset, 4) == "null");
  CHECK(text.substr(items[4].offset, 2) == "{}");
  CHECK(text.substr(document.members[1].offset, 4) == "\"\\\"\"");
  CHECK(text.substr(document.members[1].value.offset, 2) == "\"\"");
}

TEST_CASE("lines and columns start at 1", "[document]") {
  CHECK(weir::position_at("ab\ncd", 0).line == 1);
  CHECK(weir::position_at("ab\ncd", 4).line == 2);
  CHECK(weir::position_at("ab\ncd", 4).column == 2);
  CHECK(weir::position_at("ab", 99).column == 3);
}

TEST_CASE("malformed texts are refused", "[document]") {
  for (const char* text :
       {"",    " ",  "{",     "[1",   "{\"a\"}", "{\"a\":}", "[1 2]", "[,]",    "{,}", "tru",
        "\"a", "/*", "{} {}", "{} x", "01",      "[1,,2]",   "'a'",   "\"\t\"", "/",   "NaN"}) {
    INFO(text);
    CHECK(reason_of(text) == "policy.syntax");
  }
}

TEST_CASE("encodings other than UTF-8 are refused, inside comments too", "[document]") {
  for (const std::string& text :
       {std::string("// \xFF\n{}"), std::string("{\"a\": \"\xC0\x80\"}"),
        std::string("/* \xED\xA0\x80 */ 1"), std::string("\xEF\xBB\xBF{}"), std::string("{}\0", 3),
        std::string("// \0\n{}", 6), std::string("\"\\udc00\""), std::string("{\"\\udfff\": 1}")}) {
    CHECK(reason_of(text) == "policy.encoding");
  }
  CHECK_FALSE(reason_of("\"\\ud800\"").empty());
  CHECK(reason_of("\"\\ud83d\\ude00 \xF0\x9F\x98\x80\"").empty());
}

TEST_CASE("a key that stands twice is refused, however it is written", "[document]") {
  CHECK(reason_of(R"({"a": 1, "a": 1})") == "policy.duplicate_key");
  CHECK(reason_of(R"({"a": 1, "\u0061": 1})") == "policy.duplicate_key");
  CHECK(reason_of(R"([{"b": {"a": 1, "c": 2, "a": 1}}])") == "policy.duplicate_key");
  CHECK(reason_of(R"([{"a": 1}, {"a": {"a": 1}}])").empty());
}

TEST_CASE("size, depth and number of values are bounded", "[document]") {
  CHECK(reason_of(std::string(weir::kMaxPolicyBytes, ' ') + "1") == "policy.too_large");
  CHECK(reason_of(std::string(weir::kMaxPolicyBytes - 1, ' ').append("1")).empty());
  const size_t depth = weir::kMaxPolicyDepth;
  CHECK(reason_of(std::string(depth, '[') + std::string(depth, ']')).empty());
  CHECK(reason_of(std::string(depth + 1, '[') + std::string(depth + 1, ']')) == "policy.too_large");
  CHECK(reason_of(std::string(weir::kMaxPolicyBytes, '[')) == "policy.too_large");
  std::string many = "[";
  for (size_t i = 0; i < weir::kMaxPolicyNodes; ++i) many += "1,";
  CHECK(reason_of(many + "]") == "policy.too_large");
}

// Whatever bytes come, a policy is loaded or refused with a reason; nothing else happens.
TEST_CASE("random damage to a policy never gets past the checks", "[document][property]") {
  std::mt19937 random(20260828);
  const std::string whole = weir_test::whole_policy();
  const std::string bytes =
      "{}[]\",:/*\\ \n\0\xC3\xFF"
      "019eE.-truefalsnu";
  for (int round = 0; round < 4000; ++round) {
    std::string text = whole;
    for (unsigned edits = 1 + random() % 4; edits > 0; --edits) {
      const size_t at = random() % text.size();
      switch (random() % 3) {
        case 0:
          text[at] = bytes[random() % bytes.size()];
          break;
        case 1:
          text.erase(at, 1 + random() % 20);
          break;
        default:
          text.insert(at, text.substr(random() % text.size(), random() % 40));
      }
      if (text.empty()) text.push_back('x');
    }
    const auto loaded = weir::parse_policy(text);
    if (loaded.ok()) {
      CHECK((*loaded)->hash.size() == 64);
    } else {
      CHECK(loaded.status().code() == weir::Code::kInvalidPolicy);
      CHECK(loaded.status().reason().substr(0, 7) == "policy.");
      CHECK(weir::find_invalid_utf8(loaded.status().message()) == std::string_view::npos);
      CHECK(loaded.status().message().find('\n') == std::string_view::npos);
    }
  }
}
