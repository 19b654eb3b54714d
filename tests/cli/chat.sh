#!/usr/bin/env bash
# weir chat against the loopback provider.
source "$(dirname "$0")/expect.sh"
set -m  # a process of its own group for each job: SIGINT is not ignored in it
start_provider plain --openai
write_policy weir.jsonc "$url" 100

run 0 "$weir" chat --user matti "Hei, 131052-308T ja matti@example.com"
is out "You said: Hei, <FI_PERSONAL_IDENTITY_CODE> ja <EMAIL_ADDRESS>
"
is err "weir: masked in the request: EMAIL_ADDRESS, FI_PERSONAL_IDENTITY_CODE
"
run 0 "$weir" chat --user matti --stream "Hei, 131052-308T ja matti@example.com"
is out "You said: Hei, <FI_PERSONAL_IDENTITY_CODE> ja <EMAIL_ADDRESS>
"
curl -fsS "$url/__requests" >received
has received "Hei, <FI_PERSONAL_IDENTITY_CODE> ja <EMAIL_ADDRESS>"
lacks received 131052-308T
lacks received matti@example.com

echo "From a pipe" | run 0 "$weir" chat --user matti -
has out "You said: From a pipe"
echo "From a pipe" | run 0 "$weir" chat --user matti
has out "You said: From a pipe"
run 0 "$weir" chat --user liisa --group other --group research "As a member"
run 0 "$weir" chat --user matti --endpoint assistant --system 'Be "brief".' --app tests --max-tokens 9 hi
curl -fsS "$url/__requests" >received
has received 'Be \'

run 0 "$weir" chat --user matti --json "Hei a@example.com"
has out '{"answer":{"id":"chatcmpl-'
has out '"report":{"request_id":"'
has out '"findings":[{"entity":"EMAIL_ADDRESS","leaf":"/messages/0/content","in_answer":false,"start":4,"end":17'
lines out 1
run 0 "$weir" chat --user matti --json --stream "Hei"
has out '"object":"chat.completion.chunk"'
tail -n 1 out >last
has last '{"report":{"request_id":"'

# Verdicts: 3 is blocked or denied, 4 over quota. No error holds the matched text or the key.
run 3 "$weir" chat --user matti "Why not AKIAIOSFODNN7EXAMPLE?"
has err "weir: guardrail secrets does not let AWS_ACCESS_KEY_ID pass in the request"
has err guardrail.blocked
lacks err AKIA
run 3 "$weir" chat --user matti --stream --json "Why not AKIAIOSFODNN7EXAMPLE?"
has out '{"error":{"code":5,"reason":"guardrail.blocked"'
has out '"outcome":"blocked"'
lacks out AKIA
run 3 "$weir" chat --user teppo hello
has err endpoint.denied
write_policy small.jsonc "$url" 2
for _ in 1 2; do run 0 "$weir" chat --policy small.jsonc --user matti hello; done
run 4 "$weir" chat --policy small.jsonc --user matti hello
has err quota.exceeded
grep -Eq '^  retry after: [0-9]+ (d|h|min|s)( [0-9]+ (h|min|s))?$' err || fail "no time to come back, as people say it"
grep -Eq ': try again in [0-9]+ (d|h|min|s)( [0-9]+ (h|min|s))?$' err || fail "the message counts milliseconds"
lacks err " ms"
is out ""
run 4 "$weir" chat --policy small.jsonc --user matti --stream --json hello
has out '{"error":{"code":6,"reason":"quota.exceeded"'
write_policy none.jsonc "$url" 7
sed -i 's/"limit": {"requests"/"limit": {"tokens"/' none.jsonc
run 4 "$weir" chat --policy none.jsonc --user matti hello
has err quota.never_admissible

# Failures.
run 1 "$weir" chat --user matti "answer with status 500"
has err "weir: "
run 1 "$weir" chat --user matti --stream "break the stream"
(unset DEMO_KEY && run 1 "$weir" chat --user matti hello && has err key.missing)
run 2 "$weir" chat --user matti --endpoint no-such hello
printf 'broken \xff' | run 1 "$weir" chat --user matti -
write_policy nobody.jsonc http://127.0.0.1:9 100
run 1 "$weir" chat --policy nobody.jsonc --user matti hello
grep -q sk-canary out err && fail "the key is shown"

# A slow provider: --timeout, and Ctrl-C, which cancels, records and settles.
start_provider slow --openai --delay-ms 60000
write_policy slow.jsonc "$url" 100
run 1 "$weir" chat --policy slow.jsonc --user matti --timeout 0.2 hello
for signal in INT TERM; do
  "$weir" chat --policy slow.jsonc --user matti hello >out 2>err &
  process=$!
  until_true 20 sh -c "$weir log --policy slow.jsonc --json | grep -q in_flight"
  kill -s "$signal" "$process"
  code=0
  wait "$process" || code=$?
  [ "$code" -eq 130 ] || fail "SIG$signal ended with $code, not 130"
done
run 0 "$weir" log --policy slow.jsonc --json
[ "$(grep -c '"outcome":"cancelled"' out)" -eq 2 ] || fail "the cancelled calls are not on record"
lacks out in_flight
run 0 "$weir" quota --policy slow.jsonc --json
has out '"reserved":0,'
lacks out '"reserved":1'

# The same in the middle of a stream: what came is shown.
start_provider dripping --openai --delta-delay-ms 300
write_policy dripping.jsonc "$url" 100
"$weir" chat --policy dripping.jsonc --user matti --stream "$(printf 'word %.0s' {1..200})" >out 2>err &
process=$!
until_true 20 grep -q "You said" out
kill -s INT "$process"
code=0
wait "$process" || code=$?
[ "$code" -eq 130 ] || fail "SIGINT in a stream ended with $code, not 130"
run 0 "$weir" log --policy dripping.jsonc --json
has out '"outcome":"cancelled"'
