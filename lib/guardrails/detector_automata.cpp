#include "guardrails/detector_automata.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace weir {
namespace {

// Fewer automata are fewer tries at a place; larger ones take longer to build than they save.
constexpr size_t kMostPatterns = 32;
constexpr size_t kMostStates = 8192;

Status too_large(std::string_view entity) {
  return {Code::kInternal, "detector.automaton",
          "the detector " + std::string(entity) + " needs too large an automaton"};
}

}  // namespace

std::optional<regex::Automaton> DetectorAutomata::automaton_of(
    std::span<const uint32_t> members) const {
  std::vector<const regex::Ast*> trees;
  trees.reserve(members.size());
  for (const uint32_t member : members) trees.push_back(&trees_[member]);
  return regex::Automaton::build(trees,
                                 members.size() == 1 ? regex::Automaton::kMaxStates : kMostStates);
}

Result<size_t> DetectorAutomata::lead_of(uint32_t pattern, const regex::ByteSet& anchor) const {
  const auto alone = automaton_of({&pattern, 1});
  if (!alone) return too_large(patterns_[pattern].entity);
  return alone->longest_lead(anchor);
}

Status DetectorAutomata::add(std::vector<uint32_t> members, const regex::ByteSet& anchor,
                             std::vector<uint32_t>& out) {
  std::vector<uint32_t> at_anchor;
  std::vector<uint32_t> others;
  for (const uint32_t member : members) {
    Result<size_t> lead = lead_of(member, anchor);
    if (!lead.ok()) return std::move(lead).status();
    (*lead == 0 ? at_anchor : others).push_back(member);
  }
  WEIR_RETURN_IF_ERROR(build(at_anchor, anchor, out));
  return build(others, anchor, out);
}

Status DetectorAutomata::build(std::span<const uint32_t> members, const regex::ByteSet& anchor,
                               std::vector<uint32_t>& out) {
  if (members.empty()) return {};
  auto automaton = members.size() <= kMostPatterns ? automaton_of(members) : std::nullopt;
  if (!automaton) {
    if (members.size() == 1) return too_large(patterns_[members.front()].entity);
    const size_t half = members.size() / 2;
    WEIR_RETURN_IF_ERROR(build(members.first(half), anchor, out));
    return build(members.subspan(half), anchor, out);
  }
  DetectorAutomaton built;
  built.patterns.assign(members.begin(), members.end());
  built.lead = automaton->longest_lead(anchor);
  for (const uint32_t member : members) {
    built.reach = std::max(built.reach, patterns_[member].width);
  }
  built.automaton = std::make_shared<const regex::Automaton>(std::move(*automaton));
  out.push_back(static_cast<uint32_t>(automata_.size()));
  automata_.push_back(std::move(built));
  return {};
}

}  // namespace weir
