// A directory of a test's own, removed with everything in it.
#pragma once

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace weir_test {

class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::string name = (std::filesystem::temp_directory_path() / "weir-keys-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp");
    path_ = name;
  }
  ~ScratchDirectory() { std::filesystem::remove_all(path_); }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  [[nodiscard]] std::string at(const std::string& name) const { return path_ + "/" + name; }
  [[nodiscard]] std::string write(const std::string& name, std::string_view text,
                                  mode_t mode) const {
    std::ofstream(at(name), std::ios::binary) << text;
    if (chmod(at(name).c_str(), mode) != 0) throw std::runtime_error("chmod");
    return at(name);
  }
  // A shell script that can be run.
  [[nodiscard]] std::string script(const std::string& name, std::string_view body) const {
    return write(name, "#!/bin/sh\n" + std::string(body) + "\n", 0700);
  }

 private:
  std::string path_;
};

}  // namespace weir_test
