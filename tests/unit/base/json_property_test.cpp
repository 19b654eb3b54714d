// JsonIndex and JsonEdit against RapidJSON's stock reader, on random texts from fixed seeds.
#include <rapidjson/document.h>
#include <rapidjson/memorystream.h>

#include <string>
#include <vector>

#include "base/json_edit.h"
#include "base/json_index.h"
#include "random_json.h"
#include "support/catch.h"

using weir::JsonEdit;
using weir::JsonIndex;
using weir::JsonNode;
using weir::JsonType;
using weir::RandomJson;

namespace {

constexpr unsigned kStockFlags = rapidjson::kParseIterativeFlag |
                                 rapidjson::kParseValidateEncodingFlag |
                                 rapidjson::kParseNumbersAsStringsFlag;

std::string_view view(const rapidjson::Value& value) {
  return {value.GetString(), value.GetStringLength()};
}

// Numbers are strings in the stock tree, by its flag.
bool is_same(const JsonIndex& index, JsonNode node, const rapidjson::Value& value) {
  switch (index.type(node)) {
    case JsonType::kNull:
      return value.IsNull();
    case JsonType::kFalse:
      return value.IsFalse();
    case JsonType::kTrue:
      return value.IsTrue();
    case JsonType::kNumber:
    case JsonType::kString:
      return value.IsString() && index.text(node) == view(value);
    case JsonType::kArray: {
      if (!value.IsArray()) return false;
      rapidjson::SizeType place = 0;
      for (const JsonNode child : index.children(node)) {
        if (place >= value.Size() || !is_same(index, child, value[place++])) return false;
      }
      return place == value.Size();
    }
    case JsonType::kObject: {
      if (!value.IsObject()) return false;
      auto member = value.MemberBegin();
      for (const JsonNode child : index.children(node)) {
        if (member == value.MemberEnd() || index.text(index.key_of(child)) != view(member->name) ||
            !is_same(index, child, member->value)) {
          return false;
        }
        ++member;
      }
      return member == value.MemberEnd();
    }
    case JsonType::kKey:
      return false;
  }
  return false;
}

// Whether both readers say the same, but for what JsonIndex refuses on purpose.
bool agree(const std::string& text) {
  const auto index = JsonIndex::parse(text);
  rapidjson::Document stock;
  // Not Parse(text, length), which skips half of a byte order mark, nor a StringStream, which reads
  // past the end behind half of a character.
  rapidjson::MemoryStream stream(text.data(), text.size());
  stock.ParseStream<kStockFlags>(stream);
  if (index.ok()) {
    return !stock.HasParseError() && is_same(index.value(), JsonIndex::root(), stock);
  }
  if (stock.HasParseError()) return true;
  const std::string_view reason = index.status().reason();
  if (reason == "json.invalid_utf8") {
    return text.find("\\ud") != std::string::npos || text.find("\\uD") != std::string::npos;
  }
  return reason == "json.duplicate_key" || reason == "json.too_deep" ||
         (reason == "json.trailing_bytes" && text.find('\0') != std::string::npos);
}

}  // namespace

TEST_CASE("random texts and their mutants are read as the stock reader reads them") {
  RandomJson random(1);
  size_t accepted = 0;
  for (int round = 0; round < 12000; ++round) {
    const std::string text = random.value();
    REQUIRE(agree(text));
    REQUIRE(JsonIndex::parse(text).ok());
    for (int i = 0; i < 10; ++i) {
      const std::string mutant = random.mutated(text);
      CAPTURE(mutant);
      REQUIRE(agree(mutant));
      accepted += JsonIndex::parse(mutant).ok() ? 1 : 0;
    }
  }
  CHECK(accepted > 1000);  // the mutants are not all plain rubbish
}

TEST_CASE("every node can be found by its path, and every span holds its value") {
  RandomJson random(2);
  for (int round = 0; round < 500; ++round) {
    const auto index = JsonIndex::parse(random.value());
    REQUIRE(index.ok());
    for (JsonNode node = 0; node < index->node_count(); ++node) {
      if (index->type(node) == JsonType::kKey) continue;
      REQUIRE(index->at(index->pointer(node)) == node);
      const auto again = JsonIndex::parse(std::string(index->raw(node)));
      REQUIRE(again.ok());
      REQUIRE(again->text(JsonIndex::root()) == index->text(node));
    }
  }
}

