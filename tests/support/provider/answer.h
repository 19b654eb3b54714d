// What a test provider received, and what it answers, step by step.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::testing {

struct ReceivedRequest {
  int64_t connection = 0;  // counted from 1; two requests with one number shared a connection
  std::string method;
  std::string target;                                        // path and query
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  std::string body;

  // Empty when there is none. Borrowed.
  [[nodiscard]] std::string_view header(std::string_view lower_case_name) const;
  [[nodiscard]] std::string_view path() const;  // without the query
};

struct AnswerStep {
  enum class Kind : uint8_t {
    kWrite,  // `bytes`, `repeat` times (-1: for ever)
    kWait,   // `wait_ms`, what was written before is on its way
    kReset,  // TCP RST
    kClose,  // an orderly end
    kHang,   // nothing more, and no end
  };
  Kind kind = Kind::kWrite;
  std::string bytes;
  int64_t repeat = 1;
  int64_t wait_ms = 0;
};

struct Answer {
  std::shared_ptr<const std::vector<AnswerStep>>
      steps;  // shared: a precomputed answer costs nothing
  bool close_after = false;
};

// Runs on the server's thread; a slow one holds every connection up.
using Behaviour = std::function<Answer(const ReceivedRequest&)>;

[[nodiscard]] std::string_view reason_phrase(int status);

// Head and body in one write, with Content-Length.
[[nodiscard]] Answer whole_answer(int status, std::string_view content_type, std::string_view body,
                                  std::string_view more_headers = {});

// One chunk of the chunked coding (RFC 9112, section 7.1); the empty one ends the body.
[[nodiscard]] std::string chunk(std::string_view bytes);

}  // namespace weir::testing
