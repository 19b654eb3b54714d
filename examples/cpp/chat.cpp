// A governed conversation in C++20, on standard input: one line, one answer.
//
//   chat POLICY.jsonc [--stream] [USER] < lines.txt
//
// weir.hpp in its throwing form. A verdict (denied, blocked, over quota) is told, and the talk goes
// on.
#include <iostream>
#include <string>
#include <string_view>
#include <vector>
#include <weir/weir.hpp>

#include "request.h"
#include "shown.h"

namespace {

void show_whole(weir::call& call, std::string_view line) {
  std::cout << shown(call.run(make_request(line, false)).text) << std::endl;
}

void show_stream(weir::call& call, std::string_view line) {
  weir::stream stream = call.stream(make_request(line, true));
  for (const weir::event& event : stream) std::cout << shown(event.text()) << std::flush;
  std::cout << std::endl;
}

bool is_verdict(const weir::error& error) {
  return error.code() >= WEIR_DENIED && error.code() <= WEIR_NEVER_ADMISSIBLE;
}

// One line of the talk. Each is a call of its own, and has a row of its own in the log.
void answer(weir::gate& gate, const weir::call_options& options, std::string_view line,
            bool is_stream) {
  weir::call call = gate.new_call(options);
  try {
    is_stream ? show_stream(call, line) : show_whole(call, line);
  } catch (const weir::error& error) {
    if (!is_verdict(error)) throw;
    std::cout << "(refused: " << shown(error.message()) << ")" << std::endl;
  }
}

int talk(const std::vector<std::string>& words) {
  const bool is_stream = words.size() > 2 && words[2] == "--stream";
  const size_t user_at = is_stream ? 3 : 2;
  weir::gate gate = weir::gate::open({.policy_path = words[1]});
  weir::call_options options{.app = "chat.cpp"};
  if (words.size() > user_at) options.user = words[user_at];
  for (std::string line; std::getline(std::cin, line);) answer(gate, options, line, is_stream);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: " << argv[0] << " POLICY.jsonc [--stream] [USER]\n";
    return 2;
  }
  try {
    return talk({argv, argv + argc});
  } catch (const weir::error& error) {
    std::cerr << error.message() << " [" << error.reason() << "]\n";
    return 1;
  }
}
