#!/usr/bin/env bash
# The programs of examples/c and examples/cpp.
source "$(dirname "$0")/expect.sh"
start_provider plain --openai
write_policy weir.jsonc "$url" 100
sed -i 's/"group:research"/"*"/' weir.jsonc

for program in example_chat_c example_carry_cpp; do
  run 0 "$programs/$program" weir.jsonc 'He said "131052-308T" \'
  has out 'He said '
  has out '<FI_PERSONAL_IDENTITY_CODE>'
  lacks out 131052-308T
  run 0 "$programs/$program" weir.jsonc --stream 'Mail a@example.com'
  has out '<EMAIL_ADDRESS>'
  run 3 "$programs/$program" weir.jsonc 'Why AKIAIOSFODNN7EXAMPLE?'
  has err guardrail.blocked
  lacks err AKIA
  run 1 "$programs/$program" weir.jsonc "answer with status 500"
  run 1 "$programs/$program" weir.jsonc --stream "break the stream"
  run 1 "$programs/$program" no-such.jsonc hello
  has err policy.unreadable
  run 2 "$programs/$program"
done
run 0 "$programs/example_carry_cpp" weir.jsonc --stream hello
has out 'data: {"id":'
has out 'data: [DONE]'

printf 'moi\nWhy AKIAIOSFODNN7EXAMPLE?\n131052-308T\n' >talk
for stream in "" --stream; do
  # shellcheck disable=SC2086
  run 0 "$programs/example_chat_cpp" weir.jsonc $stream liisa <talk
  is out "You said: moi
(refused: guardrail secrets does not let AWS_ACCESS_KEY_ID pass in the request)
You said: <FI_PERSONAL_IDENTITY_CODE>
"
done

# A terminal is sent no control characters of an answer, a file is sent what came.
evil=$(printf 'a\x1b[31mb\xc2\x9b1mc\x7fd\tÀ')
for stream in "" --stream; do
  # shellcheck disable=SC2086
  run 0 "$programs/example_chat_c" weir.jsonc $stream "$evil"
  is out "You said: $evil
"
  # shellcheck disable=SC2086
  run 0 python3 "$tests/in_terminal.py" "$programs/example_chat_c" weir.jsonc $stream "$evil"
  has out "$(printf 'You said: a?[31mb?1mc?d\tÀ')"
  # shellcheck disable=SC2086
  printf '%s\n' "$evil" | run 0 python3 "$tests/in_terminal.py" "$programs/example_chat_cpp" weir.jsonc $stream liisa
  has out "$(printf 'You said: a?[31mb?1mc?d\tÀ')"
  # shellcheck disable=SC2086
  run 0 python3 "$tests/in_terminal.py" "$programs/example_carry_cpp" weir.jsonc $stream "$evil"
  for byte in '\x1b' '\x7f' '\xc2\x9b'; do lacks out "$(printf "$byte")"; done
done
run 1 "$programs/example_chat_cpp" no-such.jsonc </dev/null
run 2 "$programs/example_chat_cpp"

# All of them are on record, by the names of the programs.
run 0 "$weir" usage --by app --json
for app in chat.c carry.cpp chat.cpp; do has out "\"app\":\"$app\""; done
run 0 "$weir" log --json
lacks out in_flight
lacks out interrupted
curl -fsS "$url/__requests" >received
lacks received AKIA
lacks received 131052-308T
