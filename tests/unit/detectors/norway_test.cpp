#include <random>
#include <string>
#include <vector>

#include "support/catch.h"
#include "unit/detectors/reference_finder.h"
#include "unit/detectors/samples.h"

namespace weir {
namespace {

constexpr std::string_view kPerson = "NO_FODSELSNUMMER";

using Texts = std::vector<std::string>;

// The first check digit with `remainder` left over, 'X' where it would be ten: by trying all.
char first_check(std::string_view nine, int remainder) {
  constexpr char kMultiples[] = "376189452";
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) sum += (nine[i] - '0') * (kMultiples[i] - '0');
  for (char check = '0'; check <= '9'; ++check) {
    if ((sum + check - '0') % 11 == remainder) return check;
  }
  return 'X';
}

// Both check digits behind `nine`; empty if there are none.
std::string checked(const std::string& nine, int remainder = 0) {
  const char first = first_check(nine, remainder);
  if (first == 'X') return {};
  const char second = mod_11_check(nine + first);
  return second == 'X' ? std::string() : nine + first + second;
}

std::string person(int day, int month, int year, int individual) {
  return checked(padded(day) + padded(month) + padded(year) + padded(individual, 3));
}

bool is_found(const std::string& text) {
  return found(kPerson, text) == Texts{text};
}

}  // namespace

TEST_CASE("Norwegian identity numbers as published are found", "[norway]") {
  for (const std::string text :
       {"15108695088", "151086 95088", "151086-95088", "26111593816", "11111598403", "23114048690",
        "10 04 87 44 732", "18-06-15-92527", "26 11 15 940 14", "111115984-03", "13-04-99-58441",
        "13097248022", "29029648784", "29020075838", "15021951940"}) {
    INFO(text);
    CHECK(is_found(text));
    CHECK(score_of(kPerson, text, text) == 1.0);
  }
}

TEST_CASE("D-, H-, FH- and test numbers, and both at once", "[norway]") {
  for (const std::string text :
       {"53097248016", "13527248013", "10915596784", "68467038838", "50846202355", "82938389280"}) {
    INFO(text);
    CHECK(is_found(text));
  }
}

TEST_CASE("Numbers of the rule of 2032 need a word beside them", "[norway]") {
  for (const std::string text : {"30108299939"}) {
    INFO(text);
    CHECK(found(kPerson, text).empty());
    CHECK(found(kPerson,
                "f\xC3\xB8"
                "dselsnummer " +
                    text) == Texts{text});
  }
  CHECK(found(kPerson, "fnr 02013299987").empty());
  CHECK(found(kPerson, "fnr 02013299996").empty());
}

TEST_CASE("Every remainder of the first check digit, every second check digit", "[norway]") {
  Random random(41);
  for (int round = 0; round < 300; ++round) {
    const std::string nine =
        padded(random_number(&random, 1, 28)) + padded(random_number(&random, 1, 12)) +
        padded(random_number(&random, 40, 99)) + padded(random_number(&random, 0, 499), 3);
    for (int remainder = 0; remainder <= 10; ++remainder) {
      const std::string text = checked(nine, remainder);
      if (text.empty()) continue;
      INFO(text);
      CHECK(is_found(text) == (remainder == 0));
      CHECK(found(kPerson, text, 0).empty() == (remainder > 3));
      CHECK(found(kPerson, with_digit_moved(text, 10, random_number(&random, 1, 9)), 0).empty());
    }
  }
}

TEST_CASE("Norwegian identity numbers, at random, with one digit changed", "[norway]") {
  Random random(42);
  int made = 0;
  while (made < 1000) {
    const int kind = made % 4;  // plain, D, H, test
    const std::string text = person(random_number(&random, 1, 28) + (kind == 1 ? 40 : 0),
                                    random_number(&random, 1, 12) + (kind == 2   ? 40
                                                                     : kind == 3 ? 80
                                                                                 : 0),
                                    random_number(&random, 54, 99), random_number(&random, 0, 749));
    if (text.empty()) continue;
    ++made;
    INFO(text);
    CHECK(is_found(text));
    const std::string bad =
        with_digit_moved(text, random() % text.size(), random_number(&random, 1, 9));
    CHECK(found(kPerson, bad, 0).empty());
  }
}

TEST_CASE("The individual number tells the century, or there is none", "[norway]") {
  const struct {
    int year, first, last;
    bool is_possible;
  } kCases[] = {{1, 0, 499, true},    {1, 500, 999, true},   {53, 500, 899, false},
                {54, 500, 749, true}, {54, 750, 899, false}, {40, 900, 999, true},
                {39, 500, 999, false}};  // 2039 is not here yet
  for (const auto& one : kCases) {
    for (int individual = one.first; individual <= one.last; individual += 7) {
      const std::string text = person(15, 6, one.year, individual);
      if (text.empty()) continue;
      INFO(text);
      CHECK(is_found(text) == one.is_possible);
    }
  }
  CHECK(found(kPerson, "18103970861", 0).empty());
}

