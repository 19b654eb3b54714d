// Addresses of Bitcoin.
#pragma once

#include "guardrails/detectors/detector.h"

namespace weir {

// Base58Check: 25 bytes, the last four the head of the double SHA-256 of the rest. Source: Bitcoin
// Core, base58 and pay-to-pubkey-hash addresses (version 0, "1") and BIP 13 (version 5, "3").
[[nodiscard]] Verdict validate_base58_address(const Candidate& candidate, double base_score);

// A witness program (BIP 141) in Bech32 (BIP 173) or, from version 1 to 16, in Bech32m (BIP 350),
// with the prefix "bc"; one case throughout. BIP 350 does away with Bech32 for these versions, but
// addresses of before may stand in old texts.
[[nodiscard]] Verdict validate_bech32_address(const Candidate& candidate, double base_score);

}  // namespace weir
