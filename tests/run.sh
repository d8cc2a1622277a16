#!/bin/sh
# Builds with warnings as errors and runs every test: once under the address and undefined-behaviour
# sanitizers, once as a release build. Installs what is missing on Debian and Ubuntu.
set -eu
cd "$(dirname "$0")/.."
. tests/tools/packages.sh
need_packages build test bindings
need_node_packages build-node koffi@3.3.4 typescript@5.9.3 libsql@0.5.29 \
    @photostructure/sqlite@2.6.0

# $1: build directory, the rest: meson options.
build() {
    directory=$1
    shift
    if [ -f "$directory/build.ninja" ]; then
        meson configure "$directory" "$@" >/dev/null
    else
        meson setup "$directory" -Dwerror=true "$@" >"$directory.log" 2>&1 || {
            cat "$directory.log"
            exit 1
        }
    fi
    ninja -C "$directory" >"$directory.log" 2>&1 || {
        cat "$directory.log"
        exit 1
    }
}

# $1: build directory, $2: what it is, the rest: meson test options.
run() {
    directory=$1
    title=$2
    shift 2
    echo "== $title"
    meson test -C "$directory" --print-errorlogs --no-rebuild "$@" | tee "$directory.tests" |
        grep -vE '^(ninja| *[0-9]+/[0-9]+ .* OK|$)' || true
    grep -qE '^Fail: +0 *$' "$directory.tests" || { echo "$title: failed"; exit 1; }
    grep -qE '^Timeout: +0 *$' "$directory.tests" || { echo "$title: timed out"; exit 1; }
}

count() {
    awk -v name="$1:" '$1 == name { sum += $2 } END { print sum + 0 }' build-sanitize.tests build-release.tests
}

# Of who allocated two frames are kept: each of millions of allocations walks and stores them, and at -O1
# there are no frame pointers to walk further by. Where an error happened is told with the whole stack.
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=1:malloc_context_size=2
export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
# -O1, line numbers without variables, checks that end the program: half the time of building, and what
# is caught is the same.
build build-sanitize -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1 -Ddebug=true \
    -Dc_args='-g1 -fno-sanitize-recover=undefined'
run build-sanitize 'with address and undefined-behaviour sanitizers'
build build-release -Dbuildtype=release -Db_ndebug=true
run build-release 'release build'
echo "$(count Ok) passed, $(count Fail) failed, $(count Skipped) skipped"
