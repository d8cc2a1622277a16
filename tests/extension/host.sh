#!/bin/sh
# The loadable extension in the SQLite of another program: an order and its ticket in one
# transaction, kept and rolled back, a list, an error, a statement that writes, and closing. Each
# host runs the same steps and says the same.
#
# usage: host.sh shell|python|php|node EXTENSION
# For node: NODE_MODULES names the folder with better-sqlite3 or libsql, where node does not find them.
set -eu
host=$1
case $2 in
/*) extension=$2 ;;
*) extension=$PWD/$2 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
database=$work/shop.db

skip() {
    echo "skipped: $1"
    exit 77
}

case $host in
shell)
    command -v sqlite3 >/dev/null 2>&1 || skip 'no sqlite3 shell'
    echo '.load' | sqlite3 :memory: 2>&1 | grep -q 'unknown command' && skip 'this sqlite3 cannot load extensions'
    set -- sqlite3 -batch "$database"
    ;;
python)
    for python in python3 /usr/bin/python3 none; do
        "$python" -c 'import sqlite3; sqlite3.connect(":memory:").enable_load_extension(True)' \
            >/dev/null 2>&1 && break
    done
    [ "$python" != none ] || skip 'no Python whose sqlite3 loads extensions'
    set -- "$python" "$here/host.py" "$extension" "$database"
    ;;
php)
    command -v php >/dev/null 2>&1 || skip 'no php'
    php -r 'exit(class_exists("SQLite3") ? 0 : 1);' || skip 'php without sqlite3'
    set -- php -d "sqlite3.extension_dir=$(dirname "$extension")" "$here/host.php" \
        "$(basename "$extension")" "$database"
    ;;
node)
    command -v node >/dev/null 2>&1 || skip 'no node'
    node "$here/host.js" 2>/dev/null || skip 'no better-sqlite3, libsql or node:sqlite that loads extensions'
    set -- node "$here/host.js" "$extension" "$database"
    ;;
*) exit 2 ;;
esac

if [ "$host" = shell ]; then
    # It ends with 1, for there are errors among the steps; they are on a stream of their own.
    sed "s|@EXTENSION@|$extension|" "$here/host.sql" | "$@" >"$work/said" 2>"$work/errors" || :
    { cat "$work/errors"; echo closed; } >>"$work/said"
else
    "$@" >"$work/said" 2>&1 || { cat "$work/said"; exit 1; }
fi
cat >"$work/expected" <<'END'
opened 1
kept 1 1
rolled back 1 1
tickets 1 Where is my lamp?
timers resolution running
error NOT_FOUND
actor sup_call(): the actor, 'boss', is none
writing sup_call() cannot run while a statement writes
closed
END
# What an error begins with is the host's, and how it goes on is tested elsewhere.
sed -e "s/.*\(sup_call(): the actor, 'boss', is none\).*/actor \1/" \
    -e 's/.*\(sup_call() cannot run while a statement writes\).*/writing \1/' \
    "$work/said" >"$work/short"
diff -u "$work/expected" "$work/short"
# Another connection finds what was kept, and nothing is locked or left to be recovered.
[ ! -e "$database-wal" ] || { echo "the connection left $database-wal"; exit 1; }
echo "ok: $host"
