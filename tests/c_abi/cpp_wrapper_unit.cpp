#include "c_abi/cpp_wrapper_unit.h"

weir::gate opened_elsewhere(std::string_view policy) {
  return weir::gate::open({.policy_text = policy});
}

std::string scanned_elsewhere(weir::scanner& scanner, std::string_view text) {
  weir::scan scan = scanner.new_scan();
  std::string out(scan.feed(text));
  return out.append(scan.finish());
}
