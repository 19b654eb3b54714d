// The invariant of streams: however the text is cut, the same bytes leave and the same is found.
#include <algorithm>
#include <string>
#include <vector>

#include "streams/corpus.h"
#include "support/catch.h"

using namespace weir;
using namespace weir::streams;

namespace {

void show(const char* which, const Finding& finding) {
  WARN(which << ": " << finding.entity << " [" << finding.start << ", " << finding.end << ")");
}

void check_same(const Ruleset& ruleset, const std::string& text, const std::vector<size_t>& cuts,
                const Outcome& whole, TextMode mode = TextMode::kPlain) {
  const Outcome cut = run(ruleset, text, cuts, mode);
  if (cut == whole) return;
  const auto [at, other] = std::mismatch(cut.released.begin(), cut.released.end(),
                                         whole.released.begin(), whole.released.end());
  const auto seam = static_cast<size_t>(at - cut.released.begin());
  const size_t left = seam - std::min<size_t>(seam, 60);
  INFO(cuts.size() << " cuts, text of " << text.size() << ", first difference at " << seam);
  INFO("cut:   " << cut.released.substr(left, 200));
  INFO("whole: " << whole.released.substr(left, 200));
  const auto pair = std::mismatch(cut.findings.begin(), cut.findings.end(), whole.findings.begin(),
                                  whole.findings.end());
  if (pair.first != cut.findings.end()) show("cut", *pair.first);
  if (pair.second != whole.findings.end()) show("whole", *pair.second);
  CHECK(cut == whole);
}

}  // namespace

TEST_CASE("every single cut of a short text gives the same", "[chunking]") {
  Random random(1);
  for (int round = 0; round < 300; ++round) {
    const std::string given = text(80, 24, random);
    const Ruleset ruleset = round % 3 == 0 ? masking() : round % 3 == 1 ? mixed() : flagging();
    const Outcome whole = run_whole(ruleset, given);
    for (size_t cut = 1; cut < given.size(); ++cut) check_same(ruleset, given, {cut}, whole);
  }
}

TEST_CASE("byte by byte gives the same", "[chunking]") {
  Random random(2);
  for (int round = 0; round < 60; ++round) {
    const std::string given = text(400, 24, random);
    std::vector<size_t> cuts;
    for (size_t cut = 1; cut < given.size(); ++cut) cuts.push_back(cut);
    const Ruleset ruleset = round % 2 == 0 ? masking() : mixed();
    check_same(ruleset, given, cuts, run_whole(ruleset, given));
  }
}

TEST_CASE("random pieces of long texts give the same", "[chunking]") {
  Random random(3);
  for (int round = 0; round < 80; ++round) {
    const std::string given = text(6000, round % 2 == 0 ? 24 : 300, random);
    const Ruleset ruleset = round % 4 == 0 ? mixed() : round % 4 == 1 ? flagging() : masking();
    const Outcome whole = run_whole(ruleset, given);
    for (const size_t most : {3, 24, 700, 5000}) {
      check_same(ruleset, given, random_cuts(given.size(), most, random), whole);
    }
  }
}

TEST_CASE("no byte of a masked match is released", "[chunking]") {
  Random random(4);
  for (int round = 0; round < 60; ++round) {
    const std::string given = text(2000, 32, random);
    const Outcome whole = run_whole(masking(), given);
    // What was released is the text outside of the edits, and nothing else.
    std::string expected;
    size_t done = 0;
    for (const Edit& edit : whole.edits) {
      expected += given.substr(done, edit.start - done) + edit.replacement;
      done = edit.end;
    }
    expected += given.substr(done);
    CHECK(whole.released == expected);
    // Nothing that is left is found again, but for what a placeholder or a seam may make.
    for (const Finding& finding : whole.findings) {
      CHECK(finding.start < finding.end);
      CHECK(finding.end <= given.size());
    }
  }
}
