#include <weir/policy.h>

#include "c_api/door.h"
#include "c_api/text_handle.h"
#include "c_api/wiring.h"
#include "gateway/in_force.h"
#include "policy/json_schema.h"
#include "policy/parser.h"
#include "policy/reference.h"
#include "policy/starter.h"

using weir::Status;
using namespace weir::c_api;

namespace {

template <typename Make>
weir_error* made(weir_text** out, Make make) noexcept {
  return guarded([&]() -> Status {
    if (out == nullptr) return null_argument("out");
    *out = nullptr;
    give(std::string(make()), out);
    return {};
  });
}

}  // namespace

weir_error* weir_policy_check(const char* path, size_t path_size, weir_text** used) noexcept {
  return guarded([&]() -> Status {
    if (used != nullptr) *used = nullptr;
    std::string asked;
    WEIR_RETURN_IF_ERROR(take_text(path, path_size, "path", asked));
    WEIR_RETURN_IF_ERROR(refuse_nul(asked, "path"));
    auto found = find_policy(asked);
    if (!found.ok()) return std::move(found).status();
    const auto policy = weir::load_policy(found.value());
    if (!policy.ok()) return policy.status();
    const auto matcher = pick_matcher();
    if (!matcher.ok()) return matcher.status();
    const auto in_force = weir::put_in_force(*policy.value(), *matcher.value(), weir::Secret());
    if (!in_force.ok()) return in_force.status();
    if (used != nullptr) give(std::move(found).value(), used);
    return {};
  });
}

weir_error* weir_policy_schema(weir_text** json) noexcept {
  return made(json, weir::json_schema);
}

weir_error* weir_policy_reference(weir_text** markdown) noexcept {
  return made(markdown, weir::reference_markdown);
}

weir_error* weir_policy_starter(weir_text** jsonc) noexcept {
  return made(jsonc, weir::starter_policy);
}
