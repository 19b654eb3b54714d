#include "guardrails/reading.h"

#include <algorithm>
#include <utility>

#include "guardrails/allowlist.h"
#include "guardrails/detectors/context.h"
#include "guardrails/detectors/detector.h"

namespace weir {
namespace {

Verdict judge(const CompiledPattern& pattern, const Candidate& candidate, double threshold,
              ContextWords& context, const NumberingPlans* plans) {
  const bool is_row = pattern.detector != nullptr && pattern.detector->tier != Tier::kAnchor;
  if (!is_row) candidate.note_right_context();
  if (pattern.rule != nullptr) return judge(*pattern.rule, candidate);
  if (pattern.check != nullptr) return pattern.check->judge(candidate, threshold, context);
  if (pattern.detector == nullptr) return accept(candidate, 1.0);
  return assess(*pattern.detector, candidate, threshold, context, plans);
}

}  // namespace

Reading::Reading(const Ruleset& ruleset, NormaliseMode mode)
    : ruleset_(ruleset), text_(mode), hold_back_(ruleset) {}

// What begin_decoded() starts from: the text so far, without what waits and what is decoded.
Reading::Reading(const Reading& other)
    : ruleset_(other.ruleset_),
      text_(other.text_),
      hold_back_(other.hold_back_),
      held_(other.held_),
      decided_(other.decided_),
      depth_(other.depth_ + 1) {}

void Reading::append(std::string_view original) {
  input_.append_copied(original.size(), input_.original_end());
  take(original, false);
}

void Reading::complete() {
  take({}, true);
  text_.complete();
  if (decoded_ != nullptr) decoded_->complete();
}

// REQUIRES: input_ knows of `input`.
void Reading::take(std::string_view input, bool is_final) {
  std::string joined;
  if (!waiting_.empty()) {
    joined.swap(waiting_);
    joined += input;
    input = joined;
  }
  if (depth_ == kMostDecoders) return text_.append(input);
  const size_t begin = input_.end() - input.size();
  const Decoder before = decoder_.behind();
  decoder_.decode(input, is_final, piece_);
  media_ += piece_.media;
  if (!piece_.blanks.empty()) {
    if (input.data() != joined.data()) joined = input;
    for (const Decoded::Blank& blank : piece_.blanks) {
      std::fill_n(joined.begin() + static_cast<std::ptrdiff_t>(blank.in), blank.size, kBlank);
    }
    input = joined;
  }
  if (decoded_ == nullptr) {
    if (!piece_.units.empty()) {
      begin_decoded(before, begin);
    } else if (!is_final) {
      wait_for_later_decoders(before, input);
    }
  }
  const std::string_view consumed = input.substr(0, piece_.consumed);
  text_.append(consumed);
  if (decoded_ != nullptr) feed_decoded(consumed, begin, is_final);
  waiting_.assign(input.substr(piece_.consumed));
}

// Where nothing was decoded, each decoder gets what the one before has decided about, and only the
// end of that can be undecided to it.
void Reading::wait_for_later_decoders(const Decoder& before, std::string_view input) {
  for (size_t depth = depth_ + 1; depth < kMostDecoders; ++depth) {
    const size_t end = piece_.consumed;
    const size_t begin = end - std::min(end, kMostUndecided);
    Decoder decoder = before;
    decoder.pass_over(input.substr(0, begin));
    decoder.decode(input.substr(begin, end - begin), false, piece_);
    piece_.consumed += begin;
    if (piece_.consumed == end) return;
    decoder_ = decoder;
  }
}

void Reading::begin_decoded(const Decoder& decoder, size_t input_begin) {
  decoded_.reset(new Reading(*this));  // NOLINT(*-owning-memory): a private constructor
  decoded_->input_ = input_.up_to(input_begin);
  decoded_->decoder_ = decoder;
}

void Reading::feed_decoded(std::string_view input, size_t input_begin, bool is_final) {
  OffsetMap& map = decoded_->input_;
  size_t done = 0;
  for (const Decoded::Unit& unit : piece_.units) {
    map.append_part(input_, input_begin + done, input_begin + unit.in);
    done = unit.in + unit.in_size;
    (unit.is_break ? decoded_->breaks_ : decoded_->units_).push_back(map.end());
    map.append_unit(unit.out_size,
                    {input_.start_of(input_begin + unit.in), input_.end_of(input_begin + done)});
  }
  map.append_part(input_, input_begin + done, input_begin + input.size());
  decoded_->take(piece_.units.empty() ? input : std::string_view(piece_.text), is_final);
}

size_t Reading::start_of(size_t folded) const {
  return input_.start_of(text_.map().start_of(folded));
}

size_t Reading::end_of(size_t folded) const {
  return input_.end_of(text_.map().end_of(folded));
}

Result<size_t> Reading::held_from(bool is_final) {
  WEIR_RETURN_IF_ERROR(hold_back_.follow(text_));
  held_ = text_.end();
  if (is_final) return start_of(held_);
  Result<size_t> from = hold_back_.held_from(text_, decided_);
  if (!from.ok()) return from;
  held_ = *from;
  return start_of(held_);
}

// Where this reading says something else than the one before; folded.
DecodedPlaces Reading::decoded_places() const {
  const auto folded = [this](const std::vector<size_t>& input) {
    std::vector<size_t> out;
    out.reserve(input.size());
    for (const size_t unit : input) out.push_back(text_.map().place_of(unit).position);
    return out;
  };
  return {folded(units_), folded(breaks_)};
}

Status Reading::find(bool is_final, std::vector<ScoredMatch>& candidates, size_t& undecided) {
  const DecodedPlaces places = decoded_places();
  if (search_ == nullptr) search_ = std::make_unique<CandidateSearch>(ruleset_, work_);
  WEIR_RETURN_IF_ERROR(
      search_->search(text_, decided_, hold_back_, depth_ == 0 ? nullptr : &places));
  size_t from = held_;
  ContextWords context;
  for (const RawMatch& raw : search_->matches()) {
    if (is_final || is_settled(raw, context)) continue;
    from = std::min(from, std::max(raw.start, decided_));
  }
  const size_t first = candidates.size();
  for (const RawMatch& raw : search_->matches()) {
    if (is_final || (raw.start < from && is_settled(raw, context))) {
      assess_one(raw, first, context, candidates);
    }
  }
  add_flagged_runs(from, candidates);
  undecided = std::min(undecided, start_of(from));
  return {};
}

// Whether what comes next cannot change what a match is.
bool Reading::is_settled(const RawMatch& raw, ContextWords& context) const {
  if (raw.end + kRightContext <= text_.end()) return true;
  if (raw.end == text_.end()) return false;
  bool looked_beyond = false;
  static_cast<void>(verdict_of(raw, context, &looked_beyond));
  return !looked_beyond;
}

Verdict Reading::verdict_of(const RawMatch& raw, ContextWords& context, bool* looked_beyond) const {
  const CompiledPatterns& patterns = ruleset_.patterns();
  const size_t begin = text_.begin();
  const Candidate candidate{text_.folded(begin, text_.end()), raw.start - begin, raw.end - begin,
                            looked_beyond};
  return judge(patterns.patterns[raw.pattern], candidate, ruleset_.entries()[raw.pattern].least,
               context, patterns.numbering_plans.get());
}

void Reading::assess_one(const RawMatch& raw, size_t first, ContextWords& context,
                         std::vector<ScoredMatch>& candidates) const {
  const CompiledPattern& pattern = ruleset_.patterns().patterns[raw.pattern];
  const size_t begin = text_.begin();
  const Verdict verdict = verdict_of(raw, context, nullptr);
  const size_t start = begin + verdict.start;
  const size_t end = begin + verdict.end;
  // A walk may take in bytes that are no part of the detector's language.
  const bool is_walk = pattern.detector != nullptr && pattern.detector->tier == Tier::kAnchor;
  const size_t raw_start = is_walk ? start : raw.start;
  if (!verdict.accepted || raw_start < decided_ || end <= start) return;
  ScoredMatch match;
  match.pattern = raw.pattern;
  match.score = verdict.score;
  match.is_named = verdict.is_named;
  if (!choose_rule(text_.folded(start, end), match)) return;
  match.raw_start = start_of(raw_start);
  match.raw_end = end_of(raw.end);
  match.start = start_of(start);
  match.end = end_of(end);
  // Of several ends for one start the longest counts; they come one after another.
  for (size_t i = candidates.size(); i > first; --i) {
    ScoredMatch& other = candidates[i - 1];
    if (other.raw_start != match.raw_start) break;
    if (other.pattern != match.pattern) continue;
    if (other.end <= match.end) other = match;
    return;
  }
  candidates.push_back(match);
}

// The strictest rule that takes the finding; or else the strictest that would but for its
// allowlist. False: its score is too low for all of them.
bool Reading::choose_rule(std::string_view finding, ScoredMatch& match) const {
  bool is_found = false;
  const Ruleset::Entry* entry = nullptr;
  for (uint32_t i = 0; (entry = ruleset_.entry(match.pattern, i)) != nullptr; ++i) {
    if (match.score < entry->threshold) continue;
    const bool is_allowed = entry->allowlist != nullptr && entry->allowlist->holds(finding);
    if (is_allowed && is_found) continue;
    is_found = true;
    match.action = entry->action;
    match.rule = i;
    match.is_allowed = is_allowed;
    if (!is_allowed) break;
  }
  return is_found;
}

void Reading::add_flagged_runs(size_t undecided, std::vector<ScoredMatch>& candidates) const {
  for (const OverlongRun& run : hold_back_.runs()) {
    if (ruleset_.entries()[run.pattern].action != GuardrailAction::kFlag) continue;
    if (run.start < decided_ || run.start >= undecided) continue;
    const size_t start = start_of(run.start);
    const size_t end = end_of(run.start + kMaxWidth + 1);
    candidates.push_back(
        {start, end, start, end, 1.0, GuardrailAction::kFlag, run.pattern, 0, false, false});
  }
}

size_t Reading::floor_of(size_t original) const {
  const OffsetMap::Place input = input_.place_of(original);
  const OffsetMap::Place folded = text_.map().place_of(input.position);
  return folded.original < input.position ? input_.start_of(folded.original) : input.original;
}

size_t Reading::ceiling_of(size_t original) const {
  const OffsetMap::Place input = input_.place_of(original);
  if (input.unit_end > original) return input.unit_end;
  const OffsetMap::Place folded = text_.map().place_of(input.position);
  return folded.original < input.position ? input_.end_of(folded.unit_end) : original;
}

void Reading::decide_before(size_t original) {
  decided_ = text_.map().place_of(input_.place_of(original).position).position;
  hold_back_.forget_before(decided_);
  text_.drop(decided_ - std::min(decided_, CandidateSearch::kLookBehind));
  // What vanished before the first byte that is kept may be asked for, too.
  const size_t kept = text_.map().end_of(text_.begin());
  input_.forget_before(kept);
  for (std::vector<size_t>* places : {&units_, &breaks_}) {
    std::erase_if(*places, [kept](size_t place) { return place < kept; });
  }
  if (decoded_ == nullptr) return;
  if (decoded_->differs_behind(start_of(text_.begin()))) return decoded_->decide_before(original);
  media_ += decoded_->media();
  decoded_.reset();
}

// Whether this reading says something else than the one before from `original` on.
bool Reading::differs_behind(size_t original) const {
  const auto& runs = hold_back_.runs();
  return input_.has_unit_behind(original) || !waiting_.empty() ||
         (decoded_ != nullptr && decoded_->differs_behind(original)) ||
         std::any_of(runs.begin(), runs.end(), [](const OverlongRun& run) { return run.is_open; });
}

void Reading::rest() {
  search_.reset();
  if (decoded_ != nullptr) decoded_->rest();
}

void Reading::add_runs(std::vector<OriginalRun>& runs) const {
  for (const OverlongRun& run : hold_back_.runs()) {
    OriginalRun out;
    out.depth = depth_;
    out.pattern = run.pattern;
    out.folded_start = run.start;
    out.is_new = run.start >= decided_;
    if (out.is_new) {
      out.start = start_of(run.start);
      out.limit = end_of(std::min(run.start + kMaxWidth + 1, text_.end()));
    }
    out.reached = end_of(run.reached);
    out.is_open = run.is_open;
    runs.push_back(out);
  }
}

}  // namespace weir
