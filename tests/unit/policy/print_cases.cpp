// Prints the schema and the cases with the parser's verdicts, for schema_agreement.py.
#include <iostream>
#include <string>

#include "cases.h"
#include "policy/document.h"
#include "policy/json_schema.h"
#include "policy/parser.h"

int main() {
  std::string out = "{\"schema\":" + weir::json_schema() + ",\"cases\":[";
  for (const weir_test::PolicyCase& policy_case : weir_test::policy_cases()) {
    const std::string text = weir_test::text_of(policy_case);
    if (&policy_case != weir_test::policy_cases().data()) out += ',';
    out += "{\"name\":";
    weir::append_json_string(out, policy_case.name);
    out += ",\"text\":";
    weir::append_json_string(out, text);
    out += weir::parse_policy(text).ok() ? ",\"accepted\":true" : ",\"accepted\":false";
    out += policy_case.schema_agrees ? ",\"schema_agrees\":true}" : ",\"schema_agrees\":false}";
  }
  std::cout << out << "]}\n";
}
