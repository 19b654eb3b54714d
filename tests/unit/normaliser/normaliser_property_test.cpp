// What must hold for every text: fixed seeds, texts made of the pieces that hurt.
#include <random>
#include <string>
#include <vector>

#include "guardrails/normaliser/normaliser.h"
#include "guardrails/normaliser/utf8.h"
#include "support/catch.h"

namespace weir {
namespace {

constexpr std::string_view kPieces[] = {
    "a",
    "1",
    "@",
    " ",
    "\\",
    "\\u0040",
    "\\ud83d",
    "\\ude42",
    "\\n",
    "\\\\",
    "\\u200b",
    "\\u00e4",
    "ä",
    "１",
    "\u200B",
    "–",
    "🙂",
    "\xC2",
    "\xE2\x80",
    "\xA0",
    "\x8B",
    "\xF0",
    "\x9F",
    "\xFF",
    "\\u",
    "u00",
    "𝟏",
    "日",
    "\U000E0041",
    "\xED",
    "\uFE0F",
    "\u00A0",
    "some longer run of plain ASCII text, more than thirty-two bytes of it"};

std::string random_text(std::mt19937* random) {
  std::string text;
  const size_t pieces = (*random)() % 24;
  for (size_t i = 0; i < pieces; ++i) text += kPieces[(*random)() % std::size(kPieces)];
  return text;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const size_t size = decode_utf8(text).size;
    if (size == 0) return false;
    text.remove_prefix(size);
  }
  return true;
}

std::string folded(std::string_view text, NormaliseMode mode) {
  return std::string(normalise(text, mode).text());
}

// Feeds `text` in random pieces, holding back what is incomplete.
std::string folded_in_pieces(std::string_view text, NormaliseMode mode, std::mt19937* random) {
  std::string out;
  std::string pending;
  while (!text.empty()) {
    const size_t size = std::min<size_t>(text.size(), 1 + (*random)() % 7);
    pending += text.substr(0, size);
    text.remove_prefix(size);
    const size_t ready = pending.size() - incomplete_tail(pending, mode);
    out += folded(std::string_view(pending).substr(0, ready), mode);
    pending.erase(0, ready);
  }
  return out + folded(pending, mode);
}

}  // namespace

TEST_CASE("Folding a folded text changes nothing") {
  std::mt19937 random(1);
  int folded_twice = 0;
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(&random);
    if (!is_utf8(text)) continue;
    ++folded_twice;
    const std::string once = folded(text, NormaliseMode::kText);
    const Normalised twice = normalise(once, NormaliseMode::kText);
    CHECK(twice.text() == once);
    CHECK(twice.is_unchanged());
  }
  CHECK(folded_twice > 200);
}

TEST_CASE("Cutting where nothing is incomplete never changes the result") {
  std::mt19937 random(2);
  for (const auto mode : {NormaliseMode::kText, NormaliseMode::kJsonEscapes}) {
    for (int round = 0; round < 20000; ++round) {
      const std::string text = random_text(&random);
      CHECK(folded_in_pieces(text, mode, &random) == folded(text, mode));
    }
  }
}

TEST_CASE("The map goes forward, stays inside, and folds back to the same bytes") {
  std::mt19937 random(3);
  for (const auto mode : {NormaliseMode::kText, NormaliseMode::kJsonEscapes}) {
    for (int round = 0; round < 5000; ++round) {
      const std::string text = random_text(&random);
      const Normalised normalised = normalise(text, mode);
      const size_t size = normalised.text().size();
      REQUIRE(normalised.original_start(size) == text.size());
      REQUIRE(normalised.original_end(0) == 0);
      for (size_t at = 0; at < size; ++at) {
        const size_t start = normalised.original_start(at);
        const size_t end = normalised.original_end(at + 1);
        REQUIRE(start < end);
        REQUIRE(end <= text.size());
        REQUIRE(normalised.original_start(at + 1) >= start);
        REQUIRE(normalised.original_end(at + 1) >= normalised.original_end(at));
        const std::string back = folded(std::string_view(text).substr(start, end - start), mode);
        REQUIRE(back.find(normalised.text()[at]) != std::string::npos);
      }
    }
  }
}

TEST_CASE("A range between two units folds back to exactly the range") {
  std::mt19937 random(4);
  for (int round = 0; round < 5000; ++round) {
    const std::string text = random_text(&random);
    const Normalised normalised = normalise(text, NormaliseMode::kText);
    const size_t size = normalised.text().size();
    if (size == 0) continue;
    size_t begin = random() % size;
    size_t end = begin + 1 + random() % (size - begin);
    const auto is_inner = [&](size_t at) {
      return at < size && (static_cast<unsigned char>(normalised.text()[at]) & 0x80U) != 0;
    };
    if (is_inner(begin) || is_inner(end) || is_inner(end - 1)) continue;
    const size_t start = normalised.original_start(begin);
    const std::string part = text.substr(start, normalised.original_end(end) - start);
    CHECK(folded(part, NormaliseMode::kText) == normalised.text().substr(begin, end - begin));
  }
}

TEST_CASE("A buffer that is used again holds nothing of the text before") {
  std::mt19937 random(5);
  Normalised used;
  for (int round = 0; round < 2000; ++round) {
    const std::string text = random_text(&random);
    normalise(text, NormaliseMode::kText, &used);
    const Normalised fresh = normalise(text, NormaliseMode::kText);
    REQUIRE(used.text() == fresh.text());
    REQUIRE(used.breakpoints().size() == fresh.breakpoints().size());
    REQUIRE(used.original_start(used.text().size()) == text.size());
  }
}

TEST_CASE("Incomplete tails are at most a surrogate pair but for one digit") {
  std::mt19937 random(6);
  for (int round = 0; round < 20000; ++round) {
    const std::string text = random_text(&random);
    CHECK(incomplete_tail(text, NormaliseMode::kText) <= 3);
    CHECK(incomplete_tail(text, NormaliseMode::kJsonEscapes) <= 11);
  }
}

}  // namespace weir
