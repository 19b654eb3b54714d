#include "base/json_edit.h"

#include <string>

#include "support/catch.h"

using weir::JsonEdit;
using weir::JsonIndex;

namespace {

JsonIndex parse(const std::string& text) {
  auto index = JsonIndex::parse(text);
  REQUIRE(index.ok());
  return std::move(index).value();
}

}  // namespace

TEST_CASE("no change gives back every byte") {
  const std::string body = "{ \"a\" : [1e0, -0,\t123456789012345678901 ] , \"\\u0062\":\"\\/\" }\n";
  const JsonIndex index = parse(body);
  CHECK(JsonEdit(index).apply() == body);
}

TEST_CASE("ranges of text are replaced where they stand") {
  const JsonIndex index = parse(R"(["call 0401234567 now", 1.50])");
  JsonEdit edit(index);
  edit.replace_text(1, 5, 15, "[PHONE]");
  CHECK(edit.apply() == R"(["call [PHONE] now", 1.50])");
}

TEST_CASE("ranges map through escapes and are widened to whole ones") {
  const JsonIndex index = parse(R"(["a\n\u00e9b\ud83d\ude00c"])");  // a, LF, é (2), b, emoji (4), c
  const auto replaced = [&index](size_t start, size_t end) {
    JsonEdit edit(index);
    edit.replace_text(1, start, end, "X");
    return edit.apply();
  };
  CHECK(replaced(1, 2) == R"(["aX\u00e9b\ud83d\ude00c"])");
  CHECK(replaced(2, 4) == R"(["a\nXb\ud83d\ude00c"])");
  CHECK(replaced(3, 4) == R"(["a\nXb\ud83d\ude00c"])");
  CHECK(replaced(2, 3) == R"(["a\nXb\ud83d\ude00c"])");
  CHECK(replaced(6, 8) == R"(["a\n\u00e9bXc"])");
  CHECK(replaced(3, 7) == R"(["a\nXc"])");
  CHECK(replaced(9, 10) == R"(["a\n\u00e9b\ud83d\ude00X"])");
  CHECK(replaced(0, 10) == R"(["X"])");
  CHECK(replaced(0, 99) == R"(["X"])");
  CHECK(replaced(10, 10) == R"(["a\n\u00e9b\ud83d\ude00cX"])");
  CHECK(replaced(0, 0) == R"(["Xa\n\u00e9b\ud83d\ude00c"])");
}

TEST_CASE("raw characters are widened too") {
  const JsonIndex index = parse("[\"a\xC3\xA9\xF0\x9F\x98\x80z\"]");
  JsonEdit edit(index);
  edit.replace_text(1, 2, 4, "X");
  CHECK(edit.apply() == "[\"aXz\"]");
}

TEST_CASE("many ranges of one string, in any order, overlapping or side by side") {
  const JsonIndex index = parse(R"(["0123456789", "\u0030123456789"])");
  for (const weir::JsonNode node : {1U, 2U}) {
    JsonEdit edit(index);
    edit.replace_text(node, 7, 9, "C");
    edit.replace_text(node, 1, 3, "A");
    edit.replace_text(node, 3, 5, "B");
    edit.replace_text(node, 8, 10, "D");
    const JsonIndex after = parse(edit.apply());
    CHECK(after.text(node) == "0AB56CD");
    CHECK(after.raw(3 - node) == index.raw(3 - node));
  }
}

TEST_CASE("replacements are escaped and made UTF-8") {
  const JsonIndex index = parse(R"(["x"])");
  JsonEdit edit(index);
  edit.replace_text(1, 0, 1, std::string("\"\\\n\x01/\0\xFF\xC3\xA9", 9));
  const JsonIndex after = parse(edit.apply());
  CHECK(after.text(1) == std::string("\"\\\n\x01/\0\xEF\xBF\xBD\xC3\xA9", 11));
  CHECK(weir::json_quoted("a\tb") == "\"a\\u0009b\"");
}

TEST_CASE("keys, values and members") {
  const JsonIndex index = parse(R"({"key":"v", "n": 1 , "o":{}, "p":{"q":1}})");
  JsonEdit edit(index);
  edit.replace_text(index.key_of(index.at("/key")), 0, 3, "k2");
  edit.replace_value(index.at("/n"), "[2]");
  edit.replace_value(index.at("/n"), "[3]");
  edit.insert_member(index.at("/o"), "a", "1");
  edit.insert_member(index.at("/o"), "b", "2");
  edit.insert_member(index.at("/p"), "r\"", "null");
  CHECK(edit.apply() == R"({"k2":"v", "n": [3] , "o":{"a":1,"b":2}, "p":{"q":1,"r\"":null}})");
}

TEST_CASE("members and elements are removed with one comma") {
  const JsonIndex index = parse(R"({"a":1, "b":[1,2,3], "c":{"x":1}})");
  const auto without = [&index](const std::vector<std::string>& pointers) {
    JsonEdit edit(index);
    for (const std::string& pointer : pointers) edit.remove(index.at(pointer));
    std::string out = edit.apply();
    REQUIRE(JsonIndex::parse(out).ok());
    return out;
  };
  CHECK(without({"/a"}) == R"({"b":[1,2,3], "c":{"x":1}})");
  CHECK(without({"/b"}) == R"({"a":1, "c":{"x":1}})");
  CHECK(without({"/c"}) == R"({"a":1, "b":[1,2,3]})");
  CHECK(without({"/a", "/b"}) == R"({"c":{"x":1}})");
  CHECK(without({"/c", "/a"}) == R"({"b":[1,2,3]})");
  CHECK(without({"/b", "/c"}) == R"({"a":1})");
  CHECK(without({"/a", "/b", "/c"}) == "{}");
  CHECK(without({"/b/0", "/b/2", "/c/x"}) == R"({"a":1, "b":[2], "c":{}})");
  CHECK(without({"/b/1", "/b", "/b"}) == R"({"a":1, "c":{"x":1}})");
}

TEST_CASE("changes inside what is replaced or removed are dropped") {
  const JsonIndex index = parse(R"({"a":{"s":"text","t":[1]},"b":"z"})");
  JsonEdit edit(index);
  edit.replace_text(index.at("/a/s"), 0, 4, "X");
  edit.insert_member(index.at("/a"), "u", "1");
  edit.remove(index.at("/a/t"));
  edit.replace_value(index.at("/a"), "0");
  edit.replace_value(index.at("/b"), "1");
  edit.remove(index.at("/b"));
  CHECK(edit.apply() == R"({"a":0})");
}

TEST_CASE("a member can take the place of those removed") {
  const JsonIndex index = parse(R"({"a":1,"b":2})");
  JsonEdit all(index);
  all.remove(index.at("/a"));
  all.remove(index.at("/b"));
  all.insert_member(JsonIndex::root(), "c", "3");
  CHECK(all.apply() == R"({"c":3})");
  JsonEdit last(index);
  last.remove(index.at("/b"));
  last.insert_member(JsonIndex::root(), "c", "3");
  CHECK(last.apply() == R"({"a":1,"c":3})");
}
