#!/usr/bin/env bash
# Control characters of a model's answer and of names on record: a terminal is not sent them, a file is.
source "$(dirname "$0")/expect.sh"
terminal() { python3 "$tests/in_terminal.py" "$@"; }
start_provider plain --openai
write_policy weir.jsonc "$url" 100

# ESC, BEL, CR and DEL, CSI as C1; letters whose last byte looks like C1 pass, and so do lines and tabs.
printf 'a\x1b[31mb\x07c\rd\x7fe\xc2\x9b1mf\tg\nÀ€😛' >prompt
answer='a\u001b[31mb\u0007c\u000dd\u007fe\u009b1mf'$'\t''g'$'\n''À€😛'
for streamed in "" --stream; do
  run 0 "$weir" chat --user matti $streamed - <prompt
  printf 'You said: %s\n' "$(cat prompt)" | cmp -s - out || fail "a file got other bytes"
  run 0 terminal "$weir" chat --user matti $streamed - <prompt
  is out "You said: $answer
"
done

# JSON stays JSON, with the same text in it.
text_of='import json, sys
print(json.load(sys.stdin)["answer"]["choices"][0]["message"]["content"], end="")'
run 0 terminal "$weir" chat --json --user matti - <prompt
lacks out $'\xc2\x9b'
lacks out $'\x7f'
python3 -c "$text_of" <out >text || fail "no JSON"
printf 'You said: %s' "$(cat prompt)" | cmp -s - text || fail "JSON with another text in it"

# Names on record: no policy may hold such a one, but whoever writes to the store may.
run 3 terminal "$weir" chat --user teppo hello
python3 -c "import sqlite3; log = sqlite3.connect('weir.jsonc.data/log.db')
log.execute('UPDATE inference SET model = ?', ('de\\x9b31mmo',)); log.commit()" || fail "no row changed"
for command in "log" "usage --by user,model" "log --json" "usage --json --by model" "quota" "quota --json"; do
  # shellcheck disable=SC2086
  NO_COLOR=1 run 0 terminal "$weir" $command
  lacks out $'\x1b'
  lacks out $'\xc2\x9b'
  case "$command" in quota*) ;; *) has out 'de\u009b31mmo' ;; esac
done
NO_COLOR='' run 0 terminal "$weir" log
has out $'\x1b[32manswered'  # weir's own colours come
lacks out $'\x1b[31m'

# weir scan: whatever the pieces are, bytes that are no UTF-8 too.
printf 'À\x1b \x9b1m \xc0\x9b \xe0\x80\x9b \xed\xa0\x80 €\xc2\x85 😛\xf0\x9f' >raw
for size in 1 2 3 1000; do
  run 0 "$weir" scan --chunk "$size" raw && same out raw
  run 0 terminal "$weir" scan --chunk "$size" raw
  is out 'À\u001b \x9b1m \xc0\x9b \xe0\x80\x9b \xed\xa0\x80 €\u0085 😛\xf0\x9f'
done

# Errors too.
run 2 terminal "$weir" scan $'--\x1b[31m'
has out '--\u001b[31m'
lacks out $'\x1b'
run 1 terminal "$weir" scan $'no\x1b[31m'
has out 'no\u001b[31m cannot be read'
