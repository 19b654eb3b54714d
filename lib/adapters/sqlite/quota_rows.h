// The rows of quota.db: reading, granting, saving. Every function runs in a transaction that the
// caller holds, on its connection.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sqlite/connection.h"
#include "quotas/quota_account.h"
#include "quotas/quota_store.h"

namespace weir::sqlite {

struct QuotaRow {
  int64_t id = 0;  // 0: not yet in the table
  std::string name;
  std::string key;
  Metric metric = Metric::kRequests;
  QuotaAccount account;
};

struct HoldRow {
  int64_t quota_id = 0;
  QuotaHold hold;
};

class QuotaRows {
 public:
  explicit QuotaRows(Connection& connection) : connection_(connection) {}

  // The row of the charge, brought up to date for `now_us` (a fresh one when there is none), in
  // memory only. Sliding entries that have fallen out are deleted.
  [[nodiscard]] Result<QuotaRow> find(const QuotaCharge& charge, int64_t now_us);
  // The row as it stands, under its own definition; nothing when it is not there.
  [[nodiscard]] Result<std::optional<QuotaRow>> find(int64_t id, int64_t now_us);
  [[nodiscard]] Result<std::vector<QuotaRow>> all();
  // Of one quota, as they stand; with a key that is not empty, those of the key.
  [[nodiscard]] Result<std::vector<QuotaRow>> named(const std::string& name,
                                                    const std::string& key);

  // Saves the row and takes `amount` from it, unless that would break the invariant: then it is
  // kInternal "quota.invariant", for the caller has checked fits() before. `may_exceed`: under a
  // quota that only warns.
  [[nodiscard]] Status grant(QuotaRow& row, int64_t amount, bool may_exceed = false);
  [[nodiscard]] Status save(const QuotaRow& row);
  [[nodiscard]] Status put(QuotaRow& row);  // saves it, new or not

  [[nodiscard]] Status add_hold(const Uuid& attempt, const HoldRow& row, int64_t owner_id,
                                int64_t expires_us);
  [[nodiscard]] Result<bool> has_hold(const Uuid& attempt);
  [[nodiscard]] Result<std::vector<HoldRow>> take_holds(const Uuid& attempt);

  [[nodiscard]] Status clear_entries(int64_t quota_id);
  [[nodiscard]] Status add_entry(int64_t quota_id, int64_t until_us, int64_t amount);
  // When `amount` fits by time alone, from now on.
  [[nodiscard]] Result<int64_t> retry_us(const QuotaRow& row, int64_t amount, int64_t now_us);
  // When everything is free again, from now on; kNeverUs.
  [[nodiscard]] Result<int64_t> reset_us(const QuotaRow& row, int64_t now_us);
  // The same for read-outs: entries that have fallen out are
  // passed over, and what they held is subtracted from the row in memory.
  [[nodiscard]] Result<int64_t> look_ahead_us(QuotaRow& row, int64_t now_us);

 private:
  [[nodiscard]] Result<QuotaRow> read(Statement& row);
  [[nodiscard]] Result<std::vector<QuotaRow>> read_all(Statement& select);
  [[nodiscard]] Status insert(QuotaRow& row);
  [[nodiscard]] Status drop_old_entries(QuotaRow& row, int64_t now_us);
  [[nodiscard]] Result<int64_t> sliding_retry_us(const QuotaRow& row, int64_t amount,
                                                 int64_t now_us);
  Connection& connection_;
};

}  // namespace weir::sqlite
