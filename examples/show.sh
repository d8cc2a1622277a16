# show.sh: how the examples in shell tell their stories. It is read into them; $program is the
# program `supportcore`, $db the database.
# shellcheck shell=sh disable=SC2154

new_database() {
    db=$1
    rm -f "$db" "$db-wal" "$db-shm" "$db-journal"
}

# $1: a sentence.
say() {
    echo
    echo "$1"
}

# $@: a command of `supportcore` for the database, shown before it runs.
show() {
    line="\$ $program --db $db"
    for word in "$@"; do
        case $word in
        *[!A-Za-z0-9_:.,=/-]*) line="$line \"$word\"" ;;
        *) line="$line $word" ;;
        esac
    done
    echo
    echo "$line"
    "$program" --db "$db" "$@"
}

# $@: a command of `supportcore`, told and run at that time.
show_at() {
    now=2026-03-0$1Z
    shift
    show --now "$now" "$@"
}

# The same of a command that has to be refused.
show_refused_at() {
    if show_at "$@" 2>&1; then
        echo "that should have been refused" >&2
        exit 1
    fi
}

# $1: a time as of show_at, $2: who asks, $3: a method, $4: its parameters. What is refused is told.
ask() {
    "$program" --db "$db" call --allow system,integration >answer.json <<END
{"caller":{"actor":"$2","now":"2026-03-0$1Z"},"request":{"jsonrpc":"2.0","id":1,"method":"$3","params":$4}}
END
    sed -n 's/.*"error":{[^"]*"code":[^"]*"message":"\([^"]*\)".*/refused: \1/p' answer.json
    grep -q '"result":\|"code":"REFUSED"' answer.json
}
