#!/usr/bin/env bash
# Sets up and runs the tests. The last line is the count: "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/.."

usage() {
  cat <<'TEXT'
usage: tests/run.sh [--quick | --ci] [--sanitize address|thread|undefined]
  (no option)   every test, on a release build
  --quick       the fast tier alone: unit tests and rules, about a minute after the first build
  --sanitize X  the C and C++ tests under a sanitizer, in a build of its own
  --ci          the fast tier, then every test, then the quick tests under the address sanitizer
TEXT
}

tier=all
sanitizer=
ci=false
while [ $# -gt 0 ]; do
  case "$1" in
    --quick) tier=quick ;;
    --ci) ci=true ;;
    --sanitize) sanitizer=${2:?"--sanitize needs address, thread or undefined"}; shift ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
  shift
done
case "$sanitizer" in '' | address | thread | undefined) ;; *) usage >&2; exit 2 ;; esac

.ci/install-dependencies --tests

passed=0
failed=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT

build() {  # build <preset>
  cmake --preset "$1" >"$results/configure.log" 2>&1 || { cat "$results/configure.log"; exit 1; }
  cmake --build --preset "$1"
}

run_ctest() {  # run_ctest <preset> <ctest arguments...>: adds to the counts
  local preset=$1 log="$results/ctest.log" code=0
  shift
  ctest --test-dir "build/$preset" --output-on-failure --no-tests=error "$@" 2>&1 | tee "$log" || code=$?
  local summary
  summary=$(grep -E '^[0-9]+% tests passed' "$log" || true)
  [ -n "$summary" ] || { failed=$((failed + 1)); return; }
  local bad total
  bad=$(sed -E 's/.* ([0-9]+) tests? failed out of ([0-9]+).*/\1/' <<<"$summary")
  total=$(sed -E 's/.* ([0-9]+) tests? failed out of ([0-9]+).*/\2/' <<<"$summary")
  passed=$((passed + total - bad))
  failed=$((failed + bad))
  [ "$code" -eq 0 ] || [ "$bad" -gt 0 ] || failed=$((failed + 1))
}

finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}

if [ -n "$sanitizer" ]; then
  build "$sanitizer"
  if [ "$tier" = quick ]; then run_ctest "$sanitizer" -L quick; else run_ctest "$sanitizer" -LE 'python|slow|release'; fi
  finish
  exit
fi

build release
if [ "$tier" = quick ] || $ci; then run_ctest release -L quick -j2; fi
if $ci && [ "$failed" -gt 0 ]; then finish; exit 1; fi
if [ "$tier" != quick ]; then
  # Made anew when it does not work, as after another Python came first in PATH.
  .cache/venv/bin/python -c 'import pip, ssl' 2>/dev/null || python3 -m venv --clear .cache/venv
  .cache/venv/bin/pip install --quiet --disable-pip-version-check -r tests/python-requirements.txt
  if $ci; then run_ctest release -LE 'quick|slow'; else run_ctest release; fi
fi
if $ci; then
  build address
  run_ctest address -L quick -j2
fi
finish
