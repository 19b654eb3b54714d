#include "support/provider/request_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace weir::testing {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view trim(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

std::string_view take_line(std::string_view& text) {
  const size_t size = std::min(text.find("\r\n"), text.size());
  const std::string_view line = text.substr(0, size);
  text.remove_prefix(std::min(size + 2, text.size()));
  return line;
}

}  // namespace

RequestReader::State RequestReader::fail(int status) {
  fault_status_ = status;
  return State::kBad;
}

bool RequestReader::parse_head(std::string_view head) {
  const std::string_view first = take_line(head);
  const size_t method_end = first.find(' ');
  const size_t target_end = first.rfind(' ');
  if (method_end == std::string_view::npos || target_end == method_end) return false;
  if (!first.substr(target_end + 1).starts_with("HTTP/1.")) return false;
  parsed_.method = first.substr(0, method_end);
  parsed_.target = first.substr(method_end + 1, target_end - method_end - 1);
  while (!head.empty()) {
    const std::string_view line = take_line(head);
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    parsed_.headers.emplace_back(lower(line.substr(0, colon)), trim(line.substr(colon + 1)));
  }
  return true;
}

RequestReader::State RequestReader::next(ReceivedRequest& request) {
  if (head_bytes_ == 0) {
    const size_t end = buffer_.view().substr(0, kMaxHeadBytes).find("\r\n\r\n");
    if (end == std::string_view::npos) {
      return buffer_.size() >= kMaxHeadBytes ? fail(413) : State::kMore;
    }
    if (!parse_head(buffer_.view().substr(0, end))) return fail(400);
    if (!parsed_.header("transfer-encoding").empty()) return fail(411);
    const std::string_view length = parsed_.header("content-length");
    const auto [last, fault] =
        std::from_chars(length.data(), length.data() + length.size(), body_bytes_);
    if (!length.empty() && (fault != std::errc() || last != length.data() + length.size())) {
      return fail(400);
    }
    if (body_bytes_ > kMaxBodyBytes) return fail(413);
    head_bytes_ = end + 4;
    wants_continue_ = lower(parsed_.header("expect")) == "100-continue";
  }
  if (buffer_.size() < head_bytes_ + body_bytes_) {
    return std::exchange(wants_continue_, false) ? State::kContinue : State::kMore;
  }
  parsed_.body = buffer_.view().substr(head_bytes_, body_bytes_);
  buffer_.drop_front(head_bytes_ + body_bytes_);
  head_bytes_ = body_bytes_ = 0;
  request = std::exchange(parsed_, {});
  return State::kRequest;
}

}  // namespace weir::testing
