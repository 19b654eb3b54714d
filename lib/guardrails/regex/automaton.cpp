#include "guardrails/regex/automaton.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

#include "guardrails/regex/character_class.h"
#include "guardrails/regex/measures.h"

namespace weir::regex {
namespace {

using StepId = uint32_t;

// One step of the patterns as a machine that may be in many places at once (Thompson 1968).
struct Step {
  enum class Kind : uint8_t { kByte, kFork, kBoundary, kNotBoundary, kMatch };
  Kind kind = Kind::kFork;
  ByteSet set;               // of kByte
  std::vector<StepId> next;  // of kMatch: the pattern
};

class StepList {
 public:
  // From the root's end to its beginning: what follows a node is known when the node is made.
  StepId add(const Ast& ast, NodeId id, StepId next) {
    const Node& node = ast[id];
    switch (node.kind) {
      case NodeKind::kEmpty:
        return next;
      case NodeKind::kSet:
        return push({Step::Kind::kByte, node.set, {next}});
      case NodeKind::kConcatenation:
        for (size_t i = node.children.size(); i-- > 0;) next = add(ast, node.children[i], next);
        return next;
      case NodeKind::kAlternation: {
        Step fork;
        for (const NodeId child : node.children) fork.next.push_back(add(ast, child, next));
        return push(std::move(fork));
      }
      case NodeKind::kRepeat:
        return add_repeat(ast, node, next);
      case NodeKind::kAssertion:
        break;
    }
    const bool is_boundary = node.assertion == Assertion::kWordBoundary;
    return push({is_boundary ? Step::Kind::kBoundary : Step::Kind::kNotBoundary, {}, {next}});
  }

  StepId push(Step step) {
    steps_.push_back(std::move(step));
    return static_cast<StepId>(steps_.size() - 1);
  }
  const Step& operator[](StepId id) const { return steps_[id]; }
  [[nodiscard]] size_t size() const { return steps_.size(); }
  [[nodiscard]] const std::vector<Step>& all() const { return steps_; }

 private:
  StepId add_repeat(const Ast& ast, const Node& node, StepId next) {
    const NodeId child = node.children[0];
    StepId first = next;
    if (node.max == kUnbounded) {
      first = push({Step::Kind::kFork, {}, {next}});
      const StepId again = add(ast, child, first);
      steps_[first].next.push_back(again);
    } else {
      for (uint32_t i = node.min; i < node.max; ++i) {
        const StepId once = add(ast, child, first);
        first = push({Step::Kind::kFork, {}, {once, next}});
      }
    }
    for (uint32_t i = 0; i < node.min; ++i) first = add(ast, child, first);
    return first;
  }

  std::vector<Step> steps_;
};

}  // namespace

class AutomatonBuilder {
 public:
  std::optional<Automaton> build(std::span<const Ast* const> patterns, size_t max_states) {
    StepId start = steps_.push({});
    std::vector<StepId> starts;
    for (size_t i = 0; i < patterns.size(); ++i) {
      const StepId match = steps_.push({Step::Kind::kMatch, {}, {static_cast<StepId>(i)}});
      starts.push_back(steps_.add(*patterns[i], patterns[i]->root(), match));
    }
    Step fork;
    fork.next = std::move(starts);
    start = steps_.push(std::move(fork));
    sort_bytes();
    out_.matches_.emplace_back();
    state_of({{}, false});
    out_.behind_other_ = state_of({{start}, false});
    out_.behind_word_ = state_of({{start}, true});
    size_t done = 0;
    while (done < states_.size()) {  // which adds more
      if (states_.size() > max_states) return std::nullopt;
      add_edges(done++);
    }
    find_live();
    return std::move(out_);
  }

 private:
  struct State {
    std::vector<StepId> places;  // before the forks are followed, in order
    bool is_behind_word = false;
    bool operator==(const State&) const = default;
  };
  struct StateHash {
    size_t operator()(const State& state) const {
      size_t hash = state.is_behind_word ? 1 : 0;
      for (const StepId place : state.places) hash = (hash ^ place) * 0x9E3779B97F4A7C15;
      return hash ^ hash >> 32U;
    }
  };

