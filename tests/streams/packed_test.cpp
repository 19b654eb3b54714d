// What is escaped or packed is read wherever the text is cut: each layer waits for the one before.
#include <array>
#include <cstdio>
#include <numeric>
#include <string>

#include "streams/corpus.h"
#include "support/catch.h"

using namespace weir;
using namespace weir::streams;

namespace {

std::string format_bytes(std::string_view text, const char* format) {
  std::string out;
  std::array<char, 16> one{};
  for (const char byte : text) {
    std::snprintf(one.data(), one.size(), format, static_cast<unsigned char>(byte));
    out += one.data();
  }
  return out;
}

std::string base64(std::string_view text) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (size_t at = 0; at < text.size(); at += 3) {
    uint32_t group = 0;
    for (size_t i = at; i < at + 3; ++i) {
      group = group << 8U | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0U);
    }
    for (size_t i = 0; i < 4; ++i) {
      const bool is_padding = at + i > text.size();
      out += is_padding ? '=' : kAlphabet[group >> (18U - 6U * i) & 63U];
    }
  }
  return out;
}

std::string packed(std::string_view text, Random& random) {
  switch (random() % 6) {
    case 0:
      return base64(text);
    case 1:
      return format_bytes(text, "%02x");
    case 2:
      return format_bytes(text, "%%%02X");
    case 3:
      return format_bytes(text, "\\x%02x");
    case 4:
      return "\\u0032" + std::string(text) + "&#x20;";
    default:
      return base64(packed(text, random));
  }
}

std::string text_with_packed(size_t parts, Random& random) {
  constexpr std::array<std::string_view, 12> kGlue = {" ", "%", "\\", "&",  "=",     "\n",
                                                      "-", "ä", "%4", "0x", "\\u00", "A"};
  std::string out;
  for (size_t i = 0; i < parts; ++i) {
    const std::string plain = text(1 + random() % 60, 16, random);
    out += random() % 3 == 0 ? plain : packed(plain, random);
    out += kGlue[random() % kGlue.size()];
  }
  return out;
}

std::vector<size_t> each_byte(size_t size) {
  std::vector<size_t> cuts(size - 1);
  std::iota(cuts.begin(), cuts.end(), 1);
  return cuts;
}

}  // namespace

TEST_CASE("packed texts give the same however they are cut", "[chunking][packed]") {
  Random random(31);
  size_t found = 0;
  for (int round = 0; round < 150; ++round) {
    const std::string given = text_with_packed(6, random);
    const Ruleset ruleset = round % 2 == 0 ? masking() : flagging();
    const Outcome whole = run_whole(ruleset, given);
    found += whole.findings.size();
    INFO(given);
    CHECK(run(ruleset, given, each_byte(given.size())) == whole);
    for (const size_t most : {3, 24, 200}) {
      CHECK(run(ruleset, given, random_cuts(given.size(), most, random)) == whole);
    }
  }
  CHECK(found > 100);
}

TEST_CASE("a sign before packed text that it makes an escape of is waited for", "[packed]") {
  const std::string given = "matti%" + base64("40example.org and more");
  const Outcome cut = run(masking(), given, each_byte(given.size()));
  REQUIRE(cut.findings.size() == 1);
  CHECK(cut.findings[0].entity == "EMAIL_ADDRESS");
  CHECK(cut == run_whole(masking(), given));
}

TEST_CASE("a long second layer is read to its end", "[packed]") {
  std::string prose;
  while (prose.size() < 40000) prose += "words without anything to find ";
  std::string given = base64(prose + "131052-308T, and no more");
  given = format_bytes(given.substr(0, 1), "%%%02x") + given.substr(1);
  Random random(32);
  const Outcome whole = run_whole(masking(), given);
  REQUIRE(whole.findings.size() == 1);
  CHECK(whole.findings[0].entity == "FI_PERSONAL_IDENTITY_CODE");
  CHECK(run(masking(), given, random_cuts(given.size(), 100, random)) == whole);
}
