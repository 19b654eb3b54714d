#include "guardrails/detectors/registry.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <set>
#include <string>

#include "guardrails/detectors/letter_case.h"
#include "support/catch.h"
#include "unit/detectors/reference_finder.h"

namespace weir {

TEST_CASE("Every row is whole") {
  REQUIRE_FALSE(all_detectors().empty());
  for (const Detector* row : all_detectors()) {
    INFO(row->entity << " " << row->expression);
    CHECK_FALSE(row->groups.empty());
    CHECK_FALSE(row->description.empty());
    CHECK_FALSE(row->source.empty());
    CHECK(row->score > 0);
    CHECK(row->score <= 1);
    CHECK((row->tier == Tier::kWhole || !row->trigger.empty()));
    CHECK((row->lead == 0 || row->tier == Tier::kWhole));
    CHECK((row->tier == Tier::kAnchor) == (row->walk != nullptr));
    CHECK_NOTHROW(matches(row->expression, "text", row->tier != Tier::kAnchor));
    if (!row->trigger.empty()) CHECK_NOTHROW(matches(row->trigger, "text", false));
  }
}

TEST_CASE("Context words of every row are in small letters") {
  for (const Detector* row : all_detectors()) {
    INFO(row->entity);
    CHECK(lower_case(row->context) == row->context);
  }
}

TEST_CASE("Rows are found by entity, by group and by the family of groups") {
  CHECK(find_detectors("IBAN_CODE").value().size() == 1);
  CHECK(find_detectors("US_SSN").value().size() == 3);
  std::set<std::string_view> finnish;
  for (const Detector* row : find_detectors("pii/fi").value()) finnish.insert(row->entity);
  CHECK(finnish == std::set<std::string_view>{
                       "FI_BANK_REFERENCE", "FI_BUSINESS_ID", "FI_EHIC", "FI_LICENSE_PLATE",
                       "FI_PASSPORT", "FI_PERSONAL_IDENTITY_CODE", "FI_TAX_NUMBER", "FI_VAT_ID"});
  const size_t personal = find_detectors("pii").value().size();
  const size_t secret = find_detectors("secret").value().size();
  const auto& all = all_detectors();
  const auto named_only =
      std::count_if(all.begin(), all.end(), [](const Detector* row) { return row->named_only; });
  CHECK(personal + secret + static_cast<size_t>(named_only) == all.size());
}

TEST_CASE("Links and dates are no part of the family: they must be named") {
  std::set<std::string_view> named_only;
  for (const Detector* row : all_detectors()) {
    if (row->named_only) named_only.insert(row->entity);
  }
  CHECK(named_only == std::set<std::string_view>{"DATE_TIME", "URL"});
  for (const Detector* row : find_detectors("pii").value()) CHECK_FALSE(row->named_only);
  const auto entities = [](std::string_view name) {
    std::set<std::string_view> found;
    for (const Detector* row : find_detectors(name).value()) found.insert(row->entity);
    return found;
  };
  CHECK(entities("pii/network") == std::set<std::string_view>{"IP_ADDRESS", "MAC_ADDRESS", "URL"});
  CHECK(entities("pii/date") == std::set<std::string_view>{"DATE_TIME"});
  CHECK(entities("URL") == std::set<std::string_view>{"URL"});
}

TEST_CASE("Several names give each row once, in the order of the tables") {
  const std::string names[] = {"secret", "IBAN_CODE",   "pii/payment",
                               "pii",    "pii/network", "DATE_TIME"};
  CHECK(find_detectors(names).value() == all_detectors());
  const std::string bad[] = {"IBAN_CODE", "NO_SUCH"};
  CHECK(find_detectors(bad).status().reason() == "detector.unknown");
}

TEST_CASE("An unknown name is refused, with a suggestion if one is near") {
  const auto misspelt = find_detectors("FI_PERSONAL_IDENTTY_CODE");
  REQUIRE_FALSE(misspelt.ok());
  CHECK(misspelt.status().code() == Code::kInvalidArgument);
  CHECK(misspelt.status().reason() == "detector.unknown");
  CHECK(misspelt.status().details() == R"({"suggestion":"FI_PERSONAL_IDENTITY_CODE"})");
  CHECK(suggest_detector("iban_code") == "IBAN_CODE");
  CHECK(suggest_detector("pii/fin") == "pii/fi");
  CHECK(suggest_detector("zzzzzzzz").empty());
  CHECK(suggest_detector("").empty());
  CHECK(suggest_detector(std::string(100000, 'I')).empty());
  for (const std::string_view name : {"", "pi", "pii/", "/fi", "IBAN"}) {
    CHECK_FALSE(find_detectors(name).ok());
  }
}

TEST_CASE("The list as JSON holds each entity once") {
  rapidjson::Document list;
  list.Parse(detectors_as_json().c_str());
  REQUIRE(list.IsArray());
  std::set<std::string> entities;
  for (const auto& item : list.GetArray()) {
    entities.insert(item["entity"].GetString());
    CHECK(item["groups"].IsArray());
    CHECK(item["named_only"].IsBool());
    CHECK(item["score"].IsDouble());
    for (const char* key : {"country", "description", "source"}) CHECK(item[key].IsString());
  }
  CHECK(entities.size() == list.Size());
  CHECK(entities.contains("FI_PERSONAL_IDENTITY_CODE"));
}

}  // namespace weir
