#include "guardrails/scan_machine.h"

#include <algorithm>
#include <tuple>

#include "guardrails/detectors/detector.h"

namespace weir {
namespace {

NormaliseMode normalise_mode(TextMode mode) {
  return mode == TextMode::kPlain ? NormaliseMode::kText : NormaliseMode::kJsonEscapes;
}

}  // namespace

ScanMachine::ScanMachine(const Ruleset& ruleset, TextMode mode)
    : ruleset_(ruleset),
      text_(normalise_mode(mode)),
      hold_back_(ruleset),
      search_(ruleset),
      redactor_(ruleset, mode) {}

Status ScanMachine::push(std::string_view delta, std::string* released) {
  if (ruleset_.empty()) {
    if (released != nullptr) released->append(delta);
    return {};
  }
  while (!delta.empty() && !redactor_.verdict().blocked) {
    const std::string_view piece = delta.substr(0, kPieceBytes);
    delta.remove_prefix(piece.size());
    text_.append(piece);
    WEIR_RETURN_IF_ERROR(step(false, released));
  }
  return {};
}

Status ScanMachine::finish(std::string* released) {
  if (ruleset_.empty() || redactor_.verdict().blocked) return {};
  text_.complete();
  return step(true, released);
}

Status ScanMachine::scan_whole(std::string_view text) {
  if (ruleset_.empty()) return {};
  const size_t rest = text.empty() ? 0 : (text.size() - 1) / kPieceBytes * kPieceBytes;
  WEIR_RETURN_IF_ERROR(push(text.substr(0, rest), nullptr));
  if (redactor_.verdict().blocked) return {};
  text_.append(text.substr(rest));
  return finish(nullptr);
}

Status ScanMachine::step(bool is_final, std::string* released) {
  WEIR_RETURN_IF_ERROR(hold_back_.follow(text_));
  size_t held = text_.end();
  if (!is_final) {
    Result<size_t> from = hold_back_.held_from(text_, decided_);
    if (!from.ok()) return std::move(from).status();
    held = *from;
    if (held <= decided_) return {};
  }
  WEIR_RETURN_IF_ERROR(search_.search(text_, decided_, hold_back_));
  if (search_.is_cut_short()) {
    redactor_.refuse();
    return {};
  }
  const size_t undecided = assess_all(held, is_final);
  decisions_.clear();
  const size_t to = decide(undecided, is_final);
  add_runs(to);
  count_matches(to);
  redactor_.advance(text_, hold_back_, decisions_, to, is_final, released);
  decided_ = to;
  hold_back_.forget_before(decided_);
  constexpr size_t kCharacter = 4;  // the redactor looks back at the last one
  const size_t done = redactor_.original_done();
  text_.drop(decided_ - std::min(decided_, CandidateSearch::kLookBehind),
             done - std::min(done, kCharacter));
  return {};
}

// Fills candidates_ with what may be decided now; returns where the undecided part begins. A match
// whose right context is not there yet is undecided.
size_t ScanMachine::assess_all(size_t held, bool is_final) {
  candidates_.clear();
  size_t undecided = held;
  for (const RawMatch& raw : search_.matches()) {
    if (!is_final && raw.end + kRightContext > text_.end()) {
      undecided = std::min(undecided, std::max(raw.start, decided_));
    }
  }
  for (const RawMatch& raw : search_.matches()) {
    if (is_final || (raw.end + kRightContext <= text_.end() && raw.start < undecided)) {
      assess_one(raw);
    }
  }
  add_flagged_runs(undecided);
  if (!is_final) {
    std::erase_if(candidates_,
                  [undecided](const ScoredMatch& match) { return match.raw_start >= undecided; });
  }
  std::sort(candidates_.begin(), candidates_.end(), [](const ScoredMatch& a, const ScoredMatch& b) {
    return std::tie(a.raw_start, a.raw_end, a.pattern) <
           std::tie(b.raw_start, b.raw_end, b.pattern);
  });
  return undecided;
}

void ScanMachine::assess_one(const RawMatch& raw) {
  const CompiledPattern& pattern = ruleset_.patterns().patterns[raw.pattern];
  const Ruleset::Entry& entry = ruleset_.entries()[raw.pattern];
  ScoredMatch match{raw.start, raw.end, raw.start, raw.end, 1.0, entry.action, raw.pattern};
  if (pattern.detector != nullptr) {
    const size_t begin = text_.begin();
    const Candidate candidate{text_.folded(begin, text_.end()), raw.start - begin, raw.end - begin};
    const Verdict verdict = assess(*pattern.detector, candidate);
    if (!verdict.accepted || verdict.score < entry.threshold) return;
    match.score = verdict.score;
    match.start = begin + verdict.start;
    match.end = begin + verdict.end;
    // A walk may take in bytes that are no part of the detector's language.
    if (pattern.detector->tier == Tier::kAnchor) match.raw_start = match.start;
  }
  if (match.raw_start < decided_ || match.end <= match.start) return;
  // Of several ends for one start the longest counts; they come one after another.
  for (auto other = candidates_.rbegin();
       other != candidates_.rend() && other->raw_start == match.raw_start; ++other) {
    if (other->pattern != match.pattern) continue;
    if (other->end <= match.end) *other = match;
    return;
  }
  candidates_.push_back(match);
}

void ScanMachine::add_flagged_runs(size_t undecided) {
  for (const OverlongRun& run : hold_back_.runs()) {
    if (ruleset_.entries()[run.pattern].action != GuardrailAction::kFlag) continue;
    if (run.start < decided_ || run.start >= undecided) continue;
    const size_t end = run.start + kMaxWidth + 1;
    candidates_.push_back(
        {run.start, end, run.start, end, 1.0, GuardrailAction::kFlag, run.pattern});
  }
}

// Takes the clusters that are complete; returns where the first other one, or the undecided part,
// begins.
size_t ScanMachine::decide(size_t undecided, bool is_final) {
  for (size_t first = 0; first < candidates_.size();) {
    const size_t start = candidates_[first].raw_start;
    size_t end = 0;
    size_t last = first;
    for (; last < candidates_.size(); ++last) {
      const ScoredMatch& next = candidates_[last];
      if (last > first && (next.raw_start >= end || next.raw_start >= start + kMaxCluster)) break;
      end = std::max({end, next.raw_end, next.end});
    }
    if (!is_final && undecided < std::min(end, start + kMaxCluster + kMaxWidth)) return start;
    const auto begin = candidates_.begin() + static_cast<std::ptrdiff_t>(first);
    if (last == first + 1) {
      decisions_.push_back({Decision::Kind::kFinding, *begin});
    } else {
      const auto behind = candidates_.begin() + static_cast<std::ptrdiff_t>(last);
      for (const ScoredMatch& match : resolve({begin, behind})) {
        decisions_.push_back({Decision::Kind::kFinding, match});
      }
    }
    first = last;
  }
  return undecided;
}

void ScanMachine::add_runs(size_t to) {
  for (const OverlongRun& run : hold_back_.runs()) {
    const GuardrailAction action = ruleset_.entries()[run.pattern].action;
    if (action == GuardrailAction::kFlag || run.start < decided_ || run.start >= to) continue;
    decisions_.push_back(
        {Decision::Kind::kRun,
         {run.start, run.reached, run.start, run.start + kMaxWidth + 1, 1.0, action, run.pattern}});
  }
}

void ScanMachine::count_matches(size_t to) {
  for (const RawMatch& raw : search_.matches()) {
    if (raw.start < decided_ || raw.start >= to) continue;
    if (raw.start / kBlockBytes != block_) {
      block_ = raw.start / kBlockBytes;
      block_matches_ = 0;
    }
    if (++block_matches_ > kMaxMatchesPerBlock) {
      Decision limit;
      limit.kind = Decision::Kind::kLimit;
      limit.match.start = raw.start;
      decisions_.push_back(limit);
      return;
    }
  }
}

}  // namespace weir
