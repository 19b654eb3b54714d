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
size_t end_of_character(const OriginalText& text, size_t original_end) {
  constexpr size_t kMost = 3;
  const auto byte = [&](size_t at) {
    return static_cast<unsigned char>(text.between(at, at + 1).front());
  };
  size_t end = original_end;
  if (end == 0 || byte(end - 1) < 0x80) return end;
  while (end < text.end() && end < original_end + kMost && (byte(end) & 0xC0) == 0x80) {
    ++end;
  }
  return end;
}

}  // namespace

void Redactor::advance(const OriginalText& text, const std::vector<OriginalRun>& runs,
                       std::vector<Decision>& decisions, size_t to, bool is_final,
                       std::string* released) {
  std::sort(decisions.begin(), decisions.end(), comes_first);
  follow_runs(runs);
  for (const Decision& decision : decisions) {
    if (mask_ && open_runs_.empty() && mask_->end <= decision.match.start) end_mask(text, released);
    carry_out(text, runs, decision, released);
    if (verdict_.blocked) return;
  }
  if (mask_ && ((open_runs_.empty() && mask_->end <= to) || is_final)) end_mask(text, released);
  if (flag_ && (flag_->end <= to || is_final)) end_flag(flag_->end);
  if (mask_) return pass_over(text, std::min(mask_->end, to), released);
  release(text, is_final ? text.end() : to, is_final, released);
  if (is_final) json_.finish(released);
}

void Redactor::follow_runs(const std::vector<OriginalRun>& runs) {
  std::erase_if(open_runs_, [&](const auto& open) {
    for (const OriginalRun& run : runs) {
      if (!run.is_same(open)) continue;
      if (mask_) mask_->end = std::max(mask_->end, run.reached);
      return !run.is_open;
    }
    return true;
  });
}

void Redactor::carry_out(const OriginalText& text, const std::vector<OriginalRun>& runs,
                         const Decision& decision, std::string* released) {
  const ScoredMatch& match = decision.match;
  if (decision.kind == Decision::Kind::kLimit || match.action == GuardrailAction::kBlock) {
    return block(text, decision, released);
  }
  if (match.action == GuardrailAction::kFlag) {
    const bool is_taken = mask_ || (flag_ && flag_->end > match.start);
    if (is_taken) return;
    if (flag_) end_flag(flag_->end);
    flag_ = std::make_unique<Open>(Open{finding_of(match), match.end, {}});
    return;
  }
  if (mask_) {
    mask_->end = std::max(mask_->end, match.end);
  } else {
    begin_mask(text, match, released);
  }
  if (decision.kind == Decision::Kind::kRun) {
    open_runs_.push_back(decision.run);
    follow_runs(runs);
  }
}

void Redactor::begin_mask(const OriginalText& text, const ScoredMatch& match,
                          std::string* released) {
  if (flag_) end_flag(match.start);
  Open mask{finding_of(match), match.end, {}};
  release(text, mask.finding.start, false, released);
  mask.edit.start = original_done_;
  mask.finding.start = std::max(mask.finding.start, original_done_);
  mask.edit.replacement = ruleset_.patterns().patterns[match.pattern].placeholder;
  if (mode_ == TextMode::kJson) {
    json_.begin(mask.edit.replacement);
  } else if (released != nullptr) {
    *released += mask.edit.replacement;
  }
  mask_ = std::make_unique<Open>(std::move(mask));
}

void Redactor::end_mask(const OriginalText& text, std::string* released) {
  mask_->finding.end = std::max(std::min(mask_->end, text.end()), mask_->finding.start);
  pass_over(text, end_of_character(text, mask_->finding.end), released);
  findings_.push_back(mask_->finding);
  mask_->edit.end = original_done_;
  if (mode_ != TextMode::kJson) edits_.push_back(std::move(mask_->edit));
  mask_.reset();
}

void Redactor::end_flag(size_t limit) {
  flag_->finding.end = std::min(flag_->end, limit);
  if (flag_->finding.end > flag_->finding.start) findings_.push_back(flag_->finding);
  flag_.reset();
}

void Redactor::block(const OriginalText& text, const Decision& decision, std::string* released) {
  const ScoredMatch& match = decision.match;
  if (mask_) {
    mask_->end = std::min(mask_->end, match.start);
    open_runs_.clear();
    end_mask(text, released);
  }
  if (flag_) end_flag(match.start);
  release(text, match.start, true, released);
  json_.finish(released);
  verdict_.blocked = true;
  if (decision.kind == Decision::Kind::kLimit) {
    verdict_.reason = "scan.limit";
    return;
  }
  Finding finding = finding_of(match);
  finding.end = match.end;
  verdict_.reason = "guardrail.blocked";
  verdict_.guardrail = finding.guardrail;
  verdict_.entity = finding.entity;
  findings_.push_back(finding);
}

void Redactor::refuse() {
  verdict_.blocked = true;
  verdict_.reason = "scan.limit";
}

Finding Redactor::finding_of(const ScoredMatch& match) const {
  const Ruleset::Entry& entry = *ruleset_.entry(match.pattern, match.rule);
  Finding finding;
  finding.entity = ruleset_.patterns().patterns[match.pattern].entity;
  finding.start = match.start;
  finding.score = match.score;
  finding.action = match.action;
  finding.guardrail = ruleset_.patterns().guardrails[entry.guardrail];
  finding.rule = entry.rule;
  return finding;
}

void Redactor::release(const OriginalText& text, size_t original_to, bool all,
                       std::string* released) {
  if (original_to <= original_done_) return;
  std::string_view part = text.between(original_done_, original_to);
  if (!all) part.remove_suffix(incomplete_tail(part, NormaliseMode::kText));
  if (mode_ == TextMode::kJson) {
    json_.keep(part, released);
  } else if (released != nullptr) {
    released->append(part);
  }
  original_done_ += part.size();
}

void Redactor::pass_over(const OriginalText& text, size_t original_to, std::string* released) {
  if (original_to <= original_done_) return;
  if (mode_ == TextMode::kJson) json_.mask(text.between(original_done_, original_to), released);
  original_done_ = original_to;
}

}  // namespace weir
