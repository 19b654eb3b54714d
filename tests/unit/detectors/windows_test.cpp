// The promise that typed matching needs: looking only at windows round triggers finds what looking
// at the whole text finds.
#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "guardrails/detectors/registry.h"
#include "guardrails/detectors/validators/characters.h"
#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

constexpr size_t kLeftReach = 64;
constexpr size_t kRightReach = 96;
constexpr std::string_view kSeparators = " .-/";

bool is_token_byte(char byte) {
  return is_word(byte) || static_cast<unsigned char>(byte) >= 0x80 ||
         std::string_view("+():").find(byte) != std::string_view::npos;
}

bool is_separator(char byte) {
  return kSeparators.find(byte) != std::string_view::npos;
}

// Token bytes, and separators that stand alone.
Span window(std::string_view text, const Span& trigger) {
  Span out = trigger;
  while (out.start > 0 && trigger.start - out.start < kLeftReach) {
    const char byte = text[out.start - 1];
    if (!is_token_byte(byte) && (!is_separator(byte) || is_separator(text[out.start]))) break;
    --out.start;
  }
  while (out.end < text.size() && out.end - trigger.end < kRightReach) {
    const char byte = text[out.end];
    if (!is_token_byte(byte) && (!is_separator(byte) || is_separator(text[out.end - 1]))) break;
    ++out.end;
  }
  return out;
}

std::vector<Span> windows(std::string_view trigger, std::string_view text) {
  std::vector<Span> merged;
  for (const Span& match : matches(trigger, text, false)) {
    const Span next = window(text, match);
    if (merged.empty() || next.start > merged.back().end) {
      merged.push_back(next);
    } else {
      merged.back().end = std::max(merged.back().end, next.end);
    }
  }
  return merged;
}

std::vector<Span> matches_on_windows(const Detector& row, std::string_view text) {
  std::vector<Span> all;
  for (const Span& place : windows(row.trigger, text)) {
    const std::string_view part = text.substr(place.start, place.end - place.start);
    for (const Span& match : matches(row.expression, part)) {
      all.push_back({place.start + match.start, place.start + match.end});
    }
  }
  return all;
}

// Forms in which '#' is a digit, 'A' a capital, 'x' a small letter.
constexpr std::string_view kForms[] = {"######-###A",
                                       "######+###x",
                                       "######x###A",
                                       "#######-#",
                                       "######-#",
                                       "###-##-####",
                                       "### ## ####",
                                       "#########",
                                       "+### ## ### ####",
                                       "+358 (0)## #######",
                                       "00358 ## #######",
                                       "040 ### ####",
                                       "050-#######",
                                       "09 #### ####",
                                       "070-### ## ##",
                                       "9## ## ###",
                                       "(###) ###-####",
                                       "1-###-###-####",
                                       "###.###.####",
                                       "FI## #### #### #### ##",
                                       "DE##################",
                                       "AA## AAAA ######## ####",
                                       "4### #### #### ####",
                                       "4###-####-####-####",
                                       "5###############",
                                       "37## ###### #####",
                                       "62## #### #### #### ###",
                                       "3### ###### ####",
                                       "+1 (###) ###-####",
                                       "########-####",
                                       "######-#####",
                                       "## ## ## ### ##",
                                       "####.##.#####",
                                       "### ### ### MVA",
                                       "## ##### #####",
                                       "RF## #### ####",
                                       "SE##########01",
                                       "DK ## ## ## ##",
                                       "80246 80246 ##### #####",
                                       "AAA-###",
                                       "\xC3\x85LA ####"};

constexpr std::string_view kFillers[] = {" and ",     ", ", "; ", "\n",      " - ",  " (", ") ",
                                         "=",         "\"", ". ", " order ", " 12 ", "/",  "_",
                                         " \xC3\xA4", "\t", "#",  "@",       " 7 ",  "::", "-"};

std::string sample(std::string_view form, std::mt19937* random) {
  std::string text(form);
  for (char& byte : text) {
    if (byte == '#') byte = static_cast<char>('0' + (*random)() % 10);
    if (byte == 'A') byte = static_cast<char>('A' + (*random)() % 26);
    if (byte == 'x') byte = static_cast<char>('a' + (*random)() % 26);
  }
  return text;
}

std::string random_text(std::mt19937* random) {
  std::string text;
  for (int i = 0; i < 6; ++i) {
    text += sample(kForms[(*random)() % std::size(kForms)], random);
    text += kFillers[(*random)() % std::size(kFillers)];
    if ((*random)() % 3 == 0) text += "some plain words, between the numbers";
  }
  return text;
}

}  // namespace

