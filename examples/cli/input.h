// A file or standard input, read in pieces.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace cli {

class Input {
 public:
  explicit Input(const std::string& path);
  ~Input();
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  // The next bytes, at most kPieceSize; "" at the end and on a fault. Borrowed until the next call.
  [[nodiscard]] std::string_view read();

  [[nodiscard]] const std::string& fault() const { return fault_; }  // "" where there is none
  [[nodiscard]] int64_t size() const { return size_; }               // -1: not known
  [[nodiscard]] int64_t bytes_read() const { return bytes_read_; }

  static constexpr size_t kPieceSize = 64UL * 1024;

 private:
  void fail(int fault);

  std::string name_;
  int descriptor_ = -1;
  int64_t size_ = -1;
  int64_t bytes_read_ = 0;
  std::string piece_;
  std::string fault_;
};

// The whole input as one text, up to `most` bytes; more is a fault.
[[nodiscard]] bool read_whole(Input& input, size_t most, std::string& text, std::string& fault);

// Its lines, each of at most kMaxLine bytes: a longer one is passed over.
class LineReader {
 public:
  enum class Next { kLine, kTooLong, kEnd };

  explicit LineReader(Input& input) : input_(input) {}

  // Borrowed until the next call: line(), without its newline.
  [[nodiscard]] Next next();
  [[nodiscard]] std::string_view line() const { return line_; }
  [[nodiscard]] int64_t number() const { return number_; }        // of the line, from 1
  [[nodiscard]] bool must_wait() const { return rest_.empty(); }  // the next call will read

  static constexpr size_t kMaxLine = 32UL * 1024 * 1024;

 private:
  Input& input_;
  std::string line_;
  std::string_view rest_;
  int64_t number_ = 0;
};

}  // namespace cli
