// Forms of secrets, from which tests make samples: nothing here, and nothing made from it, opens
// anything. A whole secret stands in no file, so that no scanner of repositories takes one for
// real.
#pragma once

#include <random>
#include <span>
#include <string>
#include <string_view>

namespace weir {

// In a form "{A36}" is 36 bytes of the alphabet A, and "|" stands before and behind the finding (if
// there is none the whole is the finding). Alphabets: A letters and digits, a small letters and
// digits, u capitals and digits, h small hex, 2 base32, c base32 in small
// letters, w base64url, b base64, d digits; "{U}" is a
// UUID.
struct SecretForm {
  std::string_view entity;
  std::string_view form;
};

[[nodiscard]] std::span<const SecretForm> secret_forms();

struct SecretSample {
  std::string text;
  std::string finding;
};

[[nodiscard]] SecretSample make_sample(std::string_view form, std::mt19937* random);

// The same with each part one byte over and over.
[[nodiscard]] SecretSample make_dull_sample(std::string_view form);

// The same with each part cut to three bytes.
[[nodiscard]] SecretSample make_short_sample(std::string_view form, std::mt19937* random);

}  // namespace weir
