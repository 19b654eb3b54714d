#include "inference_log/payload.h"

#include "base/digest.h"
#include "inference_log/column_text.h"

namespace weir {

void seal_payload(std::optional<std::string>& payload, PayloadSeal& seal, int64_t max_bytes) {
  if (!payload || seal.bytes >= 0) return;
  seal.bytes = static_cast<int64_t>(payload->size());
  seal.sha256 = hex(sha256(*payload));
  seal.truncated = seal.bytes > max_bytes;
  const size_t max = max_bytes > 0 ? static_cast<size_t>(max_bytes) : 0;
  payload->resize(prefix_of_whole_characters(*payload, max));
  // A body that was read as JSON is valid already; what a provider answered may be anything.
  payload = column_text(*payload, max);
}

}  // namespace weir
