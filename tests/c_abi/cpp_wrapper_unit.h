// The other unit of cpp_wrapper_test.cpp.
#pragma once

#include <weir/weir.hpp>

#include <string>
#include <string_view>

weir::gate opened_elsewhere(std::string_view policy);
std::string scanned_elsewhere(weir::scanner& scanner, std::string_view text);
