// The charges of one reservation on their way to the server and back.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/postgresql/connection.h"
#include "quotas/quota_account.h"
#include "quotas/quota_store.h"

namespace weir::postgresql {

// What the server said of a reservation; the numbers are those of its function.
enum class Verdict : uint8_t { kAdmitted = 0, kRefused = 1, kReused = 2, kStaleCalendar = 3 };

class QuotaAdmission {
 public:
  // `now_us`: about the server's time, by which windows of the calendar are chosen. Faults of the
  // charges' windows: "policy.bad_window".
  [[nodiscard]] static Result<QuotaAdmission> make(const Reservation& request, int64_t now_us);

  // The arrays of the statement, one element a charge, by key, metric and window: the order in
  // which accounts are locked.
  void add_arrays(Values& values) const;

  // The answer: the remainders in the order of the charges, or the refusal that frees up last.
  [[nodiscard]] Result<std::vector<QuotaRemaining>> read(const Rows& rows) const;
  [[nodiscard]] static Verdict verdict_of(const Rows& rows);
  [[nodiscard]] static int64_t now_us_of(const Rows& rows) { return rows.integer(0, 1); }
  [[nodiscard]] static bool has_expired(const Rows& rows) { return rows.boolean(0, 2); }

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
  [[nodiscard]] int64_t retry_us_of(const Rows& rows, size_t row,
                                    const QuotaAccount& account) const;
  [[nodiscard]] Status refusal(const Rows& rows, size_t row, const QuotaAccount& account,
                               int64_t retry) const;

  const Reservation& request_;
  std::vector<Part> parts_;
};

// The columns epoch, begin_us, end_us, level, carry, refilled_us, settled, reserved, granted from
// `column` on.
void read_account(const Rows& rows, size_t row, int column, QuotaAccount& account);

}  // namespace weir::postgresql
