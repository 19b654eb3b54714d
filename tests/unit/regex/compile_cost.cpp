// Prints how long Hyperscan takes for random patterns that check_cost lets pass, the slowest first:
// the calibration of the limits in cost.h. Not a test, for it is about time. Arguments: seed,
// count.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "guardrails/regex/cost.h"
#include "guardrails/regex/parser.h"
#include "guardrails/regex/prefix_closure.h"
#include "guardrails/regex/start_expression.h"
#include "unit/regex/engines.h"
#include "unit/regex/random_expression.h"

namespace {

using weir::regex::Cost;
using weir::regex::Hyperscan;
using weir::regex::RandomExpression;

struct Measured {
  double seconds = 0;
  std::string kind;
  Cost cost;
  std::string text;
};

constexpr const char* kPieces[] = {"a",    "[a-f]",  "\\w",      "\\d",    "[ab]",  "a?",  "b*",
                                   "[^a]", "\\w+",   "\\s?",     "[d-k]?", "\\W",   ".",   "bc",
                                   "a|bc", "a|b|ab", "a|bc|def", "\\w?|d", ".a|b.", "\\b", "[ac]?"};

std::string piece(RandomExpression& random) {
  return kPieces[random.below(sizeof(kPieces) / sizeof(kPieces[0]))];
}

std::string group(const std::string& inside) {
  return std::string("(?:").append(inside).append(")");
}

std::string body(RandomExpression& random) {
  std::string out;
  for (uint32_t i = 0; i < 1 + random.below(4); ++i) out += group(piece(random));
  if (random.below(4) == 0) {
    for (uint32_t i = 0; i < random.below(150); ++i) {
      out += "|" + std::to_string(random.below(100000)) + piece(random);
    }
  }
  return out;
}

std::string count(RandomExpression& random) {
  static constexpr uint32_t kScales[] = {4, 20, 100, 400, 1100};
  const uint32_t max = 1 + random.below(kScales[random.below(5)]);
  const uint32_t min = random.below(3) == 0 ? max : random.below(3);
  return random.below(6) == 0
             ? "+"
             : "{" + std::to_string(std::min(min, max)) + "," + std::to_string(max) + "}";
}

std::string candidate(RandomExpression& random) {
  std::string out = random.below(2) == 0 ? "x" : "";
  for (uint32_t i = 0; i < 1 + random.below(3); ++i) {
    std::string part = group(body(random)).append(count(random));
    if (random.below(3) == 0) part = group(part.append(piece(random))).append(count(random));
    out += part;
  }
  const bool chain = random.below(10) == 0;
  for (uint32_t i = 0; chain && i < random.below(200); ++i) out += group(piece(random)) + "?";
  return out + (random.below(2) == 0 ? "y" : "");
}

double compile_seconds(const std::string& text, bool start_of_match) {
  const auto begin = std::chrono::steady_clock::now();
  const Hyperscan engine(text, {start_of_match, false});
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void measure(const std::string& text, bool start_of_match, std::vector<Measured>& out) {
  const auto ast = weir::regex::parse(text);
  if (!ast.ok() || !check_cost(*ast).ok()) return;
  const Cost whole = cost(*ast);
  const std::string written = to_expression(*ast);
  out.push_back({compile_seconds(written, false), "plain", whole, text});
  if (start_of_match) out.push_back({compile_seconds(written, true), "start", whole, text});
  out.push_back({compile_seconds(start_expression(*ast), false), "backwards", whole, text});
  for (const std::string& closure : prefix_closure(*ast).expressions) {
    out.push_back({compile_seconds(closure, false), "closure", whole, text});
  }
}

}  // namespace

int main(int argc, char** argv) {
  RandomExpression random(argc > 1 ? static_cast<uint32_t>(std::strtoul(argv[1], nullptr, 10)) : 1);
  const auto wanted = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 200;
  std::vector<Measured> all;
  for (size_t i = 0; i < wanted; ++i) measure(candidate(random), argc > 3, all);
  std::sort(all.begin(), all.end(),
            [](const Measured& a, const Measured& b) { return a.seconds > b.seconds; });
  std::printf("%zu compilations\n", all.size());
  for (size_t i = 0; i < std::min<size_t>(all.size(), 20); ++i) {
    const Measured& row = all[i];
    std::printf("%7.3f s %-9s %6zu positions %6zu copies %6zu transitions  %.100s\n", row.seconds,
                row.kind.c_str(), row.cost.positions, row.cost.copies, row.cost.transitions,
                row.text.c_str());
  }
  return 0;
}
