// Keywords in letters of other scripts: the same wherever the text is cut, between letters and
// their marks, and inside letters.
#include <array>
#include <numeric>
#include <string>
#include <vector>

#include "streams/corpus.h"
#include "support/catch.h"

using namespace weir;
using namespace weir::streams;

namespace {

// Pieces of keywords of the corpus, as they are and as they look, and what may stand between.
constexpr std::array<std::string_view, 24> kPieces = {
    "sаlаi", "nen",      "salainen", "ѕalaіnen", "Κalevala", "-7", "\u041Aa", "levala-7",
    "Ä",     "A\u0308",  "ij",       "a",        "\u0308",   "ä",  "а\u0308", "іj",
    "ΑΘΗ",   "A\u0398H", "NA",       "проект ",  "юг",       " ",  "x",       "\xD0"};

}  // namespace

TEST_CASE("look-alikes give the same however they are cut", "[chunking][skeleton]") {
  Random random(71);
  size_t found = 0;
  for (int round = 0; round < 600; ++round) {
    std::string given;
    for (size_t pieces = 2 + random() % 8; pieces > 0; --pieces) {
      given += kPieces[random() % kPieces.size()];
      if (random() % 3 == 0) given += ' ';
    }
    std::vector<size_t> every(given.size() - 1);
    std::iota(every.begin(), every.end(), 1);
    const Outcome whole = run_whole(masking(), given);
    found += whole.findings.size();
    INFO(given);
    CHECK(run(masking(), given, every) == whole);
    CHECK(run(masking(), given, random_cuts(given.size(), 5, random)) == whole);
    for (size_t cut = 1; cut < given.size(); ++cut) CHECK(run(masking(), given, {cut}) == whole);
  }
  CHECK(found > 50);
}
