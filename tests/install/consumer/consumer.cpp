// Scans a text: prints "to <EMAIL_ADDRESS>".
#include <iostream>
#include <weir/weir.hpp>

int main() {
  weir::scanner scanner = weir::scanner::make({.detect = "EMAIL_ADDRESS"});
  weir::scan scan = scanner.new_scan();
  std::cout << scan.feed("to matti@example.org");
  std::cout << scan.finish() << '\n';
}
