#!/usr/bin/env bash
# Builds the release preset and prints the figures of the README; --json for programs.
set -euo pipefail
cd "$(dirname "$0")/../.."
.ci/install-dependencies --tests
cmake --preset release >/dev/null
cmake --build --preset release --target weir_benchmarks >/dev/null
exec build/release/bin/weir_benchmarks "$@"
