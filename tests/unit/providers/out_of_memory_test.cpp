// Every allocation of a reader fails in turn; what it had before goes on working.
#include <cstdlib>
#include <new>
#include <string>

#include "providers/openai/stream_codec.h"
#include "support/catch.h"

using weir::EventEdits;
using weir::StreamEvent;
using weir::openai::StreamCodec;

namespace {

// Of this thread: allocations until one fails; -1: none does.
thread_local int64_t allocations_left = -1;  // NOLINT(*-avoid-non-const-global-variables)

void* allocated(std::size_t size) {
  if (allocations_left == 0) throw std::bad_alloc();
  if (allocations_left > 0) --allocations_left;
  void* memory = std::malloc(size == 0 ? 1 : size);  // NOLINT(*-no-malloc,*-owning-memory)
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

// Whether it ran to its end with so many allocations.
template <typename Work>
bool has_done_with(int64_t allocations, Work work) {
  allocations_left = allocations;
  try {
    work();
  } catch (const std::bad_alloc&) {
    allocations_left = -1;
    return false;
  }
  allocations_left = -1;
  return true;
}

}  // namespace

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
  std::free(memory);  // NOLINT
}
void operator delete(void* memory, std::size_t /*size*/) noexcept {
  std::free(memory);  // NOLINT
}

TEST_CASE("an event that memory was short for is read well the next time") {
  const std::string data =
      R"({"id":"c","choices":[{"index":0,"delta":{"content":"one"}},)"
      R"({"index":1,"delta":{"content":"two","a_place_longer_than_a_short_string":"three"}}]})";
  bool is_done = false;
  for (int64_t allowed = 0; !is_done; ++allowed) {
    REQUIRE(allowed < 10'000);
    StreamCodec codec(true);
    is_done = has_done_with(allowed, [&] { (void)codec.read(data); });

    const auto event = codec.read(data);
    REQUIRE(event.ok());
    REQUIRE(event->deltas.size() == 3);
    CHECK(codec.channels().size() == 3);
    EventEdits edits;
    for (size_t i = 0; i < event->deltas.size(); ++i) {
      REQUIRE(event->deltas[i].channel < codec.channels().size());
      edits.released.emplace_back(event->text(i));
    }
    CHECK(codec.channels()[event->deltas[1].channel].pointer == "/choices/1/message/content");
    CHECK(codec.encode(*event, edits) == data);
    CHECK(codec.synthesise(event->deltas[1].channel, "x").find(R"("content":"x")") !=
          std::string::npos);
  }
}
