#include "guardrails/detectors/context.h"

#include <random>
#include <string>

#include "support/catch.h"

namespace weir {
namespace {

bool has(std::string_view words, const std::string& before, const std::string& after) {
  const std::string text = before + "12345" + after;
  return has_context_word(words, {text, before.size(), before.size() + 5});
}

}  // namespace

TEST_CASE("Context words count on both sides, whole, in any case") {
  CHECK(has("ssn", "my SSN is ", ""));
  CHECK(has("ssn", "", " is the ssn"));
  CHECK(has("a,ssn,b", "ssn:", ""));
  CHECK(has("social security", "Social Security no. ", ""));
  CHECK_FALSE(has("lic", "public ", ""));
  CHECK_FALSE(has("ssn", "ssns ", ""));
  CHECK_FALSE(has("ssn", "xssn ", ""));
  CHECK_FALSE(has("", "ssn ", ""));
}

TEST_CASE("A stem counts with every ending; letters outside ASCII are letters") {
  CHECK(has("henkil\xC3\xB6tunnu*", "HENKIL\xC3\x96TUNNUKSENI ", ""));
  CHECK_FALSE(has("tunnu*", "henkil\xC3\xB6tunnus ", ""));
  CHECK_FALSE(has("puh", "\xC3\xA4puh ", ""));
  CHECK_FALSE(has("puh", "puh\xC3\xA4 ", ""));
}

TEST_CASE("Context words count in capitals of every European alphabet") {
  CHECK(has("občanský průkaz", "OBČANSKÝ PRŮKAZ ", ""));
  CHECK(has("občanský průkaz", "Občanský Průkaz ", ""));
  CHECK(has("číslo", "", " ČÍSLO"));
  CHECK(has("паспорт", "ПАСПОРТ ", ""));
  CHECK(has("рођен*", "РОЂЕНА ", ""));
  CHECK(has("ταυτότητα", "ΤΑΥΤΌΤΗΤΑ ", ""));
  CHECK_FALSE(has("паспорт", "ПАСПОРТЫ ", ""));
  CHECK_FALSE(has("порт", "ПАСПОРТ ", ""));
}

TEST_CASE("The number itself is no context") {
  CHECK_FALSE(has("12345", "", ""));
}

TEST_CASE("What lies beyond the limits never changes the verdict") {
  std::mt19937 random(3);
  const std::string alphabet = "ssn -,";
  for (int round = 0; round < 3000; ++round) {
    std::string before;
    std::string after;
    while (before.size() < kLeftContext + 20) before += alphabet[random() % alphabet.size()];
    while (after.size() < kRightContext + 20) after += alphabet[random() % alphabet.size()];
    const bool whole = has("ssn", before, after);
    for (size_t cut = 0; cut <= 20; ++cut) {
      CHECK(has("ssn", before.substr(cut), after) == whole);
      CHECK(has("ssn", before, after.substr(0, after.size() - cut)) == whole);
    }
  }
}

}  // namespace weir
