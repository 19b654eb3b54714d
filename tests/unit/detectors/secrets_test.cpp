#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "guardrails/detectors/validators/secrets.h"
#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

// A made-up key: nothing here opens anything.
std::string made_up(size_t size, std::string_view alphabet, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  while (text.size() < size) text.push_back(alphabet[random() % alphabet.size()]);
  return text;
}

constexpr std::string_view kAlphanumeric =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
constexpr std::string_view kBase32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

struct Sample {
  std::string_view entity;
  std::string prefix;
  size_t size;
  std::string_view alphabet = kAlphanumeric;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = {
      {"OPENAI_API_KEY", "sk-", 48},
      {"OPENAI_API_KEY", "sk-proj-", 120},
      {"OPENAI_API_KEY", "sk-svcacct-", 64},
      {"ANTHROPIC_API_KEY", "sk-ant-api03-", 95},
      {"AWS_ACCESS_KEY_ID", "AKIA", 16, kBase32},
      {"AWS_ACCESS_KEY_ID", "ASIA", 16, kBase32},
      {"GITHUB_TOKEN", "ghp_", 36},
      {"GITHUB_TOKEN", "gho_", 36},
      {"GITHUB_TOKEN", "ghu_", 36},
      {"GITHUB_TOKEN", "ghs_", 36},
      {"GITHUB_TOKEN", "ghr_", 76},
      {"GITHUB_TOKEN", "github_pat_", 82},
      {"SLACK_TOKEN", "xoxb-", 50},
      {"SLACK_TOKEN", "xapp-1-", 60},
      {"GOOGLE_API_KEY", "AIza", 35},
      {"STRIPE_API_KEY", "sk_live_", 24},
      {"STRIPE_API_KEY", "rk_test_", 99},
      {"STRIPE_API_KEY", "whsec_", 32},
  };
  return all;
}

const std::string kBody = made_up(64, kAlphanumeric, 1) + "\n" + made_up(64, kAlphanumeric, 2) +
                          "\n" + made_up(40, kAlphanumeric, 3) + "==\n";

}  // namespace

TEST_CASE("Tokens are found whole, in quotes, assignments and prose") {
  unsigned seed = 0;
  for (const Sample& sample : samples()) {
    const std::string token = sample.prefix + made_up(sample.size, sample.alphabet, ++seed);
    INFO(sample.entity << " " << sample.prefix);
    for (const std::string& text : {token, "key=\"" + token + "\"", "use " + token + " now",
                                    "KEY=" + token + "\n", "(" + token + ")."}) {
      CHECK(found(sample.entity, text) == Texts{token});
    }
  }
}

TEST_CASE("Tokens that are too short, repeat themselves or stand inside a word are not secrets") {
  for (const Sample& sample : samples()) {
    INFO(sample.entity << " " << sample.prefix);
    CHECK(found(sample.entity, sample.prefix + "Ab1").empty());
    CHECK(found(sample.entity, sample.prefix + std::string(sample.size, 'x')).empty());
    const std::string body = made_up(sample.size, sample.alphabet, 9);
    CHECK(found(sample.entity, "wor" + sample.prefix + body).empty());
  }
}

TEST_CASE("An Anthropic key is not also an OpenAI key") {
  const std::string token = "sk-ant-api03-" + made_up(95, kAlphanumeric, 4);
  CHECK(found("OPENAI_API_KEY", token).empty());
}

TEST_CASE("Private keys are found from their header to their END line") {
  for (const std::string kind : {"", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "}) {
    const std::string key = "-----BEGIN " + kind + "PRIVATE KEY-----\n" + kBody + "-----END " +
                            kind + "PRIVATE KEY-----";
    CHECK(found("PRIVATE_KEY", "my key:\n" + key + "\nand more text") == Texts{key});
    CHECK(found("PRIVATE_KEY", key + "\n" + key).size() == 2);
  }
}

TEST_CASE("OpenPGP private keys are found") {
  const std::string key =
      "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n" + kBody + "-----END PGP PRIVATE KEY BLOCK-----";
  CHECK(found("PRIVATE_KEY", "x\n" + key + "\ny") == Texts{key});
}

TEST_CASE("A key written into one line of JSON is found") {
  std::string key = "-----BEGIN PRIVATE KEY-----\n" + kBody + "-----END PRIVATE KEY-----";
  for (size_t at = key.find('\n'); at != std::string::npos; at = key.find('\n')) {
    key.replace(at, 1, "\\n");
  }
  CHECK(found("PRIVATE_KEY", "{\"k\":\"" + key + "\"}") == Texts{key});
}

TEST_CASE("A key that is cut off is found up to where it can be a key") {
  const std::string key = "-----BEGIN PRIVATE KEY-----\n" + kBody.substr(0, 129);
  CHECK(found("PRIVATE_KEY", key + "\nthen a sentence follows.") == Texts{key});
}

TEST_CASE("Public keys and certificates are no private keys") {
  for (const std::string kind : {"PUBLIC KEY", "CERTIFICATE", "RSA PUBLIC KEY"}) {
    CHECK(found("PRIVATE_KEY",
                "-----BEGIN " + kind + "-----\n" + kBody + "-----END " + kind + "-----")
              .empty());
  }
}

TEST_CASE("JSON Web Tokens are found with their signature and without the full stop") {
  const std::string token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." +
                            made_up(43, kAlphanumeric, 6);
  CHECK(found("JWT", "Bearer " + token) == Texts{token});
  CHECK(found("JWT", "It is " + token + ".") == Texts{token});
  CHECK(found("JWT", "eyJhbGciOiJIUzI1NiJ9.nothing.here").empty());
}

TEST_CASE("Entropy: known values, and bounds") {
  CHECK(shannon_entropy("") == 0);
  CHECK(shannon_entropy("aaaa") == 0);
  CHECK(shannon_entropy("ab") == Approx(1));
  CHECK(shannon_entropy("abcd") == Approx(2));
  CHECK(shannon_entropy("aab") == Approx(0.918296));
  for (unsigned seed = 0; seed < 50; ++seed) {
    const std::string text = made_up(1 + seed, kAlphanumeric, seed);
    CHECK(shannon_entropy(text) <= std::log2(double(text.size())) + 1e-9);
  }
}

}  // namespace weir
