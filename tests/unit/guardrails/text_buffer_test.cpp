#include "guardrails/text_buffer.h"

#include <random>
#include <string>

#include "support/catch.h"

using namespace weir;

namespace {

std::string random_text(std::mt19937_64& random) {
  static constexpr std::string_view kParts[] = {"a",  "1", " ", "ä",  "１", "\u200B", "–",    "字",
                                                "\\", "n", "u", "00", "e4", "\"",     "\xC3", "😀"};
  std::string out;
  for (size_t count = random() % 60; count > 0; --count) out += kParts[random() % 16];
  return out;
}

}  // namespace

TEST_CASE("pieces give the text and the map of the whole", "[text_buffer]") {
  std::mt19937_64 random(11);
  for (int round = 0; round < 2000; ++round) {
    const NormaliseMode mode = round % 2 == 0 ? NormaliseMode::kText : NormaliseMode::kJsonEscapes;
    const std::string given = random_text(random);
    TextBuffer whole(mode);
    whole.append(given);
    whole.complete();
    TextBuffer pieces(mode);
    for (size_t at = 0; at < given.size();) {
      const size_t size = 1 + random() % 5;
      pieces.append(std::string_view(given).substr(at, size));
      at += size;
    }
    pieces.complete();
    REQUIRE(pieces.end() == whole.end());
    CHECK(pieces.folded(0, pieces.end()) == whole.folded(0, whole.end()));
    CHECK(pieces.map().original_end() == given.size());
    for (size_t at = 0; at <= whole.end(); ++at) {
      CHECK(pieces.map().start_of(at) == whole.map().start_of(at));
      CHECK(pieces.map().end_of(at) == whole.map().end_of(at));
    }
  }
}

TEST_CASE("what is dropped does not move the rest", "[text_buffer]") {
  TextBuffer text(NormaliseMode::kText);
  std::string given;
  for (int i = 0; i < 3000; ++i) given += i % 7 == 0 ? "\uFF11\u200B" : "ab ";
  text.append(given);
  const std::string before(text.folded(6000, text.end()));
  const size_t start = text.map().start_of(6500);
  const size_t end = text.map().end_of(6500);
  text.drop(6000);
  CHECK(text.begin() == 6000);
  CHECK(text.folded(6000, text.end()) == before);
  CHECK(text.map().start_of(6500) == start);
  CHECK(text.map().end_of(6500) == end);
}
