#include "guardrails/redactor.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace weir {
namespace {

bool comes_first(const Decision& a, const Decision& b) {
  const auto key = [](const Decision& decision) {
    return std::make_tuple(decision.match.start, -static_cast<int>(decision.kind),
                           -static_cast<int>(decision.match.action), decision.match.pattern);
  };
  return key(a) < key(b);
}

constexpr size_t kMaxBareValue = 64;  // no number that weir would replace is near that

// Of true, false, null and of numbers (RFC 8259, sections 3 and 6).
bool is_value_byte(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '+' || byte == '.';
}

// A mask ends where a character does, also if a pattern of bytes ends inside one.
size_t end_of_character(const TextBuffer& text, size_t original_end) {
  constexpr size_t kMost = 3;
  const auto byte = [&](size_t at) {
    return static_cast<unsigned char>(text.original(at, at + 1).front());
  };
  size_t end = original_end;
  if (end == 0 || byte(end - 1) < 0x80) return end;
  while (end < text.original_size() && end < original_end + kMost && (byte(end) & 0xC0) == 0x80) {
    ++end;
  }
  return end;
}

}  // namespace

void Redactor::advance(const TextBuffer& text, const HoldBack& hold_back,
                       std::vector<Decision>& decisions, size_t to, bool is_final,
                       std::string* released) {
  std::sort(decisions.begin(), decisions.end(), comes_first);
  follow_runs(hold_back);
  for (const Decision& decision : decisions) {
    if (mask_ && open_runs_.empty() && mask_->end <= decision.match.start) end_mask(text, released);
    carry_out(text, hold_back, decision, released);
    if (verdict_.blocked) return;
  }
  if (mask_ && ((open_runs_.empty() && mask_->end <= to) || is_final)) end_mask(text, released);
  if (flag_ && (flag_->end <= to || is_final)) end_flag(text, flag_->end);
  if (mask_) return pass_over(text, text.original_end(std::min(mask_->end, to)));
  const size_t original_to = is_final ? text.original_size() : text.original_end(to);
  finish_bare_value(text, original_to, is_final);
  release(text, original_to, is_final, released);
}

void Redactor::follow_runs(const HoldBack& hold_back) {
  std::erase_if(open_runs_, [&](const auto& open) {
    for (const OverlongRun& run : hold_back.runs()) {
      if (run.pattern != open.first || run.start != open.second) continue;
      if (mask_) mask_->end = std::max(mask_->end, run.reached);
      return !run.is_open;
    }
    return true;
  });
}

void Redactor::carry_out(const TextBuffer& text, const HoldBack& hold_back,
                         const Decision& decision, std::string* released) {
  const ScoredMatch& match = decision.match;
  if (decision.kind == Decision::Kind::kLimit || match.action == GuardrailAction::kBlock) {
    return block(text, decision, released);
  }
  if (match.action == GuardrailAction::kFlag) {
    const bool is_taken = mask_ || (flag_ && flag_->end > match.start);
    if (is_taken) return;
    if (flag_) end_flag(text, flag_->end);
    flag_ = Open{finding_of(text, match), match.end, {}, true};
    return;
  }
  if (mask_) {
    mask_->end = std::max(mask_->end, match.end);
  } else {
    begin_mask(text, match, released);
  }
  if (decision.kind == Decision::Kind::kRun) {
    open_runs_.emplace_back(match.pattern, match.start);
    follow_runs(hold_back);
  }
}

void Redactor::begin_mask(const TextBuffer& text, const ScoredMatch& match, std::string* released) {
  if (flag_) end_flag(text, match.start);
  Open mask{finding_of(text, match), match.end, {}, true};
  finish_bare_value(text, mask.finding.start, false);
  release(text, mask.finding.start, false, released);
  mask.edit.start = original_done_;
  mask.finding.start = std::max(mask.finding.start, original_done_);
  mask.edit.replacement = ruleset_.patterns().patterns[match.pattern].placeholder;
  if (mode_ == TextMode::kJson) {
    pass_over(text, mask.finding.start);
    mask.in_string = json_.in_string();
    if (!mask.in_string) mask.edit.replacement = '"' + mask.edit.replacement + '"';
  }
  if (bare_value_) {  // the same value: one placeholder is enough
    edits_.push_back(*std::exchange(bare_value_, std::nullopt));
    mask.edit.replacement.clear();
  }
  if (released != nullptr) *released += mask.edit.replacement;
  mask_ = std::move(mask);
}

