// Runs a libFuzzer target without libFuzzer: every line of the corpus as it is, then random changes
// of random lines, the same ones in every run. Arguments: corpus file, number of changed inputs.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

void run(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& corpus) : corpus_(corpus) {}

  std::string next() {
    std::string out = corpus_[below(corpus_.size())];
    for (size_t i = 0; i < 1 + below(6); ++i) change(out);
    return out;
  }

 private:
  size_t below(size_t limit) { return random_() % limit; }

  void change(std::string& text) {
    const size_t place = below(text.size() + 1);
    const std::string& other = corpus_[below(corpus_.size())];
    const size_t from = below(other.size() + 1);
    switch (below(5)) {
      case 0:
        text.insert(place, 1, static_cast<char>(below(256)));
        break;
      case 1:
        text.erase(place, 1 + below(4));
        break;
      case 2:
        text.insert(place, other, from, 1 + below(8));
        break;
      case 3:
        text.insert(place, text.substr(below(text.size() + 1), below(16)));
        break;
      default:
        if (place < text.size()) text[place] = static_cast<char>(text[place] ^ (1 << below(8)));
    }
  }

  const std::vector<std::string>& corpus_;
  std::mt19937 random_{20240229};
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream file(argv[1]);
  std::vector<std::string> corpus;
  for (std::string line; std::getline(file, line);) corpus.push_back(line);
  if (corpus.empty()) return 2;
  for (const std::string& line : corpus) run(line);
  Mutator mutator(corpus);
  const size_t count = std::strtoul(argv[2], nullptr, 10);
  for (size_t i = 0; i < count; ++i) run(mutator.next());
  std::printf("%zu lines, %zu changed inputs\n", corpus.size(), count);
  return 0;
}
