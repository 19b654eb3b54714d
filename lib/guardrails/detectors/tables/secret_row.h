// The two usual shapes of a secret's row, and how an expression for "name = value" is put together.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include "guardrails/detectors/detector.h"
#include "guardrails/detectors/validators/assignments.h"

namespace weir {

inline constexpr double kTokenScore = 0.9;     // the form alone says what it is
inline constexpr double kAssignedScore = 0.8;  // a name beside it says so
inline constexpr double kTokenEntropy = 2.5;   // bits a byte; see looks_generated()
inline constexpr double kAssignedEntropy = 3.0;

// A text that can be a template argument.
template <size_t kSize>
struct ExpressionText {
  // NOLINTNEXTLINE(google-explicit-constructor,*-avoid-c-arrays): made from a string literal
  constexpr ExpressionText(const char (&text)[kSize]) { std::copy_n(text, kSize, bytes.begin()); }
  [[nodiscard]] constexpr std::string_view view() const { return {bytes.data(), kSize - 1}; }
  std::array<char, kSize> bytes{};
};

// Between a name and its value: the rest of the name, up to three words, and a space or an operator
// with its quotes: `HEROKU_KEY=v`, `"herokuKey": "v"`, `heroku key is v`, `<heroku-key>v`,
// `env["HEROKU"] => 'v'`. Words and not any bytes, so that an automaton need not remember at which
// of many places a value may have begun.
inline constexpr ExpressionText kIs =
    R"([\w.-]{0,20}(?: [A-Za-z-]{1,8}){0,3}(?: |["'\]\\]{0,3} ?[=:>]{1,2}[ \t"'`\\]{0,4}))";

template <ExpressionText... kParts>
struct Joined {
  static constexpr size_t kSize = (kParts.view().size() + ...);
  static constexpr std::array<char, kSize> join() {
    std::array<char, kSize> all{};
    auto* out = all.begin();
    ((out = std::copy_n(kParts.bytes.begin(), kParts.view().size(), out)), ...);
    return all;
  }
  static constexpr std::array<char, kSize> kBytes = join();
};

// The parts, one behind the other.
template <ExpressionText... kParts>
inline constexpr std::string_view joined{Joined<kParts...>::kBytes.data(),
                                         Joined<kParts...>::kSize};

// The expression of a value behind its name.
template <ExpressionText kName, ExpressionText kValue>
inline constexpr std::string_view assignment = joined<kName, kIs, kValue>;

inline constexpr ExpressionText kUuid =
    "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

// A token known by its own form. `tail`: see Detector.
constexpr Detector token(std::string_view entity, std::string_view expression,
                         std::string_view description, std::string_view source,
                         std::string_view tail = {}) {
  return {.entity = entity,
          .groups = "secret",
          .tier = Tier::kWhole,
          .expression = expression,
          .score = kTokenScore,
          .entropy = kTokenEntropy,
          .validate = validate_token,
          .tail = tail,
          .description = description,
          .source = source};
}

// A value without a form of its own, known by the name before it. Only the value is the finding.
constexpr Detector assigned(std::string_view entity, std::string_view expression,
                            std::string_view description, std::string_view source,
                            std::string_view tail = {}) {
  Detector row = token(entity, expression, description, source, tail);
  row.score = kAssignedScore;
  row.entropy = kAssignedEntropy;
  row.validate = validate_assigned;
  return row;
}

}  // namespace weir
