#include "adapters/files/generation_word.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace weir {
namespace {

constexpr size_t kBytes = sizeof(std::atomic<uint64_t>);
static_assert(std::atomic<uint64_t>::is_always_lock_free);

Status failure(const std::string& path, const char* what) {
  return {Code::kUnavailable, "store.generation",
          std::string(what) + " " + path + ": " + std::generic_category().message(errno) +
              "; the store's directory must be writable by this process"};
}

}  // namespace

Result<std::unique_ptr<GenerationWord>> GenerationWord::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return failure(path, "cannot open");
  void* memory = MAP_FAILED;
  if (ftruncate(file, kBytes) == 0) {
    memory = mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  }
  const int saved = errno;
  close(file);
  errno = saved;
  if (memory == MAP_FAILED) return failure(path, "cannot map");
  return std::unique_ptr<GenerationWord>(
      new GenerationWord(static_cast<std::atomic<uint64_t>*>(memory)));  // NOLINT(*-owning-memory)
}

GenerationWord::~GenerationWord() {
  munmap(word_, kBytes);
}

}  // namespace weir
