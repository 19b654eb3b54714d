#!/usr/bin/env bash
# weir scan of one text.
source "$(dirname "$0")/expect.sh"
letter=$examples/data/letter.txt
write_policy weir.jsonc http://127.0.0.1:9 100

run 0 "$weir" scan "$letter"
is err ""
cp out whole
has whole "Henkilötunnus <FI_PERSONAL_IDENTITY_CODE> on nyt kirjattu"
has whole "<EMAIL_ADDRESS>. Jos numero <PHONE_NUMBER> vaihtuu"
has whole "<IBAN_CODE>, ja yrityksen Y-tunnus on <FI_BUSINESS_ID>."
has whole "4111 1111 1111 1112"
for secret in 131052-308T meikäläinen 1234567 "FI21 1234" 2617416-4 "4111 1111 1111 1111"; do
  lacks whole "$secret"
done

# A file, standard input and every way of cutting the text give the same.
run 0 "$weir" scan <"$letter" && same out whole
run 0 "$weir" scan - <"$letter" && same out whole
run 0 "$weir" scan --findings "$letter" && cp out findings
has findings '{"findings":[{"entity":"FI_PERSONAL_IDENTITY_CODE","start":'
for size in 1 2 7 64 1000 100000; do
  run 0 "$weir" scan --chunk "$size" "$letter" && same out whole
  run 0 "$weir" scan --findings --chunk "$size" "$letter" && same out findings
done

# What to look for, and how sure to be.
printf 'Tunnus 131052-308T, posti a@example.com' >text
run 0 "$weir" scan --detect pii/fi text
is out "Tunnus <FI_PERSONAL_IDENTITY_CODE>, posti a@example.com"
run 0 "$weir" scan --detect EMAIL_ADDRESS,FI_PERSONAL_IDENTITY_CODE --threshold 0.9 text
is out "Tunnus <FI_PERSONAL_IDENTITY_CODE>, posti <EMAIL_ADDRESS>"
run 0 "$weir" scan --findings --detect pii/fi text
is out '{"findings":[{"entity":"FI_PERSONAL_IDENTITY_CODE","start":7,"end":18,"score":1.0}]}
'
printf 'Number 219099998' >unsure  # nine digits alone: a score of 0.2
run 0 "$weir" scan unsure
is out "Number 219099998"
for threshold in 0 0.0 0.2; do
  run 0 "$weir" scan --detect US_SSN --threshold "$threshold" unsure
  is out "Number <US_SSN>"
done
run 2 "$weir" scan --detect pii/fii text
has err 'did you mean "pii/fi"?'
has err detector.unknown
is out ""

# The list of detectors.
run 0 "$weir" scan --list
has out "FI_PERSONAL_IDENTITY_CODE"
run 0 "$weir" scan --list --json
has out '{"entity":"EMAIL_ADDRESS","groups":["pii/contact"]'

# A guardrail of a policy masks, or blocks: what stands before the match is all that is shown.
run 0 "$weir" scan --policy weir.jsonc --guardrail personal-data text
is out "Tunnus <FI_PERSONAL_IDENTITY_CODE>, posti <EMAIL_ADDRESS>"
run 0 "$weir" scan --guardrail personal-data text
printf 'The key is AKIAIOSFODNN7EXAMPLE and more' >secret
for size in 1 7 1000; do
  run 3 "$weir" scan --guardrail secrets --chunk "$size" secret
  is out "The key is "
  has err "weir: guardrail secrets does not let AWS_ACCESS_KEY_ID pass"
  has err guardrail.blocked
  lacks err AKIA
done
run 3 "$weir" scan --guardrail secrets --findings secret
has out '{"findings":[{"entity":"AWS_ACCESS_KEY_ID","start":11,"end":31,'
has out '"blocked":{"code":5,"reason":"guardrail.blocked"'
run 2 "$weir" scan --guardrail no-such text
has err guardrail.unknown

# Bad input.
run 1 "$weir" scan no-such-file
has err "weir: no-such-file cannot be read: No such file or directory"
has err input.unread
run 1 "$weir" scan .
has err "Is a directory"
run 1 "$weir" scan --policy no-such.jsonc --guardrail secrets text
has err policy.unreadable
run 0 "$weir" scan /dev/null
is out ""
printf 'NUL \0 in 131052-308T\0' | run 0 "$weir" scan
printf 'NUL \0 in <FI_PERSONAL_IDENTITY_CODE>\0' | cmp -s - out || fail "NUL bytes are not kept"
printf 'broken \xff\xc3 UTF-8 \xed\xa0\x80 131052-308T \xf0\x9f' >broken
printf 'broken \xff\xc3 UTF-8 \xed\xa0\x80 <FI_PERSONAL_IDENTITY_CODE> \xf0\x9f' >expected
for size in 1 7 1000; do run 0 "$weir" scan --chunk "$size" broken && same out expected; done

# A reader that goes away is no one's fault; a full disk is told.
(yes 'some text' || true) 2>/dev/null | head -n 200000 >long
"$weir" scan long 2>err | head -c 5 >out || true
is err ""
if [ -c /dev/full ]; then
  code=0
  "$weir" scan "$letter" >/dev/full 2>err || code=$?
  [ "$code" -eq 1 ] || fail "a full disk ended with $code"
  has err output.failed
fi
