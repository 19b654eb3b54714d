#include "unit/detectors/reference_finder.h"

#include <hs/hs.h>

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>

#include "guardrails/detectors/registry.h"

namespace weir {
namespace {

constexpr size_t kSlack = 64;  // the engine reads past the end

struct Release {
  void operator()(hs_database_t* database) const { hs_free_database(database); }
  void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};

struct Compiled {
  std::unique_ptr<hs_database_t, Release> database;
  std::unique_ptr<hs_scratch_t, Release> scratch;
};

Compiled compile(const std::string& expression, unsigned flags) {
  hs_database_t* database = nullptr;
  hs_scratch_t* scratch = nullptr;
  hs_compile_error_t* error = nullptr;
  const bool is_compiled = hs_compile(expression.c_str(), HS_FLAG_DOTALL | flags, HS_MODE_BLOCK,
                                      nullptr, &database, &error) == HS_SUCCESS;
  hs_free_compile_error(error);
  if (!is_compiled || hs_alloc_scratch(database, &scratch) != HS_SUCCESS) {
    throw std::runtime_error("the engine refuses " + expression);
  }
  return {std::unique_ptr<hs_database_t, Release>(database),
          std::unique_ptr<hs_scratch_t, Release>(scratch)};
}

Compiled& compiled(std::string_view expression, unsigned flags) {
  static std::map<std::pair<std::string, unsigned>, Compiled> cache;
  const std::pair<std::string, unsigned> key(expression, flags);
  const auto known = cache.find(key);
  if (known != cache.end()) return known->second;
  return cache.emplace(key, compile(key.first, flags)).first->second;
}

int on_match(unsigned, unsigned long long from, unsigned long long to, unsigned, void* context) {
  static_cast<std::vector<Span>*>(context)->push_back(
      {static_cast<size_t>(from), static_cast<size_t>(to)});
  return 0;
}

struct Found {
  Span span;
  double score = 0;
};

std::vector<Found> all_found(std::string_view entity, std::string_view text) {
  std::vector<Found> all;
  for (const Detector* row : find_detectors(entity).value()) {
    for (const Candidate& candidate : candidates(*row, text)) {
      const Verdict verdict = assess(*row, candidate);
      if (verdict.accepted) all.push_back({{verdict.start, verdict.end}, verdict.score});
    }
  }
  std::sort(all.begin(), all.end(), [](const Found& a, const Found& b) {
    return a.span.start != b.span.start ? a.span.start < b.span.start : a.span.end > b.span.end;
  });
  return all;
}

}  // namespace

std::vector<Span> matches(std::string_view expression, std::string_view text, bool with_start) {
  Compiled& engine = compiled(expression, with_start ? HS_FLAG_SOM_LEFTMOST : 0);
  const std::string padded = std::string(text) + std::string(kSlack, '\0');
  std::vector<Span> spans;
  hs_scan(engine.database.get(), padded.data(), static_cast<unsigned>(text.size()), 0,
          engine.scratch.get(), on_match, &spans);
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
  return spans;
}

std::vector<Candidate> candidates(const Detector& row, std::string_view text) {
  std::vector<Candidate> all;
  if (row.tier == Tier::kAnchor) {
    for (const Span& trigger : matches(row.trigger, text, false)) {
      const Candidate candidate = row.walk(text, trigger.end);
      if (candidate.start < candidate.end) all.push_back(candidate);
    }
    return all;
  }
  for (const Span& span : matches(row.expression, text))
    all.push_back({text, span.start, span.end});
  return all;
}

std::vector<std::string> found(std::string_view entity, std::string_view text, double threshold) {
  std::vector<std::string> texts;
  size_t end = 0;
  for (const Found& one : all_found(entity, text)) {
    if (one.score < threshold || one.span.start < end) continue;
    texts.emplace_back(text.substr(one.span.start, one.span.end - one.span.start));
    end = one.span.end;
  }
  return texts;
}

double score_of(std::string_view entity, std::string_view text, std::string_view match) {
  double best = -1;
  for (const Found& one : all_found(entity, text)) {
    if (text.substr(one.span.start, one.span.end - one.span.start) == match) {
      best = std::max(best, one.score);
    }
  }
  return best;
}

}  // namespace weir
