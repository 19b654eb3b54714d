#include "guardrails/scan_machine.h"

#include <algorithm>
#include <tuple>

#include "guardrails/allowed_findings.h"
#include "guardrails/detectors/detector.h"

namespace weir {
namespace {

NormaliseMode normalise_mode(TextMode mode) {
  return mode == TextMode::kJson ? NormaliseMode::kJsonEscapes : NormaliseMode::kText;
}

}  // namespace

ScanMachine::ScanMachine(const Ruleset& ruleset, TextMode mode)
    : ruleset_(ruleset), reading_(ruleset, normalise_mode(mode)), redactor_(ruleset, mode) {}

Status ScanMachine::push(std::string_view delta, std::string* released) {
  if (ruleset_.empty()) {
    if (released != nullptr) released->append(delta);
    return {};
  }
  while (!delta.empty() && !redactor_.verdict().blocked) {
    const std::string_view piece = delta.substr(0, kPieceBytes);
    delta.remove_prefix(piece.size());
    original_.append(piece);
    reading_.append(piece);
    WEIR_RETURN_IF_ERROR(step(false, released));
  }
  reading_.rest();
  return {};
}

Status ScanMachine::finish(std::string* released) {
  if (ruleset_.empty() || redactor_.verdict().blocked) return {};
  reading_.complete();
  return step(true, released);
}

Status ScanMachine::scan_whole(std::string_view text) {
  if (ruleset_.empty()) return {};
  const size_t rest = text.empty() ? 0 : (text.size() - 1) / kPieceBytes * kPieceBytes;
  WEIR_RETURN_IF_ERROR(push(text.substr(0, rest), nullptr));
  if (redactor_.verdict().blocked) return {};
  original_.append(text.substr(rest));
  reading_.append(text.substr(rest));
  return finish(nullptr);
}

Status ScanMachine::step(bool is_final, std::string* released) {
  Result<size_t> held = held_from(is_final);
  if (!held.ok()) return std::move(held).status();
  if (!is_final && *held <= decided_) return {};
  size_t undecided = *held;
  WEIR_RETURN_IF_ERROR(find(is_final, undecided));
  if (redactor_.verdict().blocked) return {};
  size_t to = decide(undecided, is_final);
  for (size_t floor = floor_of(to); floor < to; floor = floor_of(to)) to = decide(floor, false);
  widen_to_units();
  add_runs(to);
  count_matches(to);
  redactor_.advance(original_, runs_, decisions_, to, is_final, released);
  decided_ = to;
  reading_.decide_before(to);
  constexpr size_t kCharacter = 4;  // the redactor looks back at the last one
  const size_t done = redactor_.original_done();
  original_.drop(done - std::min(done, kCharacter));
  return {};
}

Result<size_t> ScanMachine::held_from(bool is_final) {
  size_t held = original_.end();
  runs_.clear();
  for (Reading* reading = &reading_; reading != nullptr; reading = reading->decoded()) {
    Result<size_t> from = reading->held_from(is_final);
    if (!from.ok()) return from;
    if (!is_final) held = std::min(held, *from);
    reading->add_runs(runs_);
  }
  return held;
}

// Fills candidates_; `undecided` comes down to where they are not complete.
Status ScanMachine::find(bool is_final, size_t& undecided) {
  candidates_.clear();
  for (Reading* reading = &reading_; reading != nullptr; reading = reading->decoded()) {
    WEIR_RETURN_IF_ERROR(reading->find(is_final, candidates_, undecided));
    if (reading->is_cut_short()) redactor_.refuse();
  }
  if (!is_final) undecided = floor_of(undecided);
  sort_candidates(undecided, is_final);
  return {};
}

// Two readings often find the same; the more certain one counts, and one that is not allowed.
void ScanMachine::sort_candidates(size_t undecided, bool is_final) {
  if (!is_final) {
    std::erase_if(candidates_,
                  [undecided](const ScoredMatch& match) { return match.raw_start >= undecided; });
  }
  const auto place = [](const ScoredMatch& match) {
    return std::tie(match.raw_start, match.raw_end, match.pattern, match.start, match.end);
  };
  std::sort(candidates_.begin(), candidates_.end(),
            [&](const ScoredMatch& a, const ScoredMatch& b) {
              if (place(a) != place(b)) return place(a) < place(b);
              return a.score != b.score ? a.score > b.score : a.is_allowed < b.is_allowed;
            });
  const auto same =
      std::unique(candidates_.begin(), candidates_.end(),
                  [&](const ScoredMatch& a, const ScoredMatch& b) { return place(a) == place(b); });
  candidates_.erase(same, candidates_.end());
}

// The beginning of what no reading takes apart.
size_t ScanMachine::floor_of(size_t original) const {
  for (const Reading* reading = &reading_; reading != nullptr; reading = reading->decoded()) {
    const size_t floor = reading->floor_of(original);
    if (floor < original) return floor_of(floor);
  }
  return original;
}

size_t ScanMachine::ceiling_of(size_t original) const {
  for (const Reading* reading = &reading_; reading != nullptr; reading = reading->decoded()) {
    const size_t ceiling = reading->ceiling_of(original);
    if (ceiling > original) return ceiling_of(ceiling);
  }
  return original;
}

// Takes the clusters that are complete; returns where the first other one, or the undecided part,
// begins.
size_t ScanMachine::decide(size_t undecided, bool is_final) {
  decisions_.clear();
  for (size_t first = 0; first < candidates_.size();) {
    const size_t start = candidates_[first].raw_start;
    size_t end = 0;
    size_t last = first;
    for (; last < candidates_.size(); ++last) {
      const ScoredMatch& next = candidates_[last];
      if (last > first && (next.raw_start >= end || next.raw_start >= start + kMaxCluster)) break;
      end = std::max({end, next.raw_end, next.end});
    }
    if (!is_final && undecided < std::min(end, start + kMaxCluster + kMaxWidth)) {
      return std::min(start, undecided);
    }
    const auto begin = candidates_.begin() + static_cast<std::ptrdiff_t>(first);
    if (last == first + 1) {
      if (!begin->is_allowed) decisions_.push_back({Decision::Kind::kFinding, *begin, {}});
    } else {
      const auto behind = candidates_.begin() + static_cast<std::ptrdiff_t>(last);
      std::vector<ScoredMatch> cluster(begin, behind);
      drop_allowed(cluster, ruleset_);
      for (const ScoredMatch& match : resolve(std::move(cluster))) {
        decisions_.push_back({Decision::Kind::kFinding, match, {}});
      }
    }
    first = last;
  }
  return undecided;
}

// What replaces a part of an escape replaces all of it, so that what is quoted JSON stays that.
void ScanMachine::widen_to_units() {
  if (reading_.decoded() == nullptr) return;
  for (Decision& decision : decisions_) {
    ScoredMatch& match = decision.match;
    if (match.action == GuardrailAction::kFlag) continue;
    match.start = std::max(decided_, floor_of(match.start));
    match.end = ceiling_of(match.end);
  }
}

void ScanMachine::add_runs(size_t to) {
  for (const OriginalRun& run : runs_) {
    const GuardrailAction action = ruleset_.entries()[run.pattern].action;
    if (action == GuardrailAction::kFlag || !run.is_new || run.start < decided_ ||
        run.start >= to) {
      continue;
    }
    Decision decision;
    decision.kind = Decision::Kind::kRun;
    decision.match = {run.start, run.reached, run.start, run.limit, 1.0, action, run.pattern};
    decision.run = run;
    decisions_.push_back(decision);
  }
}

void ScanMachine::count_matches(size_t to) {
  for (const RawMatch& raw : reading_.matches()) {
    const size_t start = reading_.start_of(raw);
    if (start < decided_ || start >= to) continue;
    if (start / kBlockBytes != block_) {
      block_ = start / kBlockBytes;
      block_matches_ = 0;
    }
    if (++block_matches_ > kMaxMatchesPerBlock) {
      Decision limit;
      limit.kind = Decision::Kind::kLimit;
      limit.match.start = start;
      decisions_.push_back(limit);
      return;
    }
  }
}

}  // namespace weir