  // Bytes that every set treats alike share a column.
  void sort_bytes() {
    const ByteSet words = *escape_set('w');
    std::vector<ByteSet> sets = {words};
    for (const Step& step : steps_.all()) {
      const auto known = std::find(sets.begin(), sets.end(), step.set);
      set_of_step_.push_back(static_cast<size_t>(known - sets.begin()));
      if (known == sets.end()) sets.push_back(step.set);
    }
    std::map<std::vector<bool>, uint8_t> known;
    for (size_t i = 0; i < out_.classes_.size(); ++i) {
      const auto byte = static_cast<uint8_t>(i);
      std::vector<bool> signature;
      signature.reserve(sets.size());
      for (const ByteSet& set : sets) signature.push_back(set.contains(byte));
      const auto [at, is_new] = known.emplace(signature, static_cast<uint8_t>(known.size()));
      if (is_new) members_.push_back(byte);
      out_.classes_[i] = at->second;
    }
    out_.is_word_ = Automaton::word_bytes();
    out_.end_class_ = members_.size();
    out_.columns_ = members_.size() + 1;
    columns_of_set_.resize(sets.size());
    for (size_t set = 0; set < sets.size(); ++set) {
      for (size_t column = 0; column < members_.size(); ++column) {
        if (sets[set].contains(members_[column])) columns_of_set_[set].push_back(column);
      }
    }
    targets_.resize(members_.size());
    is_word_column_.reserve(members_.size());
    for (const uint8_t member : members_) is_word_column_.push_back(words.contains(member));
    is_seen_.resize(steps_.size());
  }

  uint16_t state_of(State state) {
    if (state.places.empty()) state.is_behind_word = false;  // one dead state
    const auto [at, is_new] =
        numbers_.try_emplace(std::move(state), static_cast<uint16_t>(states_.size()));
    if (is_new) states_.push_back(&at->first);
    return at->second;
  }

  void add_edges(size_t index) {
    const State& state = *states_[index];
    for (std::vector<StepId>& target : targets_) target.clear();
    for (const bool is_word : {false, true}) {
      follow(state, is_word);
      for (const StepId id : reached_) {
        for (const size_t column : columns_of_set_[set_of_step_[id]]) {
          if (is_word_column_[column] == is_word) targets_[column].push_back(steps_[id].next[0]);
        }
      }
    }
    for (size_t column = 0; column < members_.size(); ++column) {
      std::vector<StepId>& target = targets_[column];
      std::sort(target.begin(), target.end());
      target.erase(std::unique(target.begin(), target.end()), target.end());
      const bool is_word = is_word_column_[column];
      out_.edges_.push_back({state_of({target, is_word}), found_[is_word ? 1 : 0]});
    }
    out_.edges_.push_back({Automaton::kDead, found_[0]});  // where the text ends
  }

  // The bytes that are awaited, and the patterns that have matched, if the next byte is of a word
  // or not.
  void follow(const State& state, bool is_word) {
    reached_.clear();
    std::vector<uint16_t> found;
    is_seen_.assign(is_seen_.size(), false);
    std::vector<StepId> open = state.places;
    const bool is_boundary = state.is_behind_word != is_word;
    while (!open.empty()) {
      const StepId id = open.back();
      open.pop_back();
      if (is_seen_[id]) continue;
      is_seen_[id] = true;
      const Step& step = steps_[id];
      if (step.kind == Step::Kind::kByte) {
        reached_.push_back(id);
      } else if (step.kind == Step::Kind::kMatch) {
        found.push_back(static_cast<uint16_t>(step.next[0]));
      } else if (step.kind == Step::Kind::kFork ||
                 (step.kind == Step::Kind::kBoundary) == is_boundary) {
        open.insert(open.end(), step.next.begin(), step.next.end());
      }
    }
    std::sort(found.begin(), found.end());
    found_[is_word ? 1 : 0] = set_of(std::move(found));
  }

