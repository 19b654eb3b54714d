#include "support/provider/case_script.h"

#include <algorithm>
#include <utility>

#include "support/provider/answer_steps.h"

namespace weir::testing {
namespace {

constexpr int64_t kMaxRepeat = 1'000'000;
constexpr size_t kMaxMismatches = 100;

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

// `name: value`, `name: *` (present), `!name` (absent).
Status parse_expected_headers(const CaseFile& file, const CaseSection& section,
                              std::vector<ExpectedHeader>& headers) {
  std::string_view rest = section.text;
  while (!rest.empty()) {
    const size_t size = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, size);
    rest.remove_prefix(std::min(size + 1, rest.size()));
    if (line.empty()) continue;
    ExpectedHeader header;
    const size_t colon = line.find(": ");
    if (line.starts_with('!')) {
      header.rule = ExpectedHeader::Rule::kAbsent;
      header.name = lower(line.substr(1));
    } else if (colon == std::string_view::npos) {
      return file.fault(section.line, "[request]: a line is 'name: value', 'name: *' or '!name'");
    } else {
      header.name = lower(line.substr(0, colon));
      header.value = line.substr(colon + 2);
      if (header.value == "*") header.rule = ExpectedHeader::Rule::kPresent;
    }
    headers.push_back(std::move(header));
  }
  return {};
}

// Reads the provider's sections one after another.
class ScriptReader {
 public:
  explicit ScriptReader(const CaseFile& file) : file_(file) {}

  Result<std::vector<CaseExchange>> read() {
    for (const CaseSection& section : file_.sections) {
      WEIR_RETURN_IF_ERROR(read_section(section));
    }
    WEIR_RETURN_IF_ERROR(close_exchange());
    return std::move(exchanges_);
  }

 private:
  using BodyRule = CaseExchange::BodyRule;

  Status read_section(const CaseSection& section) {
    if (section.name == "request") return open_exchange(section);
    if (section.name == "request-body") return expect_body(section, BodyRule::kExact);
    if (section.name == "request-json") return expect_body(section, BodyRule::kJsonSubset);
    if (section.name == "answer") return take(section, answer_);
    if (section.name == "raw") return take(section, raw_);
    if (section.name == "body") return take(section, body_);
    return {};
  }

  Status open_exchange(const CaseSection& section) {
    WEIR_RETURN_IF_ERROR(close_exchange());
    CaseExchange exchange;
    exchange.line = section.line;
    exchange.method = section.value_or("method", "");
    exchange.path = section.value_or("path", "");
    const Result<int64_t> repeat = section.number_or("repeat", 1, kMaxRepeat);
    if (!repeat.ok()) return file_.fault(section.line, std::string(repeat.status().message()));
    exchange.repeat = *repeat;
    WEIR_RETURN_IF_ERROR(parse_expected_headers(file_, section, exchange.headers));
    exchanges_.push_back(std::move(exchange));
    open_ = true;
    return {};
  }

  Status expect_body(const CaseSection& section, BodyRule rule) {
    if (!open_) return file_.fault(section.line, "[" + section.name + "] before any [request]");
    CaseExchange& exchange = exchanges_.back();
    if (exchange.body_rule != BodyRule::kAny) {
      return file_.fault(section.line, "a second expected body for one [request]");
    }
    exchange.body_rule = rule;
    exchange.body = section.text;
    if (rule == BodyRule::kJsonSubset && !is_json(exchange.body)) {
      return file_.fault(section.line, "[request-json] is not JSON");
    }
    return {};
  }

  Status take(const CaseSection& section, const CaseSection*& place) {
    if (!open_) return file_.fault(section.line, "[" + section.name + "] before any [request]");
    if (place != nullptr) return file_.fault(section.line, "a second [" + section.name + "]");
    place = &section;
    return {};
  }

  Status close_exchange() {
    if (!std::exchange(open_, false)) return {};
    const int line = exchanges_.back().line;
    if ((answer_ == nullptr) == (raw_ == nullptr) || (raw_ != nullptr && body_ != nullptr)) {
      return file_.fault(line, "this [request] needs one [answer], or one [raw] and no [body]");
    }
    Result<Answer> built =
        raw_ != nullptr ? raw_answer(file_, *raw_) : framed_answer(file_, *answer_, body_);
    if (!built.ok()) return std::move(built).status();
    exchanges_.back().answer = std::move(built).value();
    answer_ = raw_ = body_ = nullptr;
    return {};
  }

