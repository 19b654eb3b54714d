#include "adapters/postgresql/address.h"

#include <libpq-fe.h>

#include <algorithm>
#include <array>
#include <memory>

namespace weir::postgresql {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kDefaults = {{
    {"target_session_attrs", "read-write"},
    {"application_name", "weir"},
    {"tcp_user_timeout", "5000"},
    {"keepalives_idle", "5"},
    {"keepalives_interval", "2"},
    {"keepalives_count", "3"},
    {"gssencmode", "disable"},
}};

std::string value_of(const std::vector<Parameter>& parameters, std::string_view keyword) {
  for (const auto& [key, value] : parameters) {
    if (key == keyword) return value;
  }
  return {};
}

void set(std::vector<Parameter>& parameters, std::string_view keyword, std::string value) {
  for (auto& [key, present] : parameters) {
    if (key != keyword) continue;
    present = std::move(value);
    return;
  }
  parameters.emplace_back(keyword, std::move(value));
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts(1);
  for (const char letter : list) {
    if (letter == ',') {
      parts.emplace_back();
    } else {
      parts.back() += letter;
    }
  }
  return parts;
}

bool is_this_machine(const std::string& host) {
  return host.empty() || host.front() == '/' || host.front() == '@' || host == "localhost" ||
         host == "::1" || host.rfind("127.", 0) == 0;
}

// Of a list with one entry for all hosts, or one for each.
std::string at(const std::vector<std::string>& list, size_t index) {
  return index < list.size() ? list[index] : list.back();
}

std::vector<std::vector<Parameter>> by_host(const std::vector<Parameter>& parameters) {
  const auto hosts = split(value_of(parameters, "host"));
  const auto addresses = split(value_of(parameters, "hostaddr"));
  const auto ports = split(value_of(parameters, "port"));
  std::vector<std::vector<Parameter>> result;
  for (size_t i = 0; i < std::max(hosts.size(), addresses.size()); ++i) {
    std::vector<Parameter> one = parameters;
    const std::string host = at(hosts, i);
    const std::string address = at(addresses, i);
    if (!host.empty()) set(one, "host", host);
    if (!address.empty()) set(one, "hostaddr", address);
    if (!at(ports, i).empty()) set(one, "port", at(ports, i));
    const bool is_local = is_this_machine(address.empty() ? host : address);
    if (value_of(one, "sslmode").empty() && !is_local) set(one, "sslmode", "verify-full");
    result.push_back(std::move(one));
  }
  return result;
}

}  // namespace

Result<Address> Address::parse(const std::string& uri) {
  char* error = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(uri.c_str(), &error), &PQconninfoFree);
  PQfreemem(error);  // it may hold the text
  const bool is_uri = uri.rfind("postgresql://", 0) == 0 || uri.rfind("postgres://", 0) == 0;
  if (options == nullptr || !is_uri) {
    return Status(Code::kInvalidPolicy, "policy.value",
                  "the address of PostgreSQL is not a URI that libpq understands");
  }
  std::vector<Parameter> parameters;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) parameters.emplace_back(option->keyword, option->val);
  }
  if (!value_of(parameters, "password").empty()) {
    return Status(Code::kInvalidPolicy, "policy.value",
                  "a password does not belong in the address of PostgreSQL: name it in `password`");
  }
  for (const auto& [keyword, value] : kDefaults) {
    if (value_of(parameters, keyword).empty()) set(parameters, keyword, std::string(value));
  }
  set(parameters, "client_encoding", "UTF8");
  Address address;
  address.text_ = uri;
  address.hosts_ = by_host(parameters);
  return address;
}

}  // namespace weir::postgresql
