#include "guardrails/pattern_compiler.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "guardrails/detector_automata.h"
#include "guardrails/detectors/letter_case.h"
#include "guardrails/regex/literal_head.h"
#include "guardrails/regex/measures.h"
#include "guardrails/regex/parser.h"
#include "guardrails/regex/prefix_closure.h"
#include "guardrails/regex/start_expression.h"

namespace weir {
namespace {

constexpr std::string_view kRefusedPrefix = "pattern ";

Pattern plain(std::string expression, uint32_t id) {
  Pattern pattern;
  pattern.expression = std::move(expression);
  pattern.id = id;
  return pattern;
}

std::vector<std::string_view> list_words(std::string_view context) {
  std::vector<std::string_view> words;
  while (!context.empty()) {
    const size_t comma = std::min(context.find(','), context.size());
    words.push_back(context.substr(0, comma));
    context.remove_prefix(std::min(comma + 1, context.size()));
  }
  return words;
}

std::string escaped(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char byte : bytes) {
    const auto value = static_cast<unsigned char>(byte);
    out += {'\\', 'x', kDigits[value >> 4U], kDigits[value & 15U]};
  }
  return out;
}

// The word's bytes; the letters of two bytes in both cases, as ContextWords sees them.
std::string word_expression(std::string_view word) {
  std::string out;
  for (size_t i = 0; i < word.size(); ++i) {
    const unsigned letter = i + 1 < word.size() ? two_byte_letter(word[i], word[i + 1]) : 0;
    const unsigned capital = capital_letter_of(letter);
    if (capital == letter) {
      out += escaped(word.substr(i, 1));
      continue;
    }
    const auto bytes = bytes_of_letter(capital);
    out += "(?:" + escaped(word.substr(i, 2)) + '|' + escaped({bytes.data(), bytes.size()}) + ')';
    ++i;
  }
  return out;
}

class Compiler {
 public:
  Compiler(PatternList& list, PatternMatcher& matcher, CompiledPatterns& out)
      : list_(list), matcher_(matcher), out_(out), automata_(list.patterns, list.trees, matcher) {}

  Status run() {
    for (uint32_t i = 0; i < list_.patterns.size(); ++i) WEIR_RETURN_IF_ERROR(sort_in(i));
    out_.keyword_prefixes = KeywordPrefixes(list_.keywords);
    WEIR_RETURN_IF_ERROR(build_automata());
    WEIR_RETURN_IF_ERROR(compile_context_words());
    WEIR_RETURN_IF_ERROR(compile(heads_, out_.heads));
    WEIR_RETURN_IF_ERROR(compile(literals_, out_.literals));
    WEIR_RETURN_IF_ERROR(compile(user_, out_.user));
    return compile(hold_, out_.hold);
  }

 private:
  Status sort_in(uint32_t index) {
    const CompiledPattern& pattern = list_.patterns[index];
    if (pattern.kind == PatternKind::kKeyword) {
      add_literal(pattern.source, Literal::Kind::kKeyword, index, pattern.width);
      for (const auto& [expression, width] : pattern.spellings) {
        add_literal(expression, Literal::Kind::kKeyword, index, width);
      }
      return {};
    }
    if (pattern.kind == PatternKind::kExpression) {
      add_closure(index);
      user_.push_back(plain(regex::to_expression(list_.trees[index]), index));
      return compile_start(index);
    }
    if (pattern.detector->tier == Tier::kWhole) {
      whole_.push_back(index);
      return add_head(index);
    }
    if (pattern.detector->tier == Tier::kWindow) {
      return add_to_group(pattern, index);
    }
    anchors_.push_back(index);
    if (const auto trigger = known_trigger(pattern.detector->trigger)) {
      out_.triggers[static_cast<size_t>(*trigger)].anchors.push_back(index);
      return {};
    }
    add_literal(std::string(pattern.detector->trigger), Literal::Kind::kAnchor, index);
    return widen_literals(pattern);
  }

  Status compile_start(uint32_t index) {
    const regex::Ast& tree = list_.trees[index];
    CompiledPattern& pattern = list_.patterns[index];
    if (regex::min_width(tree) == pattern.width) return {};
    return compile({plain(regex::start_expression(tree), index)}, pattern.start);
  }