  const CaseFile& file_;
  std::vector<CaseExchange> exchanges_;
  bool open_ = false;
  const CaseSection* answer_ = nullptr;
  const CaseSection* raw_ = nullptr;
  const CaseSection* body_ = nullptr;
};

std::string header_difference(const ExpectedHeader& expected, const ReceivedRequest& request) {
  const auto found =
      std::find_if(request.headers.begin(), request.headers.end(),
                   [&](const auto& header) { return header.first == expected.name; });
  const bool present = found != request.headers.end();
  if (expected.rule == ExpectedHeader::Rule::kAbsent) {
    return present ? "header " + expected.name + " should be absent" : "";
  }
  if (!present) return "header " + expected.name + " is missing";
  const bool equal =
      expected.rule == ExpectedHeader::Rule::kPresent || found->second == expected.value;
  return equal ? "" : "header " + expected.name + " has another value";
}

std::string body_difference(const CaseExchange& expected, const std::string& body) {
  switch (expected.body_rule) {
    case CaseExchange::BodyRule::kAny:
      return {};
    case CaseExchange::BodyRule::kExact:
      return body == expected.body ? "" : "the body is another: " + body.substr(0, 2000);
    case CaseExchange::BodyRule::kJsonSubset:
      return json_difference(expected.body, body);
  }
  return {};
}

}  // namespace

std::vector<CaseSectionKind> provider_sections() {
  return {{"note", {}},
          {"request", {"method", "path", "repeat"}},
          {"request-body", {}},
          {"request-json", {}},
          {"answer", {"status", "reason", "framing", "content-length", "delay", "fault"}},
          {"body", {"end", "newline", "piece", "pause"}},
          {"raw", {"end", "newline", "piece", "pause"}}};
}

std::string first_difference(const CaseExchange& expected, const ReceivedRequest& request) {
  if (!expected.method.empty() && request.method != expected.method) {
    return "method " + request.method + " instead of " + expected.method;
  }
  const bool with_query = expected.path.find('?') != std::string::npos;
  const std::string_view path = with_query ? request.target : request.path();
  if (!expected.path.empty() && path != expected.path) {
    return "path " + std::string(path) + " instead of " + expected.path;
  }
  for (const ExpectedHeader& header : expected.headers) {
    if (std::string wrong = header_difference(header, request); !wrong.empty()) return wrong;
  }
  return body_difference(expected, request.body);
}

Result<std::shared_ptr<CaseScript>> CaseScript::from(const CaseFile& file) {
  Result<std::vector<CaseExchange>> exchanges = ScriptReader(file).read();
  if (!exchanges.ok()) return std::move(exchanges).status();
  return std::shared_ptr<CaseScript>(new CaseScript(file.path, std::move(exchanges).value()));
}

Answer CaseScript::answer(const ReceivedRequest& request) {
  const MutexLock lock(mutex_);
  std::string wrong = "nothing more was expected";
  if (next_ < exchanges_.size()) {
    const CaseExchange& exchange = exchanges_[next_];
    wrong = first_difference(exchange, request);
    // An exchange that may repeat gives way to its successor as soon as that one fits.
    if (!wrong.empty() && exchange.repeat == 0 && next_ + 1 < exchanges_.size()) {
      ++next_;
      played_ = 0;
      wrong = first_difference(exchanges_[next_], request);
    }
  }
  if (!wrong.empty()) {
    const int line = next_ < exchanges_.size() ? exchanges_[next_].line : 0;
    wrong = path_ + ":" + std::to_string(line) + ": " + wrong;
    if (mismatches_.size() < kMaxMismatches) mismatches_.push_back(wrong);
    return whole_answer(599, "text/plain", wrong + "\n");
  }
  const CaseExchange& exchange = exchanges_[next_];
  if (++played_ == exchange.repeat) {
    ++next_;
    played_ = 0;
  }
  return exchange.answer;
}

std::vector<std::string> CaseScript::mismatches() const {
  const MutexLock lock(mutex_);
  return mismatches_;
}

std::vector<int> CaseScript::unplayed() const {
  const MutexLock lock(mutex_);
  std::vector<int> lines;
  for (size_t i = next_; i < exchanges_.size(); ++i) {
    const bool begun = i == next_ && played_ > 0 && exchanges_[i].repeat == 0;
    if (!begun) lines.push_back(exchanges_[i].line);
  }
  return lines;
}

Behaviour CaseScript::behaviour(std::shared_ptr<CaseScript> script) {
  return [script = std::move(script)](const ReceivedRequest& request) {
    return script->answer(request);
  };
}

}  // namespace weir::testing