TEST_CASE("Every form is a candidate of some row") {
  std::mt19937 random(21);
  for (const std::string_view form : kForms) {
    INFO(form);
    size_t hits = 0;
    for (int round = 0; round < 400; ++round) {
      const std::string text = sample(form, &random);
      for (const Detector* row : all_detectors()) {
        if (row->tier != Tier::kWindow) continue;
        for (const Span& span : matches(row->expression, text)) {
          if (span.start == 0 && span.end == text.size()) ++hits;
        }
      }
    }
    CHECK(hits > 0);
  }
}

TEST_CASE("Matching on windows is matching on the whole text") {
  std::mt19937 random(22);
  size_t compared = 0;
  for (int round = 0; round < 1500; ++round) {
    const std::string text = random_text(&random);
    for (const Detector* row : all_detectors()) {
      if (row->tier != Tier::kWindow) continue;
      INFO(row->entity << " " << row->expression << "\n" << text);
      const std::vector<Span> whole = matches(row->expression, text);
      CHECK(matches_on_windows(*row, text) == whole);
      compared += whole.size();
    }
  }
  CHECK(compared > 5000);
}

TEST_CASE("What a walk finds is in the language of the expression") {
  const std::string texts[] = {"a.b@c.example.fi", "me@x.fi, you@y.se", "10.20.30.40 and 1.2.3.4",
                               "2001:db8::1 fe80::1:2:3:4", "1:2:3:4:5:6:7:8"};
  for (const std::string& text : texts) {
    for (const Detector* row : all_detectors()) {
      if (row->tier != Tier::kAnchor) continue;
      std::set<Span> walked;
      for (const Candidate& candidate : candidates(*row, text)) {
        const Verdict verdict = assess(*row, candidate);
        if (verdict.accepted) walked.insert({verdict.start, verdict.end});
      }
      for (const Span& span : walked) {
        INFO(text << " " << row->entity << " " << span.start);
        const std::string match = text.substr(span.start, span.end - span.start);
        const std::vector<Span> spans = matches(row->expression, match, false);
        CHECK(std::find(spans.begin(), spans.end(), Span{0, match.size()}) != spans.end());
      }
      CHECK((row->entity != "EMAIL_ADDRESS" || text.find('@') == std::string::npos ||
             !walked.empty()));
    }
  }
}

TEST_CASE("A verdict does not depend on what lies beyond the limits") {
  std::mt19937 random(23);
  size_t accepted = 0;
  for (int round = 0; round < 600; ++round) {
    const std::string text = random_text(&random) + " ssn puh. 1.2.3.4 a@b.fi fe80::1 ip tel";
    for (const Detector* row : all_detectors()) {
      for (const Candidate& candidate : candidates(*row, text)) {
        const size_t first = candidate.start - std::min(candidate.start, kLeftContext);
        const std::string_view seen = std::string_view(text).substr(
            first, std::min(candidate.end + kRightContext, text.size()) - first);
        const Verdict whole = assess(*row, candidate);
        const Verdict part = assess(*row, {seen, candidate.start - first, candidate.end - first});
        INFO(row->entity << "\n" << text);
        REQUIRE(whole.accepted == part.accepted);
        if (!whole.accepted) continue;
        ++accepted;
        REQUIRE(whole.score == part.score);
        REQUIRE(whole.start == part.start + first);
        REQUIRE(whole.end == part.end + first);
        REQUIRE(whole.start >= candidate.start);
        REQUIRE(whole.start < whole.end);
        REQUIRE(whole.end <= candidate.end);
        REQUIRE(whole.score > 0);
        REQUIRE(whole.score <= 1);
      }
    }
  }
  CHECK(accepted > 1000);
}

TEST_CASE("No bytes, however random, make a verdict that is out of bounds") {
  std::mt19937 random(24);
  constexpr char kBytes[] = "0123456789 -+.:@abcdefABCDEFsk_/()\n\xC3\xA4\x80\xFF\0";
  const std::string_view alphabet(kBytes, sizeof(kBytes) - 1);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = random() % 120; i > 0; --i) text += alphabet[random() % alphabet.size()];
    for (const Detector* row : all_detectors()) {
      for (const Candidate& candidate : candidates(*row, text)) {
        const Verdict verdict = assess(*row, candidate);
        if (!verdict.accepted) continue;
        REQUIRE(verdict.start >= candidate.start);
        REQUIRE(verdict.start < verdict.end);
        REQUIRE(verdict.end <= candidate.end);
      }
    }
  }
}

}  // namespace weir
