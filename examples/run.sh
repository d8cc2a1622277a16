#!/bin/sh
# Shows what the library does. Installs what is missing on Debian and Ubuntu, builds into
# build-examples, and then
#
#     sh examples/run.sh                        lives through a week of a small shop's desk
#     sh examples/run.sh LOG.csv MAPPING.json   imports the log of another desk
#
# on a new database file, and looks at it with the program `supportcore`.
set -eu

directory=build-examples
program=examples/supportcore # in that directory
history_lines=30             # of a ticket's history at most
document=../examples/policies/ecommerce.json

usage() {
    echo "Usage: sh examples/run.sh                       a week at the desk of a small shop"
    echo "       sh examples/run.sh LOG.csv MAPPING.json  imports the log of another desk"
    echo "Mappings are in examples/mappings."
}

# $1: what is wrong, $2: what to do.
fail() {
    echo "run.sh: $1" >&2
    echo "hint: $2" >&2
    exit 2
}

# $1: a path as the caller wrote it, $2: what it is. Leaves the full path in $found.
find_file() {
    case $1 in
    /*) found=$1 ;;
    *) found=$PWD/$1 ;;
    esac
    if [ -d "$found" ]; then
        fail "the $2 $1 is a directory" "name a file"
    fi
    [ -e "$found" ] || fail "there is no $2 $1" "check the path; it is taken from $PWD"
    [ -r "$found" ] || fail "the $2 $1 cannot be read" "look at its permissions"
    case $1 in
    *.gz | *.zip | *.xz | *.bz2) fail "the $2 $1 is compressed" "unpack it first" ;;
    esac
}

build() {
    if [ ! -f "$directory/build.ninja" ]; then
        meson setup "$directory" -Dbuildtype=release -Dtests=false >"$directory.log" 2>&1 || {
            cat "$directory.log" >&2
            exit 1
        }
    fi
    ninja -C "$directory" >"$directory.log" 2>&1 || {
        cat "$directory.log" >&2
        exit 1
    }
}

# $1: a ticket. Long histories are cut, since there is more to see.
show_history() {
    "$program" --db "$db" ticket history "$1" >history.txt
    lines=$(wc -l <history.txt)
    echo
    echo "\$ $program --db $db ticket history $1"
    head -n "$history_lines" history.txt
    if [ "$lines" -gt "$history_lines" ]; then
        echo "... and $((lines - history_lines)) lines more"
    fi
}

# $@: the ends of three commands.
try_next() {
    echo
    echo "The desk is in $db. Three commands to try next, after"
    echo "cd $folder"
    for command in "$@"; do
        echo "  $program --db $db $command"
    done
}

# The same desk by a document of its owner's.
policy() {
    new_database policy.db
    "$program" --db "$db" --quiet init >/dev/null

    say "A second desk, where the policy decides: priority, team, promises, who may do what."
    show_at 2T08:00:00 policy activate "$document"
    "$program" --db "$db" call --allow system >/dev/null <<'END'
{"caller":{"actor":"system","now":"2026-03-02T09:32:00Z"},"request":{"jsonrpc":"2.0","id":1,"method":"ticket.open","params":{"subject":"Gas stove flares up","channel":"phone","reason":"safety"}}}
END
    say "A customer calls: her stove flares up. By two rules it is urgent, and with the legal team:"
    show ticket list

    say "A VIP complains in the chat. What would the policy make of it?"
    cat >vip.json <<'END'
{"ticket": {"channel": "chat", "reason": "complaint"}, "customer": {"is_vip": true}}
END
    cat vip.json
    echo
    echo "\$ $program policy test --brief $document vip.json"
    "$program" policy test --brief "$document" vip.json

    say "Aiko is there from nine, and away over noon:"
    "$program" --db "$db" --now 2026-03-02T08:30:00Z agent save --name "Aiko Tanaka" --roles specialist --teams specialists \
        --skills de_escalation --languages en >/dev/null
    "$program" --db "$db" --now 2026-03-02T09:00:00Z agent available 1 >/dev/null
    show_at 2T12:00:00 agent away 1
    show_at 2T12:45:00 agent available 1
    show_at 2T17:30:00 agent sessions 1

    say "Next month's policy, what it changes, and the way back:"
    sed -e 's/"auto_close": "P7D"/"auto_close": "P5D"/' \
        -e '/"name": "again"/,/"priority"/s/"high"/"urgent"/' "$document" >next.json
    show_at 3T08:00:00 policy activate next.json
    show policy diff 1 2
    show_at 4T08:00:00 policy rollback 1
    COLUMNS=60 show policy list
}

shop_day() {
    new_database shop.db
    examples/shopday "$db"
    show desk
    show ticket list --limit 16
    show ticket history 16
    show verify
    show check
    policy
    ships
    floors
    remedies
    db=shop.db
    scoreboard
    try_next 'ticket show 20' 'outbox pull newsletter --limit 3' \
        'kpi solved --by reason --from 2026-03-01 --to 2026-03-07'
}

import_log() {
    new_database imported.db
    "$program" --db "$db" init
    echo
    echo "\$ $program --db $db import --mapping $2 $1"
    "$program" --db "$db" import --mapping "$2" "$1"
    show desk
    echo
    examples/deskfigures "$db" >figures.txt
    cat figures.txt
    liveliest=$(sed -n 's/^The liveliest is ticket \([0-9]*\)\.$/\1/p' figures.txt)
    if [ -n "$liveliest" ]; then
        show_history "$liveliest"
    fi
    show verify
    show check
    try_next "ticket show ${liveliest:-1}" 'ticket list --priority urgent' '--json ticket list'
}

case $#:${1-} in
*:-h | *:--help)
    usage
    exit 0
    ;;
0:) ;;
1:*) fail "one argument, $1, is not enough" "give a log and its mapping: LOG.csv MAPPING.json" ;;
2:*)
    find_file "$1" log
    log=$found
    find_file "$2" mapping
    mapping=$found
    ;;
*) fail "$# arguments are too many" "give none, or a log and its mapping: LOG.csv MAPPING.json" ;;
esac

started_in=$PWD
cd "$(dirname "$0")/.."
folder=$directory
[ "$started_in" = "$PWD" ] || folder=$PWD/$directory
# shellcheck source=tests/tools/packages.sh
. tests/tools/packages.sh
need_packages build
build
# shellcheck source=examples/ships.sh
. examples/ships.sh
# shellcheck source=examples/show.sh
. examples/show.sh
# shellcheck source=examples/floors.sh
. examples/floors.sh
# shellcheck source=examples/remedies.sh
. examples/remedies.sh
# shellcheck source=examples/scoreboard.sh
. examples/scoreboard.sh
cd "$directory"
if [ $# -eq 0 ]; then
    shop_day
else
    import_log "$log" "$mapping"
fi
