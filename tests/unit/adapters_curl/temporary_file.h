// A file that goes with its owner.
#pragma once

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>

#include "support/catch.h"

namespace weir::testing {

class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& text) {
    const int descriptor = mkstemp(path_.data());
    REQUIRE(descriptor >= 0);
    close(descriptor);
    std::ofstream(path_.data()) << text;
  }
  ~TemporaryFile() { unlink(path_.data()); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.data(); }

 private:
  std::array<char, 32> path_{"/tmp/weir-test-XXXXXX"};
};

}  // namespace weir::testing
