// Any bytes as a regular expression: parsed, measured, written out, its closure taken. Nothing may
// crash, and what is promised of the results must hold.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "guardrails/regex/cost.h"
#include "guardrails/regex/measures.h"
#include "guardrails/regex/parser.h"
#include "guardrails/regex/prefix_closure.h"
#include "guardrails/regex/start_expression.h"

namespace {

using weir::regex::Ast;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_written(const Ast& ast) {
  const std::string written = to_expression(ast);
  const auto again = weir::regex::parse(written, {.dot_all = false});
  // Written out, an expression may pass the limits of length and nesting that it met as it came.
  if (again.ok()) {
    require(to_expression(*again) == written);
    require(min_width(*again) == min_width(ast));
    require(max_width(*again) == max_width(ast));
  } else {
    require(again.status().reason() == "pattern.unsupported");
  }
  require(start_expression(ast).size() >= 4);
}

void check_measures(const Ast& ast) {
  require(min_width(ast) <= max_width(ast).value_or(SIZE_MAX));
  const weir::regex::Cost whole = cost(ast);
  require(whole.copies <= whole.positions);
  if (!check_cost(ast).ok()) return;
  for (const std::string& expression : prefix_closure(ast).expressions) {
    require(expression.size() <= weir::regex::kMaxClosureBytes + 5);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto ast = weir::regex::parse(text);
  if (!ast.ok()) {
    require(ast.status().code() == weir::Code::kInvalidPolicy);
    require(ast.status().details().starts_with("{\"position\":"));
    return 0;
  }
  check_written(*ast);
  check_measures(*ast);
  return 0;
}
