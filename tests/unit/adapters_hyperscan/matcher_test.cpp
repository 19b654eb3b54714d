#include "adapters/hyperscan/hyperscan_matcher.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "support/catch.h"

using namespace weir;

namespace {

using Match = std::tuple<uint32_t, size_t, size_t>;

std::unique_ptr<HyperscanMatcher> matcher() {
  auto opened = HyperscanMatcher::open("");
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

Pattern pattern(std::string expression, uint32_t id, bool start_of_match = true) {
  Pattern out;
  out.expression = std::move(expression);
  out.id = id;
  out.start_of_match = start_of_match;
  return out;
}

std::shared_ptr<const PatternDatabase> compile(const std::vector<Pattern>& patterns) {
  auto database = matcher()->compile(patterns);
  REQUIRE(database.ok());
  return std::move(database).value();
}

std::vector<Match> scan(const PatternDatabase& database, std::string text) {
  const size_t size = text.size();
  text.append(kScanSlack, '\0');
  std::vector<Match> found;
  const Status status = database.scan(std::string_view(text.data(), size),
                                      [&](uint32_t id, size_t start, size_t end) {
                                        found.emplace_back(id, start, end);
                                        return true;
                                      });
  REQUIRE(status.ok());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

TEST_CASE("all matches are reported, with their start where it was asked for", "[hyperscan]") {
  const auto database = compile({pattern("\\bab+\\b", 7), pattern("b", 9, false)});
  CHECK(scan(*database, "abb xab ab") ==
        std::vector<Match>{{7, 0, 3}, {7, 8, 10}, {9, 0, 2}, {9, 0, 3}, {9, 0, 7}, {9, 0, 10}});
  CHECK(scan(*database, "").empty());
  CHECK(database->size_bytes() > 0);
}

TEST_CASE("options of a pattern reach the engine", "[hyperscan]") {
  Pattern caseless = pattern("key", 1);
  caseless.caseless = true;
  Pattern once = pattern("k", 2, false);
  once.single_match = true;
  Pattern late = pattern("y", 3, false);
  late.min_offset = 5;
  Pattern one_line = pattern("a.b", 4);
  one_line.dot_all = false;
  const auto database = compile({caseless, once, late, one_line, pattern("a.b", 5)});
  CHECK(scan(*database, "KEY key a\nb") ==
        std::vector<Match>{{1, 0, 3}, {1, 4, 7}, {2, 0, 5}, {3, 0, 7}, {5, 8, 11}});
}

TEST_CASE("a callback can stop the scan", "[hyperscan]") {
  const auto database = compile({pattern("a", 0)});
  const std::string text = std::string(100, 'a') + std::string(kScanSlack, '\0');
  int calls = 0;
  CHECK(database->scan({text.data(), 100}, [&](uint32_t, size_t, size_t) { return ++calls < 3; })
            .ok());
  CHECK(calls == 3);
}

TEST_CASE("an exception in a callback becomes a fault, and the next scan works", "[hyperscan]") {
  const auto database = compile({pattern("a", 0)});
  const std::string text = "a" + std::string(kScanSlack, '\0');
  const Status status = database->scan(
      {text.data(), 1}, [](uint32_t, size_t, size_t) -> bool { throw std::runtime_error("no"); });
  CHECK(status.code() == Code::kInternal);
  CHECK(status.reason() == "scan.callback");
  CHECK(scan(*database, "a") == std::vector<Match>{{0, 0, 1}});
}

TEST_CASE("a scan inside a callback is a fault, not a crash", "[hyperscan]") {
  const auto database = compile({pattern("a", 0)});
  const std::string text = "a" + std::string(kScanSlack, '\0');
  Status inner;
  const auto nothing = [](uint32_t, size_t, size_t) { return true; };
  CHECK(database
            ->scan({text.data(), 1},
                   [&](uint32_t, size_t, size_t) {
                     inner = database->scan({text.data(), 1}, nothing);
                     return true;
                   })
            .ok());
  CHECK(inner.reason() == "scan.engine");
}

TEST_CASE("a pattern that the engine refuses is named", "[hyperscan]") {
  const auto refused = matcher()->compile({pattern("fine", 3), pattern("(?=ahead)x", 12)});
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.status().code() == Code::kInvalidPolicy);
  CHECK(refused.status().reason() == "pattern.refused");
  CHECK(refused.status().message().find("pattern 12: ") == 0);
  CHECK_FALSE(matcher()->compile({}).ok());
}

TEST_CASE("threads share databases, each thread its scratch", "[hyperscan]") {
  std::vector<std::shared_ptr<const PatternDatabase>> databases;
  for (uint32_t id = 0; id < 70; ++id) {
    databases.push_back(
        compile({pattern(std::string("x").append(std::to_string(id)).append("[ab]{2,9}y"), id)}));
  }
  std::vector<size_t> wrong(4, 0);
  std::vector<std::thread> threads;
  for (size_t thread = 0; thread < wrong.size(); ++thread) {
    threads.emplace_back([&, thread] {
      for (size_t round = 0; round < 3 * databases.size(); ++round) {
        const size_t id = (round * 7 + thread) % databases.size();
        std::string text = std::string("x").append(std::to_string(id)).append("ababy");
        const size_t size = text.size();
        text.append(kScanSlack, '\0');
        size_t count = 0;
        const Status status =
            databases[id]->scan({text.data(), size}, [&](uint32_t, size_t start, size_t end) {
              count += start == 0 && end == size ? 1 : 100;
              return true;
            });
        wrong[thread] += status.ok() && count == 1 ? 0 : 1;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<size_t>(4, 0));
}

// Hyperscan 5.4.0 reads a little past the text on some processors. With the promised slack inside
// the mapping, a page without access right behind it must never be touched.
TEST_CASE("nothing is read beyond the slack", "[hyperscan]") {
  const auto page = static_cast<size_t>(::sysconf(_SC_PAGESIZE));
  void* mapping =
      ::mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  REQUIRE(mapping != MAP_FAILED);
  auto* bytes = static_cast<char*>(mapping);
  REQUIRE(::mprotect(bytes + page, page, PROT_NONE) == 0);
  // Small sets of short literals are what takes the engine's path that reads too far.
  std::vector<Pattern> literals;
  for (uint32_t id = 0; id < 24; ++id) {
    literals.push_back(pattern({'k', static_cast<char>('a' + id), 'z'}, id, false));
  }
  const auto teddy = compile(literals);
  const auto digits = compile({pattern("\\d\\d", 0, false)});
  size_t found = 0;
  for (size_t size = 1; size <= 600; ++size) {
    char* text = bytes + page - kScanSlack - size;
    std::memset(text, 'k', size);
    std::memset(text + size, 0, kScanSlack);
    if (size >= 3) std::memcpy(text + size - 3, "kbz", 3);
    for (const auto* database : {teddy.get(), digits.get()}) {
      CHECK(database
                ->scan({text, size},
                       [&](uint32_t, size_t, size_t) {
                         ++found;
                         return true;
                       })
                .ok());
    }
  }
  CHECK(found == 598);
  ::munmap(mapping, 2 * page);
}
