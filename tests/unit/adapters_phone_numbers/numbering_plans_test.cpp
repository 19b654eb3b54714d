// What the library knows, asked by itself.
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "adapters/phone_numbers/dialled_plans.h"
#include "adapters/phone_numbers/libphonenumber_plans.h"
#include "support/catch.h"

namespace weir {

TEST_CASE("A trunk prefix is left out where the plan has one") {
  const auto plan = [](std::string_view region) {
    for (const DialledPlan& one : dialled_plans()) {
      if (one.region == region) return one;
    }
    FAIL("no plan of this region");
    return DialledPlan{};
  };
  CHECK(without_trunk(plan("FI"), "0401234567") == "401234567");
  CHECK_FALSE(without_trunk(plan("FI"), "401234567"));
  CHECK(without_trunk(plan("LT"), "861234567") == "61234567");
  CHECK(without_trunk(plan("LT"), "061234567") == "61234567");
  CHECK(without_trunk(plan("US"), "12125550123") == "2125550123");
  CHECK(without_trunk(plan("US"), "2125550123") == "2125550123");
  CHECK(without_trunk(plan("NO"), "40612345") == "40612345");
  CHECK_FALSE(without_trunk(plan("NO"), "040612345"));
  CHECK_FALSE(without_trunk(plan("FR"), "01426853001"));
  CHECK_FALSE(without_trunk(plan("FR"), ""));
}

// Numbers that regulators keep for examples and films, or that public offices have.
TEST_CASE("National numbers of the listed countries") {
  const auto plans = libphonenumber_plans();
  for (const std::string digits : {"4155550132",   // NANPA: 555-0100 to 555-0199
                                   "14155550132",  // the same with its trunk prefix
                                   "02079460958",  // Ofcom
                                   "030901820",    // BNetzA: Berlin
                                   "0142685300",   // ARCEP
                                   "097625400",    // Israel
                                   "02223456789",  // Mumbai
                                   "9812345678",   // India, mobile
                                   "11961234567",  // Brazil, mobile
                                   "0401234567",   // Traficom
                                   "01812345",     // Aland
                                   "0701740605",   // PTS
                                   "21234567",     // Norway or Latvia
                                   "32123456",     // Denmark
                                   "6111234",      // Iceland
                                   "3212345",      // Estonia
                                   "861234567",    // Lithuania
                                   "09012345678",  // Japan
                                   "13812345678",  // China
                                   "914155550132"}) {
    INFO(digits);
    CHECK(plans->is_national(digits));
  }
  for (const std::string digits : {"", "0", "1234567", "0000000000", "1111111111", "2125551",
                                   "1700000000", "9999999999999", "00358401234567"}) {
    INFO(digits);
    CHECK_FALSE(plans->is_national(digits));
  }
}

TEST_CASE("The lengths of a country's numbers, with and without a trunk prefix") {
  const auto plans = libphonenumber_plans();
  CHECK(plans->is_possible(358, "401234567"));
  CHECK(plans->is_possible(358, "0401234567"));
  CHECK_FALSE(plans->is_possible(358, "401"));
  CHECK_FALSE(plans->is_possible(358, "4012345678901"));
  CHECK(plans->is_possible(1, "5551234567"));
  CHECK_FALSE(plans->is_possible(1, "555123456"));
  CHECK(plans->is_possible(44, "7700900123"));
  CHECK(plans->is_possible(39, "0667843437"));
  CHECK_FALSE(plans->is_possible(20, "220202101403"));
  CHECK_FALSE(plans->is_possible(999, "12345678"));
  CHECK_FALSE(plans->is_possible(4294967295U, "12345678"));
  CHECK_FALSE(plans->is_possible(358, ""));
  CHECK_FALSE(plans->is_possible(358, std::string(40, '1')));
}

TEST_CASE("Threads that ask first give the same answers") {
  const auto plans = libphonenumber_plans();
  std::vector<int> right(4);
  std::vector<std::thread> threads;
  threads.reserve(right.size());
  for (int& count : right) {
    threads.emplace_back([&count, &plans] {
      for (uint32_t code = 1; code < 999; ++code) {
        if (plans->is_possible(code, "401234567") == plans->is_possible(code, "501234567")) ++count;
      }
      if (plans->is_national("0401234567")) ++count;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector<int>(4, 999));
}

}  // namespace weir
