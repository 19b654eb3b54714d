// What escapes and packed text decode to, where it came from, and that pieces do not matter.
#include "guardrails/normaliser/decoder.h"

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/normaliser/encoding_finder.h"
#include "support/catch.h"

using namespace weir;

namespace {

struct Result {
  std::string text;
  std::vector<size_t> origins;  // by byte of the text: where its original begins
  friend bool operator==(const Result&, const Result&) = default;
};

// Decodes `given` in pieces of 1 to `most` bytes; 0: as a whole.
Result decode(std::string_view given, size_t most = 0, uint64_t seed = 1) {
  std::mt19937_64 random(seed);
  Decoder decoder;
  Decoded out;
  Result result;
  std::string waiting;
  size_t base = 0;  // of waiting in the original
  for (size_t at = 0; at < given.size() || !waiting.empty();) {
    const size_t size = most == 0 ? given.size() : 1 + random() % most;
    waiting += given.substr(at, size);
    at = std::min(given.size(), at + size);
    decoder.decode(waiting, at == given.size(), out);
    REQUIRE(waiting.size() - out.consumed <= kMostUndecided);
    if (at == given.size()) REQUIRE(out.consumed == waiting.size());
    size_t done = 0;
    const auto copy_to = [&](size_t position) {
      for (; done < position; ++done) {
        result.text += waiting[done];
        result.origins.push_back(base + done);
      }
    };
    for (const Decoded::Blank& blank : out.blanks) {
      std::fill_n(waiting.begin() + static_cast<std::ptrdiff_t>(blank.in), blank.size, '.');
    }
    for (const Decoded::Unit& unit : out.units) {
      copy_to(unit.in);
      result.text += out.text.substr(unit.out, unit.out_size);
      result.origins.insert(result.origins.end(), unit.out_size, base + unit.in);
      done = unit.in + unit.in_size;
    }
    copy_to(out.consumed);
    base += out.consumed;
    waiting.erase(0, out.consumed);
  }
  return result;
}

std::string decoded(std::string_view given) {
  return decode(given).text;
}

}  // namespace

TEST_CASE("escapes of every kind become what they stand for", "[decoder]") {
  CHECK(decoded("matti%40example%2Efi") == "matti@example.fi");
  CHECK(decoded("%C3%A4") == "ä");
  CHECK(decoded("a&#64;b &#x40;c &commat;d &#64e") == "a@b @c @d @e");
  CHECK(decoded("a&nbsp;b&lt;&amp;lt;") == "a\u00A0b<&lt;");
  CHECK(decoded(R"(\u0031\u{32}\x33\U00000034)") == "1234");
  CHECK(decoded(R"(\ud83d\ude00 \/\")") == "😀 /\"");
  CHECK(decoded(R"(\ud83d alone \ude00)") == "\uFFFD alone \uFFFD");
}

TEST_CASE("what is no escape stays", "[decoder]") {
  for (const char* text :
       {"100 % of it", "%4", "%zz", "a & b", "&;", "&unknown;", "&#;", "&#x;", R"(C:\Users)",
        R"(\q)", R"(\u12)", "\\", "%", "&", "&#1114112;", "\\U00110000"}) {
    INFO(text);
    CHECK(decoded(text) == text);
  }
}

TEST_CASE("packed text is unpacked as far as it is text", "[decoder]") {
  CHECK(decoded("x bWF0dGlAZXhhbXBsZS5maQ== y") == "x matti@example.fi y");
  CHECK(decoded("(bWF0dGlAZXhhbXBsZS5maQ)") == "(matti@example.fi)");
  CHECK(decoded("bWF0dGlAZXhh\r\nbXBs\nZS5maQ==") == "matti@example.fi");
  CHECK(decoded("a=3133313035322d33303854") == "a=131052-308T");
  CHECK(decoded("0x3133313035322D33303854") == "0x131052-308T");
  // Behind what is no text, the rest stays as it is.
  CHECK(decoded("aGVsbG8gd29ybGQh/////w==") == "hello world!/////w==");
}

