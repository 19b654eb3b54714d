#include "guardrails/detectors/validators/secrets.h"
#include "guardrails/detectors/tables/tables.h"

namespace weir {
namespace {

constexpr Detector kRows[] = {
    {.entity = "PRIVATE_KEY",
     .groups = "secret",
     .tier = Tier::kWhole,
     .expression = "-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----"
                   "(?:[^-]|-[^-])*(?:-----END [A-Z0-9 ]*-----)?",
     .score = 1.0,
     .validate = validate_private_key,
     .tail = "[\\x00-\\xFF]",
     .terminator = "PRIVATE KEY-----",
     .description = "Private key in PEM, header to END line",
     .source = "RFC 7468"},
    {.entity = "PRIVATE_KEY",
     .groups = "secret",
     .tier = Tier::kWhole,
     .expression = "-----BEGIN PGP PRIVATE KEY BLOCK-----"
                   "(?:[^-]|-[^-])*(?:-----END [A-Z0-9 ]*-----)?",
     .score = 1.0,
     .validate = validate_private_key,
     .tail = "[\\x00-\\xFF]",
     .terminator = "KEY BLOCK-----",
     .description = "OpenPGP private key, header to END line",
     .source = "RFC 4880 6.2"},
    {.entity = "PRIVATE_KEY",
     .groups = "secret",
     .tier = Tier::kWhole,
     .expression = R"(PuTTY-User-Key-File-[23]: [\x00-\xFF]{40,})",
     .score = 1.0,
     .validate = validate_putty_key,
     .tail = "[\\x00-\\xFF]",
     .terminator = "Private-MAC:",
     .description = "PuTTY private key, header to MAC",
     .source = "PuTTY manual, appendix C: PPK file format"},
    {.entity = "AGE_SECRET_KEY",
     .groups = "secret",
     .tier = Tier::kWhole,
     .expression = R"(\bAGE-SECRET-KEY-1[AC-HJ-NP-Z02-9]{58}\b)",
     .score = 1.0,
     .description = "age secret key (Bech32)",
     .source = "age-encryption.org/v1, the X25519 recipient type; BIP 173"},
    {.entity = "JWT",
     .groups = "secret",
     .tier = Tier::kWhole,
     .expression = "\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}(?:\\.[A-Za-z0-9_-]*)?",
     .score = 0.9,
     .validate = validate_json_web_token,
     .tail = "[A-Za-z0-9._-]",
     .description = "JSON Web Token",
     .source = "RFC 7519"},
};

}  // namespace

std::span<const Detector> secret_detectors() {
  return kRows;
}

}  // namespace weir
