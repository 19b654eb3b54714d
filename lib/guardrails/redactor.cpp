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
  if (mask_) return pass_over(text, text.original_end(std::min(mask_->end, to)), released);
  // What is decided may end inside an escape; all of it waits then.
  const size_t decided = std::min(text.original_start(to), text.original_end(to));
  release(text, is_final ? text.original_size() : decided, is_final, released);
  if (is_final) json_.finish(released);
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
    flag_ = Open{finding_of(text, match), match.end, {}};
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
  Open mask{finding_of(text, match), match.end, {}};
  release(text, mask.finding.start, false, released);
  mask.edit.start = original_done_;
  mask.finding.start = std::max(mask.finding.start, original_done_);
  mask.edit.replacement = ruleset_.patterns().patterns[match.pattern].placeholder;
  if (mode_ == TextMode::kJson) {
    json_.begin(mask.edit.replacement);
  } else if (released != nullptr) {
    *released += mask.edit.replacement;
  }
  mask_ = std::move(mask);
}

void Redactor::end_mask(const TextBuffer& text, std::string* released) {
  mask_->finding.end = std::max(text.original_end(mask_->end), mask_->finding.start);
  pass_over(text, end_of_character(text, mask_->finding.end), released);
  findings_.push_back(mask_->finding);
  mask_->edit.end = original_done_;
  if (mode_ != TextMode::kJson) edits_.push_back(std::move(mask_->edit));
  mask_.reset();
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
  release(text, text.original_start(match.start), true, released);
  json_.finish(released);
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
  std::string_view part = text.original(original_done_, original_to);
  if (!all) part.remove_suffix(incomplete_tail(part, NormaliseMode::kText));
  if (mode_ == TextMode::kJson) {
    json_.keep(part, released);
  } else if (released != nullptr) {
    released->append(part);
  }
  original_done_ += part.size();
}

void Redactor::pass_over(const TextBuffer& text, size_t original_to, std::string* released) {
  if (original_to <= original_done_) return;
  if (mode_ == TextMode::kJson) json_.mask(text.original(original_done_, original_to), released);
  original_done_ = original_to;
}

}  // namespace weir
