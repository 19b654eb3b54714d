// A directory for a store, made when asked for and removed with its files at the end.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace weir::testing {

class ScratchStore {
 public:
  ScratchStore() = default;
  ~ScratchStore() {
    std::error_code ignored;
    if (!root_.empty()) std::filesystem::remove_all(root_, ignored);
  }
  ScratchStore(const ScratchStore&) = delete;
  ScratchStore& operator=(const ScratchStore&) = delete;

  // Absolute. weir makes the directory itself.
  [[nodiscard]] std::string path() { return root() + "/store"; }
  [[nodiscard]] std::string root() {
    if (root_.empty()) {
      std::string name = (std::filesystem::temp_directory_path() / "weir-XXXXXX").string();
      root_ = mkdtemp(name.data()) == nullptr ? std::string() : name;
    }
    return root_;
  }

  // Every file of it, one behind the other: what somebody with the disk in his hands sees.
  [[nodiscard]] std::string all_bytes() {
    std::string bytes;
    std::error_code fault;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path(), fault)) {
      if (!entry.is_regular_file()) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      bytes.append(std::istreambuf_iterator<char>(file), {});
    }
    return bytes;
  }

 private:
  std::string root_;
};

}  // namespace weir::testing
