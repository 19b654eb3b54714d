#!/usr/bin/env bash
# What a rule of a policy may say besides its lists: allowlists, names, checks, scores, groups.
source "$(dirname "$0")/expect.sh"

policy() {
  cat <<EOF
{"weir": 1, "store": "memory:",
 "providers": {"p": {"format": "openai", "base_url": "http://127.0.0.1:1/v1"}},
 "endpoints": {"e": {"targets": [{"provider": "p", "model": "m"}]}},
 "guardrails": {"own": {"rules": [$1]}}}
EOF
}

policy '
  {"detect": ["EMAIL_ADDRESS"], "action": "mask", "allowlist": {"values": ["Info@example.org"], "regexes": ["[a-z]+@test[.]example"]}},
  {"keywords": ["Kalevala-7"], "keyword_name": "PROJECT", "action": "mask"},
  {"patterns": [{"name": "MEMBER", "regex": "MB[0-9]{8}", "validator": "luhn"},
                {"name": "WEAK", "regex": "\\b[0-9]{6}\\b", "score": 0.3, "context": ["asiakas*"]}], "action": "mask"}
' >own.jsonc
run 0 "$weir" policy check own.jsonc
printf 'INFO@example.org a@test.example b@example.org kalevala-7 MB18000273 MB18000272' >text
run 0 "$weir" scan --policy own.jsonc --guardrail own text
is out "INFO@example.org a@test.example <EMAIL_ADDRESS> <PROJECT> <MEMBER> MB18000272"

# The threshold of the rule, or that of the command.
printf 'number 123456' >weak
run 0 "$weir" scan --policy own.jsonc --guardrail own weak
is out "number 123456"
run 0 "$weir" scan --policy own.jsonc --guardrail own --threshold 0.3 weak
is out "number <WEAK>"
printf 'asiakasnumero 123456' >near
run 0 "$weir" scan --policy own.jsonc --guardrail own near
is out "asiakasnumero <WEAK>"
run 0 "$weir" scan --policy own.jsonc --guardrail own --threshold 0.7 near
is out "asiakasnumero 123456"

# Refusals name the place, the reason and what to write.
policy '{"patterns": [{"name": "a", "regex": "x[0-9]{4}", "validator": "luhm"}], "action": "mask"}' >bad.jsonc
run 1 "$weir" policy check bad.jsonc
has err "/guardrails/own/rules/0/patterns/0/validator: must be one of luhn"
has err 'did you mean "luhn"?'
policy '{"detect": ["pii"], "action": "mask", "allowlist": {"regexes": ["^a$"]}}' >bad.jsonc
run 1 "$weir" scan --policy bad.jsonc --guardrail own text
has err "/guardrails/own/rules/0: /allowlist/regexes/0: it is held against the whole finding: leave out ^ and \$"
policy '{"patterns": [{"name": "a", "regex": "x[0-9]{4}", "score": 0.2}], "action": "mask"}' >bad.jsonc
run 1 "$weir" policy check bad.jsonc
has err "/guardrails/own/rules/0/patterns/0/score: it is below the rule's threshold"

# A group of the expression, where the build tells them (WEIR_WITH_TOML).
policy '{"patterns": [{"name": "NUMBER", "regex": "customer no ([0-9]{4,8})\\b", "capture": 1}], "action": "mask"}' >group.jsonc
if "$weir" policy check group.jsonc >checked 2>&1; then
  printf 'customer no 12345, ok' >text
  run 0 "$weir" scan --policy group.jsonc --guardrail own text
  is out "customer no <NUMBER>, ok"
  run 0 "$weir" scan --policy group.jsonc --guardrail own --chunk 3 text
  is out "customer no <NUMBER>, ok"
else
  grep -q "WEIR_WITH_TOML" checked || fail "policy check says: $(cat checked)"
fi
