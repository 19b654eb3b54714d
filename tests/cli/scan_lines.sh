#!/usr/bin/env bash
# weir scan --jsonl.
source "$(dirname "$0")/expect.sh"
write_policy weir.jsonc http://127.0.0.1:9 100

# Every type of id comes back byte for byte.
cat >ids <<'JSON'
{"id":1,"text":""}
{"id":1.50e+3,"text":""}
{"id":123456789012345678901234567890,"text":""}
{"id":"\u00e4\/","text":""}
{"id":null,"text":""}
{"id":true,"text":""}
{"text":"", "id" :  [1, {"id": 2.50}, "a]" ]  }
{"text":"", "id":{"text": "x", "id": []}, "other": {"id": 5, "text": 6}}
{"text":""}
JSON
cat >expected <<'JSON'
{"id":1,"findings":[],"redacted":""}
{"id":1.50e+3,"findings":[],"redacted":""}
{"id":123456789012345678901234567890,"findings":[],"redacted":""}
{"id":"\u00e4\/","findings":[],"redacted":""}
{"id":null,"findings":[],"redacted":""}
{"id":true,"findings":[],"redacted":""}
{"id":[1, {"id": 2.50}, "a]" ],"findings":[],"redacted":""}
{"id":{"text": "x", "id": []},"findings":[],"redacted":""}
{"id":null,"findings":[],"redacted":""}
JSON
run 0 "$weir" scan --jsonl ids
same out expected

# Offsets are bytes of the decoded text; a line may say what it looks for, and how sure to be.
cat >texts <<'JSON'
{"id":1,"text":"\u00e4\u00e4 131052-308T, a@example.com"}
{"id":2,"text":"ää 131052-308T, a@example.com","detect":["pii/fi"]}
{"id":3,"text":"ää 131052-308T, a@example.com","detect":["EMAIL_ADDRESS","pii/fi"],"threshold":0.9}

{"id":4,"text":"tab\tand \"quotes\" \u0000 131052-308T","detect":["pii/fi"]}
JSON
cat >expected <<'JSON'
{"id":1,"findings":[{"entity":"FI_PERSONAL_IDENTITY_CODE","start":5,"end":16,"score":1.0},{"entity":"EMAIL_ADDRESS","start":18,"end":31,"score":1.0}],"redacted":"ää <FI_PERSONAL_IDENTITY_CODE>, <EMAIL_ADDRESS>"}
{"id":2,"findings":[{"entity":"FI_PERSONAL_IDENTITY_CODE","start":5,"end":16,"score":1.0}],"redacted":"ää <FI_PERSONAL_IDENTITY_CODE>, a@example.com"}
{"id":3,"findings":[{"entity":"FI_PERSONAL_IDENTITY_CODE","start":5,"end":16,"score":1.0},{"entity":"EMAIL_ADDRESS","start":18,"end":31,"score":1.0}],"redacted":"ää <FI_PERSONAL_IDENTITY_CODE>, <EMAIL_ADDRESS>"}
{"id":4,"findings":[{"entity":"FI_PERSONAL_IDENTITY_CODE","start":19,"end":30,"score":1.0}],"redacted":"tab\tand \"quotes\" \u0000 <FI_PERSONAL_IDENTITY_CODE>"}
JSON
run 0 "$weir" scan --jsonl texts
same out expected
for size in 1 7 1000; do run 0 "$weir" scan --jsonl --chunk "$size" - <texts && same out expected; done
head -c -1 texts | run 0 "$weir" scan --jsonl  # no newline at the end
same out expected
run 0 "$weir" scan --jsonl "$examples/data/texts.jsonl"
lines out 4

# A threshold of 0 is everything, in a line and for all; a line's own goes before the command's.
cat >texts <<'JSON'
{"id":1,"text":"Number 219099998"}
{"id":2,"text":"Number 219099998","threshold":0}
{"id":3,"text":"Number 219099998","threshold":0.3}
JSON
run 0 "$weir" scan --detect US_SSN --jsonl texts
has out '{"id":1,"findings":[],'
has out '{"id":2,"findings":[{"entity":"US_SSN","start":7,"end":16,"score":0.2}],"redacted":"Number <US_SSN>"}'
has out '{"id":3,"findings":[],'
run 0 "$weir" scan --detect US_SSN --jsonl --threshold 0 texts
has out '{"id":1,"findings":[{"entity":"US_SSN",'
has out '{"id":3,"findings":[],'

# A bad line is told with its number; the others are answered.
{
  echo '{"id":1,"text":"131052-308T"}'
  echo 'nonsense'
  echo '[1]'
  echo '"text"'
  echo '7'
  echo '{"id":1}'
  echo '{"id":1,"text":5}'
  echo '{"id":1,"text":{}}'
  echo '{"text":"a","text":"b"}'
  echo '{"text":"a","detect":"pii/fi"}'
  echo '{"text":"a","detect":[5]}'
  echo '{"text":"a","detect":[]}'
  echo '{"text":"a","detect":["no-such"]}'
  echo '{"text":"a","threshold":2}'
  echo '{"text":"a","threshold":"high"}'
  echo '{"text":"\ud800"}'
  printf '{"text":"\xff"}\n'
  printf '{"text":"a\0b"}\n'
  echo '{"text":"a"} {"text":"b"}'
  printf '{"id":%s1%s,"text":""}\n' "$(printf '[%.0s' {1..20000})" "$(printf ']%.0s' {1..20000})"
  echo '{"id":2,"text":"131052-308T"}'
} >bad
run 1 "$weir" scan --jsonl bad
lines out 2
has out '{"id":1,'
has out '{"id":2,'
for number in $(seq 2 20); do has err "weir: line $number: "; done
lacks err "line 1:"
lacks err "line 21:"
has err jsonl.line
has err detector.unknown

# A blocked line says so, the others go on, and the program ends with 3.
printf '{"id":1,"text":"key AKIAIOSFODNN7EXAMPLE"}\n{"id":2,"text":"fine"}\n' >secrets
run 3 "$weir" scan --jsonl --policy weir.jsonc --guardrail secrets secrets
has out '{"id":1,"findings":[{"entity":"AWS_ACCESS_KEY_ID","start":4,"end":24,"score":0.9}],"redacted":null,"blocked":{'
has out '{"id":2,"findings":[],"redacted":"fine"}'
lacks out AKIA

# Each answer is there before the next line is asked for.
mkfifo questions answers
"$weir" scan --jsonl <questions >answers &
background+=($!)
exec 3>questions 4<answers
for id in 1 2 3; do
  echo "{\"id\":$id,\"text\":\"a@example.com\"}" >&3
  read -r -t 20 line <&4 || fail "no answer to line $id"
  [ "${line#"{\"id\":$id,"}" != "$line" ] || fail "not the answer to line $id: $line"
done
exec 3>&- 4<&-
