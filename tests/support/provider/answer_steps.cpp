#include "support/provider/answer_steps.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace weir::testing {
namespace {

using Kind = AnswerStep::Kind;
using Steps = std::vector<AnswerStep>;

constexpr int64_t kMaxWaitMs = 600'000;
constexpr int64_t kMaxFillBytes = 4LL << 30;
constexpr int64_t kCutWaitMs = 2;  // so that the receiver sees the pieces apart
constexpr size_t kFillBlockBytes = 16384;
constexpr size_t kMaxSteps = 100'000;

std::optional<int64_t> number(std::string_view text, int64_t max, int base = 10) {
  int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (text.empty() || fault != std::errc() || end != text.data() + text.size()) return {};
  if (value < 0 || value > max) return {};
  return value;
}

std::string_view take_word(std::string_view& text) {
  const size_t size = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, size);
  text.remove_prefix(std::min(size + 1, text.size()));
  return word;
}

void add_bytes(Steps& steps, std::string_view bytes) {
  if (bytes.empty()) return;
  const bool joins =
      !steps.empty() && steps.back().kind == Kind::kWrite && steps.back().repeat == 1;
  if (!joins) steps.emplace_back();
  steps.back().bytes.append(bytes);
}

void add_kind(Steps& steps, Kind kind, int64_t wait_ms = 0) {
  steps.push_back({kind, {}, 1, wait_ms});
}

void add_repeated(Steps& steps, std::string bytes, int64_t repeat) {
  if (repeat != 0) steps.push_back({Kind::kWrite, std::move(bytes), repeat, 0});
}

bool add_hex(Steps& steps, std::string_view words) {
  std::string bytes;
  while (!words.empty()) {
    const std::optional<int64_t> byte = number(take_word(words), 255, 16);
    if (!byte) return false;
    bytes.push_back(static_cast<char>(*byte));
  }
  add_bytes(steps, bytes);
  return !bytes.empty();
}

// `\n` and `\r` in the text of a fill are line ends, since a directive stands on one line.
std::string unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : ' ';
    const bool escaped = text[i] == '\\' && (next == 'n' || next == 'r');
    out.push_back(escaped ? (next == 'n' ? '\n' : '\r') : text[i]);
    if (escaped) ++i;
  }
  return out;
}

std::string block_of(std::string_view text) {
  const std::string unit = unescaped(text);
  std::string block;
  while (block.size() < kFillBlockBytes) block.append(unit);
  return block;
}

bool add_fill(Steps& steps, std::string_view words) {
  const std::optional<int64_t> count = number(take_word(words), kMaxFillBytes);
  if (!count || words.empty()) return false;
  const std::string block = block_of(words);
  const auto block_bytes = static_cast<int64_t>(block.size());
  add_repeated(steps, block, *count / block_bytes);
  add_bytes(steps, std::string_view(block).substr(0, static_cast<size_t>(*count % block_bytes)));
  return true;
}

// What stands between {{ and }}.
bool add_directive(Steps& steps, std::string_view text) {
  const std::string_view name = take_word(text);
  if (name == "wait") {
    const std::optional<int64_t> wait_ms = number(text, kMaxWaitMs);
    if (wait_ms) add_kind(steps, Kind::kWait, *wait_ms);
    return wait_ms.has_value();
  }
  if (name == "hex") return add_hex(steps, text);
  if (name == "fill") return add_fill(steps, text);
  if (name == "forever" && !text.empty()) {
    add_repeated(steps, block_of(text), -1);
    return true;
  }
  if (!text.empty()) return false;
  if (name == "brace")
    add_bytes(steps, "{{");
  else if (name == "cut")
    add_kind(steps, Kind::kWait, kCutWaitMs);
  else if (name == "reset")
    add_kind(steps, Kind::kReset);
  else if (name == "close")
    add_kind(steps, Kind::kClose);
  else if (name == "hang")
    add_kind(steps, Kind::kHang);
  else
    return false;
  return true;
}

std::string with_newlines(std::string_view text, bool crlf) {
  std::string out;
  for (const char c : text) {
    if (c == '\n' && crlf) out.push_back('\r');
    out.push_back(c);
  }
  return out;
}

Status parse_steps(const CaseFile& file, const CaseSection& section, Steps& steps) {
  const std::string_view newline = section.value_or("newline", "lf");
  if (newline != "lf" && newline != "crlf") {
    return file.fault(section.line, "newline is lf or crlf");
  }
  std::string text = with_newlines(section.text, newline == "crlf");
  text.append(section.value_or("end", ""));
  std::string_view rest = text;
  while (!rest.empty()) {
    const size_t open = std::min(rest.find("{{"), rest.size());
    add_bytes(steps, rest.substr(0, open));
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const size_t close = rest.find("}}");
    if (close == std::string_view::npos || !add_directive(steps, rest.substr(2, close - 2))) {
      return file.fault(section.line, "[" + section.name + "] no such directive: " +
                                          std::string(rest.substr(0, 40)));
    }
    rest.remove_prefix(close + 2);
  }
  return {};
}

