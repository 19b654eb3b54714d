#include "identity/permission.h"

#include <algorithm>
#include <string>
#include <vector>

#include "policy/suggestion.h"
#include "policy/text_format.h"

namespace weir {
namespace {

bool fits(const AllowEntry& entry, const Caller& caller) {
  switch (entry.kind) {
    case AllowEntry::Kind::kEveryone:
      return true;
    case AllowEntry::Kind::kUser:
      return entry.name == caller.user;
    case AllowEntry::Kind::kGroup:
      return caller.is_in(entry.name);
  }
  return false;
}

}  // namespace

Result<const EndpointPolicy*> find_endpoint(const Policy& policy, std::string_view name) {
  if (const EndpointPolicy* const endpoint = policy.find_endpoint(name)) return endpoint;
  std::vector<std::string_view> known;
  for (const EndpointPolicy& endpoint : policy.endpoints) known.push_back(endpoint.name);
  // A name that could not stand in a policy is not repeated: it may be anything.
  const bool is_name = !name.empty() && row_of(TextFormat::kName).fits(name);
  std::string message = "the policy has no such endpoint";
  if (is_name) message.append(": \"").append(name).append("\"");
  message += suggest(name, known);
  return Status(Code::kInvalidArgument, "endpoint.unknown", std::move(message));
}

Status permit(const EndpointPolicy& endpoint, const Caller& caller) {
  if (!endpoint.allow) return {};
  const bool is_allowed =
      std::any_of(endpoint.allow->begin(), endpoint.allow->end(),
                  [&caller](const AllowEntry& entry) { return fits(entry, caller); });
  if (is_allowed) return {};
  std::string message = "the user \"" + caller.user + "\" may not use the endpoint \"" +
                        endpoint.name + "\"; ask whoever keeps the policy";
  return {Code::kDenied, "endpoint.denied", std::move(message)};
}

}  // namespace weir
