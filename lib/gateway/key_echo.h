// The provider's key in what the provider sends back: some repeat the key that they do not like.
// Nobody shall read it in an answer, an error or the log.
//
// It is found as it stands and behind JSON escapes ("sk-\u0061bc", RFC 8259, section 7), also where
// JSON stands inside a string of JSON, as the arguments of tool calls do. Not found is a key that
// was changed (reversed, encoded otherwise) or cut in two by the provider itself, half in one event
// of a stream and half in a later one.
#pragma once

#include <string>
#include <string_view>

namespace weir {

// `body` with "<PROVIDER_KEY>" in place of the key. An empty key changes nothing.
[[nodiscard]] std::string without_key(std::string body, std::string_view key);

// The same question of a body that comes in pieces. Used by one thread at a time.
class KeyEcho {
 public:
  // Whether the key stands in what came so far. A piece must not be shown before it was asked
  // about.
  [[nodiscard]] bool comes_with(std::string_view piece, std::string_view key);

 private:
  std::string seam_;  // the end of what came, as much of it as may be the beginning of the key
};

}  // namespace weir
