// Feeds the files of a corpus and their mutants to a property.
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "support/catch.h"

namespace weir {

// The files of a folder, in the order of their names.
inline std::vector<std::string> read_corpus(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> files;
  for (const auto& path : paths) {
    std::ifstream stream(path, std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>());
  }
  return files;
}

inline std::string hexadecimal(const std::string& bytes) {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    out += kHex[(static_cast<unsigned char>(c) >> 4) & 15];
    out += kHex[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

// Changes 1 to 6 places: a bit, a byte, a piece removed, doubled or taken from another file.
class Mutator {
 public:
  Mutator(unsigned seed, const std::vector<std::string>& files) : random_(seed), files_(files) {}

  std::string mutate(std::string bytes) {
    for (size_t count = 1 + below(6); count > 0; --count) change(bytes);
    return bytes;
  }

 private:
  size_t below(size_t bound) { return random_() % bound; }

  void change(std::string& bytes) {
    static const std::string kLetters = "\"\\{}[]:,0123456789eE+-.ntfu \n\r\x80\xED\xEF\xBB\xBF";
    const size_t place = below(bytes.size() + 1);
    switch (below(6)) {
      case 0:
        if (place < bytes.size()) bytes[place] = static_cast<char>(bytes[place] ^ (1 << below(8)));
        break;
      case 1:
        bytes.insert(place, 1, kLetters[below(kLetters.size())]);
        break;
      case 2:
        bytes.erase(place, 1 + below(16));
        break;
      case 3:
        bytes.insert(place, bytes.substr(below(bytes.size() + 1), below(64)));
        break;
      case 4: {
        const std::string& other = files_[below(files_.size())];
        bytes.insert(place, other.substr(below(other.size() + 1), below(64)));
        break;
      }
      default:
        if (place < bytes.size()) bytes[place] = kLetters[below(kLetters.size())];
    }
  }

  std::mt19937 random_;
  const std::vector<std::string>& files_;
};

// `property` returns false, or fails a check of its own, for an input that breaks it.
inline void replay(const std::filesystem::path& corpus, unsigned seed, size_t mutants,
                   const std::function<bool(const std::string&)>& property) {
  const std::vector<std::string> files = read_corpus(corpus);
  REQUIRE_FALSE(files.empty());
  Mutator mutator(seed, files);
  for (const std::string& file : files) {
    if (!property(file)) FAIL("broken by " << hexadecimal(file));
    for (size_t i = 0; i < mutants; ++i) {
      const std::string mutant = mutator.mutate(file);
      if (!property(mutant)) FAIL("broken by " << hexadecimal(mutant));
    }
  }
}

}  // namespace weir
