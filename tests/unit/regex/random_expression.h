// Random regular expressions and texts, the same ones for the same seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace weir::regex {

class RandomExpression {
 public:
  explicit RandomExpression(uint32_t seed) : random_(seed) {}

  // Over a small alphabet, so that texts match often. With `assertions`, \b \B ^ $ \A \z \Z too.
  std::string expression(bool assertions);
  std::string text(size_t max_length);
  uint32_t below(uint32_t limit) { return static_cast<uint32_t>(random_() % limit); }

 private:
  std::string alternation(unsigned depth, bool assertions);
  std::string branch(unsigned depth, bool assertions);
  std::string atom(unsigned depth, bool assertions);
  std::string pick(const char* const* table, size_t size);

  std::mt19937 random_;
};

}  // namespace weir::regex
