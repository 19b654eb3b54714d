# The assertions of the command-line tests, to be sourced. A test is a bash script that is called with
# the folder of the built programs; it works in a folder of its own, and its first wrong thing ends it.
set -euo pipefail

tests=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
examples=$tests/../../examples
programs=$(cd "$1" && pwd)
weir=$programs/weir
place=$(mktemp -d)
background=()
export XDG_CACHE_HOME=${XDG_CACHE_HOME:-$HOME/.cache}  # compiled patterns are shared by the tests
export XDG_CONFIG_HOME=$place/config NO_COLOR=1 DEMO_KEY=sk-canary-1234567890
unset WEIR_POLICY OPENAI_API_KEY
cd "$place"

clean_up() {
  local process
  for process in "${background[@]}"; do kill "$process" 2>/dev/null || true; done
  rm -rf "$place"
}
trap clean_up EXIT

fail() {
  echo "FAILED: $*" >&2
  echo "--- standard output:" >&2 && head -c 2000 out >&2 || true
  echo "--- standard error:" >&2 && head -c 2000 err >&2 || true
  exit 1
}

# run CODE COMMAND...: runs it with `out` and `err` as its outputs; any other exit code is a failure.
run() {
  local expected=$1 code=0
  shift
  "$@" >out 2>err || code=$?
  [ "$code" -eq "$expected" ] || fail "$* ended with $code, not $expected"
}

# has FILE TEXT, lacks FILE TEXT: a fixed string within a line. is FILE TEXT: all of it.
has() { grep -qF -e "$2" -- "$1" || fail "$1 has no: $2"; }
lacks() { if grep -qF -e "$2" -- "$1"; then fail "$1 has: $2"; fi; }
is() { printf '%s' "$2" | cmp -s - "$1" || fail "$1 is not: $2"; }
same() { cmp -s "$1" "$2" || fail "$1 and $2 differ"; }
lines() { [ "$(wc -l <"$1")" -eq "$2" ] || fail "$1 has $(wc -l <"$1") lines, not $2"; }

# until_true SECONDS COMMAND...: waits until it succeeds.
until_true() {
  local tries=$(($1 * 20))
  shift
  for _ in $(seq "$tries"); do
    if "$@" >/dev/null 2>&1; then return 0; fi
    sleep 0.05
  done
  fail "did not become true: $*"
}

# start_provider NAME OPTION...: sets `url` and `provider`, its process.
start_provider() {
  local port_file=$1.port
  shift
  "$programs/loopback_provider" "$@" --port-file "$port_file" >/dev/null &
  provider=$!
  background+=("$provider")
  until_true 10 test -s "$port_file"
  url=http://127.0.0.1:$(cat "$port_file")
}

# write_policy FILE URL QUOTA_REQUESTS: what most of the tests need.
write_policy() {
  cat >"$1" <<JSON
{
  "weir": 1,
  "providers": {"local": {"format": "openai", "base_url": "$2/v1", "key": "env:DEMO_KEY"}},
  "endpoints": {
    "assistant": {"targets": [{"provider": "local", "model": "demo"}], "max_output_tokens": 256,
      "timeouts": {"first_token_ms": 20000, "total_ms": 30000},
      "guardrails": {"input": ["personal-data", "secrets"], "output": ["personal-data"]},
      "allow": ["user:matti", "group:research"]}
  },
  "guardrails": {
    "personal-data": {"rules": [{"detect": ["pii/fi", "pii/contact"], "action": "mask"}]},
    "secrets": {"rules": [{"detect": ["secret"], "action": "block"}]}
  },
  "quotas": [{"name": "per-user", "per": ["user"], "limit": {"requests": $3},
              "window": {"kind": "calendar", "length": "month"}}],
  "prices": {"demo": {"input": 0.15, "output": 0.6}},
  "store": "sqlite:$1.data",
  "log": {"payload": "redacted"}
}
JSON
}
