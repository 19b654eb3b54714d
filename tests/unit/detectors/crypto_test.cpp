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

TEST_CASE("Witness programs of every version, and what is none") {
  // BIP 350 and, for the versions in Bech32, BIP 173.
  for (const std::string text :
       {"BC1SW50QGDZ25J", "bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", "BC1SW50QA3JX3S",
        "bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y",
        "bc1zw508d6qejxtdg4y5r3zarvaryvg6kdaj"}) {
    INFO(text);
    CHECK(is_found("CRYPTO", text, 1.0));
  }
  // The invalid addresses of BIP 173 and BIP 350: version 0 in Bech32m, a version of 17, programs
  // of 1, 16 and 41 bytes, and bits left over.
  for (const std::string text :
       {"bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R", "bc1pw5dgrnzv",
        "BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P", "bc1rw5uspcuh",
        "bc10w508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kw5rljs90",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav",
        "bc1zw508d6qejxtdg4y5r3zarvaryvqyzf3du"}) {
    INFO(text);
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
