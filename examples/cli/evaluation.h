// Findings judged by what labelled cases expect: precision, recall and F1, by entity and in all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cli {

// A finding, expected or made: bytes [start, end) of a case's text.
struct Span {
  std::string entity;
  int64_t start = 0;
  int64_t end = 0;
  double score = 0;  // 0 where it is only expected
};

// A finding that was missed, or one that nobody expected.
struct Fault {
  std::string id;  // the case's
  int64_t line = 0;
  Span span;
  std::string text;  // what stands there
};

struct Score {
  int64_t expected = 0;
  int64_t found = 0;
  int64_t right = 0;  // found and expected, each counted once

  [[nodiscard]] std::optional<double> precision() const;  // right of found; none where none found
  [[nodiscard]] std::optional<double> recall() const;     // right of expected
  // 2 right / (expected + found): the harmonic mean of both; 1 where there is neither.
  [[nodiscard]] double f1() const;
};

class Evaluation {
 public:
  // A finding is right when one of the same entity is expected at the same start and end; with
  // `any_overlap`, when they share a byte. Each expected finding makes at most one right.
  explicit Evaluation(bool any_overlap) : any_overlap_(any_overlap) {}

  // One case. Both lists are in the order of their starts.
  void add(const std::string& id, int64_t line, const std::string& text,
           const std::vector<Span>& expected, const std::vector<Span>& found);

  [[nodiscard]] int64_t cases() const { return cases_; }
  [[nodiscard]] bool any_overlap() const { return any_overlap_; }
  [[nodiscard]] const std::map<std::string, Score>& by_entity() const { return by_entity_; }
  [[nodiscard]] Score overall() const;
  [[nodiscard]] const std::vector<Fault>& misses() const { return misses_; }
  [[nodiscard]] const std::vector<Fault>& false_alarms() const { return false_alarms_; }

 private:
  [[nodiscard]] bool is_right(const Span& expected, const Span& found) const;

  bool any_overlap_;
  int64_t cases_ = 0;
  std::map<std::string, Score> by_entity_;
  std::vector<Fault> misses_;
  std::vector<Fault> false_alarms_;
};

}  // namespace cli
