#!/usr/bin/env bash
# weir policy and weir init.
source "$(dirname "$0")/expect.sh"

run 0 "$weir" init
has out "wrote weir.jsonc"
cp weir.jsonc starter
run 0 "$weir" policy check
has out "weir.jsonc: the policy is valid"
run 0 "$weir" policy check --json weir.jsonc
has out '"valid":true'
run 1 "$weir" init
has err "weir.jsonc is there already; --force replaces it"
has err init.exists
echo mine >weir.jsonc
run 1 "$weir" init
is weir.jsonc "mine
"
run 0 "$weir" init --force
same weir.jsonc starter
run 0 "$weir" init other.jsonc
same other.jsonc starter
run 1 "$weir" init no/such/folder.jsonc
has err init.unwritten

# Found in the order that the library says.
mkdir -p elsewhere config/weir
cd elsewhere
run 1 "$weir" policy check
WEIR_POLICY=$place/other.jsonc run 0 "$weir" policy check
has out other.jsonc
cp ../starter ../config/weir/policy.jsonc
run 0 "$weir" policy check
has out config/weir/policy.jsonc
cd ..

# A misspelt key: place, reason and suggestion.
sed 's/"quotas"/"qoutas"/' starter >misspelt.jsonc
line=$(grep -n qoutas misspelt.jsonc | cut -d: -f1)
run 1 "$weir" policy check misspelt.jsonc
has err "misspelt.jsonc:$line:3: /qoutas: "
has err policy.unknown_key
has err 'did you mean "quotas"?'
has err "/qoutas (line $line, column 3)"
run 1 "$weir" policy check --json misspelt.jsonc
has out '{"error":{"code":2,"reason":"policy.unknown_key"'
has out '"pointer":"/qoutas"'
run 1 "$weir" chat --policy misspelt.jsonc hello
has err policy.unknown_key
is out ""

# Every fault at once.
sed -e 's/"weight"/"wieght"/; s/"mask"/"mesk"/; s/"weir": 1/"weir": 9/' starter >wrong.jsonc
run 1 "$weir" policy check wrong.jsonc
has err "/weir (line"
has err "/guardrails/personal-data/rules/0/action (line"

# Bad files.
run 1 "$weir" policy check no-such.jsonc
has err policy.unreadable
run 1 "$weir" policy check .
: >empty.jsonc
run 1 "$weir" policy check empty.jsonc
printf '{"weir": 1' >cut.jsonc
run 1 "$weir" policy check cut.jsonc
printf '\xff\xfe{' >bytes.jsonc
run 1 "$weir" policy check bytes.jsonc
printf '{"weir": 1, "weir": 1}' >twice.jsonc
run 1 "$weir" policy check twice.jsonc
head -c 40000000 /dev/zero | tr '\0' '[' >brackets.jsonc
run 1 "$weir" policy check brackets.jsonc
[ "$(wc -c <err)" -lt 10000 ] || fail "the error is as long as the file"

run 0 "$weir" policy schema
has out '"$schema": "https://json-schema.org/draft/2020-12/schema"'
run 0 "$weir" policy reference
has out "/endpoints/*/guardrails"
