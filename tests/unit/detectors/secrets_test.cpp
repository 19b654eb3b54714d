#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "guardrails/detectors/registry.h"
#include "guardrails/detectors/validators/placeholders.h"
#include "support/catch.h"
#include "unit/detectors/reference_finder.h"
#include "unit/detectors/secret_samples.h"

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

bool is_password(std::string_view entity) {
  return entity.ends_with("PASSWORD") || entity.ends_with("CONNECTION_STRING") ||
         entity.ends_with("CREDENTIALS") || entity.ends_with("STRING_PASSWORD");
}

constexpr std::string_view kAlphanumeric =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const std::string kBody = made_up(64, kAlphanumeric, 1) + "\n" + made_up(64, kAlphanumeric, 2) +
                          "\n" + made_up(40, kAlphanumeric, 3) + "==\n";

std::string in_lines_of(const std::string& label) {
  return "-----BEGIN " + label + "-----\n" + kBody + "-----END " + label + "-----";
}

}  // namespace

TEST_CASE("Every kind of secret has a form here, and there are many kinds") {
  std::set<std::string_view> with_form = {"PRIVATE_KEY", "AGE_SECRET_KEY", "JWT"};
  for (const SecretForm& form : secret_forms()) with_form.insert(form.entity);
  std::set<std::string_view> entities;
  for (const Detector* row : find_detectors("secret").value()) entities.insert(row->entity);
  CHECK(with_form == entities);
  CHECK(entities.size() >= 60);
}

TEST_CASE("Secrets are found whole, alone, in quotes, in prose and in lines") {
  std::mt19937 random(31);
  for (const SecretForm& form : secret_forms()) {
    INFO(form.entity << " " << form.form);
    for (int round = 0; round < 25; ++round) {
      const auto [secret, finding] = make_sample(form.form, &random);
      for (const std::string& text : {secret, "'" + secret + "'", "use " + secret + " now",
                                      "a line\n" + secret + "\nanother", "(" + secret + ")."}) {
        INFO(text);
        CHECK(found(form.entity, text) == Texts{finding});
      }
    }
  }
}

TEST_CASE("Secrets that are too short, or the same byte over and over, are none") {
  std::mt19937 random(32);
  for (const SecretForm& form : secret_forms()) {
    INFO(form.entity << " " << form.form);
    if (is_password(form.entity)) continue;
    CHECK(found(form.entity, make_short_sample(form.form, &random).text).empty());
    CHECK(found(form.entity, make_dull_sample(form.form).text).empty());
  }
}

TEST_CASE("Tokens inside a longer word are none") {
  std::mt19937 random(33);
  for (const SecretForm& form : secret_forms()) {
    if (form.form.find('|') != std::string_view::npos || form.form.starts_with("https")) continue;
    if (form.form.starts_with('{') || form.form.starts_with("xoxe.")) continue;
    INFO(form.entity << " " << form.form);
    CHECK(found(form.entity, "wor" + make_sample(form.form, &random).text).empty());
  }
}

TEST_CASE("An Anthropic key is not also an OpenAI key") {
  const std::string token = "sk-ant-api03-" + made_up(95, kAlphanumeric, 4);
  CHECK(found("OPENAI_API_KEY", token).empty());
}

TEST_CASE("Private keys are found from their header to their END line") {
  for (const std::string kind : {"", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "}) {
    const std::string key = in_lines_of(kind + "PRIVATE KEY");
    CHECK(found("PRIVATE_KEY", "my key:\n" + key + "\nand more text") == Texts{key});
    CHECK(found("PRIVATE_KEY", std::string(key).append("\n").append(key)).size() == 2);
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
    CHECK(found("PRIVATE_KEY", in_lines_of(kind)).empty());
  }
}

TEST_CASE("JSON Web Tokens are found with their signature and without the full stop") {
  const std::string token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0." +
                            made_up(43, kAlphanumeric, 6);
  CHECK(found("JWT", "Bearer " + token) == Texts{token});
  CHECK(found("JWT", "It is " + token + ".") == Texts{token});
  CHECK(found("JWT", "eyJhbGciOiJIUzI1NiJ9.nothing.here").empty());
}

TEST_CASE("PuTTY keys are found from their header to their MAC") {
  const std::string key =
      "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 1\n" + kBody +
      "Private-MAC: " + made_up(64, "0123456789abcdef", 5);
  CHECK(found("PRIVATE_KEY", "x " + key + "\nand more") == Texts{key});
  CHECK(
      found("PRIVATE_KEY", "PuTTY-User-Key-File-3: is the first line of a key file, say its pages")
          .empty());
}

TEST_CASE("age keys are found") {
  const std::string key = "AGE-SECRET-KEY-1" + made_up(58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 7);
  CHECK(found("AGE_SECRET_KEY", "# key\n" + key + "\n") == Texts{key});
  CHECK(found("AGE_SECRET_KEY", key + "Q").empty());
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

TEST_CASE("Stand-ins in URLs and words behind \"Basic\" are no secrets") {
  CHECK(found("GENERIC_PASSWORD", "redis://app:<password>@cache-1:6379/0").empty());
  CHECK(found("GENERIC_PASSWORD", "<password>@cache-1</password>") == Texts{"@cache-1"});
  CHECK(found("URL_PASSWORD", "ftp://[[user][:pass]@host[:port]/").empty());
  CHECK(found("URL_PASSWORD", "ftp://user:pa5s]@host/") == Texts{"pa5s]"});
  CHECK(found("BASIC_AUTH_CREDENTIALS", "// Basic Operations ----").empty());
  CHECK(found("BASIC_AUTH_CREDENTIALS", "Basic YW5uYTpzM2NyM3QtMQ") == Texts{"YW5uYTpzM2NyM3QtMQ"});
  CHECK(found("BASIC_AUTH_CREDENTIALS", "Basic YW5uYTpw5HNz") == Texts{"YW5uYTpw5HNz"});
}

}  // namespace weir
