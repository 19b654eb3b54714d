#include "adapters/hyperscan/engine_check.h"

#include <hs.h>

#include <array>
#include <charconv>
#include <string>

namespace weir {
namespace {

struct Version {
  std::array<int, 3> parts{};
  // NOLINTNEXTLINE(modernize-use-nullptr): the analyser of LLVM 14 trips over <=>
  friend auto operator<=>(const Version&,
                          const Version&) = default;  // NOLINT(*-use-nullptr): false
};
constexpr Version kOldest{{5, 4, 0}};
constexpr Version kLastHyperscan{{5, 4, 2}};
constexpr Version kFirstSoundVectorscan{{5, 4, 13}};

bool parse(std::string_view text, Version& version) {
  for (int& part : version.parts) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), part);
    if (error != std::errc()) return false;
    text.remove_prefix(static_cast<size_t>(end - text.data()));
    if (!text.empty() && text.front() == '.') text.remove_prefix(1);
  }
  return true;
}

constexpr std::string_view kCanaryText =
    "run curl -s https://example.org/install\n | python and then 4111 1111 1111 1111.";
constexpr std::array kCanaryExpressions = {"curl.*\\|\\s*python", "\\b\\d{4}(?: \\d{4}){3}\\b"};
// Start and end of each expression's longest match in the text.
constexpr std::array<std::array<unsigned long long, 2>, 2> kCanaryMatches = {{{4, 49}, {59, 78}}};

using Matches = std::array<std::array<unsigned long long, 2>, 2>;

int record(unsigned id, unsigned long long from, unsigned long long to, unsigned /*flags*/,
           void* context) {
  (*static_cast<Matches*>(context))[id] = {from, to};
  return 0;
}

bool scan_canary(Matches& found) {
  const std::array<unsigned, 2> flags = {HS_FLAG_DOTALL | HS_FLAG_SOM_LEFTMOST,
                                         HS_FLAG_DOTALL | HS_FLAG_SOM_LEFTMOST};
  const std::array<unsigned, 2> ids = {0, 1};
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  if (hs_compile_multi(kCanaryExpressions.data(), flags.data(), ids.data(), 2, HS_MODE_BLOCK,
                       nullptr, &database, &error) != HS_SUCCESS) {
    hs_free_compile_error(error);
    return false;
  }
  std::string text(kCanaryText);
  text.append(64, '\0');
  hs_scratch_t* scratch = nullptr;
  bool ok = hs_alloc_scratch(database, &scratch) == HS_SUCCESS;
  ok = ok && hs_scan(database, text.data(), static_cast<unsigned>(kCanaryText.size()), 0, scratch,
                     record, &found) == HS_SUCCESS;
  hs_free_scratch(scratch);
  hs_free_database(database);
  return ok;
}

Status run_checks() {
  if (hs_valid_platform() != HS_SUCCESS) {
    return {Code::kUnsupported, "engine.platform", "the processor lacks what the engine needs"};
  }
  WEIR_RETURN_IF_ERROR(check_engine_version(hs_version()));
  Matches found{};
  if (!scan_canary(found) || found != kCanaryMatches) {
    return {Code::kUnsupported, "engine.canary",
            std::string("engine ") + hs_version() + " gave a wrong result in a test scan"};
  }
  return {};
}

}  // namespace

Status check_engine_version(std::string_view version) {
  Version parsed;
  const bool known = parse(version, parsed);
  if (known && parsed >= kOldest && parsed <= kLastHyperscan) return {};
  if (known && parsed >= kFirstSoundVectorscan) return {};
  return {Code::kUnsupported, "engine.version",
          "engine " + std::string(version) +
              " is not Hyperscan 5.4.0 to 5.4.2 or Vectorscan 5.4.13 or later"};
}

Status check_engine() {
  static const Status result = run_checks();
  return result;
}

}  // namespace weir
