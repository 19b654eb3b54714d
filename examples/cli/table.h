// A table of text with aligned columns: words to the left, numbers to the right.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cli {

class Table {
 public:
  enum class Align { kLeft, kRight };
  void add_column(std::string_view title, Align align = Align::kLeft);
  void add_row(std::vector<std::string> cells);  // one a column
  [[nodiscard]] std::string text() const;

 private:
  struct Column {
    std::string title;
    Align align;
  };
  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// With every control character made visible (ControlFilter), line ends too: a cell is one line.
[[nodiscard]] std::string printable(std::string_view text);

// 1234567 as "1 234 567".
[[nodiscard]] std::string grouped(int64_t number);

}  // namespace cli