  Status add_head(uint32_t index) {
    const Detector& detector = *list_.patterns[index].detector;
    if (!detector.trigger.empty()) {
      Result<regex::Ast> mark = regex::parse(detector.trigger);
      if (!mark.ok()) return std::move(mark).status();
      return add_head(index, *mark, detector.lead);
    }
    const std::optional<regex::Ast> head = regex::literal_head(list_.trees[index]);
    if (!head) {
      return {Code::kInternal, "detector.head", "a detector begins with no text of its own"};
    }
    return add_head(index, *head, 0);
  }

  // `head`: a text that is at most `lead` bytes behind the start of each match.
  Status add_head(uint32_t index, const regex::Ast& head, size_t lead) {
    const size_t width = regex::max_width(head).value_or(kMaxWidth) + lead;
    const size_t least = regex::min_width(head);
    heads_.push_back(
        plain(regex::to_expression(head), static_cast<uint32_t>(out_.head_targets.size())));
    out_.head_targets.push_back({width, least, list_.patterns[index].has_tail});
    out_.head_width = std::max(out_.head_width, width);
    return {};
  }

  // All may share one id.
  void add_closure(uint32_t index) {
    for (std::string& expression : regex::prefix_closure(list_.trees[index]).expressions) {
      Pattern closure = plain(std::move(expression), 0);
      closure.allow_empty = true;
      closure.min_offset = 1;
      hold_.push_back(std::move(closure));
    }
  }

  void add_literal(std::string expression, Literal::Kind kind, uint32_t target, size_t width = 0) {
    literals_.push_back(
        plain(std::move(expression), static_cast<uint32_t>(out_.literal_targets.size())));
    out_.literal_targets.push_back({kind, target, width});
  }

  Status widen_literals(const CompiledPattern& pattern) {
    Result<regex::Ast> trigger = regex::parse(pattern.detector->trigger);
    if (!trigger.ok()) return std::move(trigger).status();
    const size_t width = regex::max_width(*trigger).value_or(kMaxWidth);
    out_.literal_width = std::max(out_.literal_width, std::min(width, kMaxWidth) + 1);
    return {};
  }

  Status add_to_group(const CompiledPattern& pattern, uint32_t index) {
    const std::string_view trigger = pattern.detector->trigger;
    const auto [at, is_new] = groups_.emplace(trigger, out_.groups.size());
    if (is_new) {
      out_.groups.emplace_back();
      group_members_.emplace_back();
      WEIR_RETURN_IF_ERROR(set_anchor(trigger, out_.groups.back()));
      const auto group = static_cast<uint32_t>(at->second);
      if (const auto known = known_trigger(trigger)) {
        out_.triggers[static_cast<size_t>(*known)].groups.push_back(group);
      } else {
        add_literal(std::string(trigger), Literal::Kind::kTrigger, group);
        WEIR_RETURN_IF_ERROR(widen_literals(pattern));
      }
    }
    TriggerGroup& group = out_.groups[at->second];
    group.reach = std::max(group.reach, pattern.width);
    group_members_[at->second].push_back(index);
    return {};
  }

  static Status set_anchor(std::string_view trigger, TriggerGroup& group) {
    Result<regex::Ast> tree = regex::parse(trigger);
    if (!tree.ok()) return std::move(tree).status();
    const regex::Node* node = &(*tree)[tree->root()];
    if (node->kind == regex::NodeKind::kConcatenation) node = &(*tree)[node->children[0]];
    const bool is_set = node->kind == regex::NodeKind::kSet;
    group.anchor = is_set ? node->set : regex::ByteSet::all();
    return {};
  }

  Status build_automata() {
    for (size_t group = 0; group < out_.groups.size(); ++group) {
      TriggerGroup& target = out_.groups[group];
      WEIR_RETURN_IF_ERROR(automata_.add(group_members_[group], target.anchor, target.automata));
    }
    WEIR_RETURN_IF_ERROR(automata_.add(whole_, regex::ByteSet::all(), out_.whole));
    std::vector<uint32_t> for_hold_back_alone;
    WEIR_RETURN_IF_ERROR(automata_.add(anchors_, regex::ByteSet::all(), for_hold_back_alone));
    out_.automata = automata_.take();
    WEIR_RETURN_IF_ERROR(tabulate_beginnings());
    for (TriggerGroup& group : out_.groups) {
      for (const uint32_t automaton : group.automata) {
        group.members |= uint64_t{1} << automaton;
        group.held |= out_.automata[automaton].automaton->bytes();
      }
    }
    return {};
  }

