// What a call used and cost: what the provider reported, else an estimate that is marked as one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gateway/charges.h"
#include "inference_log/prices.h"
#include "inference_log/record.h"
#include "providers/chat_answer.h"
#include "quotas/quota_store.h"

namespace weir {

// How an attempt ended, as far as its charge is concerned.
enum class ChargeBasis : uint8_t {
  kNeverSent,  // nothing left this process: everything is given back
  kRefused,    // the provider answered with an error: a request, no tokens
  kReported,   // the provider's own count
  kReceived,   // no count of an answer that came whole: the row estimates, the quota takes at most
               // a token a byte of it (who does not count is not known to hide reasoning either)
  kCut,        // no count, because the stream was cut off: the row estimates from what came, the
               // quota keeps the reservation, for hidden reasoning stands in no event
  kUnknown,    // it was sent and nothing is known: charged as reserved
};

// Tokens as the row shows them, and, where nobody counted them, what the quotas take instead: never
// less than what was used.
struct Metered {
  ChargeBasis basis = ChargeBasis::kNeverSent;
  Usage usage;
  bool estimated = false;
  std::optional<int64_t> most_output_tokens;  // kReceived: at most a token a byte of what came
  std::optional<int64_t> cost_nano_usd;
  std::string price_source;
  bool is_partial = false;  // of a sum: an attempt is missing, because nobody knows what it used
};

// What the meter reads.
struct MeterInput {
  ChargeBasis basis = ChargeBasis::kNeverSent;
  std::optional<Usage> reported;
  int64_t request_bytes = 0;   // as sent
  int64_t received_bytes = 0;  // of the answer's text
};

// Tokens of `bytes` of text where nobody counted them: a quarter, rounded up, as Databricks and
// OpenAI's own rule of thumb have it. Only a guess: it marks the row as estimated.
[[nodiscard]] int64_t estimated_tokens(int64_t bytes);

[[nodiscard]] Metered meter(const MeterInput& input, const PriceList& prices,
                            std::string_view model);

// The sum over the attempts of a call, with one more: what its row says. It is estimated where one
// of them is, or where one is not known at all; its cost is not known where one that used tokens
// has no price.
[[nodiscard]] Metered with_attempt(const Metered& sum, const Metered& attempt);

// What to settle; a metric that is left out is charged as reserved.
[[nodiscard]] std::vector<ActualUse> actual_use(const Metered& metered);

// What one charge is settled at: as actual_use has it, or, for kReceived, its reservation with the
// output that did come in place of the output that might have.
[[nodiscard]] std::vector<ActualUse> settled_use(const Metered& metered, const TokenBound& bound,
                                                 const PriceList& prices, std::string_view model);

// What the reservation of a call's first attempt is charged when its process died before settling
// it, by the row of the call. Empty: as reserved, where nobody knows what was used (the process
// died in the middle), where the row estimates, or where it holds the sum of several attempts.
[[nodiscard]] std::vector<ActualUse> use_on_record(const LoggedUse& logged);

}  // namespace weir
