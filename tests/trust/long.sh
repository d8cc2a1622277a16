#!/bin/sh
# The trust tests at length: every allocation, thousands of lives by chance, kills and changes.
#
# usage: tests/trust/long.sh BUILD [RESULTS]
#
# BUILD is a build folder, made with sanitizers or without. A line is added to RESULTS (standard output
# when it is not given) for each test: when, which commit, what, how long, and how it went.
set -eu
build=${1:?usage: tests/trust/long.sh BUILD [RESULTS]}
results=${2:-/dev/stdout}
root=$(cd "$(dirname "$0")/../.." && pwd)
commit=$(git -C "$root" rev-parse --short HEAD 2>/dev/null || echo unknown)
failed=0

# $1: the test, the rest: its arguments.
run() {
    name=$1
    shift
    begun=$(date +%s)
    how=ok
    (cd "$build/tests" && "./test_$name" "$@") >"$build/long-$name.log" 2>&1 || { how=FAILED; failed=1; }
    echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $commit $name $* $(($(date +%s) - begun))s $how" >>"$results"
}

# $1: the test, which is a program of Python over the built program, the rest: its arguments.
run_program() {
    name=$1
    shift
    begun=$(date +%s)
    how=ok
    python3 "$root/tests/test_$name.py" "$build/examples/supportcore" "$@" >"$build/long-$name.log" 2>&1 ||
        { how=FAILED; failed=1; }
    echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) $commit $name $* $(($(date +%s) - begun))s $how" >>"$results"
}

ninja -C "$build" >/dev/null
run faults
run faults_memory all
run edited_rows
run schedule 1000 10000
run sla_model 1000 10000
run_program request_random 1000 3999
run sla_random 1000 20000
run floor_random 1000 3999
run kpi_random 1000 10000
run kill 2000
run processes 3000
exit $failed
