#!/usr/bin/env bash
# 100 MB on standard input: memory stays bounded.
source "$(dirname "$0")/expect.sh"
set -m
most_kib=65536

# peak PROCESS: the most memory it has had, in KiB.
peak() { sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$1/status"; }

# measured INPUT OPTION...: feeds INPUT, and looks at the program before its input ends.
measured() {
  local input=$1 process used
  shift
  rm -f pipe && mkfifo pipe
  "$weir" scan "$@" <pipe >out 2>err &
  process=$!
  exec 3>pipe
  cat "$input" >&3
  used=$(peak "$process")
  exec 3>&-
  wait "$process" || ended=$?
  echo "weir scan $*: $used KiB for $(wc -c <"$input") bytes"
  [ "$used" -le "$most_kib" ] || fail "weir scan $* took $used KiB"
}

{
  printf 'Tunnus 131052-308T on kirjattu. '
  yes 'Tavallista tekstiä, jossa ei ole mitään löydettävää; ordinary words go on and on.'
} | head -c 1000 >kilobyte || true
echo >>kilobyte
for _ in $(seq 1000); do cat kilobyte; done >megabyte
for _ in $(seq 100); do cat megabyte; done >large

ended=0
measured large
[ "$ended" -eq 0 ] || fail "ended with $ended"
[ "$(grep -c '<FI_PERSONAL_IDENTITY_CODE>' out)" -eq 100000 ] || fail "not every code is masked"
lacks out 131052-308T

# Nothing but findings: the text goes through, the list of them is refused.
(yes 131052-308T || true) 2>/dev/null | head -c 24000000 >dense
most_kib=163840  # the findings that are kept, 72 bytes each
measured dense --detect pii/fi
[ "$ended" -eq 0 ] || fail "ended with $ended"
[ "$(grep -c '<FI_PERSONAL_IDENTITY_CODE>' out)" -eq 2000000 ] || fail "not every code is masked"
run 1 "$weir" scan --detect pii/fi --findings dense
has err scan.findings
is out ""

# One word of 100 MB; 100 MB of one line that is no JSON, between two that are.
most_kib=65536
head -c 100000000 /dev/zero | tr '\0' 'x' >word
measured word
[ "$ended" -eq 0 ] || fail "ended with $ended"
same out word
most_kib=131072  # one line of at most 32 MiB is held, while it grows twice
{
  echo '{"id":1,"text":"131052-308T"}'
  cat word
  echo
  echo '{"id":2,"text":"131052-308T"}'
} >lines_with_word
measured lines_with_word --jsonl
[ "$ended" -eq 1 ] || fail "ended with $ended"
has err "weir: line 2: longer than 32 MiB"
lines out 2

# 100 MB as a prompt is refused.
run 1 "$weir" chat --policy "$examples/quickstart.jsonc" - <large
has err prompt.unread
