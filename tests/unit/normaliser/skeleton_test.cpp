#include "guardrails/normaliser/skeleton.h"

#include <string>

#include "guardrails/normaliser/code_point_folds.h"
#include "guardrails/normaliser/utf8.h"
#include "support/catch.h"

using namespace weir;

namespace {

std::string utf8(char32_t code_point) {
  std::string out;
  append_utf8(code_point, &out);
  return out;
}

}  // namespace

TEST_CASE("a text becomes what it looks like", "[skeleton]") {
  CHECK(skeleton_of("pаsswоrd") == "password");    // Cyrillic а, о
  CHECK(skeleton_of("ρ\u0251s\u0455") == "pass");  // Greek rho, Latin alpha, Cyrillic dze
  CHECK(skeleton_of("ΙΒΑΝ") == "IBAN");            // Greek capitals
  CHECK(skeleton_of("Ӏ") == "I");                  // palochka, a capital
  CHECK(skeleton_of("ӏ") == "l");
  CHECK(skeleton_of("\u217F") == "m");  // a roman numeral, no "rn"
  CHECK(skeleton_of("ﬁ") == "fi");
  CHECK(skeleton_of("ё") == "e\u0308");
  CHECK(skeleton_of("ë") == "e\u0308");
  CHECK(skeleton_of("漢字, ж and ü") == "漢字, ж and u\u0308");
  CHECK(skeleton_of("\xFF\xD0") == "\xFF\xD0");
  CHECK(skeleton_of("").empty());
}

TEST_CASE("ASCII looks like itself alone", "[skeleton]") {
  std::string all;
  for (char byte = 1; byte < 127; ++byte) all += byte;
  CHECK(skeleton_of(all) == all);
  CHECK_FALSE(Skeleton::is_needed(all));
  CHECK_FALSE(Skeleton::is_needed("äöå and ÄÖÅ, naïve, Dvořák"));
  CHECK(Skeleton::is_needed("pa\u0308"));
  CHECK(Skeleton::is_needed(all + "о"));
}

TEST_CASE("what looks like something is a skeleton", "[skeleton]") {
  size_t changed = 0;
  for (char32_t code_point = 0x80; code_point < 0x20000; ++code_point) {
    if (code_point >= 0xD800 && code_point < 0xE000) continue;
    if (fold_code_point(code_point) != kFoldKeep) continue;
    const std::string once = skeleton_of(utf8(code_point));
    changed += once == utf8(code_point) ? 0 : 1;
    INFO(static_cast<uint32_t>(code_point));
    CHECK_FALSE(once.empty());
    CHECK(utf8(code_point).size() <= kMostPerSkeletonByte * once.size());
    CHECK(skeleton_of(once) == once);
  }
  CHECK(changed > 1500);
}

TEST_CASE("places of a skeleton are places of its text", "[skeleton]") {
  Skeleton skeleton;
  skeleton.make("xаyﬁ漢");
  REQUIRE(skeleton.text() == "xayfi漢");
  CHECK(skeleton.source_of(0) == 0U);
  CHECK(skeleton.source_of(1) == 1U);
  CHECK(skeleton.source_of(2) == 3U);
  CHECK(skeleton.source_of(3) == 4U);
  CHECK_FALSE(skeleton.source_of(4));
  CHECK(skeleton.source_of(5) == 7U);
  CHECK(skeleton.source_of(8) == 10U);
}

TEST_CASE("letters and their marks are composed", "[skeleton]") {
  CHECK(composed("a\u0308iti e\u0302\u0301") == "äiti ế");
  CHECK(composed("plain") == "plain");
  CHECK(composed("x\u0308\u0308") == "ẍ\u0308");
}
