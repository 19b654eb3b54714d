#include "providers/leaf.h"

#include <string>

#include "support/catch.h"

using weir::JsonEdit;
using weir::JsonIndex;
using weir::LeafEdit;
using weir::LeafKind;
using weir::LeafSet;

namespace {

JsonIndex parse(const std::string& text) {
  auto index = JsonIndex::parse(text);
  REQUIRE(index.ok());
  return std::move(index).value();
}

std::string applied(const JsonIndex& index, const LeafSet& leaves,
                    const std::vector<LeafEdit>& edits) {
  JsonEdit out(index);
  leaves.apply(index, edits, out);
  std::string text = out.apply();
  REQUIRE(JsonIndex::parse(text).ok());
  return text;
}

}  // namespace

TEST_CASE("several strings are one text, and edits find their way back") {
  const JsonIndex index = parse(R"(["my num","ber is 04","","\u003012345","."])");
  LeafSet leaves;
  leaves.add_joined(LeafKind::kMessageText, {1, 2, 3, 4, 5}, index);
  REQUIRE(leaves.size() == 1);
  CHECK(leaves.text(index, 0) == "my number is 04012345.");
  CHECK(leaves.pointer(index, 0) == "/0");
  CHECK(index.pointer(leaves.place(0, 0).node) == "/0");
  CHECK(index.pointer(leaves.place(0, 6).node) == "/1");
  CHECK(leaves.place(0, 13).offset == 7);
  CHECK(index.pointer(leaves.place(0, 15).node) == "/3");
  CHECK(index.pointer(leaves.place(0, 21).node) == "/4");
  CHECK(index.pointer(leaves.place(0, 22).node) == "/4");
  CHECK(leaves.place(0, 22).offset == 1);

  CHECK(applied(index, leaves, {{0, 13, 21, "[PHONE]"}}) ==
        R"(["my num","ber is [PHONE]","","","."])");
  CHECK(applied(index, leaves, {{0, 0, 2, "your"}, {0, 3, 9, "X"}, {0, 21, 22, "!"}}) ==
        R"(["your X"," is 04","","\u003012345","!"])");
  CHECK(applied(index, leaves, {{0, 0, 22, "gone"}}) == R"(["gone","","","",""])");
  CHECK(applied(index, leaves, {{0, 6, 6, "+"}}) ==
        R"(["my num","+ber is 04","","\u003012345","."])");
  CHECK(applied(index, leaves, {{0, 22, 22, "+"}}) ==
        R"(["my num","ber is 04","","\u003012345",".+"])");
}

TEST_CASE("many parts and many edits of one text") {
  constexpr size_t kParts = 100'000;
  std::string body = "[\"ab\"";
  std::string wanted = "[\"X\"";
  std::vector<weir::JsonNode> nodes = {1};
  for (size_t i = 1; i < kParts; ++i) {
    body += i % 2 == 0 ? ",\"ab\"" : ",\"\"";
    wanted += i % 2 == 0 ? ",\"X\"" : ",\"\"";
    nodes.push_back(static_cast<weir::JsonNode>(i + 1));
  }
  const JsonIndex index = parse(body + "]");
  LeafSet leaves;
  leaves.add_joined(LeafKind::kMessageText, nodes, index);
  std::vector<LeafEdit> edits;
  for (size_t i = 0; i < kParts; i += 2) {
    REQUIRE(leaves.place(0, i).node == nodes[i]);
    REQUIRE(leaves.place(0, i + 1).offset == 1);
    edits.push_back({0, i, i + 2, "X"});
  }
  CHECK((applied(index, leaves, edits) == wanted + "]"));
}

TEST_CASE("numbers stay numbers or become strings") {
  const JsonIndex index = parse("[358401234567, 123456789]");
  LeafSet leaves;
  leaves.add(LeafKind::kNumber, 1, index);
  leaves.add(LeafKind::kNumber, 2, index);
  CHECK(leaves.text(index, 0) == "358401234567");
  CHECK(applied(index, leaves, {{0, 0, 12, "[PHONE]"}}) == R"(["[PHONE]", 123456789])");
  CHECK(applied(index, leaves, {{0, 8, 12, "0000"}, {1, 0, 9, "1"}}) == "[358401230000, 1]");
  CHECK(applied(index, leaves, {{0, 8, 10, "*"}, {0, 10, 12, "*"}}) ==
        R"(["35840123**", 123456789])");
  CHECK(applied(index, leaves, {{1, 0, 8, ""}, {0, 0, 12, ""}}) == R"(["", 9])");
  CHECK(applied(index, leaves, {{1, 0, 9, "1 "}}) == R"([358401234567, "1 "])");
}

TEST_CASE("keys of one object stay apart") {
  const JsonIndex index = parse(R"({"a@x.fi":1,"b@x.fi":2,"[EMAIL]":3,"in":{"c@x.fi":4}})");
  LeafSet leaves;
  for (const char* path : {"/a@x.fi", "/b@x.fi", "/in/c@x.fi"}) {
    leaves.add(LeafKind::kKey, index.key_of(index.at(path)), index);
  }
  CHECK(leaves.pointer(index, 2) == "/in/c@x.fi");
  CHECK(
      applied(index, leaves, {{1, 0, 6, "[EMAIL]"}, {0, 0, 6, "[EMAIL]"}, {2, 0, 6, "[EMAIL]"}}) ==
      R"({"[EMAIL]_2":1,"[EMAIL]_3":2,"[EMAIL]":3,"in":{"[EMAIL]":4}})");
}
