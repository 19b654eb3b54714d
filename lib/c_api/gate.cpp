#include <weir/gate.h>

#include "c_api/door.h"
#include "c_api/gate_handle.h"
#include "c_api/wiring.h"
#include "policy/location.h"
#include "policy/parser.h"

using weir::Code;
using weir::Gate;
using weir::LogLevel;
using weir::Policy;
using weir::Result;
using weir::Status;
using namespace weir::c_api;

namespace {

// Every so often the watch thread looks by itself: a policy behind a symbolic link changes without
// a change in the link's own directory. Rows that are too old go with every 60th look.
constexpr int64_t kLookEveryMs = 60'000;
constexpr int kLooksPerRetention = 60;

struct GateSettings {
  std::string path;
  std::string text;
  std::string ca_file;
  bool no_watch = false;
};

Status read_settings(const weir_gate_options* options, GateSettings& out) {
  weir_gate_options given = WEIR_GATE_OPTIONS_INIT;
  WEIR_RETURN_IF_ERROR(read_options(options, given));
  WEIR_RETURN_IF_ERROR(
      take_text(given.policy_path, given.policy_path_size, "policy_path", out.path));
  WEIR_RETURN_IF_ERROR(
      take_text(given.policy_text, given.policy_text_size, "policy_text", out.text));
  WEIR_RETURN_IF_ERROR(take_text(given.ca_file, given.ca_file_size, "ca_file", out.ca_file));
  out.no_watch = given.no_watch;
  WEIR_RETURN_IF_ERROR(refuse_nul(out.path, "policy_path"));
  WEIR_RETURN_IF_ERROR(refuse_nul(out.ca_file, "ca_file"));
  if (!out.path.empty() && !out.text.empty()) {
    return {Code::kInvalidArgument, "options.policy", "give policy_path or policy_text, not both"};
  }
  if (out.text.empty()) {
    auto found = find_policy(out.path);
    if (!found.ok()) return std::move(found).status();
    out.path = std::move(found).value();
  }
  return {};
}

Status open_gate(const GateSettings& settings, std::unique_ptr<weir_gate>& out) {
  const Gate::LoadPolicy load = [path = settings.path, text = settings.text] {
    return path.empty() ? weir::parse_policy(text) : weir::load_policy(path);
  };
  auto policy = load();
  if (!policy.ok()) return std::move(policy).status();
  auto parts = pick_adapters(*policy.value(), settings.ca_file);
  if (!parts.ok()) return std::move(parts).status();
  auto gate = Gate::open(std::move(parts).value(), policy.value(), load);
  if (!gate.ok()) return std::move(gate).status();
  out = std::make_unique<weir_gate>();
  out->gate = std::move(gate).value();
  out->policy_path = settings.path;
  out->os_user = weir::read_operating_system_user();
  if (settings.no_watch) {
    out->gate->apply_retention();
    return {};
  }
  Gate* shared = out->gate.get();
  const bool has_file = !settings.path.empty();
  auto watch = weir::FileWatch::start(
      settings.path, [shared] { shared->reload_if_changed(); },
      [shared, has_file, looks = 0]() mutable {
        if (has_file) shared->reload_if_changed();
        if (looks++ % kLooksPerRetention == 0) shared->apply_retention();
      },
      kLookEveryMs);
  if (!watch.ok()) return std::move(watch).status();
  out->watch = std::move(watch).value();
  return {};
}

}  // namespace

weir_error* weir_gate_open(const weir_gate_options* options, weir_gate** gate) noexcept {
  return guarded([&]() -> Status {
    if (gate == nullptr) return null_argument("gate");
    *gate = nullptr;
    GateSettings settings;
    WEIR_RETURN_IF_ERROR(read_settings(options, settings));
    std::unique_ptr<weir_gate> opened;
    WEIR_RETURN_IF_ERROR(open_gate(settings, opened));
    *gate = opened.release();
    return {};
  });
}

weir_error* weir_gate_reload(weir_gate* gate) noexcept {
  return guarded(
      [&]() -> Status { return gate == nullptr ? null_argument("gate") : gate->gate->reload(); });
}

weir_error* weir_gate_close(weir_gate* gate, int64_t flush_timeout_ms) noexcept {
  return guarded([&]() -> Status {
    return gate == nullptr ? null_argument("gate") : gate->gate->close(flush_timeout_ms);
  });
}

void weir_gate_free(weir_gate* gate) noexcept {
  weir_gate_set_log_hook(gate, nullptr, nullptr);  // calls may keep the rest of the gate alive
  const std::unique_ptr<weir_gate> owned(gate);
}

const char* weir_gate_policy_path(const weir_gate* gate, size_t* size) noexcept {
  return lend(gate == nullptr ? std::string_view() : gate->policy_path, size);
}

void weir_gate_set_log_hook(weir_gate* gate, weir_log_hook hook, void* user) noexcept {
  if (gate == nullptr) return;
  try {
    if (hook == nullptr) return gate->gate->set_hook(nullptr);
    gate->gate->set_hook(
        [hook, user](LogLevel level, const std::string& reason, const std::string& fields) {
          hook(static_cast<int32_t>(level), reason.c_str(), fields.c_str(), user);
        });
  } catch (...) {  // out of memory: the earlier hook stays
  }
}
