#include "unit/detectors/round_trip.h"

namespace weir {

TEST_CASE("Addresses of the web with a scheme, www. or a real top-level domain") {
  for (const std::string text :
       {"https://www.example.com/", "http://example.site", "ftp://files.example.org:2121/a_(b)",
        "HTTPS://Example.COM/a?b=c#d", "www.example.info", "example.com", "google.co.il",
        "https://webhook.site/a8eedfd6-9d8a-44e0?q=1&b=2", "xn--e1afmkfd.xn--p1ai"}) {
    CHECK(is_found("URL", text));
  }
  CHECK(found("URL", "see https://example.com/a.html, or (www.example.org).") ==
        std::vector<std::string>{"https://example.com/a.html", "www.example.org"});
  CHECK(found("URL", "\"https://example.org/x\"") ==
        std::vector<std::string>{"https://example.org/x"});
}

TEST_CASE("What is no address of the web") {
  for (const std::string text : {"http://microsoft", "www.microsoft", "e.g. this", "end.The next",
                                 "matti@example.com", "-.com", "..fi", "1.5.2"}) {
    INFO(text);
    CHECK(found("URL", text, 0.4).empty());
  }
  // Names of files and of members end like countries: they need a word.
  for (const std::string text : {"main.rs", "readme.md", "logger.info", "run.sh"}) {
    CHECK(found("URL", text).empty());
    CHECK(is_found("URL", text));
  }
  CHECK(found("URL", "website: readme.md").size() == 1);
}

TEST_CASE("A long chain of dots costs no more than its length allows") {
  std::string text = "https://example.com/";
  while (text.size() < 5000) text += "a.b/";
  const std::vector<std::string> all = found("URL", text);
  REQUIRE_FALSE(all.empty());
  CHECK(all[0].size() > 2000);
}

TEST_CASE("A user and a password belong to the address") {
  for (const std::string text :
       {"https://anna@example.org/a", "https://anna:s3cret%21@example.org:8443/a?b=c@d",
        "ftp://anna.v:@files.example.org", "http://x.fi:y@example.org"}) {
    INFO(text);
    CHECK(found("URL", text) == std::vector<std::string>{text});
    CHECK(found("URL", "(see " + text + ").") == std::vector<std::string>{text});
  }
  CHECK(found("URL", "mailto:anna@example.org").empty());
  CHECK(found("URL", "https:// anna@example.org").empty());
}

}  // namespace weir
