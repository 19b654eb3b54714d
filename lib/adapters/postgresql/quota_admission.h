// The charges of one reservation on their way to the server and back.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "adapters/postgresql/connection.h"
#include "quotas/quota_account.h"
#include "quotas/quota_store.h"

namespace weir::postgresql {

// What the server said of a reservation; the numbers are those of its function.
enum class Verdict : uint8_t {
  kAdmitted = 0,
  kRefused = 1,
  kReused = 2,
  kStaleCalendar = 3,
  kFrozen = 4,
};

class QuotaAdmission {
 public:
  // The numbers that weir.quota_reserve_1 answers (quota_functions.cpp).
  class Answer {
   public:
    explicit Answer(const Rows& rows);
    // A number for each charge is missing in an answer that no weir's function gave.
    [[nodiscard]] bool is_for(size_t charges) const;
    [[nodiscard]] Verdict verdict() const { return static_cast<Verdict>(numbers_[0]); }
    [[nodiscard]] int64_t now_us() const { return numbers_[1]; }
    [[nodiscard]] bool has_expired() const { return numbers_[2] != 0; }
    [[nodiscard]] size_t frozen_row() const { return static_cast<size_t>(numbers_[2]) - 1; }
    [[nodiscard]] int64_t number(size_t row, size_t column) const;
    // Of a reservation of so many charges: the place of a charge, and the percent.
    [[nodiscard]] std::vector<std::pair<size_t, int32_t>> crossed(size_t charges) const;

   private:
    std::vector<int64_t> numbers_;
  };

  // `now_us`: about the server's time, by which windows of the calendar are chosen. Faults of the
  // charges' windows: "policy.bad_window".
  [[nodiscard]] static Result<QuotaAdmission> make(const Reservation& request, int64_t now_us);

  // The arrays of the statement, one element a charge, by key, metric and window: the order in
  // which accounts are locked.
  void add_arrays(Values& values) const;

  // The answer: the remainders in the order of the charges, or the refusal that frees up last.
  [[nodiscard]] Result<std::vector<QuotaRemaining>> read(const Answer& answer) const;
  // Whether each charge passes with a warning, and its thresholds: two more arrays.
  void add_warnings(Values& values) const;
  [[nodiscard]] std::vector<QuotaEvent> crossed(const Answer& answer) const;

 private:
  struct Part {
    size_t index = 0;  // in the request
    std::string window;
    WindowBounds bounds;  // of a calendar, and of what never ends
    int64_t next_end_us = 0;
  };
  explicit QuotaAdmission(const Reservation& request) : request_(request) {}
  [[nodiscard]] Status add(size_t index, int64_t now_us);
  [[nodiscard]] const QuotaCharge& charge(size_t row) const;
  [[nodiscard]] QuotaAccount account_of(const Answer& answer, size_t row) const;
  [[nodiscard]] int64_t retry_us_of(const Answer& answer, size_t row,
                                    const QuotaAccount& account) const;
  [[nodiscard]] Status refusal(const Answer& answer, size_t row, const QuotaAccount& account,
                               int64_t retry) const;

  const Reservation& request_;
  std::vector<Part> parts_;
};

}  // namespace weir::postgresql