void Redactor::end_mask(const TextBuffer& text, std::string* released) {
  mask_->finding.end = std::max(text.original_end(mask_->end), mask_->finding.start);
  pass_over(text, end_of_character(text, mask_->finding.end));
  findings_.push_back(mask_->finding);
  Edit edit = std::move(mask_->edit);
  edit.end = original_done_;
  const bool was_in_string = mask_->in_string;
  mask_.reset();
  if (mode_ == TextMode::kJson && was_in_string && !json_.in_string()) {
    edit.replacement += '"';
    if (released != nullptr) *released += '"';
  }
  if (was_in_string || json_.in_string()) {
    edits_.push_back(std::move(edit));
  } else {
    bare_value_ = std::move(edit);
  }
}

// The bytes of a bare value right behind its placeholder go with it.
void Redactor::finish_bare_value(const TextBuffer& text, size_t original_to, bool is_final) {
  if (!bare_value_) return;
  size_t end = original_done_;
  while (end < original_to && is_value_byte(text.original(end, end + 1).front())) ++end;
  pass_over(text, end);
  bare_value_->end = end;
  if (end < original_to || is_final) {
    edits_.push_back(std::move(*bare_value_));
    bare_value_.reset();
  }
}

void Redactor::end_flag(const TextBuffer& text, size_t limit) {
  flag_->finding.end = text.original_end(std::min(flag_->end, limit));
  if (flag_->finding.end > flag_->finding.start) findings_.push_back(flag_->finding);
  flag_.reset();
}

void Redactor::block(const TextBuffer& text, const Decision& decision, std::string* released) {
  const ScoredMatch& match = decision.match;
  if (mask_) {
    mask_->end = std::min(mask_->end, match.start);
    open_runs_.clear();
    end_mask(text, released);
  }
  if (flag_) end_flag(text, match.start);
  const size_t original_start = text.original_start(match.start);
  finish_bare_value(text, original_start, true);
  release(text, original_start, true, released);
  verdict_.blocked = true;
  if (decision.kind == Decision::Kind::kLimit) {
    verdict_.reason = "scan.limit";
    return;
  }
  Finding finding = finding_of(text, match);
  finding.end = text.original_end(match.end);
  verdict_.reason = "guardrail.blocked";
  verdict_.guardrail = finding.guardrail;
  verdict_.entity = finding.entity;
  findings_.push_back(finding);
}

void Redactor::refuse() {
  verdict_.blocked = true;
  verdict_.reason = "scan.limit";
}

Finding Redactor::finding_of(const TextBuffer& text, const ScoredMatch& match) const {
  const Ruleset::Entry& entry = ruleset_.entries()[match.pattern];
  Finding finding;
  finding.entity = ruleset_.patterns().patterns[match.pattern].entity;
  finding.start = text.original_start(match.start);
  finding.score = match.score;
  finding.action = match.action;
  finding.guardrail = ruleset_.patterns().guardrails[entry.guardrail];
  finding.rule = entry.rule;
  return finding;
}

void Redactor::release(const TextBuffer& text, size_t original_to, bool all,
                       std::string* released) {
  if (original_to <= original_done_) return;
  if (!all) original_to -= unfinished_tail(text.original(original_done_, original_to));
  if (released != nullptr) {
    released->append(text.original(original_done_, original_to));
  }
  pass_over(text, original_to);
}

// How many bytes at the end of `part` must wait: half a character, a bare value that may go on.
size_t Redactor::unfinished_tail(std::string_view part) const {
  const size_t half = incomplete_tail(part, NormaliseMode::kText);
  if (mode_ != TextMode::kJson || half != 0) return half;
  JsonPlace place = json_;
  place.read(part);
  if (place.in_string()) return 0;
  size_t count = 0;
  while (count < part.size() && is_value_byte(part[part.size() - 1 - count])) ++count;
  const bool has_begun = count == part.size() && is_value_byte(last_byte_);
  return count <= kMaxBareValue && !has_begun ? count : 0;
}

void Redactor::pass_over(const TextBuffer& text, size_t original_to) {
  if (original_to <= original_done_) return;
  if (mode_ == TextMode::kJson) json_.read(text.original(original_done_, original_to));
  last_byte_ = text.original(original_to - 1, original_to).front();
  original_done_ = original_to;
}

}  // namespace weir
