#include "policy/node_values.h"

#include "policy/decimal.h"

namespace weir {
namespace {

constexpr int kNanoDigits = 9;

}  // namespace

int64_t integer(const Node& node) {
  int64_t value = 0;
  static_cast<void>(parse_decimal(node.text, 0, value));  // the validator has refused others
  return value;
}

int64_t nano(const Node& node) {
  int64_t value = 0;
  static_cast<void>(parse_decimal(node.text, kNanoDigits, value));
  return value;
}

double fraction(const Node& node) {
  return static_cast<double>(nano(node)) / 1e9;
}

std::vector<std::string> texts(const Node* list) {
  std::vector<std::string> out;
  if (list == nullptr) return out;
  for (const Node& item : list->items) out.push_back(item.text);
  return out;
}

}  // namespace weir
