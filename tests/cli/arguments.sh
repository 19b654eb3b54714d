#!/usr/bin/env bash
# The command line itself: help, versions, and what is a mistake in it.
source "$(dirname "$0")/expect.sh"

run 0 "$weir" --version
has out "weir 0."
run 0 "$weir" --help
has out "Exit codes: 0 done, 1 failed, 2 usage, 3 blocked or denied, 4 over quota, 130 interrupted."

for command in chat scan usage quota log policy "policy check" "policy schema" "policy reference" init; do
  # shellcheck disable=SC2086
  run 0 "$weir" $command --help
  has out "Usage: weir $command"
  [ "$command" = policy ] || has out "Example"
  is err ""
done

run 2 "$weir"
has err "weir: "
has err "see: weir --help"
run 2 "$weir" frobnicate
run 2 "$weir" scan --frobnicate
has err "--frobnicate"
has err "see: weir scan --help"
run 2 "$weir" policy
run 2 "$weir" scan --threshold 1.5
run 2 "$weir" scan --threshold x
run 2 "$weir" scan --chunk 0
has err "no whole number of 1 or more"
run 2 "$weir" scan --chunk -3
run 2 "$weir" scan --findings --jsonl
run 2 "$weir" scan --guardrail a --detect b
run 2 "$weir" scan --policy weir.jsonc
run 2 "$weir" scan --list letter.txt
run 2 "$weir" chat --timeout 0 hello
run 2 "$weir" chat --timeout soon hello
run 2 "$weir" chat one two
run 2 "$weir" log --limit 0
run 2 "$weir" log --since yesterday
has err "weir: --since is a time like 24h"
has err "log.since"
run 2 "$weir" usage --since 24
run 2 "$weir" usage --since 2026-02-30
is out ""

# No policy anywhere: not a mistake in the command line.
run 1 "$weir" quota
has err "weir: "
run 1 "$weir" chat hello
