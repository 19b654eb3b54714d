// Media in a text: recognised the same wherever the text is cut, and not searched; what only says
// that it is media is.
#include <array>
#include <numeric>
#include <string>
#include <vector>

#include "streams/corpus.h"
#include "support/catch.h"

using namespace weir;
using namespace weir::streams;

namespace {

constexpr std::string_view kPng = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";
constexpr std::string_view kJpeg = "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgMCAgMD";
constexpr std::string_view kAlphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string noise(size_t bytes, Random& random) {
  std::string out;
  while (out.size() < bytes) out += kAlphabet[random() % kAlphabet.size()];
  return out;
}

std::vector<size_t> each_byte(size_t size) {
  std::vector<size_t> cuts(size - 1);
  std::iota(cuts.begin(), cuts.end(), 1);
  return cuts;
}

Outcome check_cuts(std::string_view given, TextMode mode = TextMode::kPlain) {
  INFO(given);
  Outcome whole = run_whole(masking(), given, mode);
  CHECK(run(masking(), given, each_byte(given.size()), mode) == whole);
  for (size_t cut = 1; cut < given.size(); ++cut) {
    CHECK(run(masking(), given, {cut}, mode) == whole);
  }
  return whole;
}

}  // namespace

TEST_CASE("a body of media is not searched, and what is beside it is", "[media]") {
  const std::vector<std::string> bodies = {
      "data:image/png;base64," + std::string(kPng) + "abcd/41111abcdef+FI21",
      std::string(kPng),
      "data:image/jpeg;base64," + std::string(kJpeg),
      std::string(kJpeg),
      "data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEA",
      "DATA:Application/PDF;name=a.pdf;base64,JVBERi0xLjQKJcfsj6IKNSAwIG9iago8PC9MZW5ndGggNiAw",
      "data:font/woff2;base64,d09GMgABAAAAAAGUAA0AAAAABAAAAAA"};
  for (const std::string& body : bodies) {
    const std::string given = "![4111111111111111](" + body + "==) 4111111111111111";
    const Outcome whole = check_cuts(given);
    CHECK(whole.findings.size() == 2);
    CHECK(whole.media == 1);
    CHECK(whole.released.substr(0, 17 + body.size()) == "![<CREDIT_CARD>](" + body);
  }
}

TEST_CASE("what only says that it is media is searched", "[media]") {
  for (const std::string_view given :
       {"data:image/png;base64,4111111111111111", "data:image/png;base64,MTMxMDUyLTMwOFQgbWF0dGk=",
        "data:text/plain;base64,MTMxMDUyLTMwOFQgbWF0dGk=",
        "data:application/json;base64,eyJpZCI6IjEzMTA1Mi0zMDhUIn0=",
        "data:image/svg+xml;base64,PHN2Zz4xMzEwNTItMzA4VDwvc3ZnPg==",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA/4111111111111111/AAAA",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA+FI2112345600000785+AAAA",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA 131052-308T",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA/131052-308T",
        "data:audio/mpeg;base64,iVBORw0KGgoAAAANSUhEUgAA,131052-308T", "/9j/4111111111111111"}) {
    const Outcome whole = check_cuts(given);
    INFO(given);
    CHECK(whole.findings.size() == 1);
  }
}

TEST_CASE("media are seen in tool calls' arguments, with their slashes escaped", "[media]") {
  const std::string given =
      R"({"url":"data:image\/png;base64,iVBORw0KGgoAAAANSUhEUgAA\/41111aBc\/\/ab=","n":4111111111111111})";
  const Outcome whole = check_cuts(given, TextMode::kJson);
  CHECK(whole.findings.size() == 1);
  CHECK(whole.media == 1);
}

TEST_CASE("texts with media give the same however they are cut", "[chunking][media]") {
  constexpr std::array<std::string_view, 16> kPieces = {"data:image/png;base64,",
                                                        "iVBORw0KGgo",
                                                        "AAAANSUhEUgAA",
                                                        "/9j/",
                                                        "4AAQSkZJRgABAQ",
                                                        "%",
                                                        "\\",
                                                        "131052-308T",
                                                        "/",
                                                        "+",
                                                        "\\/",
                                                        "\"",
                                                        "4111111111111111",
                                                        "MTMxMDUy",
                                                        "LTMwOFQg",
                                                        "123456"};
  Random random(81);
  size_t media = 0;
  for (int round = 0; round < 400; ++round) {
    std::string given;
    for (size_t pieces = 3 + random() % 8; pieces > 0; --pieces) {
      given +=
          random() % 5 == 0 ? noise(random() % 90, random) : kPieces[random() % kPieces.size()];
      if (random() % 4 == 0) given += ' ';
    }
    INFO(given);
    const Outcome whole = run_whole(masking(), given);
    media += whole.media;
    CHECK(run(masking(), given, each_byte(given.size())) == whole);
    for (const size_t most : {3, 24, 100}) {
      CHECK(run(masking(), given, random_cuts(given.size(), most, random)) == whole);
    }
  }
  CHECK(media > 20);
}

TEST_CASE("a large image leaves while it comes, as it is", "[media]") {
  Random random(82);
  const std::string given =
      "data:image/png;base64," + std::string(kPng) + noise(300'000, random) + "==) 131052-308T";
  const Outcome whole = run_whole(masking(), given);
  CHECK(whole.findings.size() == 1);
  CHECK(whole.media == 1);
  StreamScanner scanner(masking());
  std::string released;
  size_t most_held = 0;
  for (size_t at = 0; at < given.size(); at += 7) {
    REQUIRE(scanner.push(std::string_view(given).substr(at, 7), released).ok());
    most_held = std::max(most_held, std::min(at + 7, given.size()) - released.size());
  }
  REQUIRE(scanner.finish(released).ok());
  CHECK(most_held < 600);
  CHECK(released == whole.released);
}
