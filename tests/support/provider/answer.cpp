#include "support/provider/answer.h"

#include <array>
#include <charconv>

namespace weir::testing {

std::string_view ReceivedRequest::header(std::string_view lower_case_name) const {
  for (const auto& [name, value] : headers) {
    if (name == lower_case_name) return value;
  }
  return {};
}

std::string_view ReceivedRequest::path() const {
  return std::string_view(target).substr(0, target.find('?'));
}

std::string_view reason_phrase(int status) {
  static constexpr std::pair<int, std::string_view> kPhrases[] = {
      {200, "OK"},          {204, "No Content"},        {302, "Found"},
      {400, "Bad Request"}, {401, "Unauthorized"},      {403, "Forbidden"},
      {404, "Not Found"},   {405, "Not Allowed"},       {411, "Length Required"},
      {413, "Too Large"},   {429, "Too Many Requests"}, {500, "Internal Server Error"},
      {502, "Bad Gateway"}, {503, "Unavailable"},       {529, "Overloaded"}};
  for (const auto& [code, phrase] : kPhrases) {
    if (code == status) return phrase;
  }
  return "Status";
}

Answer whole_answer(int status, std::string_view content_type, std::string_view body,
                    std::string_view more_headers) {
  AnswerStep step;
  step.bytes = "HTTP/1.1 " + std::to_string(status) + " ";
  step.bytes.append(reason_phrase(status)).append("\r\ncontent-type: ").append(content_type);
  step.bytes.append("\r\n").append(more_headers).append("content-length: ");
  step.bytes.append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  auto steps = std::make_shared<std::vector<AnswerStep>>();
  steps->push_back(std::move(step));
  return {std::move(steps), false};
}

std::string chunk(std::string_view bytes) {
  std::array<char, 16> size{};
  const auto end = std::to_chars(size.data(), size.data() + size.size(), bytes.size(), 16).ptr;
  std::string out(size.data(), end);
  out.append("\r\n").append(bytes).append("\r\n");
  return out;
}

}  // namespace weir::testing