TEST_CASE("words, numbers and binary data are not taken for packed text", "[decoder]") {
  for (const char* text :
       {"internationalisation", "henkilötunnuksellinen", "deadbeefdeadbeefdeadbeef",
        "4111111111111111", "550e8400-e29b-41d4-a716-446655440000", "SGVsbG8", "iVBORw0KGgoAAAANS",
        "state-of-the-art/and_more+than-that", "AAAAAAAAAAAAAAAA"}) {
    INFO(text);
    CHECK(decoded(text) == text);
  }
}

TEST_CASE("a line that breaks a number is joined, a column of numbers is not", "[decoder]") {
  CHECK(decoded("card 4111 1111\n1111 1111") == "card 4111 1111 1111 1111");
  CHECK(decoded("hetu 131052-\r\n308T") == "hetu 131052-308T");
  CHECK(decoded("hetu 131052\n-308T") == "hetu 131052-308T");
  for (const char* text : {"1234\n5678", "a 12\nb", "a\n1", "a 1\n\n2", "total 12\n", "x 1\r2\r"}) {
    INFO(text);
    const bool is_joined = std::string_view(text) == "x 1\r2\r";
    CHECK(decoded(text) == (is_joined ? "x 1 2\r" : text));
  }
}

TEST_CASE("pieces decode to what the whole does", "[decoder]") {
  static constexpr std::string_view kParts[] = {"%40",
                                                "%4",
                                                "%",
                                                "&#64;",
                                                "&#6",
                                                "&amp;",
                                                "&",
                                                "\\u0041",
                                                "\\u00",
                                                "\\",
                                                "\\x41",
                                                "\n",
                                                "\r\n",
                                                "12",
                                                "-",
                                                "a",
                                                " ",
                                                "0x",
                                                "ä",
                                                "=",
                                                "==",
                                                "bWF0dGlAZXhh",
                                                "bXBsZS5maQ==",
                                                "313331303532",
                                                "2d33303854",
                                                "dGV4",
                                                "/",
                                                "\xC3"};
  std::mt19937_64 random(3);
  for (int round = 0; round < 4000; ++round) {
    std::string given;
    for (size_t count = random() % 14; count > 0; --count) {
      given += kParts[random() % std::size(kParts)];
    }
    const Result whole = decode(given);
    CAPTURE(given);
    REQUIRE(whole.text.size() == whole.origins.size());
    for (const size_t most : {1, 3, 9}) REQUIRE(decode(given, most, random()) == whole);
  }
}

TEST_CASE("looking at a block at a time finds the places that looking at bytes does", "[decoder]") {
  static constexpr std::string_view kBytes = "aZ09+/-_=%&\\\n\r .,ä";
  std::mt19937_64 random(4);
  size_t found = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const size_t rarity = round % 2 == 0 ? 9 : 60;
    while (text.size() < 400) {
      text += random() % rarity == 0 ? kBytes[random() % kBytes.size()] : "ab1 "[random() % 4];
    }
    size_t at = random() % 100;
    const size_t place = find_encoding(text, at, 'x');
    // A text too short for blocks is looked at byte by byte: from each place on, what is found at
    // it?
    const auto is_place = [&](size_t position) {
      const std::string_view rest = std::string_view(text).substr(position, 32);
      return find_encoding(rest, 0, position == 0 ? 'x' : text[position - 1]) == 0;
    };
    while (at < text.size() && !is_place(at)) ++at;
    REQUIRE(place == at);
    found += place < text.size() ? 1 : 0;
  }
  CHECK(found > 1000);
}

TEST_CASE("media are blanked, in a result as well", "[decoder][media]") {
  const std::string_view given =
      "%41 data:image/png;base64,iVBORw0KGgoAAAANSUhEUg+A/12345678/ab== iVBORw0KGgoAAAANSUhEUgAA!";
  const std::string blanks(22, '.');
  CHECK(decoded(given) ==
        "A data:image/png;base64," + blanks + "...12345678...== " + blanks + "..!");
  for (const size_t most : {1, 2, 7}) CHECK(decode(given, most) == decode(given));
  Decoder decoder;
  Decoded out;
  decoder.decode(given, true, out);
  CHECK(out.media == 2);
}
