// A key that somebody put anywhere in a policy never comes back in an error.
#include <string>
#include <vector>

#include "cases.h"
#include "policy/document.h"
#include "policy/parser.h"
#include "support/catch.h"

namespace {

const std::string kCanary = "sk-proj-CANARY/7f3a@9:x y";

// The texts that replace one string or number of the policy by the canary.
std::vector<std::string> planted(const std::string& canary) {
  const std::string whole = weir_test::whole_policy();
  std::vector<std::string> texts;
  size_t at = 0;
  while ((at = whole.find(": ", at)) != std::string::npos) {
    at += 2;
    const size_t end = whole[at] == '"' ? whole.find('"', at + 1) + 1 : at;
    if (end == at) continue;
    texts.push_back(whole.substr(0, at) + canary + whole.substr(end));
  }
  return texts;
}

}  // namespace

TEST_CASE("no error repeats a value of the policy", "[policy][secrecy]") {
  size_t refused = 0;
  for (const std::string& literal :
       {"\"" + kCanary + "\"", "[\"" + kCanary + "\"]", "\"https://" + kCanary + "\"",
        "\"env:" + kCanary + "\"", "\"" + kCanary + "\\n\"", "\"" + kCanary}) {
    for (const std::string& text : planted(literal)) {
      const auto loaded = weir::parse_policy(text);
      if (loaded.ok()) continue;
      ++refused;
      CHECK(loaded.status().message().find("CANARY") == std::string_view::npos);
      CHECK(loaded.status().details().find("CANARY") == std::string_view::npos);
    }
  }
  CHECK(refused > 200);
}
