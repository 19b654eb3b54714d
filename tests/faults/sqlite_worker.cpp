// Another program on a database of the tests:
//   sqlite_worker <store> append <rows>   inserts rows of its own, says "+" after each
//   sqlite_worker <store> hold            takes the write lock, says "holding", waits for a line
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "faults/sqlite_fixture.h"

namespace weir::test {
namespace {

void say(std::string_view line) {
  const std::string text = std::string(line) + "\n";
  if (::write(STDOUT_FILENO, text.data(), text.size()) < 0) std::_Exit(3);
}

void wait_for_line() {
  char letter = 0;
  while (::read(STDIN_FILENO, &letter, 1) == 1 && letter != '\n') {
  }
}

int append(sqlite::Database& database, int rows) {
  for (int i = 0; i < rows; ++i) {
    if (!insert_row(database, ::getpid()).ok()) return 1;
    say("+");
  }
  say("end");
  wait_for_line();
  return 0;
}

// Past the gate, as a program would that is not ours.
int hold(const std::string& path) {
  auto connection = sqlite::Connection::open(path);
  if (!connection.ok() || !(*connection)->execute("BEGIN IMMEDIATE").ok()) return 1;
  say("holding");
  wait_for_line();
  return (*connection)->execute("COMMIT").ok() ? 0 : 1;
}

}  // namespace
}  // namespace weir::test

int main(int argc, char** argv) {
  using namespace weir::test;
  if (argc < 3) return 2;
  const std::string directory = argv[1];
  if (std::string_view(argv[2]) == "hold") return hold(directory + "/test.db");
  auto database = weir::sqlite::Database::open(test_options(directory, 60'000));
  if (!database.ok()) {
    say(database.status().message());
    return 1;
  }
  return append(**database, std::atoi(argv[3]));  // NOLINT(cert-err34-c)
}
