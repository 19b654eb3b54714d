// The provider's key, as it stands and behind escapes, whole and in pieces.
#include "gateway/key_echo.h"

#include <random>
#include <string>

#include "support/catch.h"

using weir::KeyEcho;
using weir::without_key;

namespace {

constexpr std::string_view kKey = "sk-abc/9";

using Random = std::mt19937;

std::string hex_escape(char byte, Random& random) {
  constexpr std::string_view kLower = "0123456789abcdef";
  constexpr std::string_view kUpper = "0123456789ABCDEF";
  const auto value = static_cast<unsigned char>(byte);
  const std::string_view digits = random() % 2 == 0 ? kLower : kUpper;
  return std::string("\\u00") + digits[value >> 4U] + digits[value & 15U];
}

// `text` inside a string of JSON, some of its bytes escaped though they need not be.
std::string escaped(std::string_view text, Random& random) {
  std::string out;
  for (const char byte : text) {
    if (byte == '\\' || byte == '"') {
      out += random() % 2 == 0 ? std::string("\\") + byte : hex_escape(byte, random);
    } else if (byte == '/' && random() % 2 == 0) {
      out += "\\/";
    } else {
      out += random() % 3 == 0 ? hex_escape(byte, random) : std::string(1, byte);
    }
  }
  return out;
}

bool comes_with(std::string_view text, size_t piece) {
  KeyEcho echo;
  bool found = false;
  for (size_t at = 0; at < text.size(); at += piece) {
    found = echo.comes_with(text.substr(at, piece), kKey) || found;
  }
  return found;
}

}  // namespace

TEST_CASE("a key that begins like an escape leaves JSON", "[key_echo]") {
  CHECK(without_key(R"("a\test-key b")", "test-key") == R"("a<PROVIDER_KEY> b")");
  CHECK(without_key(R"("\u00abc123")", "abc123") == R"("<PROVIDER_KEY>")");
  CHECK(without_key(R"("{\"a\":\"\\u00abc123\"}")", "abc123") == R"("{\"a\":\"<PROVIDER_KEY>\"}")");
  CHECK(without_key(R"("\\\u00abc123")", "abc123") == R"("<PROVIDER_KEY>")");
}

TEST_CASE("the key is taken out of a body", "[key_echo]") {
  CHECK(without_key("bad key sk-abc/9.", kKey) == "bad key <PROVIDER_KEY>.");
  CHECK(without_key(R"("sk-\u0061bc\/9")", kKey) == R"("<PROVIDER_KEY>")");
  CHECK(without_key(R"("{\"k\":\"sk-\\u0061bc/9\"}")", kKey) == R"("{\"k\":\"<PROVIDER_KEY>\"}")");
  CHECK(without_key("sk-abc/9sk-abc/9", kKey) == "<PROVIDER_KEY><PROVIDER_KEY>");
  CHECK(without_key(R"(sk-\u0161bc/9 sk-\u00)", kKey) == R"(sk-\u0161bc/9 sk-\u00)");
  CHECK(without_key("sk-abc/8", kKey) == "sk-abc/8");
  CHECK(without_key(R"("a\\sk-abc/9\n")", kKey) == R"("a<PROVIDER_KEY>\n")");
  CHECK(without_key(R"("a\nsk-abc/9")", kKey) == R"("a\n<PROVIDER_KEY>")");
  CHECK(without_key(R"("\u00e4sk-abc/9")", kKey) == R"("\u00e4<PROVIDER_KEY>")");
  CHECK(without_key("sk-abc/9", "") == "sk-abc/9");
  CHECK(without_key("", kKey).empty());
}

TEST_CASE("the key is seen behind one and two levels of escapes, however it is cut", "[key_echo]") {
  Random random(5);
  for (int round = 0; round < 3000; ++round) {
    const std::string once = escaped(kKey, random);
    const std::string text = round % 2 == 0 ? once : escaped(once, random);
    INFO(text);
    for (const size_t piece : {size_t{1}, size_t{2}, size_t{7}, size_t{1000}}) {
      CHECK(comes_with("text " + text + " goes on", piece));
    }
    CHECK(without_key("a" + text + "z", kKey) == "a<PROVIDER_KEY>z");
  }
}

TEST_CASE("what is not the key passes", "[key_echo]") {
  Random random(6);
  for (int round = 0; round < 3000; ++round) {
    std::string near(kKey);
    near[random() % near.size()] = '_';
    std::string text = escaped(near, random);
    if (round % 2 == 0) text = escaped(text, random);
    CHECK_FALSE(comes_with(text, 1 + random() % 9));
    CHECK(without_key(text, kKey) == text);
  }
}

TEST_CASE("a hostile body costs no more than its length", "[key_echo]") {
  std::string keys;
  for (int i = 0; i < 200'000; ++i) keys += kKey;
  CHECK(without_key(keys, kKey).size() == 200'000 * std::string_view("<PROVIDER_KEY>").size());
  CHECK(without_key(std::string(4'000'000, '\\'), kKey).size() == 4'000'000);
  std::string begun;
  for (int i = 0; i < 400'000; ++i) begun += "\\u0073\\u006b";
  CHECK(without_key(begun, kKey) == begun);
}
