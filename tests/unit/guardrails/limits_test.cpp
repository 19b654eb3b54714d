// The work is linear in the text, whatever the text is: counted, not timed.
#include <algorithm>
#include <string>

#include "guardrails/policies.h"
#include "guardrails/scan_machine.h"

using namespace weir;
using weir::testing::Compiled;
using weir::testing::rule;

namespace {

constexpr auto kMask = GuardrailAction::kMask;

const Compiled& everything() {
  static const Compiled set(
      {rule(kMask, {"pii", "secret"}, {"Kalevala-7"}, {{"ticket", "TCK-[0-9]{2,6}"}})});
  return set;
}

SearchWork work_of(std::string_view unit, size_t bytes, size_t piece) {
  std::string text;
  while (text.size() < bytes) text += unit;
  ScanMachine machine(everything().ruleset, TextMode::kPlain);
  size_t most_held = 0;
  for (size_t at = 0; at < text.size(); at += piece) {
    REQUIRE(machine.push(std::string_view(text).substr(at, piece), nullptr).ok());
    most_held = std::max(most_held, machine.held_bytes());
  }
  CHECK(most_held <= 3 * kMaxWidth + kMaxCluster);
  REQUIRE(machine.finish(nullptr).ok());
  CHECK((!machine.redactor().verdict().blocked ||
         machine.redactor().verdict().reason == "scan.limit"));
  return machine.work();
}

}  // namespace

TEST_CASE("pathological texts cost no more than so much a byte", "[limits]") {
  constexpr size_t kBytes = size_t{1} << 20;
  for (const auto* unit : {"1",
                           "@",
                           "a@a.",
                           "a@a.aa ",
                           "1 ",
                           "4111 1111 1111 1111 ",
                           "1.1.1.1.",
                           "api_key=",
                           "1-",
                           "eyJaaaaaaaaaa.",
                           "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo",
                           "sk-ant-",
                           "-----BEGIN ",
                           "::",
                           "TCK-12",
                           "+358",
                           "FI21",
                           "\xC3",
                           "\xE2\x80\x8B",
                           "\xEF\xBC\x91",
                           "a",
                           "-"}) {
    INFO(unit);
    const SearchWork whole = work_of(unit, kBytes, kBytes);
    CHECK(whole.scanned_bytes <= 20 * kBytes);
    CHECK(whole.callbacks <= 16 * kBytes);
    // Twice the text, at most about twice the work.
    const SearchWork twice = work_of(unit, 2 * kBytes, kBytes);
    CHECK(twice.scanned_bytes <= 5 * whole.scanned_bytes / 2 + 100000);
    CHECK(twice.callbacks <= 5 * whole.callbacks / 2 + 100000);
  }
}

TEST_CASE("small pieces cost a bounded rescan each", "[limits]") {
  constexpr size_t kBytes = size_t{1} << 14;
  constexpr size_t kPiece = 4;
  for (const auto* unit :
       {"1", "a@a.", "4111 1111 1111 1111 ", "eyJaaaaaaaaaa.", "sk-ant-", "a "}) {
    INFO(unit);
    const SearchWork work = work_of(unit, kBytes, kPiece);
    CHECK(work.scanned_bytes <= kBytes / kPiece * 16384);
  }
}

TEST_CASE("more candidates than are looked at block the text", "[limits]") {
  std::vector<PatternPolicy> patterns;
  patterns.reserve(4);
  for (int i = 0; i < 4; ++i) {
    patterns.push_back({std::string("p").append(std::to_string(i)), "[ab][ab]"});
  }
  const Compiled set({rule(kMask, {}, {}, patterns)});
  const std::string text(20000, 'a');
  std::string reference;
  for (const size_t piece : {size_t{20000}, size_t{1000}, size_t{37}}) {
    ScanMachine machine(set.ruleset, TextMode::kPlain);
    std::string released;
    for (size_t at = 0; at < text.size(); at += piece) {
      REQUIRE(machine.push(std::string_view(text).substr(at, piece), &released).ok());
    }
    REQUIRE(machine.finish(&released).ok());
    CHECK(machine.redactor().verdict().blocked);
    CHECK(machine.redactor().verdict().reason == "scan.limit");
    if (reference.empty()) reference = released + "!";
    CHECK(released + "!" == reference);
  }
}
