#include "base/json_index.h"

#include <string>

#include "support/catch.h"

using weir::JsonIndex;
using weir::JsonLimits;
using weir::JsonNode;
using weir::JsonType;
using weir::kNoJsonNode;

namespace {

JsonIndex parse(const std::string& text) {
  auto index = JsonIndex::parse(text);
  REQUIRE(index.ok());
  return std::move(index).value();
}

std::string reason(const std::string& text, const JsonLimits& limits = {}) {
  const auto index = JsonIndex::parse(text, limits);
  return index.ok() ? "" : std::string(index.status().reason());
}

std::string message(const std::string& text) {
  const auto index = JsonIndex::parse(text);
  return index.ok() ? "" : std::string(index.status().message());
}

}  // namespace

TEST_CASE("spans, texts and paths of a body") {
  const std::string body =
      R"( {"a/b~":[1,-0,true,null,"x\u00e9\ny"],"":{"k":123456789012345678901}} )";
  const JsonIndex index = parse(body);

  const JsonNode text = index.at("/a~1b~0/4");
  REQUIRE(index.type(text) == JsonType::kString);
  CHECK(index.text(text) == "x\xC3\xA9\ny");
  CHECK(index.raw(text) == R"("x\u00e9\ny")");
  CHECK_FALSE(index.is_verbatim(text));
  CHECK(body.substr(index.span(text).begin, 3) == "\"x\\");
  CHECK(index.pointer(text) == "/a~1b~0/4");

  const JsonNode number = index.at("//k");
  CHECK(index.raw(number) == "123456789012345678901");
  CHECK_FALSE(index.integer(number).has_value());
  CHECK(index.pointer(number) == "//k");
  CHECK(index.text(index.key_of(number)) == "k");
  CHECK(index.integer(index.at("/a~1b~0/1")) == 0);
  CHECK(index.boolean(index.at("/a~1b~0/2")) == true);
  CHECK(index.type(index.at("/a~1b~0/3")) == JsonType::kNull);
  CHECK(index.raw(JsonIndex::root()) == body.substr(1, body.size() - 2));
}

