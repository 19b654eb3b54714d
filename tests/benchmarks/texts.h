// The texts that the scanner is measured on. Each is the same in every run.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace weir::benchmarks {

// English and Finnish prose, with one identifier in every thousand bytes.
[[nodiscard]] std::string prose(size_t bytes);

// Access logs, system logs and tables of numbers.
[[nodiscard]] std::string digits(size_t bytes);

// `count` words that stand in none of these texts.
[[nodiscard]] std::vector<std::string> keywords(size_t count);

struct Storm {
  std::string name;
  std::string text;
};

// What costs most: a text of `bytes` for each, made of one thing again and again.
[[nodiscard]] std::vector<Storm> storms(size_t bytes);

}  // namespace weir::benchmarks
