// A chat-completions request of one message.
#pragma once

#include <string>
#include <string_view>

inline std::string make_request(std::string_view prompt, bool stream) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string text = R"({"messages":[{"role":"user","content":")";
  for (const char c : prompt) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\' || byte < 0x20) {
      text += "\\u00";
      text += kHex[byte >> 4];
      text += kHex[byte & 15];
    } else {
      text += c;
    }
  }
  text += R"("}])";
  if (stream) text += R"(,"stream":true)";
  return text + "}";
}
