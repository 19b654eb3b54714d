// What may be shown of a text of a model, which is UTF-8.
#pragma once

#include <unistd.h>

#include <string>
#include <string_view>

// A terminal obeys control characters (C0, DEL, and C1, which is C2 80 to C2 9F): it gets "?" for
// all but line ends and tabs. A file gets what came.
inline std::string shown(std::string_view text) {
  if (isatty(STDOUT_FILENO) == 0) return std::string(text);
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto next = static_cast<unsigned char>(at + 1 < text.size() ? text[at + 1] : 0);
    const bool is_c1 = byte == 0xC2 && next >= 0x80 && next < 0xA0;
    const bool is_c0 = byte < 0x20 && byte != '\n' && byte != '\t';
    out += is_c0 || is_c1 || byte == 0x7F ? '?' : text[at];
    if (is_c1) ++at;
  }
  return out;
}
