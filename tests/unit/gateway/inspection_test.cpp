// Bodies of many findings, parts and keys: what is found, where, and with how much work.

#include "gateway/inspection.h"

#include <random>

#include "call_harness.h"
#include "gateway/leaf_scan.h"
#include "providers/openai/chat_completions.h"

using namespace weir;
using namespace weir::testing;

namespace {

const Ruleset& rules() {
  static const auto in_force = put(R"({
    "weir": 1,
    "providers": {"p": {"format": "openai", "base_url": "http://127.0.0.1:1/v1"}},
    "endpoints": {"assistant": {"targets": [{"provider": "p", "model": "gpt-4o-mini"}],
                                "guardrails": {"input": ["pd"]}}},
    "guardrails": {"pd": {"rules": [{"detect": ["EMAIL_ADDRESS"], "action": "mask"},
                                    {"keywords": ["Kalevala"], "action": "flag"},
                                    {"keywords": ["Sampo"], "action": "block"}]}},
    "store": "memory:", "log": {"payload": "redacted"}})");
  return in_force->guards.at(0).input;
}

ChatRequest read(const std::string& body) {
  auto request = openai::read_request(body);
  INFO((request.ok() ? std::string() : std::string(request.status().message())));
  REQUIRE(request.ok());
  return std::move(request).value();
}

std::string with(const std::string& members) {
  return R"({"messages":[{"role":"user","content":"Moi"}],)" + members + "}";
}

std::string repeated(const std::string& text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

Inspection inspected(const ChatRequest& request) {
  return inspect(rules(), request.index, request.leaves, false);
}

std::string masked(const ChatRequest& request, const Inspection& inspection) {
  RequestEdits edits;
  edits.redactions = inspection.edits;
  return openai::encode_request(request, edits);
}

Finding found(size_t start, size_t end) {
  Finding finding;
  finding.start = start;
  finding.end = end;
  return finding;
}

using Range = std::pair<size_t, size_t>;

// Ranges in order and without overlap.
std::vector<Range> random_ranges(std::mt19937& random) {
  std::vector<Range> out;
  size_t at = random() % 5;
  for (size_t count = random() % 8; count > 0; --count) {
    const size_t end = at + 1 + random() % 6;
    out.emplace_back(at, end);
    at = end + random() % 5;
  }
  return out;
}

bool overlap(const Range& a, const Range& b) {
  return a.first < b.second && b.first < a.second;
}

}  // namespace

TEST_CASE("two parts full of addresses are masked, each address once", "[inspection]") {
  constexpr int kAddresses = 60'000;
  const std::string part =
      R"({"type":"text","text":")" + repeated("matti@example.com ", kAddresses) + "\"}";
  const ChatRequest request =
      read(R"({"messages":[{"role":"user","content":[)" + part + "," + part + "]}]}");
  const Inspection inspection = inspected(request);
  REQUIRE(inspection.status.ok());
  CHECK(inspection.finding_count == 2 * kAddresses);
  CHECK(inspection.findings.size() == kMaxInspectionFindings);
  CHECK(inspection.edits.size() == 2 * kAddresses);
  const std::string out = masked(request, inspection);
  CHECK(out.find('@') == std::string::npos);
  CHECK(out.size() == request.index.body().size() - 2 * kAddresses * 2);  // <EMAIL_ADDRESS>
}

