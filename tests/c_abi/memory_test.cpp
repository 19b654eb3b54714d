// Running out of memory: every allocation of a door fails in turn. The door says WEIR_OUT_OF_MEMORY
// (or succeeds, where it can do without), and what was opened before goes on working.
#include <cstdlib>
#include <functional>
#include <new>

#include "c_abi/fixture.h"

using namespace weir::test;

namespace {

// Of this thread: allocations until one fails; -1: none does.
thread_local int64_t allocations_left = -1;  // NOLINT(*-avoid-non-const-global-variables)
thread_local bool has_failed = false;        // NOLINT(*-avoid-non-const-global-variables)

void* allocated(std::size_t size) {
  if (allocations_left == 0) {
    has_failed = true;
    throw std::bad_alloc();
  }
  if (allocations_left > 0) --allocations_left;
  void* memory = std::malloc(size == 0 ? 1 : size);  // NOLINT(*-no-malloc,*-owning-memory)
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

// Runs `door` with its first, second, ... allocation failing, until none failed.
void fail_each_allocation(const std::function<weir_error*()>& door) {
  for (int64_t allowed = 0;; ++allowed) {
    REQUIRE(allowed < 100'000);
    has_failed = false;
    allocations_left = allowed;
    weir_error* got = door();
    allocations_left = -1;
    const Error error(got);
    if (!has_failed) {
      CHECK(error == nullptr);
      return;
    }
    if (!error) continue;
    REQUIRE(weir_error_code(error.get()) == WEIR_OUT_OF_MEMORY);
    REQUIRE(reason_of(error) == "memory.exhausted");
    REQUIRE_FALSE(std::string(weir_error_message(error.get(), nullptr)).empty());
  }
}

}  // namespace

// Called by the library too: the program's own operators stand before the C++ library's.
void* operator new(std::size_t size) {
  return allocated(size);
}
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept {
  try {
    return allocated(size);
  } catch (const std::bad_alloc&) {
    return nullptr;
  }
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}  // NOLINT
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}  // NOLINT

TEST_CASE("The error for memory is one object, made before it is needed") {
  weir_text* text = nullptr;
  allocations_left = 0;
  weir_error* first = weir_policy_schema(&text);
  weir_error* second = weir_policy_starter(&text);
  allocations_left = -1;
  CHECK(first != nullptr);
  CHECK(first == second);
  CHECK(weir_error_code(first) == WEIR_OUT_OF_MEMORY);
  CHECK(weir_error_http_status(first) >= 500);
  weir_error_free(first);  // does nothing: it can still be read
  CHECK(reason_of(Error(second)) == "memory.exhausted");
}

TEST_CASE("Documents") {
  for (auto* door :
       {weir_policy_schema, weir_policy_reference, weir_policy_starter, weir_detectors_list}) {
    fail_each_allocation([door] {
      weir_text* text = nullptr;
      weir_error* error = door(&text);
      const TextHandle owned(text);
      return error;
    });
  }
}

TEST_CASE("Calls") {
  const GateHandle gate = opened(policy_with("memory:"));
  fail_each_allocation([&] {
    weir_call* call = nullptr;
    weir_error* error = weir_call_new(gate.get(), nullptr, &call);
    const CallHandle owned(call);
    return error;
  });
  CHECK(new_call(gate.get()));
}

TEST_CASE("Scans") {
  weir_scanner* made = nullptr;
  REQUIRE(weir_scanner_new(nullptr, nullptr, &made) == nullptr);
  const ScannerHandle scanner(made);
  fail_each_allocation([&] {
    weir_scan* scan = nullptr;
    weir_error* error = weir_scan_new(scanner.get(), &scan);
    const ScanHandle owned(scan);
    if (error == nullptr) error = weir_scan_feed(scan, "write to matti@example.org", 26);
    if (error == nullptr) error = weir_scan_finish(scan);
    return error;
  });
}

TEST_CASE("Read-outs") {
  const GateHandle gate = opened(policy_with("memory:"));
  fail_each_allocation([&] {
    weir_text* text = nullptr;
    weir_error* error = weir_log_read(gate.get(), nullptr, &text);
    const TextHandle owned(text);
    return error;
  });
  fail_each_allocation([&] {
    weir_text* text = nullptr;
    weir_error* error = weir_quota_read(gate.get(), &text);
    const TextHandle owned(text);
    return error;
  });
}

TEST_CASE("A call that runs out of memory under way can be freed, and the gate serves the next") {
  setenv("WEIR_TEST_KEY", "sk-test", 1);  // NOLINT(concurrency-mt-unsafe)
  const GateHandle gate = opened(policy_with("memory:"));
  fail_each_allocation([&]() -> weir_error* {
    weir_call* made = nullptr;
    if (weir_error* error = weir_call_new(gate.get(), nullptr, &made)) return error;
    weir_error* error = weir_call_carry(made, kRequest.data(), kRequest.size());
    const weir_action* action = nullptr;
    if (error == nullptr) error = weir_call_next_action(made, &action);
    allocations_left = -1;
    weir_call_free(made);
    return error;
  });
  CHECK(weir_gate_close(gate.get(), 1000) == nullptr);  // none is counted as under way
}
