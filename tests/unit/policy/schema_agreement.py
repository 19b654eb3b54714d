"""Compares the JSON Schema with the parser: schema_agreement.py PRINT_CASES"""

import json
import subprocess
import sys

import jsonschema

printed = json.loads(subprocess.run([sys.argv[1]], check=True, capture_output=True).stdout)
validator_class = jsonschema.Draft202012Validator
validator_class.check_schema(printed["schema"])
validator = validator_class(printed["schema"])
wrong = 0
for case in printed["cases"]:
    accepted = validator.is_valid(json.loads(case["text"]))
    expected = case["accepted"] if case["schema_agrees"] else True
    if accepted != expected:
        wrong += 1
        print(f"{case['name']}: parser {case['accepted']}, schema {accepted}")
print(f"{len(printed['cases'])} cases, {wrong} wrong")
sys.exit(1 if wrong or len(printed["cases"]) < 50 else 0)
