#include "table.h"

#include <algorithm>
#include <cstdint>

#include "control_filter.h"
#include "terminal.h"

namespace cli {
namespace {

// A character counts once, by its first byte; a colour (paint) not at all.
size_t width_of(std::string_view text) {
  size_t width = 0;
  bool is_colour = false;
  for (const char letter : text) {
    if (letter == '\x1b') is_colour = true;
    if (!is_colour && (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U) ++width;
    if (letter == 'm') is_colour = false;
  }
  return width;
}

std::string padded(const std::string& text, size_t width, Table::Align align) {
  const std::string space(width - width_of(text), ' ');
  return align == Table::Align::kRight ? space + text : text + space;
}

}  // namespace

void Table::add_column(std::string_view title, Align align) {
  columns_.push_back({std::string(title), align});
}

void Table::add_row(std::vector<std::string> cells) {
  rows_.push_back(std::move(cells));
}

std::string Table::text() const {
  std::string titles;
  std::vector<std::string> lines(rows_.size());
  for (size_t column = 0; column < columns_.size(); ++column) {
    size_t width = width_of(columns_[column].title);
    for (const auto& row : rows_) width = std::max(width, width_of(row[column]));
    const Align align = columns_[column].align;
    const std::string_view gap = column == 0 ? "" : "  ";
    titles.append(gap).append(padded(columns_[column].title, width, align));
    for (size_t row = 0; row < rows_.size(); ++row) {
      lines[row].append(gap).append(padded(rows_[row][column], width, align));
    }
  }
  titles.erase(titles.find_last_not_of(' ') + 1);
  std::string text = paint(Colour::kBold, titles) + "\n";
  for (std::string& line : lines) {
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string printable(std::string_view text) {
  ControlFilter filter("");
  std::string shown = filter.filter(text);
  return shown + filter.finish();
}

std::string grouped(int64_t number) {
  std::string digits = std::to_string(number);
  for (size_t at = digits.size(); at > 3 + (number < 0 ? 1U : 0U);) {
    at -= 3;
    digits.insert(at, " ");
  }
  return digits;
}

}  // namespace cli
