#!/bin/sh
# Fuzz the JSON door, the policy loader, conditions or the reader of time zones with libFuzzer, beginning with the corpus.
#
# usage: tests/fuzz/fuzz.sh json|policy|condition|zone [SECONDS [FOLDER]]
#
# Needs clang with its fuzzer runtime. Builds the library and the target under the address and
# undefined-behaviour sanitizers, and runs for SECONDS (60). FOLDER (build-fuzz in the source folder)
# gets the program, what was found on the way (found-json/, used again the next time), and the
# input that failed, if one did: a crash-... file, which belongs into tests/fuzz/corpus with the fix,
# where it is a plain test from then on.
set -eu
target=${1:?usage: tests/fuzz/fuzz.sh json|policy|condition|zone [SECONDS [FOLDER]]}
seconds=${2:-60}
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=${3:-$root/build-fuzz}
[ -f "$root/tests/fuzz/${target}_fuzzer.c" ] || { echo "there is no target $target" >&2; exit 2; }
[ "$(command -v "${CC:-clang}")" ] || { echo "clang is needed: apt-get install clang" >&2; exit 2; }
mkdir -p "$folder/found-$target"
# shellcheck disable=SC2046 # the flags are several words
"${CC:-clang}" -g -O1 -std=c11 -D_POSIX_C_SOURCE=200809L \
    -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
    -I"$root/lib" -I"$root/include" -o "$folder/fuzz_$target" \
    "$root/tests/fuzz/${target}_fuzzer.c" "$root"/lib/*/*.c \
    $(pkg-config --cflags --libs sqlite3 yajl libsodium)
# The first folder gets what is new; the corpus is only read.
exec "$folder/fuzz_$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 \
    -artifact_prefix="$folder/" -print_final_stats=1 \
    "$folder/found-$target" "$root/tests/fuzz/corpus/$target"
