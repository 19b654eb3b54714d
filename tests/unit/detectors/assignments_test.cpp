// Values behind names: what is a secret there, and what is code, a placeholder or prose.
#include <string>
#include <vector>

#include "guardrails/detectors/validators/assignments.h"
#include "guardrails/detectors/validators/placeholders.h"
#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {
namespace {

using Texts = std::vector<std::string>;

const std::string kChance = std::string("f3Kq9Zt") + "W2mXb7Lp" + "R8vYc4Nd";  // in no use anywhere

std::string value_in(std::string_view assignment) {
  return std::string(assignment.substr(value_begin(assignment)));
}

}  // namespace

TEST_CASE("The value of an assignment begins behind its operator, or behind the last space") {
  CHECK(value_in("KEY=abc") == "abc");
  CHECK(value_in("key: \"abc") == "abc");
  CHECK(value_in("\\\"key\\\": \\\"abc") == "abc");
  CHECK(value_in("key => 'abc") == "abc");
  CHECK(value_in("KEY\"] = \"abc") == "abc");
  CHECK(value_in("heroku key is abc") == "abc");
  CHECK(value_in("storage_key=abc/def+==") == "abc/def+==");
  CHECK(value_in("storage_key abcdef==") == "abcdef==");
  CHECK(value_in("?sig=abc%3D") == "abc%3D");
  CHECK(value_in("asana 1/22:abc") == "1/22:abc");
  CHECK(value_in("").empty());
}

TEST_CASE("Names may be written in any of the usual ways") {
  for (const std::string before :
       {"api_key=", "API_KEY = ", "apiKey: \"", "\"api-key\": \"", "api_key: '",
        "x-api-key: ", "secret_token := `", "params['token'] = '", "<access_key>",
        "\\\"token\\\": \\\"", "SECRET_KEY_BASE=", "--api-key="}) {
    INFO(before);
    CHECK(found("GENERIC_API_KEY", before + kChance + "\"\n") == Texts{kChance});
  }
}

TEST_CASE("Code is no secret") {
  for (const std::string text :
       {"password = get_password()", "password = os.environ[\"DB_PASSWORD1\"]",
        "password: str = Field(default=None)", "token = base64.b64decode(value64)",
        "api_key = settings.OPENAI_API_KEY2", "secret = config.get('secret_key2')",
        "const token = await fetchTokenFromServer2(url)", "if (password == password2) {",
        "apiKey: process.env.OPENAI_API_KEY", "token_type = TokenType.ACCESS_TOKEN_V2",
        "password = forms.CharField(widget=forms.PasswordInput2)", "secretKeyRef: my-app-secret-v2",
        "token = OAuth2AccessTokenProvider.token",
        "max_tokens: 4096, token_limit=100000000000000000",
        "password_updated_at: 2024-05-01T10:00:00Z", "reset-password: https://example.org/r2",
        "secret: kubernetes.io/service-account-token"}) {
    INFO(text);
    CHECK(found("GENERIC_PASSWORD", text).empty());
    CHECK(found("GENERIC_API_KEY", text).empty());
  }
}

TEST_CASE("Placeholders are no secrets") {
  for (const std::string value :
       {"xxxxxxxxxxxxxxxxxxxx", "your-api-key-goes-in-here1", "<your-token-number-1>",
        "${API_KEY_1}", "$API_KEY_NUMBER_1", "{{ api_key_1234567890 }}", "example-key-1234567890",
        "changeme", "YOUR_API_KEY_GOES_HERE", "placeholder1234567890", "%API_KEY_1234567890%",
        "********************", "REPLACE_ME_1234567890", "password", "1234567890"}) {
    INFO(value);
    CHECK(is_placeholder(value));
    for (const std::string& text : {"api_key = \"" + value + "\"", "token=" + value,
                                    "password: \"" + value + "\"", "secret: " + value}) {
      CHECK(found("GENERIC_API_KEY", text).empty());
      CHECK(found("GENERIC_PASSWORD", text).empty());
    }
    CHECK(found("URL_PASSWORD", "https://anna:" + value + "@example.org/").empty());
  }
}

TEST_CASE("Generated values are no placeholders and read like no names") {
  for (const std::string& value :
       {kChance, std::string("hunter") + "2", std::string("P4ss!") + "wort9"}) {
    CHECK_FALSE(is_placeholder(value));
  }
  CHECK_FALSE(reads_like_a_name(kChance));
  CHECK_FALSE(reads_like_a_name("550e8400-e29b-41d4-a716-446655440000"));
  CHECK(reads_like_a_name("my-app-secret-v2"));
  CHECK(reads_like_a_name("OAuth2AccessTokenProvider"));
  CHECK(reads_like_a_name("projects/123456/secrets/foo/versions/2"));
  CHECK(reads_like_a_name(""));
}

TEST_CASE("Passwords: in quotes or not, with a digit or a sign") {
  const std::string word = std::string("Tammi") + "kuu77";
  CHECK(found("GENERIC_PASSWORD", "password: " + word + ".") == Texts{word});
  CHECK(found("GENERIC_PASSWORD", "\"password\": \"" + word + "\"") == Texts{word});
  CHECK(found("GENERIC_PASSWORD", "salasana=" + word) == Texts{word});
  CHECK(found("GENERIC_PASSWORD", "passwd=" + word + "; next") == Texts{word});
  CHECK(found("GENERIC_PASSWORD", "mysqldump --password=" + word + " db") == Texts{word});
  CHECK(found("GENERIC_PASSWORD", "password: required").empty());
  CHECK(found("GENERIC_PASSWORD", "password = \"secretive\"").empty());
}

TEST_CASE("A URL's password is found, a port or an address is not") {
  CHECK(found("URL_PASSWORD", "ftp://u:k3y@h/").size() == 1);
  for (const std::string text :
       {"http://example.org:8080/a@b", "https://example.org:443?to=a@b",
        "https://example.org/a:b@c", "mailto:a@b.fi", "ssh://git@example.org:22/x",
        "postgres://u:${PW}@h/d", "postgres://user:password@localhost/db",
        "redis://:<password>@h"}) {
    INFO(text);
    CHECK(found("URL_PASSWORD", text).empty());
    CHECK(found("POSTGRES_CONNECTION_STRING", text).empty());
    CHECK(found("REDIS_CONNECTION_STRING", text).empty());
  }
}

TEST_CASE("HTTP's schemes: user and password in base64, and tokens") {
  CHECK(found("BASIC_AUTH_CREDENTIALS", "Basic understanding of things").empty());
  CHECK(found("BASIC_AUTH_CREDENTIALS", "Basic AAAAAAAAAAAA").empty());
  CHECK(found("BEARER_TOKEN", "bearer authentication-and-authorization").empty());
  CHECK(found("BEARER_TOKEN", "-H \"Authorization: Bearer " + kChance + "\"") == Texts{kChance});
}

}  // namespace weir
