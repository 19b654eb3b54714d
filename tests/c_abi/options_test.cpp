// The options structs: what INIT says, and every size that a caller may have been built with.
#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include "c_abi/fixture.h"

using namespace weir::test;

namespace {

// Sizes on a 64-bit target, by the version that had them. Append; never change a line.
struct HistoricalSize {
  const char* since;
  size_t gate_options;
  size_t call_options;
  size_t scanner_options;
  size_t log_query;
};
constexpr std::array<HistoricalSize, 1> kSizes = {{{"0.1", 64, 152, 48, 48}}};

// Calls the door that reads the struct, with the bytes given.
using Door = Error (*)(const void* options);

Error open_gate_with(const void* options) {
  weir_gate* gate = nullptr;
  Error error(weir_gate_open(static_cast<const weir_gate_options*>(options), &gate));
  const GateHandle owned(gate);
  CHECK((gate == nullptr) == (error != nullptr));
  return error;
}

weir_gate* shared_gate() {
  static const GateHandle gate = opened(policy_with("memory:"));
  return gate.get();
}

Error new_call_with(const void* options) {
  weir_call* call = nullptr;
  Error error(weir_call_new(shared_gate(), static_cast<const weir_call_options*>(options), &call));
  const CallHandle owned(call);
  CHECK((call == nullptr) == (error != nullptr));
  return error;
}

Error new_scanner_with(const void* options) {
  weir_scanner* scanner = nullptr;
  Error error(
      weir_scanner_new(shared_gate(), static_cast<const weir_scanner_options*>(options), &scanner));
  const ScannerHandle owned(scanner);
  CHECK((scanner == nullptr) == (error != nullptr));
  return error;
}

Error read_log_with(const void* options) {
  weir_text* json = nullptr;
  Error error(weir_log_read(shared_gate(), static_cast<const weir_log_query*>(options), &json));
  const TextHandle owned(json);
  CHECK((json == nullptr) == (error != nullptr));
  return error;
}

struct Struct {
  const char* name;
  Door door;
  size_t size;
  size_t HistoricalSize::*historical;
  const void* good;  // a valid struct of the present size
};

std::vector<Struct> structs() {
  static const std::string policy = policy_with("memory:");
  static weir_gate_options gate = WEIR_GATE_OPTIONS_INIT;
  gate.policy_text = policy.data();
  gate.policy_text_size = policy.size();
  static const weir_call_options call = WEIR_CALL_OPTIONS_INIT;
  static weir_scanner_options scanner = WEIR_SCANNER_OPTIONS_INIT;
  scanner.detect = "EMAIL_ADDRESS";
  scanner.detect_size = std::strlen(scanner.detect);
  static const weir_log_query query = WEIR_LOG_QUERY_INIT;
  return {
      {"gate", open_gate_with, sizeof gate, &HistoricalSize::gate_options, &gate},
      {"call", new_call_with, sizeof call, &HistoricalSize::call_options, &call},
      {"scanner", new_scanner_with, sizeof scanner, &HistoricalSize::scanner_options, &scanner},
      {"log", read_log_with, sizeof query, &HistoricalSize::log_query, &query},
  };
}

// A copy that claims `size` bytes, with `tail` behind the struct's own.
std::vector<char> resized(const Struct& of, size_t size, char tail = 0) {
  std::vector<char> bytes(std::max(size, of.size), tail);
  std::memcpy(bytes.data(), of.good, of.size);
  std::memcpy(bytes.data(), &size, sizeof size);
  return bytes;
}

template <typename Options>
bool is_zero_behind_size(const Options& options) {
  std::array<char, sizeof(Options)> bytes{};
  std::memcpy(bytes.data(), &options, sizeof options);
  return options.struct_size == sizeof options &&
         std::all_of(bytes.begin() + sizeof(size_t), bytes.end(), [](char c) { return c == 0; });
}

}  // namespace

TEST_CASE("INIT sets the size, and zero, which is the default, everywhere else") {
  static const weir_gate_options gate = WEIR_GATE_OPTIONS_INIT;
  static const weir_call_options call = WEIR_CALL_OPTIONS_INIT;
  static const weir_scanner_options scanner = WEIR_SCANNER_OPTIONS_INIT;
  static const weir_log_query query = WEIR_LOG_QUERY_INIT;
  CHECK(is_zero_behind_size(gate));
  CHECK(is_zero_behind_size(call));
  CHECK(is_zero_behind_size(scanner));
  CHECK(is_zero_behind_size(query));
}

TEST_CASE("INIT and NULL mean the same") {
  const weir_log_query query = WEIR_LOG_QUERY_INIT;
  for (const void* given : {static_cast<const void*>(&query), static_cast<const void*>(nullptr)}) {
    CHECK(read_log_with(given) == nullptr);
  }
  const weir_call_options call = WEIR_CALL_OPTIONS_INIT;
  CHECK(new_call_with(&call) == nullptr);
  CHECK(new_call_with(nullptr) == nullptr);
  const weir_scanner_options scanner = WEIR_SCANNER_OPTIONS_INIT;
  CHECK(new_scanner_with(&scanner) == nullptr);
  CHECK(new_scanner_with(nullptr) == nullptr);
}

TEST_CASE("The newest line of the table is today's") {
  for (const Struct& each : structs()) {
    INFO(each.name);
    CHECK(each.size == kSizes.back().*each.historical);
  }
}

TEST_CASE("Every size that a version had is accepted") {
  for (const Struct& each : structs()) {
    for (const HistoricalSize& version : kSizes) {
      INFO(each.name << " as in " << version.since);
      const auto bytes = resized(each, version.*each.historical);
      CHECK(reason_of(each.door(bytes.data())).empty());
    }
  }
}

TEST_CASE("A newer caller's larger struct is accepted while its tail is zero") {
  for (const Struct& each : structs()) {
    INFO(each.name);
    CHECK(reason_of(each.door(resized(each, each.size + 8).data())).empty());
    CHECK(reason_of(each.door(resized(each, each.size + 200).data())).empty());
    for (const size_t more : {size_t{1}, size_t{8}, size_t{200}}) {
      const Error refused = each.door(resized(each, each.size + more, 1).data());
      CHECK(weir_error_code(refused.get()) == WEIR_INVALID_ARGUMENT);
      CHECK(reason_of(refused) == "options.size");
    }
  }
}

TEST_CASE("A size that was never set is refused") {
  for (const Struct& each : structs()) {
    for (const size_t size :
         {size_t{0}, size_t{1}, size_t{7}, size_t{5000}, SIZE_MAX / 2, SIZE_MAX}) {
      INFO(each.name << " " << size);
      auto bytes = resized(each, each.size);
      std::memcpy(bytes.data(), &size, sizeof size);
      CHECK(reason_of(each.door(bytes.data())) == "options.size");
    }
  }
}
