// The provider's part of a case file, played: each [request] is what must arrive next, and the
// [answer] or [raw] that follows it is what is sent. tests/cases/README.md is the manual.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/mutex.h"
#include "base/status.h"
#include "support/case_file.h"
#include "support/provider/answer.h"

namespace weir::testing {

// The sections that CaseScript understands; a runner adds its own to them.
[[nodiscard]] std::vector<CaseSectionKind> provider_sections();

struct ExpectedHeader {
  enum class Rule : uint8_t { kEquals, kPresent, kAbsent };
  Rule rule = Rule::kEquals;
  std::string name;  // lower case
  std::string value;
};

struct CaseExchange {
  enum class BodyRule : uint8_t { kAny, kExact, kJsonSubset };
  int line = 0;
  std::string method;  // empty: any
  std::string path;    // empty: any; with the query when it holds one
  std::vector<ExpectedHeader> headers;
  BodyRule body_rule = BodyRule::kAny;
  std::string body;
  int64_t repeat = 1;  // 0: any number of times
  Answer answer;
};

// Safe for concurrent use.
class CaseScript {
 public:
  // Sections of other kinds are left alone.
  [[nodiscard]] static Result<std::shared_ptr<CaseScript>> from(const CaseFile& file);

  // The next answer; a request that is not the expected one gets status 599 and a line in
  // mismatches().
  [[nodiscard]] Answer answer(const ReceivedRequest& request) WEIR_EXCLUDES(mutex_);

  [[nodiscard]] std::vector<std::string> mismatches() const WEIR_EXCLUDES(mutex_);
  // Exchanges that nobody asked for, by line; those with repeat=0 count when never asked for.
  [[nodiscard]] std::vector<int> unplayed() const WEIR_EXCLUDES(mutex_);

  // Keeps `script` alive.
  [[nodiscard]] static Behaviour behaviour(std::shared_ptr<CaseScript> script);

 private:
  CaseScript(std::string path, std::vector<CaseExchange> exchanges)
      : path_(std::move(path)), exchanges_(std::move(exchanges)) {}

  const std::string path_;
  const std::vector<CaseExchange> exchanges_;
  mutable Mutex mutex_;
  size_t next_ WEIR_GUARDED_BY(mutex_) = 0;
  int64_t played_ WEIR_GUARDED_BY(mutex_) = 0;  // of the next exchange
  std::vector<std::string> mismatches_ WEIR_GUARDED_BY(mutex_);
};

// The first difference between what was expected and what came; empty when there is none.
[[nodiscard]] std::string first_difference(const CaseExchange& expected,
                                           const ReceivedRequest& request);

}  // namespace weir::testing