  void add_words(uint32_t pattern, size_t automaton,
                 std::map<std::string_view, uint64_t>& words) const {
    for (const std::string_view word : list_words(list_.patterns[pattern].detector->context)) {
      words[word] |= uint64_t{1} << automaton;
    }
  }

  Status compile_context_words() {
    std::map<std::string_view, uint64_t> words;
    for (size_t i = 0; i < out_.automata.size(); ++i) {
      if (!out_.automata[i].needs_word) continue;
      for (const std::vector<uint32_t>& form : out_.automata[i].forms) {
        for (const uint32_t pattern : form) add_words(pattern, i, words);
      }
    }
    std::vector<Pattern> literals;
    for (const auto& [listed, automata] : words) {
      std::string_view word = listed;
      const bool is_stem = word.ends_with('*');
      if (is_stem) word.remove_suffix(1);
      literals.push_back(
          plain(word_expression(word), static_cast<uint32_t>(out_.context_words.size())));
      literals.back().caseless = true;
      out_.context_words.push_back({word.size(), is_stem, automata});
      out_.word_width = std::max(out_.word_width, word.size());
    }
    return compile(literals, out_.words);
  }

  Status tabulate_beginnings() {
    constexpr size_t kMostAutomata = 64;
    if (out_.automata.size() > kMostAutomata) {
      return {Code::kInternal, "detector.automaton", "the detectors need too many automata"};
    }
    for (size_t i = 0; i < out_.automata.size(); ++i) {
      for (const bool is_behind_word : {false, true}) {
        for (size_t byte = 0; byte < 256; ++byte) {
          if (!out_.automata[i].automaton->may_begin(is_behind_word, static_cast<uint8_t>(byte))) {
            continue;
          }
          out_.may_begin[is_behind_word ? 1 : 0][byte] |= uint64_t{1} << i;
        }
      }
    }
    return {};
  }

  Status compile(const std::vector<Pattern>& patterns, DatabasePointer& database) {
    if (patterns.empty()) return {};
    Result<DatabasePointer> compiled = matcher_.compile(patterns);
    if (!compiled.ok()) return named(compiled.status());
    database = std::move(compiled).value();
    return {};
  }

  // "pattern 12: reason" becomes "pattern "ticket": reason".
  [[nodiscard]] Status named(const Status& status) const {
    const std::string_view message = status.message();
    size_t index = 0;
    const char* digits = message.data() + std::min(message.size(), kRefusedPrefix.size());
    const auto [end, error] = std::from_chars(digits, message.data() + message.size(), index);
    if (!message.starts_with(kRefusedPrefix) || error != std::errc() ||
        index >= list_.patterns.size()) {
      return status;
    }
    const auto rest = message.substr(static_cast<size_t>(end - message.data()));
    return {status.code(), status.reason(),
            "pattern \"" + list_.patterns[index].entity + "\"" + std::string(rest)};
  }

  PatternList& list_;
  PatternMatcher& matcher_;
  CompiledPatterns& out_;
  std::vector<Pattern> heads_;
  std::vector<Pattern> literals_;
  std::vector<Pattern> user_;
  std::vector<Pattern> hold_;
  DetectorAutomata automata_;
  std::vector<std::vector<uint32_t>> group_members_;  // by group
  std::vector<uint32_t> whole_;
  std::vector<uint32_t> anchors_;
  std::map<std::string_view, size_t> groups_;
};

}  // namespace

Status compile_patterns(PatternList list, PatternMatcher& matcher, CompiledPatterns& out) {
  WEIR_RETURN_IF_ERROR(Compiler(list, matcher, out).run());
  out.patterns = std::move(list.patterns);
  out.members = std::move(list.members);
  return {};
}

}  // namespace weir