TEST_CASE("the paths of many siblings cost no walk over them") {
  std::string body = "{\"a\":[0";
  for (int i = 1; i < 150'000; ++i) body += i % 3 == 0 ? ",[]" : ",0";
  const JsonIndex index = parse(body + "],\"b\":{\"c\":1,\"d\":2}}");
  size_t place = 0;
  for (const JsonNode node : index.children(index.at("/a"))) {
    REQUIRE(index.ordinal(node) == place);
    REQUIRE(index.pointer(node) == "/a/" + std::to_string(place++));
  }
  CHECK(place == 150'000);
  CHECK(index.ordinal(index.at("/b")) == 1);
  CHECK(index.ordinal(index.at("/b/d")) == 1);
  CHECK(index.ordinal(index.key_of(index.at("/b/d"))) == 1);
  CHECK(index.ordinal(JsonIndex::root()) == 0);
}

TEST_CASE("navigation finds what is there and nothing else") {
  const JsonIndex index = parse(R"({"a":[[],{},[1,2]],"b":"c"})");
  std::string seen;
  for (const JsonNode value : index.children(JsonIndex::root())) {
    seen += index.text(index.key_of(value));
  }
  CHECK(seen == "ab");
  CHECK(index.children(index.at("/a/0")).empty());
  CHECK(index.children(index.at("/a/1")).empty());
  CHECK(index.children(index.at("/b")).empty());
  CHECK(index.raw(index.at("/a/2/1")) == "2");
  CHECK(index.parent(index.at("/a/2/1")) == index.at("/a/2"));
  CHECK(index.after(index.at("/a")) == index.key_of(index.at("/b")));
  for (const char* absent :
       {"/c", "/a/3", "/a/01", "/a/-", "/a/x", "/b/0", "a", "/a/0/0", "/a/2/"}) {
    CHECK(index.at(absent) == kNoJsonNode);
  }
  CHECK(index.member(index.at("/b"), "c") == kNoJsonNode);
  CHECK(index.member(kNoJsonNode, "c") == kNoJsonNode);
}

TEST_CASE("views stay valid when the index moves") {
  JsonIndex index = parse(R"(["a","\u0062"])");
  const std::string_view plain = index.text(1);
  const std::string_view decoded = index.text(2);
  const JsonIndex moved = std::move(index);
  CHECK(plain == "a");
  CHECK(decoded == "b");
  CHECK(moved.text(1).data() == plain.data());
}

TEST_CASE("what is refused, and where") {
  CHECK(reason("") == "json.syntax");
  CHECK(reason("[1,]") == "json.syntax");
  CHECK(reason("{\"a\":1,}") == "json.syntax");
  CHECK(reason("[1 2]") == "json.syntax");
  CHECK(reason("nul") == "json.syntax");
  CHECK(reason("[01]") == "json.syntax");
  CHECK(reason("[1.]") == "json.syntax");
  CHECK(reason("1e400") == "json.syntax");
  CHECK(reason("[NaN]") == "json.syntax");
  CHECK(reason("// c\n1") == "json.syntax");
  CHECK(reason("[\"a") == "json.syntax");
  CHECK(reason("[\"\\x\"]") == "json.syntax");
  CHECK(reason("[\"\\u12g4\"]") == "json.syntax");
  CHECK(reason("[\"a\tb\"]") == "json.syntax");
  CHECK(reason("[\"a\x1A\"]") == "json.syntax");
  CHECK(reason(std::string("[\"a\0b\"]", 7)) == "json.syntax");
  CHECK(reason("{1:2}") == "json.syntax");
  CHECK(reason("[1]x") == "json.trailing_bytes");
  CHECK(reason("{}{}") == "json.trailing_bytes");
  CHECK(reason(std::string("{}\0garbage", 10)) == "json.trailing_bytes");
  CHECK(reason(std::string("{}\0", 3)) == "json.trailing_bytes");
  CHECK(reason("\xEF\xBB\xBF{}") == "json.byte_order_mark");
  CHECK(message("[1,2}").find("byte 4") != std::string::npos);
}

TEST_CASE("UTF-8 is checked strictly") {
  CHECK(reason("[\"\\ud800\"]") == "json.invalid_utf8");
  CHECK(reason("[\"\\ud800x\"]") == "json.invalid_utf8");
  CHECK(reason("[\"\\ud800\\ud800\"]") == "json.invalid_utf8");
  CHECK(reason("[\"\\udc00\"]") == "json.invalid_utf8");
  CHECK(reason("[\"\\udc00\\ud800\"]") == "json.invalid_utf8");
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                          "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80",
                          "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x82", "\xF0\x9F\x98"}) {
    CHECK(reason("[\"" + std::string(bad) + "\"]") == "json.invalid_utf8");
    CHECK(reason("{\"" + std::string(bad) + "\":1}") == "json.invalid_utf8");
  }
  CHECK(message("[\"0123456789012345678\xFF\"]").find("byte 21") != std::string::npos);
  for (const char* good :
       {"\xC2\x80", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF", "\x7F", "\\u0000"}) {
    CHECK(reason("[\"" + std::string(good) + "\"]").empty());
  }
}

// Every sequence of two bytes, and every three of the edge rows, against the definition of UTF-8 as
// code points.
TEST_CASE("the UTF-8 check agrees with a decoder for every short sequence") {
  const auto encode = [](unsigned point) {
    std::string out;
    if (point < 0x80) {
      out += static_cast<char>(point);
    } else if (point < 0x800) {
      out += static_cast<char>(0xC0 | (point >> 6));
      out += static_cast<char>(0x80 | (point & 63));
    } else {
      out += static_cast<char>(0xE0 | (point >> 12));
      out += static_cast<char>(0x80 | ((point >> 6) & 63));
      out += static_cast<char>(0x80 | (point & 63));
    }
    return out;
  };
  size_t accepted = 0;
  for (unsigned first = 0x80; first < 0x100; ++first) {
    for (unsigned second = 0x80; second < 0xC0; ++second) {
      const std::string two{static_cast<char>(first), static_cast<char>(second)};
      const unsigned point = ((first & 0x1F) << 6) | (second & 63);
      const bool is_valid = first < 0xE0 && first >= 0xC0 && point >= 0x80 && encode(point) == two;
      REQUIRE(reason("[\"" + two + "\"]").empty() == is_valid);
      accepted += is_valid ? 1 : 0;
      for (const unsigned third : {0x7FU, 0x80U, 0xBFU, 0xC0U}) {
        std::string three = two + static_cast<char>(third);
        const unsigned wide = ((first & 15) << 12) | ((second & 63) << 6) | (third & 63);
        const bool is_surrogate = wide >= 0xD800 && wide < 0xE000;
        const bool fits =
            (first & 0xF0) == 0xE0 && wide >= 0x800 && !is_surrogate && encode(wide) == three;
        const bool is_two_and_ascii = is_valid && third == 0x7F;
        REQUIRE(reason("[\"" + three + "\"]").empty() == (fits || is_two_and_ascii));
      }
    }
  }
  CHECK(accepted == 30 * 64);
}

TEST_CASE("a key may stand once in an object, however it is written") {
  CHECK(reason(R"({"a":1,"a":2})") == "json.duplicate_key");
  CHECK(reason(R"({"a":1,"\u0061":2})") == "json.duplicate_key");
  CHECK(reason(R"([{"x":{"a":1,"b":2,"a":3}}])") == "json.duplicate_key");
  CHECK(reason(R"({"a":{"a":{"a":1}},"b":{"a":1}})").empty());
  CHECK(reason(R"({"":1,"":2})") == "json.duplicate_key");
  std::string many = "{";
  for (int i = 0; i < 1000; ++i) many += "\"k" + std::to_string(i) + "\":{},";
  CHECK(reason(many + "\"z\":1}").empty());
  CHECK(reason(many + "\"k500\":1}") == "json.duplicate_key");
  CHECK(message(many + "\"k500\":1}").find("byte " + std::to_string(many.size())) !=
        std::string::npos);
}

TEST_CASE("limits hold to the one") {
  CHECK(reason(std::string(128, '[') + std::string(128, ']')).empty());
  CHECK(reason(std::string(129, '[') + std::string(129, ']')) == "json.too_deep");
  CHECK(reason(std::string(2'000'000, '[')) == "json.too_deep");
  std::string objects;
  for (int i = 0; i < 200'000; ++i) objects += "{\"\":";
  CHECK(reason(objects) == "json.too_deep");

  JsonLimits limits;
  limits.max_nodes = 4;
  CHECK(reason("[1,2,3]", limits).empty());
  CHECK(reason("[1,2,3,4]", limits) == "json.too_many_nodes");
  CHECK(reason("{\"a\":1,\"b\":2}", limits) == "json.too_many_nodes");
  limits.max_bytes = 7;
  CHECK(reason("[1,2,3]", limits).empty());
  CHECK(reason("[1,2,3] ", limits) == "body.too_large");

  std::string tiny = "[";
  for (int i = 0; i < 2'000'000; ++i) tiny += "\"\",";
  CHECK(reason(tiny + "0]") == "json.too_many_nodes");
}

TEST_CASE("an error names a place and never the text") {
  for (const char* body :
       {"{\"canary\":1,\"canary\":2}", "[\"canary\xFF\"]", "[\"canary\"] canary", "[canary]"}) {
    CHECK_FALSE(message(body).empty());
    CHECK(message(body).find("canary") == std::string::npos);
    CHECK(message(body).find(" byte ") != std::string::npos);
  }
}
