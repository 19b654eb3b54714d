#include "guardrails/candidate_search.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "base/radix_sort.h"
#include "guardrails/detectors/validators/characters.h"
#include "guardrails/keyword.h"
#include "guardrails/regex/start_expression.h"

namespace weir {
namespace {

// Three numbers as one that sorts like them, for numbers of up to 21 bits: positions in a buffer
// and patterns.
constexpr unsigned kKeyBits = 21;

uint64_t key(uint64_t first, uint64_t second, uint64_t third) {
  return first << (2 * kKeyBits) | second << kKeyBits | third;
}

// The third at 0, the second at 1, the first at 2.
size_t part(uint64_t packed, unsigned place) {
  return packed >> (place * kKeyBits) & ((uint64_t{1} << kKeyBits) - 1);
}

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

uint8_t byte_at(std::string_view text, size_t at) {
  return static_cast<uint8_t>(text[at]);
}

bool keeps_longest(const CompiledPattern& pattern) {
  return pattern.has_tail || pattern.rule != nullptr;
}

}  // namespace

Status CandidateSearch::search(const TextBuffer& text, size_t from, const HoldBack& hold_back,
                               const DecodedPlaces* places) {
  const CompiledPatterns& patterns = ruleset_.patterns();
  text_ = &text;
  hold_back_ = &hold_back;
  places_ = places;
  from_ = from;
  matches_.clear();
  is_cut_short_ = false;
  windows_.resize(patterns.groups.size());
  for (std::vector<Window>& windows : windows_) windows.clear();
  const Ruleset::Needs& needs = ruleset_.needs();
  const bool has_units = places == nullptr || !places->units.empty();
  if (needs.triggers && has_units) follow_triggers();
  if (patterns.literals != nullptr && (needs.triggers || needs.keywords)) {
    WEIR_RETURN_IF_ERROR(find_literals(from));
  }
  if (needs.keywords) WEIR_RETURN_IF_ERROR(find_look_alikes(from));
  if (needs.triggers && places != nullptr) add_breaks();
  for (size_t group = 0; group < windows_.size(); ++group) {
    WEIR_RETURN_IF_ERROR(find_typed(group));
  }
  if (needs.secrets) find_secrets();
  if (needs.expressions) WEIR_RETURN_IF_ERROR(find_expressions());
  tidy();
  return {};
}

Status CandidateSearch::scan(const PatternDatabase& database, size_t from, size_t to,
                             const MatchCallback& on_match) {
  work_.scanned_bytes += to - from;
  return database.scan(text_->folded(from, to), on_match);
}

size_t CandidateSearch::back_from(size_t position, size_t count) const {
  return position - std::min(count, position - text_->begin());
}

// A match that starts at or behind from_ holds its trigger; a walk may also lead back behind from_.
void CandidateSearch::follow_triggers() {
  const size_t first = back_from(from_, kLongestTrigger);
  find_triggers(text_->folded(first, text_->end()), hits_);
  work_.scanned_bytes += text_->end() - first;
  for (const TriggerHit& hit : hits_) {
    ++work_.callbacks;
    const TriggerTargets& targets = ruleset_.patterns().triggers[static_cast<size_t>(hit.trigger)];
    if (first + hit.last_end > from_) {
      for (const uint32_t group : targets.groups) {
        const size_t reach = ruleset_.patterns().groups[group].reach;
        if (!is_asked_for(first + hit.first_end, first + hit.last_end, reach)) continue;
        add_window(group, first + hit.first_end, first + hit.last_end);
      }
    }
    for (const uint32_t pattern : targets.anchors) {
      if (!is_asked_for(first + hit.first_end, first + hit.last_end, kMaxWidth)) continue;
      walk(pattern, first + hit.first_end);
    }
  }
}

// Whether a match of at most `reach` bytes that holds [from, to), or its context, may hold a place.
bool CandidateSearch::is_asked_for(size_t from, size_t to, size_t reach) const {
  if (places_ == nullptr) return true;
  const size_t around = reach + kLeftContext + kLongestTrigger;
  const std::vector<size_t>& units = places_->units;
  const auto place = std::lower_bound(units.begin(), units.end(), from - std::min(from, around));
  return place != units.end() && *place <= to + around;
}

// A match across the end of a line begins before it, and behind the last byte that no match holds.
void CandidateSearch::add_breaks() {
  for (size_t index = 0; index < windows_.size(); ++index) {
    const TriggerGroup& group = ruleset_.patterns().groups[index];
    std::vector<Window>& windows = windows_[index];
    const size_t found = windows.size();
    for (const size_t place : places_->breaks) {
      const size_t least = back_from(place, group.reach);
      const std::string_view before = text_->folded(least, place);
      size_t count = 0;
      while (count < before.size() &&
             group.held.contains(byte_at(before, before.size() - count - 1)))
        ++count;
      if (count > 0 && place + group.reach > from_) windows.emplace_back(place - count, place);
    }
    if (found == 0 || found == windows.size()) continue;
    std::sort(windows.begin(), windows.end());
    join(windows);
  }
}

Status CandidateSearch::find_literals(size_t from) {
  const CompiledPatterns& patterns = ruleset_.patterns();
  const size_t first = back_from(from, patterns.literal_width);
  const auto on_match = [&](uint32_t id, size_t, size_t end) {
    ++work_.callbacks;
    const Literal& literal = patterns.literal_targets[id];
    if (literal.kind == Literal::Kind::kTrigger) {
      add_window(literal.target, first + end, first + end);
    } else if (literal.kind == Literal::Kind::kAnchor) {
      walk(literal.target, first + end);
    } else {
      add_keyword(literal.target, first + end - literal.width, first + end);
    }
    return !is_cut_short_;
  };
  return scan(*patterns.literals, first, text_->end(), on_match);
}

void CandidateSearch::add_window(size_t group, size_t first_end, size_t last_end) {
  const size_t reach = ruleset_.patterns().groups[group].reach;
  const Window window{back_from(first_end, reach), last_end};
  std::vector<Window>& windows = windows_[group];
  if (!windows.empty() && windows.back().second >= window.first) {
    windows.back().first = std::min(windows.back().first, window.first);
    windows.back().second = std::max(windows.back().second, window.second);
  } else {
    windows.push_back(window);
  }
}

// Those that touch become one. REQUIRES: sorted.
void CandidateSearch::join(std::vector<Window>& windows) {
  size_t kept = 0;
  for (const Window& window : windows) {
    if (kept > 0 && windows[kept - 1].second >= window.first) {
      windows[kept - 1].second = std::max(windows[kept - 1].second, window.second);
    } else {
      windows[kept++] = window;
    }
  }
  windows.resize(kept);
}

Status CandidateSearch::find_typed(size_t group) {
  const TriggerGroup& target = ruleset_.patterns().groups[group];
  WEIR_RETURN_IF_ERROR(find_words(target, windows_[group]));
  for (const Window& window : windows_[group]) find_in_window(target, window);
  return {};
}

// A match begins in its window, and at most `lead` bytes before a byte of `anchor`.
void CandidateSearch::find_in_window(const TriggerGroup& group, const Window& window) {
  const auto& [first, last] = window;
  const std::string_view text = text_->folded(first, std::min(last + group.reach, text_->end()));
  const auto& may_begin = ruleset_.patterns().may_begin;
  typed_.clear();
  bool is_behind_word = first > text_->begin() && is_word(text_->folded(first - 1, first).front());
  size_t next = 0;  // the next byte of `anchor`
  for (size_t at = 0; at < last - first; ++at) {
    const uint64_t automata = may_begin[is_behind_word ? 1 : 0][byte_at(text, at)] & group.members;
    is_behind_word = is_word(text[at]);
    if (automata == 0) continue;
    next = std::max(next, at);
    while (next < text.size() && !group.anchor.contains(byte_at(text, next))) ++next;
    if (next == text.size()) break;
    find_at(first + at, next - at, automata, group.reach);
  }
  add_leftmost();
}

// The matches of `automata` that begin at `start`, `lead` bytes before a byte of the trigger's
// anchor.
void CandidateSearch::find_at(size_t start, size_t lead, uint64_t automata, size_t reach) {
  const CompiledPatterns& patterns = ruleset_.patterns();
  const uint64_t gated = ruleset_.word_gated();
  if ((automata & gated) != 0) automata &= ~gated | named_at(start, reach);
  for (; automata != 0; automata &= automata - 1) {
    const auto index = static_cast<size_t>(std::countr_zero(automata));
    const DetectorAutomaton& detectors = patterns.automata[index];
    if (lead <= detectors.lead && ruleset_.wanted(index) != 0) {
      match_from(index, start, text_->end(), nullptr);
    }
  }
}

// Bytes from `limit` on are not looked at.
void CandidateSearch::match_from(size_t automaton, size_t start, size_t limit,
                                 regex::Automaton::Trail* trail) {
  const DetectorAutomaton& detectors = ruleset_.patterns().automata[automaton];
  const size_t begin = text_->begin();
  const size_t reached = detectors.automaton->run(
      text_->folded(begin, limit), start - begin,
      [&](size_t pattern, size_t end) {
        for (const uint32_t detector : detectors.forms[pattern]) {
          typed_.push_back({start, begin + end, detector});
        }
      },
      trail);
  work_.scanned_bytes += begin + reached - start;
}

// As from an engine: of several starts with one end the leftmost.
void CandidateSearch::add_leftmost() {
  const size_t begin = text_->begin();
  keys_.clear();
  for (const RawMatch& match : typed_) {
    keys_.push_back(key(match.pattern, match.end - begin, match.start - begin));
  }
  radix_sort(keys_, spare_);
  uint64_t previous = UINT64_MAX;
  for (const uint64_t packed : keys_) {
    const uint64_t pattern_and_end = packed >> kKeyBits;
    if (pattern_and_end == previous) continue;
    previous = pattern_and_end;
    add(static_cast<uint32_t>(pattern_and_end >> kKeyBits), begin + part(packed, 0),
        begin + part(packed, 1));
  }
}

// From each head as far as a match can reach. What would reach further has outgrown the hold-back,
// which covers it.
void CandidateSearch::find_secrets() {
  constexpr size_t kFurther = 2;
  const CompiledPatterns& patterns = ruleset_.patterns();
  const size_t first = back_from(from_, kMaxWidth + 1);
  for (const uint32_t automaton : patterns.whole) {
    if (ruleset_.wanted(automaton) == 0) continue;
    const size_t reach = patterns.automata[automaton].reach + kFurther;
    typed_.clear();
    trail_.clear();
    size_t untried = first;
    for (const SeenHead& head : hold_back_->heads()) {
      untried = std::max(untried, head.first_start);
      for (; untried <= head.last_start; ++untried) {
        match_from(automaton, untried, std::min(untried + reach, text_->end()), &trail_);
      }
    }
    add_leftmost();
  }
}

// Only matches that start at or behind from_ count, so one byte before it is enough. What seems to
// be a match because the scan begins there has its start before from_, or none.
Status CandidateSearch::find_expressions() {
  const size_t first = back_from(from_, 1);
  ends_.clear();
  WEIR_RETURN_IF_ERROR(scan(*ruleset_.patterns().user, first, text_->end(),
                            [&](uint32_t pattern, size_t, size_t end) {
                              ++work_.callbacks;
                              if (ruleset_.entries()[pattern].active) {
                                ends_.emplace_back(pattern, first + end);
                              }
                              is_cut_short_ = ends_.size() > kMaxMatches;
                              return !is_cut_short_;
                            }));
  for (const auto& [pattern, end] : ends_) WEIR_RETURN_IF_ERROR(find_start(pattern, end));
  return {};
}

Status CandidateSearch::find_start(uint32_t pattern, size_t end) {
  const CompiledPattern& compiled = ruleset_.patterns().patterns[pattern];
  size_t longest = compiled.width + 1;
  if (compiled.start != nullptr) {
    const size_t begin = text_->begin();
    reversed_ =
        regex::reversed_window(text_->folded(begin, text_->end()), end - begin, compiled.width);
    const size_t size = reversed_.size();
    work_.scanned_bytes += size;
    reversed_.append(kScanSlack, '\0');
    longest = 0;
    WEIR_RETURN_IF_ERROR(
        compiled.start->scan({reversed_.data(), size}, [&](uint32_t, size_t, size_t length) {
          longest = std::max(longest, length);
          return true;
        }));
  }
  if (longest > 1 && longest - 1 <= end) add(pattern, end - (longest - 1), end);
  return {};
}

void CandidateSearch::walk(uint32_t pattern, size_t trigger_end) {
  if (!ruleset_.entries()[pattern].active) return;
  const size_t begin = text_->begin();
  const std::string_view all = text_->folded(begin, text_->end());
  const Candidate found =
      ruleset_.patterns().patterns[pattern].detector->walk(all, trigger_end - begin);
  size_t start = found.start;
  while (start < found.end && is_continuation(all[start])) ++start;  // half a letter is no match
  if (start < found.end) add(pattern, begin + start, begin + found.end);
}

void CandidateSearch::add_keyword(uint32_t pattern, size_t start, size_t end) {
  const CompiledPattern& keyword = ruleset_.patterns().patterns[pattern];
  const std::string_view all = text_->folded(text_->begin(), text_->end());
  const size_t offset = text_->begin();
  if (keyword.word_at_start && ends_in_word(all.substr(0, start - offset))) return;
  if (keyword.word_at_end && begins_with_word(all.substr(end - offset))) return;
  add(pattern, start, end);
}

void CandidateSearch::add(uint32_t pattern, size_t start, size_t end) {
  ++work_.callbacks;
  if (end <= from_ || !ruleset_.entries()[pattern].active) return;
  if (ruleset_.patterns().patterns[pattern].has_tail) {
    if (hold_back_->covers(pattern, start)) return;
    if (!matches_.empty() && matches_.back().pattern == pattern && matches_.back().start == start) {
      matches_.back().end = std::max(matches_.back().end, end);
      return;
    }
  }
  if (matches_.size() >= kMaxMatches) {
    is_cut_short_ = true;
    return;
  }
  matches_.push_back({start, end, pattern});
}

void CandidateSearch::tidy() {
  const size_t begin = text_->begin();
  keys_.clear();
  for (const RawMatch& match : matches_) {
    keys_.push_back(key(match.start - begin, match.end - begin, match.pattern));
  }
  radix_sort(keys_, spare_);
  keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
  matches_.clear();
  for (const uint64_t packed : keys_) {
    matches_.push_back(
        {begin + part(packed, 2), begin + part(packed, 1), static_cast<uint32_t>(part(packed, 0))});
  }
  if (!ruleset_.needs().secrets && !ruleset_.needs().expressions) return;
  // Those of one start are few, and in order of their end.
  const auto& patterns = ruleset_.patterns().patterns;
  size_t kept = 0;
  for (size_t i = 0; i < matches_.size(); ++i) {
    const RawMatch& match = matches_[i];
    bool is_longest = true;
    for (size_t j = i + 1; keeps_longest(patterns[match.pattern]) && is_longest &&
                           j < matches_.size() && matches_[j].start == match.start;
         ++j) {
      is_longest = matches_[j].pattern != match.pattern;
    }
    if (is_longest) matches_[kept++] = match;
  }
  matches_.resize(kept);
}

}  // namespace weir