TEST_CASE("a key is read once, however much lies below it", "[inspection]") {
  const std::string addresses = "[" + repeated(R"("matti@example.com",)", 9999) + "\"\"]";
  const std::string long_key(200'000, 'k');
  const ChatRequest request =
      read(with("\"maija@example.com\":{\"" + long_key + "\":{\"a_name\":" + addresses + "}}"));
  const Inspection inspection = inspected(request);
  REQUIRE(inspection.status.ok());
  CHECK(inspection.keys_scanned == 3);
  CHECK(inspection.finding_count == 10'000);
  CHECK(inspection.findings.size() == kMaxInspectionFindings);
  CHECK(inspection.findings.at(0).leaf == "/<EMAIL_ADDRESS>");
  CHECK(inspection.findings.at(4095).leaf == "/<EMAIL_ADDRESS>/*/a_name/4094");
  CHECK(masked(request, inspection).find('@') == std::string::npos);
}

TEST_CASE("a path has a bound", "[inspection]") {
  const std::string key = std::string(60, 'k');
  const std::string body = with(repeated("\"" + key + "\":{", 100) + R"("x":"matti@example.com")" +
                                std::string(100, '}'));
  const Inspection inspection = inspected(read(body));
  REQUIRE(inspection.findings.size() == 1);
  const std::string& path = inspection.findings[0].leaf;
  CHECK(path.size() <= kMaxRedactedPathBytes);
  CHECK(path.size() > kMaxRedactedPathBytes - 70);
  CHECK(path.ends_with(key + "/..."));
  CHECK(redacted_pointer(rules(), repeated("/" + key, 100)) == path);
  CHECK(redacted_pointer(rules(), "/messages/0/a~1b/maija@example.com/two words") ==
        "/messages/0/*/<EMAIL_ADDRESS>/*");
}

TEST_CASE("many parts of one text find their strings", "[inspection]") {
  constexpr int kParts = 40'000;
  const std::string parts = repeated(R"("matti@example.com ",)", kParts);
  const ChatRequest request =
      read(R"({"messages":[{"role":"user","content":[)" + parts + R"("Kalevala"]}]})");
  const Inspection inspection = inspected(request);
  REQUIRE(inspection.status.ok());
  CHECK(inspection.finding_count == kParts + 1);
  CHECK(inspection.findings.at(4000).leaf == "/messages/0/content/4000");
  CHECK(inspection.findings.at(4000).start == 0);
  CHECK(inspection.findings.at(4000).end == 17);
  CHECK(masked(request, inspection).find('@') == std::string::npos);
}

TEST_CASE("of what blocks, a finding is always told", "[inspection]") {
  const ChatRequest request =
      read(with("\"x\":[" + repeated(R"("matti@example.com",)", 5000) + R"("the Sampo here"])"));
  const Inspection inspection = inspected(request);
  CHECK(inspection.status.reason() == "guardrail.blocked");
  CHECK(inspection.finding_count == 5001);
  CHECK(inspection.findings.size() == kMaxInspectionFindings);
  CHECK(inspection.findings.back().action == "block");
  CHECK(inspection.findings.back().leaf == "/x/5000");
}

TEST_CASE("what stands behind a block is not on record, in whichever part it is", "[inspection]") {
  const ChatRequest request =
      read(R"({"messages":[{"role":"user","content":["Kalevala and ","the Sampo ","of Kalevala"]},)"
           R"({"role":"user","content":"Kalevala"}]})");
  const Inspection inspection = inspected(request);
  CHECK(inspection.status.reason() == "guardrail.blocked");
  RequestEdits edits;
  edits.redactions = inspection.log_edits;
  CHECK(openai::encode_request(request, edits) ==
        R"({"messages":[{"role":"user","content":["<KEYWORD> and ","the <KEYWORD>",""]},)"
        R"({"role":"user","content":"<KEYWORD>"}]})");
}

TEST_CASE("merged findings are those of pairwise comparison", "[inspection]") {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::vector<Finding> whole;
    std::vector<Finding> parts;
    std::vector<Edit> whole_edits;
    std::vector<Edit> part_edits;
    std::vector<Range> wanted;
    const auto whole_ranges = random_ranges(random);
    const auto part_ranges = random_ranges(random);
    for (const auto& [start, end] : whole_ranges) {
      whole.push_back(found(start, end));
      whole_edits.push_back({start, end, "whole"});
      wanted.emplace_back(start, end);
    }
    for (const Range& range : part_ranges) {
      parts.push_back(found(range.first, range.second));
      part_edits.push_back({range.first, range.second, "part"});
      const bool is_known = std::any_of(whole_ranges.begin(), whole_ranges.end(),
                                        [&](const Range& it) { return overlap(it, range); });
      if (!is_known) wanted.push_back(range);
    }
    std::sort(wanted.begin(), wanted.end());
    std::vector<Range> got;
    for (const Finding& finding : merged(whole, parts))
      got.emplace_back(finding.start, finding.end);
    REQUIRE(got == wanted);

    // Edits cover every byte that one of them covers, and no other.
    std::vector<bool> covered(200);
    for (const auto& ranges : {whole_ranges, part_ranges}) {
      for (const auto& [start, end] : ranges)
        std::fill_n(covered.begin() + static_cast<std::ptrdiff_t>(start), end - start, true);
    }
    std::vector<bool> edited(200);
    size_t done = 0;
    for (const Edit& edit : merged(whole_edits, part_edits)) {
      REQUIRE(edit.start >= done);
      done = edit.end;
      std::fill_n(edited.begin() + static_cast<std::ptrdiff_t>(edit.start), edit.end - edit.start,
                  true);
      const bool meets_whole =
          std::any_of(whole_ranges.begin(), whole_ranges.end(), [&](const Range& it) {
            return overlap(it, {edit.start, edit.end});
          });
      REQUIRE(edit.replacement == (meets_whole ? "whole" : "part"));
    }
    REQUIRE(edited == covered);
  }
}