  uint16_t set_of(std::vector<uint16_t> found) {
    const auto at = std::find(out_.matches_.begin(), out_.matches_.end(), found);
    const auto index = static_cast<uint16_t>(at - out_.matches_.begin());
    if (at == out_.matches_.end()) out_.matches_.push_back(std::move(found));
    return index;
  }

  // What an edge reports, and what is live behind it, is live before it: from the last states to
  // the first, again and again until nothing changes, which a loop in the graph alone delays.
  void find_live() {
    std::vector<Automaton::PatternSet> reported;
    for (const auto& patterns : out_.matches_) {
      Automaton::PatternSet set = 0;
      for (const uint16_t pattern : patterns) set |= Automaton::PatternSet{1} << pattern;
      reported.push_back(set);
    }
    out_.live_.resize(states_.size());
    bool has_changed = true;
    while (has_changed) {
      has_changed = false;
      for (size_t state = states_.size(); state-- > 0;) {
        Automaton::PatternSet live = 0;
        for (size_t column = 0; column < out_.columns_; ++column) {
          const Automaton::Edge& edge = out_.edges_[state * out_.columns_ + column];
          live |= reported[edge.matches] | out_.live_[edge.next];
        }
        has_changed = has_changed || live != out_.live_[state];
        out_.live_[state] = live;
      }
    }
  }

  StepList steps_;
  Automaton out_;
  std::vector<uint8_t> members_;  // a byte of each class
  std::vector<bool> is_word_column_;
  std::vector<size_t> set_of_step_;
  std::vector<std::vector<size_t>> columns_of_set_;
  std::unordered_map<State, uint16_t, StateHash> numbers_;
  std::vector<const State*> states_;          // in numbers_, whose keys stay where they are
  std::vector<std::vector<StepId>> targets_;  // of one state, by column
  std::vector<StepId> reached_;               // of one state and kind of byte
  std::vector<bool> is_seen_;
  std::array<uint16_t, 2> found_{};
};

std::optional<Automaton> Automaton::build(std::span<const Ast* const> patterns, size_t max_states) {
  for (const Ast* pattern : patterns) {
    if (has_anchor(*pattern)) return std::nullopt;
  }
  return AutomatonBuilder().build(patterns, std::min(max_states, kMaxStates));
}

std::array<bool, 256> Automaton::word_bytes() {
  const ByteSet words = *escape_set('w');
  std::array<bool, 256> out{};
  for (size_t i = 0; i < out.size(); ++i) out[i] = words.contains(static_cast<uint8_t>(i));
  return out;
}

ByteSet Automaton::bytes() const {
  std::vector<bool> columns(columns_);
  for (size_t edge = 0; edge < edges_.size(); ++edge) {
    if (edges_[edge].next != kDead) columns[edge % columns_] = true;
  }
  ByteSet out;
  for (size_t byte = 0; byte < classes_.size(); ++byte) {
    if (columns[classes_[byte]]) out.add(static_cast<uint8_t>(byte));
  }
  return out;
}

size_t Automaton::longest_lead(const ByteSet& bytes) const {
  std::vector<bool> reached(edges_.size() / columns_);
  reached[behind_word_] = true;
  reached[behind_other_] = true;
  for (size_t lead = 0; lead <= reached.size(); ++lead) {
    std::vector<bool> next(reached.size());
    for (size_t state = 1; state < reached.size(); ++state) {
      if (!reached[state]) continue;
      for (size_t byte = 0; byte < classes_.size(); ++byte) {
        if (bytes.contains(static_cast<uint8_t>(byte))) continue;
        next[edges_[state * columns_ + classes_[byte]].next] = true;
      }
    }
    next[kDead] = false;
    if (std::none_of(next.begin(), next.end(), [](bool is_reached) { return is_reached; })) {
      return lead;
    }
    reached = std::move(next);
  }
  return SIZE_MAX;
}

}  // namespace weir::regex
