#include "terminal.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace cli {
namespace {

bool has_colours() {
  static const bool kHas = [] {
    const char* unwanted = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): one thread
    return isatty(STDOUT_FILENO) == 1 && (unwanted == nullptr || unwanted[0] == '\0');
  }();
  return kHas;
}

}  // namespace

std::string paint(Colour colour, std::string_view text) {
  static constexpr std::array<std::string_view, 6> kCodes = {"0", "1", "2", "31", "32", "33"};
  if (colour == Colour::kPlain || !has_colours()) return std::string(text);
  std::string painted = "\x1b[";
  painted += kCodes.at(static_cast<size_t>(colour));
  painted += 'm';
  painted += text;
  return painted + "\x1b[0m";
}

std::string bar(int64_t part, int64_t whole, int width) {
  const double share =
      whole <= 0 ? (part > 0 ? 1 : 0) : static_cast<double>(part) / static_cast<double>(whole);
  int filled = static_cast<int>(std::clamp(share, 0.0, 1.0) * width);
  if (part > 0) filled = std::max(filled, 1);
  std::string drawn;
  for (int i = 0; i < width; ++i) drawn += i < filled ? "█" : "░";
  return drawn;
}

Progress::Progress(int64_t whole, Output output)
    : whole_(whole),
      is_shown_(whole > kLeastBytes && isatty(STDERR_FILENO) == 1 &&
                (output == Output::kAtTheEnd || isatty(STDOUT_FILENO) == 0)) {}

Progress::~Progress() {
  if (is_shown_) std::fputs("\r\x1b[K", stderr);
}

void Progress::show(int64_t done) {
  const auto now = std::chrono::steady_clock::now();
  if (!is_shown_ || now < next_) return;
  next_ = now + std::chrono::milliseconds(100);
  std::fprintf(stderr, "\r%s %3d %%  %lld of %lld MB", bar(done, whole_, 30).c_str(),
               static_cast<int>(100 * done / whole_), static_cast<long long>(done >> 20),
               static_cast<long long>(whole_ >> 20));
}

}  // namespace cli
