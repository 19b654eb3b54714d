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
constexpr std::string_view kFormat = "weir automata 3\n";

Status too_large(std::string_view entity) {
  return {Code::kInternal, "detector.automaton",
          "the detector " + std::string(entity) + " needs too large an automaton"};
}

}  // namespace

std::optional<regex::Automaton> DetectorAutomata::automaton_of(std::span<const Form> forms) const {
  std::vector<const regex::Ast*> trees;
  trees.reserve(forms.size());
  for (const Form& form : forms) trees.push_back(&trees_[form.front()]);
  return regex::Automaton::build(trees,
                                 forms.size() == 1 ? regex::Automaton::kMaxStates : kMostStates);
}

Result<size_t> DetectorAutomata::lead_of(uint32_t pattern, const regex::ByteSet& anchor) const {
  const Form form{pattern};
  const auto alone = automaton_of({&form, 1});
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

// Per automaton: how many forms; of each, how many members and which; its lead, its size, its
// bytes.
std::string DetectorAutomata::bytes_from(size_t first, std::span<const uint32_t> members) const {
  std::string bytes;
  const auto append = [&bytes](uint64_t value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
  };
  for (size_t i = first; i < automata_.size(); ++i) {
    const DetectorAutomaton& built = automata_[i];
    append(built.forms.size());
    for (const Form& form : built.forms) {
      append(form.size());
      for (const uint32_t pattern : form) {
        const auto at = std::find(members.begin(), members.end(), pattern);
        append(static_cast<uint64_t>(at - members.begin()));
      }
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
      Form& form = next.forms.emplace_back();
      for (uint64_t left = take(); is_sound && left > 0; --left) {
        const uint64_t member = take();
        is_sound = is_sound && member < members.size();
        if (is_sound) form.push_back(members[member]);
      }
      seen += form.size();
    }
    next.lead = take();
    const uint64_t size = take();
    if (!is_sound || size > kept.size()) return false;
    auto automaton = regex::Automaton::read(kept.substr(0, size), next.forms.size());
    if (!automaton) return false;
    kept.remove_prefix(size);
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
  for (const std::vector<uint32_t>& kind : kinds) {
    WEIR_RETURN_IF_ERROR(build(forms_of(kind), anchor));
  }
  return {};
}

// In the order of the first of each.
std::vector<DetectorAutomata::Form> DetectorAutomata::forms_of(
    std::span<const uint32_t> members) const {
  std::vector<Form> forms;
  for (const uint32_t member : members) {
    const auto same = std::find_if(forms.begin(), forms.end(), [&](const Form& form) {
      return patterns_[form.front()].source == patterns_[member].source;
    });
    if (same == forms.end()) {
      forms.push_back({member});
    } else {
      same->push_back(member);
    }
  }
  return forms;
}

void DetectorAutomata::describe(DetectorAutomaton& automaton) const {
  automaton.needs_word = true;
  for (const Form& form : automaton.forms) {
    for (const uint32_t pattern : form) {
      automaton.reach = std::max(automaton.reach, patterns_[pattern].width);
      automaton.needs_word = automaton.needs_word && patterns_[pattern].detector->needs_word;
    }
  }
}

Status DetectorAutomata::build(std::span<const Form> forms, const regex::ByteSet& anchor) {
  if (forms.empty()) return {};
  auto automaton = forms.size() <= kMostPatterns ? automaton_of(forms) : std::nullopt;
  if (!automaton) {
    if (forms.size() == 1) return too_large(patterns_[forms.front().front()].entity);
    const size_t half = forms.size() / 2;
    WEIR_RETURN_IF_ERROR(build(forms.first(half), anchor));
    return build(forms.subspan(half), anchor);
  }
  DetectorAutomaton built;
  built.forms.assign(forms.begin(), forms.end());
  built.lead = automaton->longest_lead(anchor);
  describe(built);
  built.automaton = std::make_shared<const regex::Automaton>(std::move(*automaton));
  automata_.push_back(std::move(built));
  return {};
}

}  // namespace weir
