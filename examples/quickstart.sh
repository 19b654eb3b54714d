#!/usr/bin/env bash
# From a fresh Debian 12 or Ubuntu 24.04 to governed calls: installs what is missing, builds, and runs
# through what weir does. Ends with 0 if all of it went as it should. Leaves build/release, .cache and
# compiled patterns in the user's own cache behind, nothing else; may be run again.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bin=
stand_in=false

usage() {
  cat <<'TEXT'
usage: examples/quickstart.sh [--bin DIR] [--stand-in]
  --stand-in  do not look for a real model
  --bin DIR   use the programs in DIR; install and build nothing

The model is OpenAI's if OPENAI_API_KEY is set (WEIR_QUICKSTART_MODEL, else gpt-4o-mini; costs less than
a cent), else an Ollama on 127.0.0.1:11434 if one answers, else a stand-in on this machine.
TEXT
}

while [ $# -gt 0 ]; do
  case "$1" in
    --bin) bin=$(cd "${2:?"--bin needs a folder"}" && pwd); shift ;;
    --stand-in) stand_in=true ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done

place=$(mktemp -d)
provider=
clean_up() {
  if [ -n "$provider" ]; then kill "$provider" 2>/dev/null && wait "$provider" 2>/dev/null || true; fi
  rm -rf "$place"
}
trap clean_up EXIT

step() { printf '\n== %s\n' "$*"; }
wrong() { echo "quickstart: $*" >&2; exit 1; }

build() {
  step "Install what is missing and build (the first time takes minutes)"
  "$root/.ci/install-dependencies"
  cd "$root"
  cmake --preset release >"$place/build.log" 2>&1 &&
    cmake --build --preset release --target weir_cli loopback_provider >>"$place/build.log" 2>&1 ||
    { tail -n 40 "$place/build.log" >&2; wrong "the build failed"; }
  bin=$root/build/release/bin
}

# Sets base_url, model and WEIR_QUICKSTART_KEY.
choose_provider() {
  export WEIR_QUICKSTART_KEY=not-needed
  if $stand_in; then start_stand_in; return; fi
  if [ -n "${OPENAI_API_KEY:-}" ]; then
    WEIR_QUICKSTART_KEY=$OPENAI_API_KEY
    base_url=https://api.openai.com/v1 model=${WEIR_QUICKSTART_MODEL:-gpt-4o-mini}
    echo "The model: $model at OpenAI"
    return
  fi
  local models
  models=$(curl -fsS --max-time 2 http://127.0.0.1:11434/v1/models 2>/dev/null || true)
  model=$(sed -n 's/.*"data":\[{"id":"\([^"]*\)".*/\1/p' <<<"$models")
  if [ -n "$model" ]; then
    base_url=http://127.0.0.1:11434/v1
    echo "The model: $model at the Ollama on this machine"
    return
  fi
  start_stand_in
}

start_stand_in() {
  "$bin/loopback_provider" --openai --port-file "$place/port" >/dev/null &
  provider=$!
  for _ in $(seq 100); do [ -s "$place/port" ] && break; sleep 0.05; done
  [ -s "$place/port" ] || wrong "the stand-in provider does not start"
  base_url=http://127.0.0.1:$(cat "$place/port")/v1 model=loopback-model
  echo "The model: a stand-in on this machine that repeats what it is told"
}

# chat <expected exit code> <arguments...>: what it prints goes to $place/said as well.
chat() {
  local expected=$1 code=0
  shift
  "$bin/weir" chat --policy "$policy" --user matti "$@" >"$place/said" 2>&1 </dev/null || code=$?
  # Indented; a model's control characters are not for the terminal (weir itself wrote to a file here).
  LC_ALL=C sed -e 's/^/   /' -e 's/[\x01-\x08\x0b-\x1f\x7f]/?/g' -e 's/\xc2[\x80-\x9f]/?/g' "$place/said"
  [ "$code" -eq "$expected" ] || wrong "weir chat ended with $code, not $expected"
}

# What has left this process so far: the provider's own record, or weir's where it is not ours.
sent() {
  if [ -n "$provider" ]; then
    curl -fsS "${base_url%/v1}/__requests"
  else
    "$bin/weir" log --policy "$policy" --json --payload
  fi
}

[ -n "$bin" ] || build

step "Choose a model and write a policy"
choose_provider
policy=$place/weir.jsonc
sed -e "s|http://127.0.0.1:8080/v1|$base_url|" -e "s|loopback-model|$model|" \
  "$root/examples/quickstart.jsonc" >"$policy"
"$bin/weir" policy check --policy "$policy" >/dev/null || wrong "the policy is refused"
echo "Personal data is masked, secrets are blocked, three requests per user and hour."

step "A Finnish identity code and an e-mail address are masked before they leave"
echo "   > Matti's identity code is 131052-308T, his address matti@example.com. Greet him."
chat 0 "Matti's identity code is 131052-308T, his address matti@example.com. Greet him."
sent >"$place/sent"
if grep -q -e '131052-308T' -e 'matti@example.com' "$place/sent"; then wrong "personal data left"; fi
received=$(grep -o "Matti's identity code is <FI_PERSONAL_IDENTITY_CODE>, his address <EMAIL_ADDRESS>" \
  "$place/sent" | head -n 1) || wrong "the provider did not get the masked text"
echo "   The provider received: $received."

step "An answer is streamed, and scanned as it comes"
chat 0 --stream "What is a weir? Answer in one sentence."
[ -s "$place/said" ] || wrong "no answer came"

step "A secret is blocked: the request never leaves"
echo "   > Why does AKIAIOSFODNN7EXAMPLE not work?"
chat 3 "Why does AKIAIOSFODNN7EXAMPLE not work?"
grep -q '^guardrail.blocked$' "$place/said" || wrong "it was refused for another reason"
sent >"$place/sent"
if grep -q AKIAIOSFODNN7EXAMPLE "$place/sent"; then wrong "the secret left"; fi

step "The third request is answered, the fourth is over the quota"
chat 0 "Thank you."
chat 4 "One more?"
grep -q '^quota.exceeded$' "$place/said" || wrong "it was refused for another reason"

step "Every call is on record"
"$bin/weir" log --policy "$policy"

step "What was used"
"$bin/weir" usage --policy "$policy" --by user,model | tee "$place/usage"
grep -q '^matti' "$place/usage" || wrong "the usage table has no row for the user"
"$bin/weir" quota --policy "$policy"

step "All as it should be. Next: $bin/weir init"
