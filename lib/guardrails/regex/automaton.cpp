#include "guardrails/regex/automaton.h"

#include <algorithm>
#include <map>
#include <tuple>
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
    friend auto operator<(const State& a, const State& b) {
      return std::tie(a.is_behind_word, a.places) < std::tie(b.is_behind_word, b.places);
    }
  };

  // Bytes that every set treats alike share a column.
  void sort_bytes() {
    const ByteSet words = *escape_set('w');
    std::vector<ByteSet> sets = {words};
    for (const Step& step : steps_.all()) {
      if (step.kind != Step::Kind::kByte) continue;
      if (std::find(sets.begin(), sets.end(), step.set) == sets.end()) sets.push_back(step.set);
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
      out_.is_word_[i] = words.contains(byte);
    }
    out_.end_class_ = members_.size();
    out_.columns_ = members_.size() + 1;
  }

  uint16_t state_of(State state) {
    if (state.places.empty()) state.is_behind_word = false;  // one dead state
    const auto [at, is_new] = numbers_.emplace(state, static_cast<uint16_t>(states_.size()));
    if (is_new) states_.push_back(std::move(state));
    return at->second;
  }

  void add_edges(size_t index) {
    const State state = states_[index];  // a copy: states_ moves as it grows
    for (const bool is_word : {false, true}) follow(state, is_word);
    for (size_t column = 0; column < out_.columns_; ++column) {
      const bool is_end = column == out_.end_class_;
      const uint8_t byte = is_end ? 0 : members_[column];
      const bool is_word = !is_end && out_.is_word_[byte];
      State next{{}, is_word};
      if (!is_end) {
        for (const StepId id : reached_[is_word ? 1 : 0]) {
          if (steps_[id].set.contains(byte)) next.places.push_back(steps_[id].next[0]);
        }
        std::sort(next.places.begin(), next.places.end());
        next.places.erase(std::unique(next.places.begin(), next.places.end()), next.places.end());
      }
      out_.edges_.push_back({state_of(std::move(next)), found_[is_word ? 1 : 0]});
    }
  }

  // The bytes that are awaited, and the patterns that have matched, if the next byte is of a word
  // or not.
  void follow(const State& state, bool is_word) {
    std::vector<StepId>& reached = reached_[is_word ? 1 : 0];
    reached.clear();
    std::vector<uint16_t> found;
    std::vector<bool> seen(steps_.size());
    std::vector<StepId> open = state.places;
    const bool is_boundary = state.is_behind_word != is_word;
    while (!open.empty()) {
      const StepId id = open.back();
      open.pop_back();
      if (seen[id]) continue;
      seen[id] = true;
      const Step& step = steps_[id];
      if (step.kind == Step::Kind::kByte) {
        reached.push_back(id);
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
  std::vector<State> states_;
  std::map<State, uint16_t> numbers_;
  std::array<std::vector<StepId>, 2> reached_;
  std::array<uint16_t, 2> found_{};
};

std::optional<Automaton> Automaton::build(std::span<const Ast* const> patterns, size_t max_states) {
  for (const Ast* pattern : patterns) {
    if (has_anchor(*pattern)) return std::nullopt;
  }
  return AutomatonBuilder().build(patterns, std::min(max_states, kMaxStates));
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
