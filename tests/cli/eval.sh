#!/usr/bin/env bash
# weir eval: figures, spans, what is shown, mistakes.
source "$(dirname "$0")/expect.sh"

# One right, one missed, one false alarm, one at another end.
cat >cases <<'JSON'
{"id":"right","text":"ää 131052-308T","detect":["pii/fi"],"expected":[{"entity":"FI_PERSONAL_IDENTITY_CODE","start":5,"end":16}]}
{"id":"missed","text":"131052-308A","detect":["pii/fi"],"expected":[{"entity":"FI_PERSONAL_IDENTITY_CODE","start":0,"end":11}]}

{"id":7,"text":"a@example.com","detect":["EMAIL_ADDRESS"],"expected":[],"note":"left alone"}
{"text":"to a@example.com","detect":["EMAIL_ADDRESS"],"expected":[{"entity":"EMAIL_ADDRESS","start":0,"end":16}]}
JSON
run 0 "$weir" eval --cases cases
has out '4 cases; a finding is right where its entity and its span are as expected'
has out 'EMAIL_ADDRESS                     1      2      0      0.000   0.000  0.000'
has out 'FI_PERSONAL_IDENTITY_CODE         2      1      1      1.000   0.500  0.667'
has out 'all                               3      3      1      0.333   0.333  0.333'
has out 'missed  FI_PERSONAL_IDENTITY_CODE  0-11'
has out 'line 5  EMAIL_ADDRESS              0-16'
has out '7       EMAIL_ADDRESS  0-13'
lacks out 308A
lacks out example.com
run 0 "$weir" eval --cases - --show-text <cases
has out 308A
has out 'to a@example.com'

run 0 "$weir" eval --cases cases --overlap
has out 'the spans share a byte'
has out 'EMAIL_ADDRESS                     1      2      1      0.500   1.000  0.667'

# One expected finding makes one right, however many overlap it.
cat >two <<'JSON'
{"id":1,"text":"a@example.com b@example.com","detect":["EMAIL_ADDRESS"],"expected":[{"entity":"EMAIL_ADDRESS","start":0,"end":27}]}
JSON
run 0 "$weir" eval --cases two --overlap
has out 'EMAIL_ADDRESS         1      2      1      0.500   1.000  0.667'

run 0 "$weir" eval --cases cases --json
cat >expected <<'JSON'
{"cases":4,"match":"exact","overall":{"expected":3,"found":3,"right":1,"precision":0.3333333333333333,"recall":0.3333333333333333,"f1":0.3333333333333333},"entities":[{"entity":"EMAIL_ADDRESS","expected":1,"found":2,"right":0,"precision":0.0,"recall":0.0,"f1":0.0},{"entity":"FI_PERSONAL_IDENTITY_CODE","expected":2,"found":1,"right":1,"precision":1.0,"recall":0.5,"f1":0.6666666666666666}],"misses":[{"id":"missed","line":2,"entity":"FI_PERSONAL_IDENTITY_CODE","start":0,"end":11},{"id":"","line":5,"entity":"EMAIL_ADDRESS","start":0,"end":16}],"false_alarms":[{"id":"7","line":4,"entity":"EMAIL_ADDRESS","start":0,"end":13,"score":1.0},{"id":"","line":5,"entity":"EMAIL_ADDRESS","start":3,"end":16,"score":1.0}]}
JSON
same out expected
run 0 "$weir" eval --cases cases --json --show-text
has out '"score":1.0,"text":"a@example.com"}'

# Another list, another threshold; what else is expected is left out.
run 0 "$weir" eval --cases cases --detect pii/fi --json
has out '"overall":{"expected":2,"found":1,"right":1,'
echo '{"text":"Number 219099998","threshold":0,"detect":["US_SSN"],"expected":[]}' >weak
run 0 "$weir" eval --cases weak --json
has out '"overall":{"expected":0,"found":1,"right":0,"precision":0.0,"recall":null,"f1":0.0}'
run 0 "$weir" eval --cases weak --json --threshold 0.5
has out '"overall":{"expected":0,"found":0,"right":0,"precision":null,"recall":null,"f1":1.0}'

# For scripts: the F1 that is asked for, or 1.
run 0 "$weir" eval --cases cases --at-least 0.33
run 1 "$weir" eval --cases cases --at-least 0.34
has out 'misses: 2'
has err 'weir: F1 is 0.333333, less than 0.34'
has err eval.below
run 0 "$weir" eval --cases weak --threshold 1 --at-least 1

# A line that is no case: told with its number, and no figures.
{
  echo '{"text":"131052-308T","expected":[]}'
  echo nonsense
  echo '{"expected":[]}'
  echo '{"text":"a"}'
  echo '{"text":"a","expected":{}}'
  echo '{"text":"a","expected":[5]}'
  echo '{"text":"a","expected":[{"start":0,"end":1}]}'
  echo '{"text":"a","expected":[{"entity":"X","start":0}]}'
  echo '{"text":"a","expected":[{"entity":"X","start":0.5,"end":1}]}'
  echo '{"text":"a","expected":[{"entity":"X","start":1,"end":1}]}'
  echo '{"text":"a","expected":[{"entity":"X","start":-1,"end":1}]}'
  echo '{"text":"a","expected":[{"entity":"X","start":0,"end":2}]}'
  echo '{"text":"ä","expected":[{"entity":"X","start":0,"end":1}]}'
  echo '{"text":"ä","expected":[{"entity":"X","start":1,"end":2}]}'
  echo '{"text":"a","expected":[],"detect":["EMAIL_ADRESS"]}'
  echo '{"text":"a","expected":[],"threshold":2}'
} >bad
run 1 "$weir" eval --cases bad
is out ''
for number in $(seq 2 16); do has err "weir: line $number: "; done
lacks err "line 1:"
has err 'weir: line 6: "expected", no. 1, is not an object'
has err 'weir: line 12: "expected", no. 1, ends behind the text, which has 1 bytes'
has err 'weir: line 13: "expected", no. 1, cuts a character'
has err 'did you mean "EMAIL_ADDRESS"?'
has err '15 lines could not be judged: no figures'

: >nothing
run 1 "$weir" eval --cases nothing
has err 'there are no cases'
run 1 "$weir" eval --cases not-there
has err input.unread
run 2 "$weir" eval
run 2 "$weir" eval --cases cases --detect pii/f1
has err 'detector.unknown'
run 2 "$weir" eval --cases cases --at-least 2

# Progress on a long file, where standard error is a terminal.
python3 -c '
for i in range(90):
    print("{\"text\":\"%s\",\"detect\":[\"EMAIL_ADDRESS\"],\"expected\":[]}" % ("word " * 20000))' >long
run 0 python3 "$tests/in_terminal.py" "$weir" eval --cases long
has out ' of 8 MB'
run 0 "$weir" eval --cases long
is err ''
