#!/bin/sh
# What a call costs through each binding, beside the same call from C: ticket.get of a desk in SQLite
# memory, by the method's own function, result decoded. A language that is not there is left out.
# usage: bindings.sh C_PROGRAM SOURCE_ROOT SHARED_LIBRARY [CALLS] [ROUNDS]
set -eu
here=$(dirname "$0")
calls=${4:-20000}
rounds=${5:-7}
target=30
missed=0

# $1: which, the rest: the command that prints the time of a call in microseconds
measure() {
    which=$1
    shift
    command -v "$1" >/dev/null 2>&1 || { echo "$which: $1 is not there"; return; }
    if ! taken=$("$@" "$calls" "$rounds"); then
        echo "$which: failed"
        missed=1
        return
    fi
    awk -v which="$which" -v taken="$taken" -v bare="$bare" -v target="$target" 'BEGIN {
        is_met = target == "" || taken < target
        printf "%-13s %6.2f us, %6.2f more than C %s\n", which, taken, taken - bare,
               target == "" ? "" : "(target " target ") " (is_met ? "met" : "MISSED")
        exit is_met ? 0 : 1
    }' || missed=1
}

bare=$("$1" "$calls" "$rounds")
printf '%-13s %6.2f us\n' C "$bare"
measure 'PHP FFI' php "$here/bindings.php" "$2" "$3"
measure ctypes python3 "$here/bindings.py" "$2" "$3"
if [ -d "${NODE_PATH:-}/koffi" ]; then
    measure koffi node "$here/bindings.mjs" "$2" "$3" thread
    target= # there and back to another thread, which is the machine's to say
    measure 'koffi promise' node "$here/bindings.mjs" "$2" "$3" promise
else
    echo "koffi: not in NODE_PATH"
fi
exit "$missed"
