#include "providers/sse/sse_writer.h"

#include <algorithm>

namespace weir {

std::string sse_event(std::string_view data, std::string_view type) {
  std::string out;
  out.reserve(data.size() + type.size() + 24);
  if (!type.empty() && type != "message") out.append("event: ").append(type).append("\n");
  for (;;) {
    const size_t end = std::min(data.find_first_of("\r\n"), data.size());
    out.append("data: ").append(data.substr(0, end)).append("\n");
    if (end == data.size()) break;
    data.remove_prefix(end + (data.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  out += '\n';
  return out;
}

}  // namespace weir
