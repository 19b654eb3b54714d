#include "input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace cli {

Input::Input(const std::string& path) : name_(path), piece_(kPieceSize, '\0') {
  const bool is_standard = path.empty() || path == "-";
  if (is_standard) name_ = "standard input";
  descriptor_ = is_standard ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status {};
  if (descriptor_ < 0 || fstat(descriptor_, &status) != 0) {
    fail(errno);
  } else if (S_ISDIR(status.st_mode)) {
    fail(EISDIR);
  } else if (S_ISREG(status.st_mode)) {
    size_ = status.st_size;
  }
}

Input::~Input() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

void Input::fail(int fault) {
  fault_ = name_ + " cannot be read: " + std::generic_category().message(fault);
}

std::string_view Input::read() {
  if (!fault_.empty()) return {};
  ssize_t count = 0;
  do {
    count = ::read(descriptor_, piece_.data(), piece_.size());
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    fail(errno);
    return {};
  }
  bytes_read_ += count;
  return {piece_.data(), static_cast<size_t>(count)};
}

bool read_whole(Input& input, size_t most, std::string& text, std::string& fault) {
  for (std::string_view piece = input.read(); !piece.empty(); piece = input.read()) {
    text += piece;
    if (text.size() > most) {
      fault = "the input is longer than " + std::to_string(most) + " bytes";
      return false;
    }
  }
  fault = input.fault();
  return fault.empty();
}

LineReader::Next LineReader::next() {
  line_.clear();
  ++number_;
  bool is_too_long = false;
  bool has_begun = false;
  while (true) {
    if (rest_.empty()) rest_ = input_.read();
    if (rest_.empty()) break;
    has_begun = true;
    const size_t end = rest_.find('\n');
    const std::string_view part = rest_.substr(0, end);
    is_too_long = is_too_long || line_.size() + part.size() > kMaxLine;
    if (!is_too_long) line_ += part;
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (end != std::string_view::npos) break;
  }
  if (!has_begun) return Next::kEnd;
  if (!is_too_long) return Next::kLine;
  line_ = std::string();
  return Next::kTooLong;
}

}  // namespace cli
