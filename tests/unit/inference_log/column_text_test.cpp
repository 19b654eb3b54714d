#include "inference_log/column_text.h"

#include <random>

#include "inference_log/payload.h"
#include "support/catch.h"

namespace {

constexpr size_t kNoLimit = 1000;

std::string mended(std::string_view text) {
  return weir::column_text(text, kNoLimit);
}

}  // namespace

TEST_CASE("valid UTF-8 passes unchanged", "[column_text]") {
  for (const char* text : {"", "plain", "ääkköset", "\xE2\x82\xAC", "\xF0\x9F\x98\x80",
                           "\xED\x9F\xBF", "\xF4\x8F\xBF\xBF", "\xEF\xBF\xBD"}) {
    CHECK(mended(text) == text);
  }
}

TEST_CASE("every byte that is not UTF-8 becomes one replacement character", "[column_text]") {
  const std::string bad = "\xEF\xBF\xBD";
  CHECK(mended("a\xFFz") == "a" + bad + "z");
  CHECK(mended("\xC0\xAF") == bad + bad);            // overlong
  CHECK(mended("\xE0\x80\xAF") == bad + bad + bad);  // overlong
  CHECK(mended("\xED\xA0\x80") == bad + bad + bad);  // a surrogate
  CHECK(mended("\xF4\x90\x80\x80").size() == 12);    // above U+10FFFF
  CHECK(mended("\xE2\x82") == bad + bad);            // cut short
  CHECK(mended(std::string_view("a\0b", 3)) == "a" + bad + "b");
}

TEST_CASE("whatever goes in, valid text within the limit comes out", "[column_text]") {
  std::mt19937 random(7);  // NOLINT: a fixed seed on purpose
  for (int round = 0; round < 2000; ++round) {
    std::string noise(random() % 40, '\0');
    for (char& c : noise) c = static_cast<char>(random() % 4 == 0 ? 0xE2 : random());
    const size_t limit = random() % 50;
    const std::string once = weir::column_text(noise, limit);
    CHECK(once.size() <= limit);
    CHECK(weir::column_text(once, kNoLimit) == once);
  }
}

TEST_CASE("a cut never falls inside a character", "[column_text]") {
  const std::string text = "a\xE2\x82\xAC\xF0\x9F\x98\x80";
  CHECK(weir::prefix_of_whole_characters(text, 0) == 0);
  CHECK(weir::prefix_of_whole_characters(text, 1) == 1);
  CHECK(weir::prefix_of_whole_characters(text, 3) == 1);
  CHECK(weir::prefix_of_whole_characters(text, 4) == 4);
  CHECK(weir::prefix_of_whole_characters(text, 7) == 4);
  CHECK(weir::prefix_of_whole_characters(text, 8) == 8);
  CHECK(weir::prefix_of_whole_characters(text, 99) == 8);
  CHECK(weir::column_text(text, 6) == "a\xE2\x82\xAC");
}

TEST_CASE("a payload is cut, and what it was stands beside it", "[payload]") {
  std::optional<std::string> payload = std::string(10, 'x');
  weir::PayloadSeal seal;
  weir::seal_payload(payload, seal, 4);
  CHECK(*payload == "xxxx");
  CHECK(seal.bytes == 10);
  CHECK(seal.truncated);
  // printf xxxxxxxxxx | sha256sum
  CHECK(seal.sha256 == "fc11d6f28e59d3cc33c0b14ceb644bf0902ebd63d61218dffe9e7dac7c254542");
  weir::seal_payload(payload, seal, 2);  // sealed already
  CHECK(*payload == "xxxx");
}

TEST_CASE("a payload within the cap stays whole, and none stays none", "[payload]") {
  std::optional<std::string> payload = "{}";
  weir::PayloadSeal seal;
  weir::seal_payload(payload, seal, 2);
  CHECK(*payload == "{}");
  CHECK_FALSE(seal.truncated);

  std::optional<std::string> none;
  weir::PayloadSeal untouched;
  weir::seal_payload(none, untouched, 2);
  CHECK_FALSE(none.has_value());
  CHECK(untouched.bytes == -1);
}
