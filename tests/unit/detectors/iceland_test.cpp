#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"
#include "unit/detectors/samples.h"

namespace weir {
namespace {

constexpr std::string_view kPerson = "IS_KENNITALA";

using Texts = std::vector<std::string>;

bool is_found(const std::string& text) {
  return found(kPerson, text) == Texts{text};
}

// DDMMYYNNPC; empty if there is no check digit.
std::string number(int day, int month, int year, const std::string& serial) {
  const std::string eight = padded(day) + padded(month) + padded(year % 100) + serial;
  const char check = mod_11_check(eight);
  if (check == 'X') return {};
  return eight + check + (year < 1900 ? '8' : (year < 2000 ? '9' : '0'));
}

}  // namespace

TEST_CASE("Icelandic numbers as published are found", "[iceland]") {
  for (const std::string text :
       {"120174-3399", "1201743399", "020884-2749", "2607565169", "4406032540", "450401-3150",
        "480408-0550", "4905891209", "5609091440", "580169-1559", "670901-2110", "7003090610",
        "3108962099", "310896-2099", "6010100890", "5811131290", "150484-2359", "120160-3389",
        "310896 2099"}) {
    INFO(text);
    CHECK(is_found(text));
    CHECK(score_of(kPerson, text, text) == 1.0);
  }
}

TEST_CASE("Organisations of three days that never were", "[iceland]") {
  for (const std::string text : {"7002694509", "7002691249", "6902696279", "6902690829"}) {
    CHECK(is_found(text));
  }
}

TEST_CASE("Icelandic numbers, a thousand at random, and one digit changed", "[iceland]") {
  Random random(61);
  int made = 0;
  while (made < 1000) {
    const int day = random_number(&random, 1, 28) + (made % 3 == 0 ? 40 : 0);
    const std::string text = number(day, random_number(&random, 1, 12),
                                    random_number(&random, 1880, 2026), random_digits(&random, 2));
    if (text.empty()) continue;
    ++made;
    INFO(text);
    CHECK(is_found(text));
    const std::string bad = with_digit_moved(text, random() % 9, random_number(&random, 1, 9));
    CHECK(found(kPerson, bad).empty());
  }
}

TEST_CASE("Persons' numbers of 2026 have no check digit and need a word beside them", "[iceland]") {
  const std::string text = "120174-3389";
  CHECK(found(kPerson, text).empty());
  CHECK(found(kPerson, "Kennitala: " + text) == Texts{text});
  CHECK(found(kPerson, "kt. " + text) == Texts{text});
  CHECK(found(kPerson, "kt. 320174-3389", 0).empty());
  CHECK(found(kPerson, "kt. 120174-3381", 0).empty());
  CHECK(found(kPerson, "kt. 530575-0299", 0).empty());
}

TEST_CASE("System numbers need a word beside them", "[iceland]") {
  for (const std::string text : {"8241251291", "902412-2041"}) {
    CHECK(found(kPerson, text).empty());
    CHECK(found(kPerson, "kerfiskennitala " + text) == Texts{text});
  }
}

TEST_CASE("Icelandic numbers among other numbers need a word beside them", "[iceland]") {
  CHECK(found(kPerson, "17, 1201743399, 4").empty());
  CHECK(found(kPerson, "kt 17, 1201743399, 4") == Texts{"1201743399"});
  CHECK(found(kPerson, "17, 120174-3399, 4") == Texts{"120174-3399"});
}

TEST_CASE("What is no Icelandic number", "[iceland]") {
  for (const std::string text :
       {"320174-3399", "530575-0299", "0590881659", "2902131239", "1120174-3399", "120174-33991",
        "12-120174-3399", "a1201743399", "0.1201743399", "120174--3399"}) {
    INFO(text);
    CHECK(found(kPerson, text, 0).empty());
  }
}

TEST_CASE("Icelandic VAT numbers and documents need a word beside them", "[iceland]") {
  const struct {
    std::string entity, text, word;
  } kCases[] = {{"IS_VAT_ID", "IS 00621", "VAT"},
                {"IS_VAT_ID", "12345", "VSK-n\xC3\xBAmer"},
                {"IS_VAT_ID", "123456", "vsk nr"},
                {"IS_PASSPORT", "A1234567",
                 "vegabr\xC3\xA9"
                 "f"},
                {"IS_EHIC", "80352 00000 12345 67890", "EHIC"}};
  for (const auto& one : kCases) {
    INFO(one.entity << " " << one.text);
    CHECK(found(one.entity, one.text).empty());
    CHECK(found(one.entity, one.word + ": " + one.text) == Texts{one.text});
  }
  CHECK(found("IS_VAT_ID", "VSK nr IS 0062199", 0).empty());
}

}  // namespace weir
