#include "guardrails/redactor.h"

#include <algorithm>
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

}  // namespace

void Redactor::advance(const TextBuffer& text, const HoldBack& hold_back,
                       std::vector<Decision> decisions, size_t to, bool is_final,
                       std::string* released) {
  std::sort(decisions.begin(), decisions.end(), comes_first);
  follow_runs(hold_back);
  for (const Decision& decision : decisions) {
    if (mask_ && open_runs_.empty() && mask_->end <= decision.match.start) end_mask(text);
    carry_out(text, hold_back, decision, released);
    if (verdict_.blocked) return;
  }
  if (mask_ && ((open_runs_.empty() && mask_->end <= to) || is_final)) end_mask(text);
  if (flag_ && (flag_->end <= to || is_final)) end_flag(text, flag_->end);
  if (mask_) return;
  const size_t original_to = is_final ? text.original_size() : text.original_end(to);
  release(text, original_to, released);
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
  mask_ = Open{finding_of(text, match), match.end,
               ruleset_.patterns().patterns[match.pattern].placeholder};
  release(text, mask_->finding.start, released);
  if (mode_ == TextMode::kJson && !json_.in_string()) {
    mask_->replacement.insert(0, 1, '"');
    mask_->replacement += '"';
  }
  if (released != nullptr) *released += mask_->replacement;
}

void Redactor::end_mask(const TextBuffer& text) {
  const size_t end = std::max(text.original_end(mask_->end), mask_->finding.start);
  if (mode_ == TextMode::kJson) json_.read(text.original(mask_->finding.start, end));
  mask_->finding.end = end;
  original_done_ = end;
  findings_.push_back(mask_->finding);
  edits_.push_back({mask_->finding.start, end, std::move(mask_->replacement)});
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
    end_mask(text);
  }
  if (flag_) end_flag(text, match.start);
  release(text, text.original_start(match.start), released);
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

void Redactor::release(const TextBuffer& text, size_t original_to, std::string* released) {
  if (original_to <= original_done_) return;
  if (releases_text_) {
    const std::string_view part = text.original(original_done_, original_to);
    if (mode_ == TextMode::kJson) json_.read(part);
    if (released != nullptr) released->append(part);
  }
  original_done_ = original_to;
}

}  // namespace weir