TEST_CASE("random strings decode to their text") {
  RandomJson random(3);
  for (int round = 0; round < 20000; ++round) {
    const std::string raw = random.string();
    const auto index = JsonIndex::parse("[" + raw + ",{" + raw + ":0}]");
    REQUIRE(index.ok());
    REQUIRE(index->text(1) == random.last_text());
    REQUIRE(index->text(3) == random.last_text());
  }
}

namespace {

// Moves to the boundary of a character; these texts are made of whole characters.
size_t boundary(std::string_view text, size_t place) {
  while (place < text.size() && (static_cast<unsigned char>(text[place]) & 0xC0) == 0x80) ++place;
  return place;
}

}  // namespace

TEST_CASE("splices into random texts are read back exactly, and nothing else changes") {
  RandomJson random(4);
  size_t splices = 0;
  for (int round = 0; round < 12000; ++round) {
    const auto index = JsonIndex::parse(random.value());
    REQUIRE(index.ok());
    JsonEdit edit(index.value());
    std::vector<std::string> expected(index->node_count());
    for (JsonNode node = 0; node < index->node_count(); ++node) {
      const std::string_view text = index->text(node);
      expected[node] = text;
      if (index->type(node) != JsonType::kString || random.below(2) == 0) continue;
      size_t done = 0;
      std::string& out = expected[node];
      out.clear();
      for (size_t count = random.below(3); count > 0; --count) {
        const size_t start = boundary(text, done + random.below(text.size() - done + 1));
        const size_t end = boundary(text, start + random.below(text.size() - start + 1));
        static_cast<void>(random.string());
        const std::string replacement = random.last_text();
        edit.replace_text(node, start, end, replacement);
        out += std::string(text.substr(done, start - done)) + replacement;
        done = end;
        ++splices;
      }
      out += text.substr(done);
    }
    const auto after = JsonIndex::parse(edit.apply());
    REQUIRE(after.ok());
    REQUIRE(after->node_count() == index->node_count());
    for (JsonNode node = 0; node < index->node_count(); ++node) {
      const JsonType type = index->type(node);
      REQUIRE(after->type(node) == type);
      if (type != JsonType::kArray && type != JsonType::kObject) {
        REQUIRE(after->text(node) == expected[node]);
      }
    }
  }
  CHECK(splices > 5000);
}

TEST_CASE("any range at all leaves a valid text without the bytes of the range") {
  RandomJson random(5);
  for (int round = 0; round < 40000; ++round) {
    const std::string raw = random.string();
    const std::string text = random.last_text();
    const auto index = JsonIndex::parse(raw);
    REQUIRE(index.ok());
    const size_t start = random.below(text.size() + 1);
    const size_t end = start + random.below(text.size() - start + 1);
    JsonEdit edit(index.value());
    edit.replace_text(0, start, end, "#");
    const auto after = JsonIndex::parse(edit.apply());
    REQUIRE(after.ok());
    const std::string_view out = after->text(0);
    const size_t mark = out.find('#');
    if (start == end) {  // an insertion takes nothing away
      REQUIRE(std::string(out).erase(mark, 1) == text);
      continue;
    }
    REQUIRE(mark <= start);                               // no byte of the range before it
    REQUIRE(out.size() - mark - 1 <= text.size() - end);  // and none behind it
    REQUIRE(text.substr(0, mark) == out.substr(0, mark));
    REQUIRE(text.substr(text.size() - (out.size() - mark - 1)) == out.substr(mark + 1));
  }
}

TEST_CASE("random removals, replacements and insertions leave a valid text") {
  RandomJson random(6);
  for (int round = 0; round < 12000; ++round) {
    const auto index = JsonIndex::parse("{\"r\":" + random.value() + "}");
    REQUIRE(index.ok());
    JsonEdit edit(index.value());
    for (JsonNode node = 1; node < index->node_count(); ++node) {
      const size_t choice = random.below(6);
      if (index->type(node) == JsonType::kKey) continue;
      if (choice == 0) edit.remove(node);
      if (choice == 1) edit.replace_value(node, random.value(4));
      if (index->type(node) == JsonType::kObject && choice >= 4) {
        edit.insert_member(node, "new " + std::to_string(round), random.value(4));
      }
      if (index->type(node) == JsonType::kString && choice == 3) edit.replace_text(node, 0, 1, "x");
    }
    const std::string out = edit.apply();
    CAPTURE(index->body(), out);
    REQUIRE(JsonIndex::parse(out).ok());
  }
}
