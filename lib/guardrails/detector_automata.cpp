#include "guardrails/detector_automata.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>
#include <utility>

namespace weir {
namespace {

// Fewer automata are fewer tries at a place; larger ones take longer to build than they save.
constexpr size_t kMostPatterns = regex::Automaton::kMaxPatterns;
constexpr size_t kMostStates = 4096;
constexpr std::string_view kFormat = "weir automata 2\n";

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

Status DetectorAutomata::add(const std::vector<uint32_t>& members, const regex::ByteSet& anchor,
                             std::vector<uint32_t>& out) {
  if (members.empty()) return {};
  const size_t first = automata_.size();
  const Digest key = key_of(members, anchor);
  const std::optional<std::string> kept = matcher_.recall(key);
  if (!kept || !read(*kept, members)) {
    WEIR_RETURN_IF_ERROR(build_all(members, anchor));
    matcher_.keep(key, bytes_from(first, members));
  }
  for (size_t i = first; i < automata_.size(); ++i) out.push_back(static_cast<uint32_t>(i));
  return {};
}

// Everything that the automata depend on.
Digest DetectorAutomata::key_of(std::span<const uint32_t> members,
                                const regex::ByteSet& anchor) const {
  std::string all(kFormat);
  for (size_t byte = 0; byte < 256; ++byte) {
    all += anchor.contains(static_cast<uint8_t>(byte)) ? '1' : '0';
  }
  for (const uint32_t member : members) {
    const std::string& source = patterns_[member].source;
    all += patterns_[member].detector->needs_word ? 'w' : ' ';
    all += std::to_string(source.size()) + ':' + source;
  }
  return sha256(all);
}

// Per automaton: how many patterns, which members they are, its lead, its size, its bytes.
std::string DetectorAutomata::bytes_from(size_t first, std::span<const uint32_t> members) const {
  std::string bytes;
  const auto append = [&bytes](uint64_t value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
  };
  for (size_t i = first; i < automata_.size(); ++i) {
    const DetectorAutomaton& built = automata_[i];
    append(built.patterns.size());
    for (const uint32_t pattern : built.patterns) {
      const auto at = std::find(members.begin(), members.end(), pattern);
      append(static_cast<uint64_t>(at - members.begin()));
    }
    append(built.lead);
    std::string tables;
    built.automaton->append_to(tables);
    append(tables.size());
    bytes += tables;
  }
  return bytes;
}

bool DetectorAutomata::read(std::string_view kept, std::span<const uint32_t> members) {
  bool is_sound = true;
  const auto take = [&]() -> uint64_t {
    uint64_t value = 0;
    is_sound = is_sound && kept.size() >= sizeof(value);
    if (!is_sound) return 0;
    std::memcpy(&value, kept.data(), sizeof(value));
    kept.remove_prefix(sizeof(value));
    return value;
  };
  std::vector<DetectorAutomaton> found;
  size_t seen = 0;
  while (is_sound && !kept.empty()) {
    DetectorAutomaton& next = found.emplace_back();
    const uint64_t count = take();
    for (uint64_t i = 0; is_sound && i < count; ++i) {
      const uint64_t member = take();
      is_sound = is_sound && member < members.size();
      if (is_sound) next.patterns.push_back(members[member]);
    }
    next.lead = take();
    const uint64_t size = take();
    if (!is_sound || size > kept.size()) return false;
    auto automaton = regex::Automaton::read(kept.substr(0, size), next.patterns.size());
    if (!automaton) return false;
    kept.remove_prefix(size);
    seen += next.patterns.size();
    describe(next);
    next.automaton = std::make_shared<const regex::Automaton>(std::move(*automaton));
  }
  if (!is_sound || seen != members.size()) return false;
  for (DetectorAutomaton& next : found) automata_.push_back(std::move(next));
  return true;
}

Status DetectorAutomata::build_all(std::span<const uint32_t> members,
                                   const regex::ByteSet& anchor) {
  std::array<std::vector<uint32_t>, 4> kinds;
  for (const uint32_t member : members) {
    Result<size_t> lead = lead_of(member, anchor);
    if (!lead.ok()) return std::move(lead).status();
    const size_t kind = (*lead == 0 ? 0 : 1) + (patterns_[member].detector->needs_word ? 2 : 0);
    kinds[kind].push_back(member);
  }
  for (const std::vector<uint32_t>& kind : kinds) WEIR_RETURN_IF_ERROR(build(kind, anchor));
  return {};
}

void DetectorAutomata::describe(DetectorAutomaton& automaton) const {
  automaton.needs_word = true;
  for (const uint32_t pattern : automaton.patterns) {
    automaton.reach = std::max(automaton.reach, patterns_[pattern].width);
    automaton.needs_word = automaton.needs_word && patterns_[pattern].detector->needs_word;
  }
}

Status DetectorAutomata::build(std::span<const uint32_t> members, const regex::ByteSet& anchor) {
  if (members.empty()) return {};
  auto automaton = members.size() <= kMostPatterns ? automaton_of(members) : std::nullopt;
  if (!automaton) {
    if (members.size() == 1) return too_large(patterns_[members.front()].entity);
    const size_t half = members.size() / 2;
    WEIR_RETURN_IF_ERROR(build(members.first(half), anchor));
    return build(members.subspan(half), anchor);
  }
  DetectorAutomaton built;
  built.patterns.assign(members.begin(), members.end());
  built.lead = automaton->longest_lead(anchor);
  describe(built);
  built.automaton = std::make_shared<const regex::Automaton>(std::move(*automaton));
  automata_.push_back(std::move(built));
  return {};
}

}  // namespace weir
