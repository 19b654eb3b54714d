// The loopback provider as a program: prints its base URL, serves until it is told to stop
// (SIGINT or SIGTERM, or the end of standard input with --until-eof).
#include <unistd.h>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "support/provider/case_script.h"
#include "support/provider/loopback_provider.h"
#include "support/provider/openai_behaviour.h"

namespace {

using weir::Code;
using weir::Result;
using weir::Status;
using weir::testing::Behaviour;
using weir::testing::CaseFile;
using weir::testing::CaseScript;
using weir::testing::CaseSection;
using weir::testing::LoopbackProvider;

constexpr char kUsage[] =
    "usage: loopback_provider (--openai | --case FILE...) [option...]\n"
    "  --port N          listen on 127.0.0.1:N (0, the default: any free port)\n"
    "  --port-file F     write the port there once it listens\n"
    "  --case FILE       play the case files, one after another\n"
    "  --openai          imitate OpenAI's chat API\n"
    "  --answer FILE     with --openai: the text of every answer\n"
    "  --delay-ms N      with --openai: before every answer\n"
    "  --delta-bytes N   with --openai: size of a stream's deltas (0: word by word)\n"
    "  --delta-delay-ms N  with --openai: between a stream's events\n"
    "  --fixed-size N    with --openai: every answer's text has N bytes, made at start\n"
    "  --tls             TLS with a certificate made at start; --ca-file F writes it\n"
    "  --until-eof       end when standard input ends\n";

struct Arguments {
  LoopbackProvider::Options server;
  weir::testing::OpenAiOptions openai;
  std::vector<std::string> cases;
  std::string port_file;
  std::string ca_file;
  bool imitate_openai = false;
  bool until_eof = false;
};

Status wrong(std::string message) {
  return {Code::kInvalidArgument, "arguments", std::move(message)};
}

Result<int64_t> number(const std::string& text) {
  int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || value < 0) {
    return wrong(text + ": not a whole number");
  }
  return value;
}

Result<std::string> contents(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream) return wrong(path + ": cannot be read");
  return text;
}

Status take_number(Arguments& arguments, std::string_view name, const std::string& text) {
  const Result<int64_t> value = number(text);
  if (!value.ok()) return value.status();
  if (name == "--port") {
    if (*value > 65535) return wrong("--port is at most 65535");
    arguments.server.port = static_cast<uint16_t>(*value);
  } else if (name == "--delay-ms") {
    arguments.openai.delay_ms = *value;
  } else if (name == "--delta-bytes") {
    arguments.openai.delta_bytes = static_cast<size_t>(*value);
  } else if (name == "--delta-delay-ms") {
    arguments.openai.delta_delay_ms = *value;
  } else if (name == "--fixed-size") {
    if (*value > (64 << 20)) return wrong("--fixed-size is at most 64 MiB");
    arguments.openai.fixed_size = *value;
  } else {
    return wrong(std::string(name) + ": no such option");
  }
  return {};
}

Status take_value(Arguments& arguments, std::string_view name, const std::string& value) {
  if (name == "--case") {
    arguments.cases.push_back(value);
  } else if (name == "--port-file") {
    arguments.port_file = value;
  } else if (name == "--ca-file") {
    arguments.ca_file = value;
  } else if (name == "--answer") {
    Result<std::string> text = contents(value);
    if (!text.ok()) return std::move(text).status();
    arguments.openai.fixed_answer = std::move(text).value();
  } else {
    return take_number(arguments, name, value);
  }
  return {};
}

Result<Arguments> parse(const std::vector<std::string>& words) {
  Arguments arguments;
  for (size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--openai") {
      arguments.imitate_openai = true;
    } else if (words[i] == "--tls") {
      arguments.server.tls = true;
    } else if (words[i] == "--until-eof") {
      arguments.until_eof = true;
    } else if (i + 1 == words.size()) {
      return wrong(words[i] + ": no such option, or its value is missing");
    } else {
      const std::string& name = words[i];
      WEIR_RETURN_IF_ERROR(take_value(arguments, name, words[++i]));
    }
  }
  if (arguments.imitate_openai == !arguments.cases.empty()) {
    return wrong("either --openai or --case FILE");
  }
  return arguments;
}

// The sections of all files, in order, as one script.
Result<Behaviour> choose_behaviour(const Arguments& arguments) {
  if (arguments.imitate_openai) return openai_behaviour(arguments.openai);
  CaseFile all;
  for (const std::string& path : arguments.cases) {
    Result<CaseFile> file = CaseFile::load(path, weir::testing::provider_sections());
    if (!file.ok()) return std::move(file).status();
    all.path = path;
    for (CaseSection& section : file->sections) all.sections.push_back(std::move(section));
  }
  Result<std::shared_ptr<CaseScript>> script = CaseScript::from(all);
  if (!script.ok()) return std::move(script).status();
  return CaseScript::behaviour(std::move(script).value());
}

Status write_file(const std::string& path, const std::string& text) {
  const std::string half = path + ".part";  // a reader sees the whole or nothing
  {
    std::ofstream stream(half, std::ios::binary | std::ios::trunc);
    stream << text;
    if (!stream.flush()) return wrong(path + ": cannot be written");
  }
  return rename(half.c_str(), path.c_str()) == 0 ? Status() : wrong(path + ": cannot be written");
}

void wait_for_end(bool until_eof) {
  if (until_eof) {
    char byte = 0;
    while (read(STDIN_FILENO, &byte, 1) > 0) continue;
    return;
  }
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  int which = 0;
  sigwait(&signals, &which);
}

Status serve(Arguments arguments) {
  Result<Behaviour> behaviour = choose_behaviour(arguments);
  if (!behaviour.ok()) return std::move(behaviour).status();
  arguments.server.behaviour = std::move(behaviour).value();
  Result<std::unique_ptr<LoopbackProvider>> provider =
      LoopbackProvider::start(std::move(arguments.server));
  if (!provider.ok()) return std::move(provider).status();
  if (!arguments.ca_file.empty()) {
    WEIR_RETURN_IF_ERROR(write_file(arguments.ca_file, (*provider)->ca_pem()));
  }
  if (!arguments.port_file.empty()) {
    WEIR_RETURN_IF_ERROR(
        write_file(arguments.port_file, std::to_string((*provider)->port()) + "\n"));
  }
  std::printf("%s\n", (*provider)->base_url().c_str());
  std::fflush(stdout);
  wait_for_end(arguments.until_eof);
  return {};
}

void block_end_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);  // before any thread: all inherit it
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--help") return std::fputs(kUsage, stdout) < 0;
  block_end_signals();
  Result<Arguments> arguments = parse({argv + 1, argv + argc});
  const Status outcome = arguments.ok() ? serve(std::move(arguments).value()) : arguments.status();
  if (outcome.ok()) return 0;
  std::fprintf(stderr, "loopback_provider: %s\n%s", std::string(outcome.message()).c_str(),
               outcome.reason() == "arguments" ? kUsage : "");
  return 2;
}
