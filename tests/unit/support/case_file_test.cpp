// The reader of case files: what it takes, and that a typo fails.
#include "support/case_file.h"

#include "support/catch.h"

using namespace weir;
using namespace weir::testing;

namespace {

const std::vector<CaseSectionKind> kKnown = {{"policy", {}}, {"answer", {"status", "end"}}};

CaseFile parse(std::string_view text) {
  auto file = CaseFile::parse("x.case", text, kKnown);
  if (!file.ok()) FAIL(file.status().message());
  return std::move(file).value();
}

std::string refusal(std::string_view text) {
  auto file = CaseFile::parse("x.case", text, kKnown);
  return file.ok() ? "taken" : std::string(file.status().message());
}

}  // namespace

TEST_CASE("Title, sections, attributes and text") {
  const CaseFile file = parse(
      "A title\nof two lines\n\n[policy]\n{\n  \"a\": 1\n}\n\n\n"
      "[answer status=429 end=\"\\n\\r\\t\\\\\\\"\"]\n\\[1]\n\\\\x\n\nlast\n");
  CHECK(file.title == "A title\nof two lines");
  REQUIRE(file.sections.size() == 2);
  CHECK(file.sections[0].name == "policy");
  CHECK(file.sections[0].line == 4);
  CHECK(file.sections[0].text == "{\n  \"a\": 1\n}");
  CHECK(file.sections[1].value_or("end", "") == "\n\r\t\\\"");
  CHECK(file.sections[1].text == "[1]\n\\x\n\nlast");
  CHECK(*file.sections[1].number_or("status", 200, 999) == 429);
  CHECK(*file.sections[0].number_or("status", 200, 999) == 200);
  CHECK(file.find("answer") == &file.sections[1]);
  CHECK(file.find("body") == nullptr);
}

TEST_CASE("Empty files and empty sections") {
  CHECK(parse("").sections.empty());
  CHECK(parse("[policy]").sections.front().text.empty());
  CHECK(parse("[policy]\n\n\n[answer]\n").sections.front().text.empty());
}

TEST_CASE("A typo fails, with its line") {
  CHECK(refusal("[polcy]\n") == "x.case:1: there is no section [polcy]");
  CHECK(refusal("\n[answer staus=1]\n") == "x.case:2: [answer] has no attribute staus");
  for (const char* bad :
       {"[answer status]", "[answer status=]", "[answer status=1", "[answer status=1 status=2]",
        "[answer  ", "[]", "[ answer]", "[Answer]", "[answer]x", "[answer end=\"x]",
        "[answer end=\"\\x\"]", "[answer status=1end=2]x", "[1, 2]", "[answer end=\"a\"b]"}) {
    INFO(bad);
    CHECK(refusal(bad) != "taken");
  }
  CHECK(refusal("[answer]\r\n").find("carriage return") != std::string::npos);
}

TEST_CASE("Numbers are whole and within their bounds") {
  for (const char* bad : {"x", "-1", "1.5", "1000", "99999999999999999999", "0x10"}) {
    const CaseFile file = parse("[answer status=" + std::string(bad) + "]\n");
    CHECK_FALSE(file.sections[0].number_or("status", 200, 999).ok());
  }
}

TEST_CASE("Limits") {
  CHECK(refusal(std::string(CaseFile::kMaxBytes + 1, 'x')) != "taken");
  std::string many;
  for (size_t i = 0; i < CaseFile::kMaxSections; ++i) many.append("[policy]\n");
  CHECK(refusal(many) == "taken");
  CHECK(refusal(many + "[policy]\n") != "taken");
  CHECK_FALSE(CaseFile::load("/nonexistent.case", kKnown).ok());
}
