// What a terminal is shown and a file is not: colours (not where NO_COLOR is set) and progress.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace cli {

enum class Colour { kPlain, kBold, kDim, kRed, kGreen, kYellow };

// The text in that colour where standard output is a terminal, else as it is.
[[nodiscard]] std::string paint(Colour colour, std::string_view text);

// "█████░░░░░": `part` of `whole` as a bar of `width` columns. Full where part > whole.
[[nodiscard]] std::string bar(int64_t part, int64_t whole, int width);

// A bar on standard error while a large file is read; nothing where that is no terminal.
class Progress {
 public:
  // Where the output runs along, a terminal shows it instead of the bar.
  enum class Output { kRunning, kAtTheEnd };
  explicit Progress(int64_t whole, Output output = Output::kRunning);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void show(int64_t done);

  static constexpr int64_t kLeastBytes = 8LL * 1024 * 1024;

 private:
  int64_t whole_;
  bool is_shown_;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace cli
