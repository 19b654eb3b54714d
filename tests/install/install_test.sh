#!/usr/bin/env bash
# Installs a build into a directory of its own and builds programs with what is there: by find_package,
# by pkg-config, in C and C++. usage: install_test.sh BUILD-DIRECTORY
set -euo pipefail
build=$1
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
export XDG_CACHE_HOME=$work/cache

expect() {  # expect TEXT PROGRAM...: the program prints it
  local wanted=$1 got
  shift
  got=$("$@")
  [ "$got" = "$wanted" ] || { echo "$* printed '$got', not '$wanted'"; exit 1; }
}

cmake --install "$build" --prefix "$prefix" >/dev/null

cmake -S "$here/consumer" -B "$work/consumer" -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
cmake --build "$work/consumer" >/dev/null
expect 'to <EMAIL_ADDRESS>' "$work/consumer/consumer_c"
expect 'to <EMAIL_ADDRESS>' "$work/consumer/consumer_cpp"

PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name weir.pc)")
export PKG_CONFIG_PATH
library=$(realpath "$(pkg-config --variable=libdir weir)")
[ "$library" = "$(dirname "$(find "$prefix" -name libweir.so)")" ] || { echo "weir.pc: libdir is $library"; exit 1; }
# The variables hold several words each.
# shellcheck disable=SC2046
cc -std=c99 "$here/consumer/consumer.c" -o "$work/by_pc_c" $(pkg-config --cflags --libs weir) -Wl,-rpath,"$library"
# shellcheck disable=SC2046
c++ -std=c++20 "$here/consumer/consumer.cpp" -o "$work/by_pc_cpp" $(pkg-config --cflags --libs weir) \
  -Wl,-rpath,"$library"
expect 'to <EMAIL_ADDRESS>' "$work/by_pc_c"
expect 'to <EMAIL_ADDRESS>' "$work/by_pc_cpp"
if [ -f "$library/libweir.a" ]; then
  # shellcheck disable=SC2046
  cc -std=c99 "$here/consumer/consumer.c" -o "$work/static_c" $(pkg-config --cflags weir) "$library/libweir.a" \
    $(pkg-config --static --libs-only-l weir | sed 's/-lweir//')
  expect 'to <EMAIL_ADDRESS>' "$work/static_c"
fi

# Only what belongs there: no tests, no parts of the library, no path of the build.
surplus=$(cd "$prefix" && find . -type f | grep -Ev \
  '^\./(include/weir/[a-z]+\.(h|hpp)|lib(/[^/]+)?/libweir\.(a|so\.[0-9.]+)|lib(/[^/]+)?/(cmake/weir|pkgconfig)/[A-Za-z-]+\.(cmake|pc)|share/doc/weir/[A-Z.a-z]+|bin/weir)$' || true)
[ -z "$surplus" ] || { echo "installed without need: $surplus"; exit 1; }
if grep -rlF "$build" "$prefix"; then echo "these name the build directory"; exit 1; fi
if [ -x "$prefix/bin/weir" ]; then
  "$prefix/bin/weir" --version | grep -qF "$(pkg-config --modversion weir)"
fi
echo "installed, built and run"
