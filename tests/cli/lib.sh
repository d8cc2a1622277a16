# lib.sh: what the tests of the program share. Each is run as: sh tests/cli/NAME.sh PROGRAM
#
# The program runs in a fresh directory with a clean environment; `sc` runs it and keeps what it
# printed in the files `out` and `err` and its exit code in $code.
# shellcheck shell=sh
set -u
case $1 in
/*) program=$1 ;;
*) program=$PWD/$1 ;;
esac
unset SUPPORTCORE_DB COLUMNS NO_COLOR
work=$(mktemp -d)
trap 'left' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 1
tests=0
failures=0
is_finished=0

# What a script that ends without finish() found would pass unseen, so that is a failure itself.
left() {
    rm -rf "$work"
    [ "$is_finished" -eq 1 ] || {
        echo "Bail out! the script ended before it was finished"
        exit 1
    }
}

sc() {
    "$program" "$@" >out 2>err </dev/null
    code=$?
}

# sc_in TEXT ARGUMENT ...: with that text on standard input
sc_in() {
    text=$1
    shift
    printf '%s\n' "$text" | "$program" "$@" >out 2>err
    code=$?
}

result() {
    tests=$((tests + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $tests - $2"
    else
        failures=$((failures + 1))
        echo "not ok $tests - $2"
        echo "# exit code $code; standard output:"
        head -c 2000 out | sed 's/^/#   /'
        echo "# standard error:"
        head -c 2000 err | sed 's/^/#   /'
    fi
}

# exits CODE "sentence"
exits() {
    test "$code" -eq "$1"
    result $? "$2 (exit code $1)"
}

# says TEXT "sentence": standard output holds it
says() {
    grep -qF -- "$1" out
    result $? "$2"
}

# says_not TEXT "sentence"
says_not() {
    ! grep -qF -- "$1" out
    result $? "$2"
}

# tells TEXT "sentence": standard error holds it
tells() {
    grep -qF -- "$1" err
    result $? "$2"
}

# is_one_line_with_hint "sentence": an error is `supportcore: ...` and `hint: ...`, no more
is_one_line_with_hint() {
    test "$(wc -l <err)" -eq 2 && head -n 1 err | grep -q '^supportcore: .' &&
        tail -n 1 err | grep -q '^hint: .' && test ! -s out
    result $? "$1"
}

# is_quiet "sentence": nothing on standard error
is_quiet() {
    test ! -s err
    result $? "$1"
}

# is_json "sentence": standard output is one JSON document; passes over when there is no python3
is_json() {
    if command -v python3 >/dev/null 2>&1; then
        python3 -c 'import json, sys; json.load(open(sys.argv[1], encoding="utf-8"))' out 2>>err
        result $? "$1"
    else
        echo "ok - # SKIP $1: python3 is not there to read it"
    fi
}

finish() {
    is_finished=1
    echo "1..$tests"
    [ "$failures" -eq 0 ] || exit 1
    exit 0
}

# $1: a row of a table, its columns one space apart; $2: what that is.
has_row() {
    sed -e 's/  */ /g' -e 's/^ //' -e 's/ $//' out | grep -qxF -- "$1"
    result $? "$2"
}

# A desk with an agent (1), a customer (1) and tickets. $1 is the database.
make_desk() {
    "$program" --db "$1" --quiet init >/dev/null
    "$program" --db "$1" call --allow system >made 2>&1 <<'END'
{"caller":{"actor":"system","now":"2026-03-02T09:00:00Z"},"request":{"jsonrpc":"2.0","id":1,"method":"agent.save","params":{"name":"Priya Nair","roles":["agent"],"teams":["frontline"]}}}
{"caller":{"actor":"system","now":"2026-03-02T09:00:00Z"},"request":{"jsonrpc":"2.0","id":2,"method":"customer.save","params":{"name":"Jürgen Groß","identities":[{"system":"shopify","kind":"customer","value":"207119551"}]}}}
{"caller":{"actor":"system","now":"2026-03-02T09:01:00Z"},"request":{"jsonrpc":"2.0","id":3,"method":"ticket.open","params":{"subject":"Where is my order?","body":"I ordered ten days ago.\nNothing came.","customer_id":"1","reason":"where_is_my_order","tags":["vip"],"references":[{"system":"shopify","kind":"order","id":"1001"}]}}}
{"caller":{"actor":"agent:1","now":"2026-03-02T09:05:00Z"},"request":{"jsonrpc":"2.0","id":4,"method":"ticket.assign","params":{"ticket_id":"1","agent_id":"1","team":"frontline"}}}
{"caller":{"actor":"agent:1","now":"2026-03-02T09:06:00Z"},"request":{"jsonrpc":"2.0","id":5,"method":"ticket.reply","params":{"ticket_id":"1","body":"It left our house today.","status":"solved","handle_ms":60000}}}
{"caller":{"actor":"customer:1","now":"2026-03-02T10:00:00Z"},"request":{"jsonrpc":"2.0","id":6,"method":"ticket.open","params":{"subject":"破損した商品が届きました。交換をお願いします。","body":"写真を添付します。","channel":"chat"}}}
{"caller":{"actor":"agent:1","now":"2026-03-02T10:01:00Z"},"request":{"jsonrpc":"2.0","id":7,"method":"ticket.note","params":{"ticket_id":"2","body":"Looks like the carrier."}}}
END
}
