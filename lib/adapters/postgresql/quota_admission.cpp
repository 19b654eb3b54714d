#include "adapters/postgresql/quota_admission.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "quotas/window.h"

namespace weir::postgresql {
namespace {

// Of the answer: the numbers before the first charge, those of a charge, and two among them.
constexpr size_t kHead = 3;
constexpr size_t kColumns = 12;
constexpr size_t kRetryAt = 9;
constexpr size_t kResetAt = 10;
constexpr size_t kExceeds = 11;

}  // namespace

QuotaAdmission::Answer::Answer(const Rows& rows) : numbers_(rows.integers(0, 0)) {}

bool QuotaAdmission::Answer::is_for(size_t charges) const {
  if (numbers_.size() < kHead || numbers_[0] < 0 || numbers_[0] > 4) return false;
  if (verdict() != Verdict::kFrozen) return numbers_.size() >= kHead + charges * kColumns;
  return numbers_[2] >= 1 && numbers_[2] <= static_cast<int64_t>(charges);
}

int64_t QuotaAdmission::Answer::number(size_t row, size_t column) const {
  return numbers_[kHead + row * kColumns + column];
}

const QuotaCharge& QuotaAdmission::charge(size_t row) const {
  return request_.charges[parts_[row].index];
}

Status QuotaAdmission::add(size_t index, int64_t now_us) {
  const Window& window = request_.charges[index].window;
  Result<QuotaAccount> account = open_account(window, request_.charges[index].size(), now_us);
  if (!account.ok()) return std::move(account).status();
  Part part;
  part.index = index;
  part.window = window_text(window);
  if (window.kind != WindowKind::kFixed) part.bounds = account->bounds;
  if (window.kind == WindowKind::kCalendar) {
    Result<WindowBounds> next = bounds_at(window, part.bounds.end_us);
    if (!next.ok()) return std::move(next).status();
    part.next_end_us = next->end_us;
  }
  parts_.push_back(std::move(part));
  return Status();
}

Result<QuotaAdmission> QuotaAdmission::make(const Reservation& request, int64_t now_us) {
  QuotaAdmission admission(request);
  for (size_t i = 0; i < request.charges.size(); ++i) {
    WEIR_RETURN_IF_ERROR(admission.add(i, now_us));
  }
  std::sort(admission.parts_.begin(), admission.parts_.end(),
            [&charges = request.charges](const Part& a, const Part& b) {
              const QuotaCharge& left = charges[a.index];
              const QuotaCharge& right = charges[b.index];
              return std::tie(left.key, left.metric, a.window) <
                     std::tie(right.key, right.metric, b.window);
            });
  return admission;
}

void QuotaAdmission::add_arrays(Values& values) const {
  const auto texts = [this](auto&& get) {
    std::vector<std::string> list;
    for (size_t i = 0; i < parts_.size(); ++i) list.push_back(get(parts_[i], charge(i)));
    return list;
  };
  const auto numbers = [this](auto&& get) {
    std::vector<int64_t> list;
    for (size_t i = 0; i < parts_.size(); ++i) {
      list.push_back(static_cast<int64_t>(get(parts_[i], charge(i))));
    }
    return list;
  };
  values.add_array(texts([](const Part&, const auto& charge) { return charge.quota; }));
  values.add_array(texts([](const Part&, const auto& charge) { return charge.key; }));
  values.add_array(numbers([](const Part&, const auto& charge) { return charge.metric; }));
  values.add_array(texts([](const Part& part, const auto&) { return part.window; }));
  values.add_array(numbers([](const Part&, const auto& charge) { return charge.window.kind; }));
  values.add_array(
      numbers([](const Part&, const auto& charge) { return charge.window.length_us; }));
  values.add_array(numbers([](const Part& part, const auto&) { return part.bounds.begin_us; }));
  values.add_array(numbers([](const Part& part, const auto&) { return part.bounds.end_us; }));
  values.add_array(numbers([](const Part& part, const auto&) { return part.next_end_us; }));
  values.add_array(numbers([](const Part&, const auto& charge) { return charge.limit; }));
  values.add_array(numbers([](const Part&, const auto& charge) { return charge.most(); }));
  values.add_array(numbers([](const Part&, const auto& charge) { return charge.amount; }));
}

std::vector<std::pair<size_t, int32_t>> QuotaAdmission::Answer::crossed(size_t charges) const {
  std::vector<std::pair<size_t, int32_t>> pairs;
  for (size_t at = kHead + charges * kColumns; at + 1 < numbers_.size(); at += 2) {
    const int64_t place = std::clamp<int64_t>(numbers_[at], 1, static_cast<int64_t>(charges));
    pairs.emplace_back(place - 1, static_cast<int32_t>(numbers_[at + 1]));
  }
  return pairs;
}

std::vector<QuotaEvent> QuotaAdmission::crossed(const Answer& answer) const {
  std::vector<QuotaEvent> events;
  if (answer.verdict() == Verdict::kFrozen) return events;
  for (const auto& [row, percent] : answer.crossed(parts_.size())) {
    events.push_back(threshold_event(charge(row), percent, answer.now_us()));
  }
  return events;
}

void QuotaAdmission::add_warnings(Values& values) const {
  std::vector<std::string> warns;
  std::vector<std::string> thresholds;
  bool has_thresholds = false;
  for (size_t row = 0; row < parts_.size(); ++row) {
    warns.emplace_back(charge(row).on_exceed == OnExceed::kWarn ? "t" : "f");
    std::string list;
    for (const int32_t percent : charge(row).thresholds) {
      list.append(list.empty() ? "" : " ").append(std::to_string(percent));
    }
    has_thresholds = has_thresholds || !list.empty();
    thresholds.push_back(std::move(list));
  }
  values.add_array(warns);
  if (has_thresholds) {
    values.add_array(thresholds);
  } else {
    values.add_null();
  }
}

QuotaAccount QuotaAdmission::account_of(const Answer& answer, size_t row) const {
  QuotaAccount account;
  account.window = charge(row).window;
  account.size = charge(row).size();
  account.epoch = answer.number(row, 0);
  account.bounds = {answer.number(row, 1), answer.number(row, 2)};
  account.bucket = {answer.number(row, 3), answer.number(row, 4), answer.number(row, 5)};
  account.settled = answer.number(row, 6);
  account.reserved = answer.number(row, 7);
  account.granted = answer.number(row, 8);
  return account;
}

int64_t QuotaAdmission::retry_us_of(const Answer& answer, size_t row,
                                    const QuotaAccount& account) const {
  return account.window.kind == WindowKind::kSliding
             ? std::max<int64_t>(0, answer.number(row, kRetryAt) - answer.now_us())
             : retry_us(account, charge(row).amount, answer.now_us());
}

Status QuotaAdmission::refusal(const Answer& answer, size_t row, const QuotaAccount& account,
                               int64_t retry) const {
  const int64_t reset = account.window.kind == WindowKind::kSliding
                            ? std::max<int64_t>(0, answer.number(row, kResetAt) - answer.now_us())
                            : reset_us(account, answer.now_us());
  return over_quota_status(charge(row), ceiling(account) - remaining(account), retry, reset);
}

Result<std::vector<QuotaRemaining>> QuotaAdmission::read(const Answer& answer) const {
  if (answer.verdict() == Verdict::kFrozen) return frozen_status(charge(answer.frozen_row()));
  const bool is_admitted = answer.verdict() == Verdict::kAdmitted;
  std::vector<QuotaRemaining> remainders(parts_.size());
  Status worst;
  std::pair<OnExceed, int64_t> worst_order;
  for (size_t row = 0; row < parts_.size(); ++row) {
    const QuotaCharge& wanted = charge(row);
    const QuotaAccount account = account_of(answer, row);
    const bool is_sliding = account.window.kind == WindowKind::kSliding;
    // A sliding account is empty again when this call has fallen out.
    const int64_t reset =
        is_sliding ? account.window.length_us : reset_us(account, answer.now_us());
    remainders[parts_[row].index] = remaining_of(wanted, account, reset);
    const bool exceeds = answer.number(row, kExceeds) != 0;
    remainders[parts_[row].index].exceeded = exceeds;
    if (is_admitted || !exceeds || wanted.on_exceed == OnExceed::kWarn) continue;
    const int64_t retry = retry_us_of(answer, row, account);
    const std::pair order(wanted.on_exceed, -retry);
    if (!worst.ok() && order >= worst_order) continue;
    worst_order = order;
    worst = refusal(answer, row, account, retry);
  }
  if (is_admitted) return remainders;
  if (!worst.ok()) return worst;
  return Status(Code::kInternal, "quota.invariant", "the server refused what fits");
}

}  // namespace weir::postgresql
