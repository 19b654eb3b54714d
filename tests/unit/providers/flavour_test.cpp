#include "providers/openai/flavour.h"

#include <string>

#include "support/catch.h"

using weir::openai::endpoint_url;
using weir::openai::find_flavour;
using weir::openai::flavour_of;

namespace {

std::string url(std::string_view base, std::string_view model = "gpt-4o") {
  const auto result = endpoint_url(base, flavour_of(base), model);
  return result.ok() ? result.value() : std::string(result.status().reason());
}

}  // namespace

TEST_CASE("the flavour follows the host") {
  CHECK(flavour_of("https://api.openai.com/v1").name == "openai");
  CHECK(flavour_of("https://API.OpenAI.com:443/v1").name == "openai");
  CHECK(flavour_of("https://eu.api.openai.com/v1").name == "openai");
  CHECK(flavour_of("https://acme.openai.azure.com").name == "azure");
  CHECK(flavour_of("https://evil.com/api.openai.com").name == "compatible");
  CHECK(flavour_of("https://api.openai.com@evil.com/v1").name == "compatible");
  CHECK(flavour_of("https://api.openai.com.evil.com/v1").name == "compatible");
  CHECK(flavour_of("http://127.0.0.1:11434/v1").name == "compatible");
  CHECK(find_flavour("azure")->key_header == "api-key");
  CHECK(find_flavour("azure")->key_prefix.empty());
  CHECK(find_flavour("openai")->key_prefix == "Bearer ");
  CHECK_FALSE(find_flavour("compatible")->key_required);
  CHECK(find_flavour("unknown") == nullptr);
}

TEST_CASE("where a request is posted") {
  CHECK(url("https://api.openai.com/v1") == "https://api.openai.com/v1/chat/completions");
  CHECK(url("https://api.openai.com/v1/") == "https://api.openai.com/v1/chat/completions");
  CHECK(url("http://127.0.0.1:8080") == "http://127.0.0.1:8080/chat/completions");
  CHECK(url("http://h/v1/chat/completions") == "http://h/v1/chat/completions");
  CHECK(url("http://h/v1?k=v") == "http://h/v1/chat/completions?k=v");
  CHECK(url("https://a.openai.azure.com?api-version=2024-10-21", "my gpt/4") ==
        "https://a.openai.azure.com/openai/deployments/my%20gpt%2F4/chat/"
        "completions?api-version=2024-10-21");
  CHECK(url("https://a.openai.azure.com/openai/deployments/{model}?api-version=1") ==
        "https://a.openai.azure.com/openai/deployments/gpt-4o/chat/completions?api-version=1");
  CHECK(url("https://a.openai.azure.com/openai/v1") ==
        "https://a.openai.azure.com/openai/v1/chat/completions");
  CHECK(url("https://a.openai.azure.com/openai/v1/?api-version=preview") ==
        "https://a.openai.azure.com/openai/v1/chat/completions?api-version=preview");
  CHECK(url("https://a.openai.azure.com") == "provider.base_url");
  CHECK(url("ftp://h/v1") == "provider.base_url");
  CHECK(url("https:///v1") == "provider.base_url");
  CHECK(url("https://h/v1#x") == "provider.base_url");
  CHECK(url("") == "provider.base_url");
}