// Cuts every write into pieces of `piece` bytes, `pause` ms apart.
Status cut_pieces(const CaseFile& file, const CaseSection& section, Steps& steps) {
  const Result<int64_t> piece = section.number_or("piece", 0, 1 << 30);
  const Result<int64_t> pause = section.number_or("pause", 0, kMaxWaitMs);
  if (!piece.ok() || !pause.ok()) return file.fault(section.line, "piece and pause are numbers");
  if (*piece == 0) return {};
  Steps out;
  for (AnswerStep& step : steps) {
    if (step.kind != Kind::kWrite || step.repeat != 1) {
      out.push_back(std::move(step));
      continue;
    }
    for (size_t at = 0; at < step.bytes.size(); at += static_cast<size_t>(*piece)) {
      if (*pause > 0 && at > 0) add_kind(out, Kind::kWait, *pause);
      out.push_back({Kind::kWrite, step.bytes.substr(at, static_cast<size_t>(*piece)), 1, 0});
      if (out.size() > kMaxSteps) return file.fault(section.line, "more than 100000 pieces");
    }
  }
  steps = std::move(out);
  return {};
}

Status body_steps(const CaseFile& file, const CaseSection& section, Steps& steps) {
  WEIR_RETURN_IF_ERROR(parse_steps(file, section, steps));
  return cut_pieces(file, section, steps);
}

bool goes_on_for_ever(const Steps& steps) {
  return std::any_of(steps.begin(), steps.end(), [](const AnswerStep& s) { return s.repeat < 0; });
}

int64_t total_bytes(const Steps& steps) {
  int64_t total = 0;
  for (const AnswerStep& step : steps) {
    total += static_cast<int64_t>(step.bytes.size()) * step.repeat;
  }
  return total;
}

void make_chunks(Steps& steps) {
  for (AnswerStep& step : steps) {
    if (step.kind == Kind::kWrite) step.bytes = chunk(step.bytes);
  }
  steps.push_back({Kind::kWrite, chunk({}), 1, 0});
}

Result<std::string> answer_head(const CaseFile& file, const CaseSection& answer) {
  const Result<int64_t> status = answer.number_or("status", 200, 999);
  if (!status.ok() || *status < 100) return file.fault(answer.line, "status is a number from 100");
  std::string head = "HTTP/1.1 " + std::to_string(*status) + " ";
  head.append(answer.value_or("reason", reason_phrase(static_cast<int>(*status)))).append("\r\n");
  if (!answer.text.empty()) head.append(with_newlines(answer.text, true)).append("\r\n");
  return head;
}

// Adds the framing's header to `head` and the framing to `steps`.
Status frame(const CaseFile& file, const CaseSection& answer, std::string& head, Steps& steps,
             bool& close_after) {
  const std::string_view framing = answer.value_or("framing", "length");
  const Result<int64_t> lie = answer.number_or("content-length", 0, INT64_MAX);
  if (!lie.ok()) return file.fault(answer.line, "content-length is a number");
  close_after = framing == "close" || answer.has("content-length");
  if (answer.has("content-length")) {
    head.append("content-length: ").append(std::to_string(*lie)).append("\r\n");
  } else if (framing == "chunked") {
    head.append("transfer-encoding: chunked\r\n");
    make_chunks(steps);
  } else if (framing == "length") {
    if (goes_on_for_ever(steps)) {
      return file.fault(answer.line, "a body without an end needs framing=chunked or close");
    }
    head.append("content-length: ").append(std::to_string(total_bytes(steps))).append("\r\n");
  } else if (framing != "close" && framing != "none") {
    return file.fault(answer.line, "framing is length, chunked, close or none");
  }
  head.append("\r\n");
  return {};
}

std::optional<Kind> fault_kind(std::string_view name) {
  static constexpr std::pair<std::string_view, Kind> kFaults[] = {
      {"hang", Kind::kHang}, {"reset", Kind::kReset}, {"close", Kind::kClose}};
  for (const auto& [fault, kind] : kFaults) {
    if (fault == name) return kind;
  }
  return {};
}

}  // namespace

Result<Answer> framed_answer(const CaseFile& file, const CaseSection& answer,
                             const CaseSection* body) {
  Result<std::string> head = answer_head(file, answer);
  if (!head.ok()) return std::move(head).status();
  Steps steps;
  Steps pieces;
  const Result<int64_t> delay = answer.number_or("delay", 0, kMaxWaitMs);
  if (!delay.ok()) return file.fault(answer.line, "delay is a number of milliseconds");
  if (*delay > 0) add_kind(steps, Kind::kWait, *delay);
  if (answer.has("fault")) {
    const std::optional<Kind> kind = fault_kind(answer.value_or("fault", ""));
    if (!kind || body != nullptr) {
      return file.fault(answer.line, "fault is hang, reset or close, before any head or body");
    }
    add_kind(steps, *kind);
    return Answer{std::make_shared<const Steps>(std::move(steps)), true};
  }
  if (body != nullptr) WEIR_RETURN_IF_ERROR(body_steps(file, *body, pieces));
  bool close_after = false;
  WEIR_RETURN_IF_ERROR(frame(file, answer, *head, pieces, close_after));
  add_bytes(steps, *head);
  const bool joins = !pieces.empty() && pieces.front().kind == Kind::kWrite &&
                     pieces.front().repeat == 1 && steps.back().kind == Kind::kWrite;
  if (joins) {
    steps.back().bytes.append(pieces.front().bytes);
    pieces.erase(pieces.begin());
  }
  std::move(pieces.begin(), pieces.end(), std::back_inserter(steps));
  return Answer{std::make_shared<const Steps>(std::move(steps)), close_after};
}

Result<Answer> raw_answer(const CaseFile& file, const CaseSection& raw) {
  Steps steps;
  WEIR_RETURN_IF_ERROR(body_steps(file, raw, steps));
  return Answer{std::make_shared<const Steps>(std::move(steps)), true};
}

}  // namespace weir::testing
