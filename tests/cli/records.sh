#!/usr/bin/env bash
# weir usage, quota and log.
source "$(dirname "$0")/expect.sh"
set -m
start_provider plain --openai
write_policy weir.jsonc "$url" 3

run 0 "$weir" usage
run 0 "$weir" usage --json --by user
is out "[]
"
run 0 "$weir" quota
grep -Eq '^per-user +user=\* +requests +calendar month UTC +0 +0 +3 +3 ' out || fail "an unused quota is not shown"
run 0 "$weir" log
is out ""

for _ in 1 2 3; do run 0 "$weir" chat --user matti hello; done
run 4 "$weir" chat --user matti hello
run 0 "$weir" chat --user liisa --group research "hei 131052-308T"
run 3 "$weir" chat --user teppo hello

run 0 "$weir" usage --by user,model --since 24h
has out "user"
grep -Eq '^liisa +demo +1 ' out || fail "no row for liisa"
grep -Eq '^matti +demo +4 +3 ' out || fail "no row for matti"
has out "█"
run 0 "$weir" usage --by user --json
has out '{"user":"matti","calls":4,'
run 0 "$weir" usage --json --since 2999-01-01
run 0 "$weir" usage --json --since 2020-01-01T00:00:00.5+02:00
has out '"calls":6,'
run 2 "$weir" usage --by colour
has err usage.by
run 2 "$weir" usage --by user,user

run 0 "$weir" quota
grep -Eq '^per-user +user=matti +requests +calendar month UTC +3 +0 +3 +0 ' out || fail "no quota row"
run 0 "$weir" quota --json
has out '"quota":"per-user"'

run 0 "$weir" log
lines out 6
has out "  over_quota  matti"
has out "  denied      teppo"
run 0 "$weir" log --limit 2
lines out 2
has out "teppo"
run 0 "$weir" log --json --limit 1
lines out 1
has out '"user_name":"teppo"'
lacks out '"request":'
run 0 "$weir" log --json --payload
has out 'hei <FI_PERSONAL_IDENTITY_CODE>'
lacks out 131052-308T
run 0 "$weir" log --since 1h
lines out 6
run 0 "$weir" log --since 2999-01-01
lines out 0

# Names that could command a terminal do not come on record.
run 2 "$weir" chat --user "$(printf 'evil\x1b[31mname')" hello
has err caller.user
run 0 "$weir" log
lines out 6
lacks out "$(printf '\x1b')"

# Administration: from the next call on, on record, and only for what the quota counts.
run 0 "$weir" quota freeze per-user --key user=matti
run 3 "$weir" chat --user matti hello
has err quota.frozen
run 0 "$weir" quota
grep -Eq '^per-user +user=matti .* frozen$' out || fail "what is frozen is not shown"
lacks out "$(printf '\x1b')"
run 2 "$weir" quota freeze per-user --key app=one
has err quota.bad_key
run 2 "$weir" quota freeze per-usr
has err quota.unknown
run 2 "$weir" quota grant per-user x --key user=matti
run 2 "$weir" quota grant per-user 0 --key user=matti
run 2 "$weir" quota grant per-user
run 0 "$weir" quota unfreeze per-user
run 2 "$weir" quota unfreeze per-user
has err quota.not_frozen
run 4 "$weir" chat --user matti hello
run 0 "$weir" quota grant per-user 1 --key user=matti
run 0 "$weir" chat --user matti hello
run 4 "$weir" chat --user matti hello
run 0 "$weir" quota reset per-user --key user=matti
run 0 "$weir" quota
grep -Eq '^per-user +user=matti +requests +calendar month UTC +0 +0 +3 +4 .*1 granted$' out || fail "not reset"
run 0 "$weir" quota events
head -n 2 out | grep -Eq "  reset +per-user +per-user.user=matti +- +$(id -un)$" || fail "no trace"
run 0 "$weir" quota events --json
has out '"kind":"grant","quota":"per-user","key":"per-user|user=matti","metric":"requests","amount":1'

# Following: each call once, when it has ended, as the help says.
run 0 "$weir" log --help
has out "when it has ended"
start_provider slow --openai --delay-ms 1500
sed "s|http://127.0.0.1:[0-9]*|$url|" weir.jsonc >slow.jsonc
"$weir" log --follow --limit 1 >followed 2>err &
follower=$!
background+=("$follower")
"$weir" log --follow --json --limit 1 >followed.json 2>err.json &
json_follower=$!
background+=("$json_follower")
until_true 20 test -s followed
until_true 20 test -s followed.json
"$weir" chat --policy slow.jsonc --user liisa --group research "slow one" >slow.out 2>&1 &
slow=$!
until_true 20 sh -c "$weir log --json | grep -q in_flight"
run 3 "$weir" chat --user teppo "quick one"
wait "$slow" || fail "the slow call failed"
until_true 20 sh -c '[ $(wc -l <followed) -ge 3 ]'
until_true 20 sh -c '[ $(wc -l <followed.json) -ge 3 ]'
sleep 0.6  # two more looks at the log
kill -s INT "$follower" "$json_follower"
code=0
wait "$follower" || code=$?
[ "$code" -eq 130 ] || fail "log --follow ended with $code, not 130"
lines followed 3
[ "$(grep -c liisa followed)" -eq 1 ] || fail "the slow call is not there once"
lacks followed in_flight
lines followed.json 3
[ "$(grep -c '"user_name":"liisa".*"outcome":"answered"' followed.json)" -eq 1 ] || fail "the slow call is not there once"
lacks followed.json in_flight
