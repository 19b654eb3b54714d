#include "unit/detectors/round_trip.h"

namespace weir {

TEST_CASE("Bitcoin addresses of all kinds") {
  // Of the Bitcoin wiki, BIP 173 and BIP 350.
  for (const std::string text :
       {"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
        "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"}) {
    CHECK(is_found("CRYPTO", text, 1.0));
  }
  for (const std::string text :
       {"16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ2", "bc1QAR0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "xbc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
        "8f953371d3e85eddb89b05ed6b9e680791055315c73e1025ab5dba7bb2aee189"}) {
    CHECK(found("CRYPTO", text, 0).empty());
  }
}

TEST_CASE("One character of a Bitcoin address changed: never found") {
  constexpr std::string_view kBase58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  constexpr std::string_view kBech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  const std::string base58 = "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy";
  const std::string bech32 = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq";
  for (size_t at = 1; at < base58.size(); ++at) {
    for (const char other : kBase58) {
      std::string text = base58;
      text[at] = other;
      CHECK(is_found("CRYPTO", text) == (text == base58));
    }
  }
  for (size_t at = 3; at < bech32.size(); ++at) {
    for (const char other : kBech32) {
      std::string text = bech32;
      text[at] = other;
      CHECK(is_found("CRYPTO", text) == (text == bech32));
    }
  }
}

}  // namespace weir
