#!/usr/bin/env bash
# weir beside Presidio's pattern recognizers, on the same entities and text. Installs Presidio into
# .cache/peers. Not part of CI.
set -euo pipefail
cd "$(dirname "$0")/../../.."
cmake --preset release >/dev/null
cmake --build --preset release --target weir_cli weir_benchmarks >/dev/null
.cache/peers/bin/python -c 'import presidio_analyzer' 2>/dev/null || {
  python3 -m venv --clear .cache/peers
  .cache/peers/bin/pip install --quiet --disable-pip-version-check \
    -r tests/benchmarks/peers/requirements.txt
}
text=$(mktemp)
trap 'rm -f "$text"' EXIT
for kind in prose digits; do
  build/release/bin/weir_benchmarks --text "$kind" >"$text"
  echo "$kind:"
  .cache/peers/bin/python tests/benchmarks/peers/presidio.py build/release/bin "$text"
done