TEST_CASE("Norwegian identity numbers among other numbers need a word beside them", "[norway]") {
  CHECK(found(kPerson, "17, 15108695088, 4").empty());
  CHECK(found(kPerson, "fnr 17, 15108695088, 4") == Texts{"15108695088"});
  CHECK(found(kPerson, "17, 151086 95088, 4") == Texts{"151086 95088"});
}

TEST_CASE("What is no Norwegian identity number", "[norway]") {
  for (const std::string text :
       {"15108695077", "26111593817", "26111593826", "26111593875", "19575770838", "45014054018",
        "42485176432123", "13097248032", "13097248023", "32127248022", "13137248022", "29020112345",
        "113097248022", "0.13097248022", "13097248022-1", "a13097248022"}) {
    INFO(text);
    CHECK(found(kPerson, text, 0).empty());
  }
}

TEST_CASE("Norwegian organisation numbers need a word beside them", "[norway]") {
  constexpr std::string_view kEntity = "NO_ORGANISASJONSNUMMER";
  for (const std::string text : {"988077917", "988 077 917", "123456785", "974760673"}) {
    INFO(text);
    CHECK(found(kEntity, text).empty());
    CHECK(found(kEntity, text, 0) == Texts{text});
    CHECK(found(kEntity, "Org.nr. " + text) == Texts{text});
  }
  CHECK(found(kEntity, "orgnr 988 077 918").empty());
  Random random(43);
  for (int round = 0; round < 1000; ++round) {
    const std::string digits = "9" + random_digits(&random, 7);
    const char check = static_cast<char>('0' + round % 10);
    const std::string text = digits + check;
    CHECK(found(kEntity, "organisasjonsnummer: " + text).empty() ==
          (check != mod_11_check(digits)));
  }
}

TEST_CASE("Norwegian VAT numbers", "[norway]") {
  for (const std::string text :
       {"NO 995 525 828 MVA", "NO995525828MVA", "965 920 358 MVA", "980430596MVA",
        "NO 948007029 MVA", "no 987 008 644 mva", "917313008 MVA"}) {
    INFO(text);
    CHECK(found("NO_VAT_ID", text) == Texts{text});
    CHECK(score_of("NO_VAT_ID", text, text) == 1.0);
  }
  CHECK(found("NO_VAT_ID", "NO 995 525 829 MVA", 0).empty());
  CHECK(found("NO_VAT_ID", "NO 995 525 828").empty());
  CHECK(found("NO_VAT_ID", "MVA-nummer NO 995 525 828") == Texts{"NO 995 525 828"});
}

TEST_CASE("Norwegian bank accounts", "[norway]") {
  constexpr std::string_view kEntity = "NO_BANK_ACCOUNT";
  CHECK(found(kEntity, "8601.11.17947") == Texts{"8601.11.17947"});
  for (const std::string text : {"8601 11 17947", "86011117947", "0000.4090403"}) {
    INFO(text);
    CHECK(found(kEntity, text).empty());
    CHECK(found(kEntity, text, 0) == Texts{text});
    CHECK(found(kEntity, "kontonummer: " + text) == Texts{text});
  }
  for (const std::string text : {"8601.11.17949", "0000.4090404", "8601.11.179471"}) {
    CHECK(found(kEntity, text, 0).empty());
  }
  Random random(44);
  for (int round = 0; round < 1000; ++round) {
    const std::string digits = "1" + random_digits(&random, 9);
    const std::string text = digits.substr(0, 4) + "." + digits.substr(4, 2) + "." +
                             digits.substr(6) + static_cast<char>('0' + round % 10);
    CHECK(found(kEntity, text).empty() == (text.back() != mod_11_check(digits)));
  }
}

TEST_CASE("Norwegian documents need a word beside them", "[norway]") {
  const struct {
    std::string entity, text, word;
  } kCases[] = {{"NO_PASSPORT", "FHC002549", "Passnummer"},
                {"NO_PASSPORT", "12345678", "passport"},
                {"NO_ID_CARD", "CAA000001", "nasjonalt ID-kort"},
                {"NO_EHIC", "80578 00000 12345 67890", "helsetrygdkort"}};
  for (const auto& one : kCases) {
    INFO(one.entity << " " << one.text);
    CHECK(found(one.entity, one.text).empty());
    CHECK(found(one.entity, one.word + ": " + one.text) == Texts{one.text});
  }
}

TEST_CASE("A number grouped as an account is no person's", "[norway]") {
  CHECK(found(kPerson, "130357 45488") == Texts{"130357 45488"});
  CHECK(found(kPerson, "1303-57-45488").empty());
  CHECK(found(kPerson, "1303-57-45488", 0.0) == Texts{"1303-57-45488"});
  CHECK(found("NO_BANK_ACCOUNT", "Kontonummer: 1303-57-45488") == Texts{"1303-57-45488"});
}

}  // namespace weir
