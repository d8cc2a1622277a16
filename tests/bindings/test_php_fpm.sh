#!/bin/sh
# The PHP binding under a real php-fpm, over a unix socket: with the ini lines of its README the
# library is called in the worker, without them through the program. As root the workers are www-data.
# usage: test_php_fpm.sh SOURCE_ROOT SHARED_LIBRARY PROGRAM [SQLITE_EXTENSION]
set -eu
root=$(realpath "$1")
package=vendor/supportcore/supportcore
failed=0

fpm=
for candidate in php-fpm /usr/sbin/php-fpm*; do
    command -v "$candidate" >/dev/null 2>&1 && fpm=$candidate && break
done
[ -n "$fpm" ] || { echo 'skipped: no php-fpm'; exit 77; }
command -v cgi-fcgi >/dev/null 2>&1 || { echo 'skipped: no cgi-fcgi'; exit 77; }

umask 022 # the workers read what is made here
dir=$(mktemp -d)
running=
stop() {
    [ -z "$running" ] || { kill "$running" && wait "$running" 2>/dev/null; } || true
    running=
}
trap 'stop; rm -rf "$dir"' EXIT
trap 'exit 1' HUP INT TERM

# A shop as it would be installed.
mkdir -p "$dir/$package" "$dir/data"
cp -R "$root/examples/bindings/php/." "$dir/$package/"
cp "$root/examples/bindings/conformance.json" "$dir/"
cp "$2" "$dir/libsupportcore.so.0.1"
cp "$3" "$dir/supportcore"
[ $# -lt 4 ] || cp "$4" "$dir/mod_supportcore.so"
sed "s|^#define FFI_LIB .*|#define FFI_LIB \"$dir/libsupportcore.so.0.1\"|" \
    "$root/examples/bindings/php/supportcore.h" >"$dir/$package/supportcore.h"
worker=$(id -un)
if [ "$(id -u)" = 0 ]; then
    worker=www-data
    chmod -R a+rX "$dir"
    chown "$worker" "$dir/data"
fi
cat >"$dir/shop.php" <<'PHP'
<?php
require __DIR__ . '/vendor/supportcore/supportcore/autoload.php';

use Supportcore\Conformance;
use Supportcore\Desk;
use Supportcore\FfiDriver;

header('Content-Type: text/plain');
switch ($_GET['page']) {
    case 'conformance':
        $result = Conformance::run(__DIR__ . '/conformance.json', fn ($clock) => Desk::open(clock: $clock));
        echo FfiDriver::isAllowed() ? 'FFI' : 'program', ': ', $result['passed'], ' passed';
        echo implode("\n", $result['problems']);
        break;
    case 'own':
        try {
            FFI::cdef('int getpid(void);');
            echo 'allowed';
        } catch (FFI\Exception $exception) {
            echo $exception->getMessage();
        }
        break;
    case 'open':
        $desk = Desk::open(__DIR__ . '/data/desk.db'); // and never closed
        echo 'ticket ', $desk->system()->ticket->open(subject: 'One of many')['ticket_id'];
        break;
    case 'refused':
        $desk = Desk::open(__DIR__ . '/data/desk.db');
        try {
            $desk->customer(1)->agent->list();
        } catch (Supportcore\Exception\Refused $exception) {
            echo $exception->codeName, ' ', $exception->field;
        }
        break;
    case 'fatal':
        $desk = Desk::open(__DIR__ . '/data/desk.db');
        $desk->system()->ticket->reply();
        break;
    case 'order':
        $db = new SQLite3(__DIR__ . '/data/shop.db');
        $db->loadExtension('mod_supportcore.so');
        $desk = Desk::on($db)->system();
        foreach (['ROLLBACK', 'COMMIT'] as $end) {
            $db->exec('BEGIN IMMEDIATE; CREATE TABLE IF NOT EXISTS orders (id); INSERT INTO orders VALUES (1)');
            $desk->ticket->open(subject: 'Of an order');
            $db->exec($end);
        }
        echo $db->querySingle('SELECT count(*) FROM orders'), ' order, ', $desk->desk->summary()['ticket_count'], ' ticket';
        break;
    case 'files':
        echo count(glob('/proc/self/fd/*'));
}
PHP

# $1: a name, the rest: options of php-fpm.
start() {
    name=$1
    shift
    cat >"$dir/$name.conf" <<CONF
[global]
error_log = $dir/$name.log
[shop]
user = $worker
listen = $dir/$name.sock
listen.owner = $worker
pm = static
pm.max_children = ${workers:-1}
env[SUPPORTCORE_PROGRAM] = $dir/supportcore
env[LD_LIBRARY_PATH] = $dir
CONF
    "$fpm" -F -y "$dir/$name.conf" "$@" >"$dir/$name.out" 2>&1 &
    running=$!
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        [ -S "$dir/$name.sock" ] && return
        sleep 0.1
    done
    echo "failed: php-fpm does not start: $(cat "$dir/$name.out" "$dir/$name.log")"
    exit 1
}

# $1: page. The answer without its headers.
page() {
    SCRIPT_FILENAME=$dir/shop.php REQUEST_METHOD=GET QUERY_STRING="page=$1" \
        cgi-fcgi -bind -connect "$dir/$name.sock" | tr -d '\r' | sed '1,/^$/d'
}

# $1: page, $2: its answer
expect() {
    said=$(page "$1")
    if [ "$said" = "$2" ]; then
        echo "ok: $name: $1"
    else
        echo "failed: $name: $1 said '$said', not '$2'"
        cat "$dir/$name.log" "$dir/$name.out"
        failed=1
    fi
}

# The lines of the README, in this shop's folder and as this worker.
sed -n '/^```ini$/,/^```$/p' "$root/examples/bindings/php/README.md" | grep -v '^```' |
    sed "s|/srv/shop|$dir|; s|/usr/local/lib/x86_64-linux-gnu|$dir|; s|www-data|$worker|" >"$dir/lines.ini"
grep -q "^ffi.preload=$dir/" "$dir/lines.ini"
set --
while IFS= read -r line; do
    case $line in *=*) set -- "$@" -d "$line" ;; esac
done <"$dir/lines.ini"

start preloaded "$@"
expect own 'FFI API is restricted by "ffi.enable" configuration directive'
expect conformance 'FFI: 48 passed'
expect open 'ticket 1'
expect refused 'REFUSED caller'
files=$(page files)
for number in 2 3 4 5 6 7 8 9; do
    expect open "ticket $number"
done
# Fewer is fine: the socket of the page before may still be there.
[ "$(page files)" -le $((files + 1)) ] || { echo "failed: a page that closes nothing leaves files open" && failed=1; }
[ ! -f "$dir/mod_supportcore.so" ] || expect order '1 order, 1 ticket'
case $(page fatal 2>&1) in
*ArgumentCountError*) ;;
*) echo 'failed: a mistake in the page is not told' && failed=1 ;;
esac
expect open 'ticket 10'
stop

# Several workers on one file.
workers=4
start several "$@"
for client in 1 2 3 4 5 6 7 8; do
    (for _ in 1 2 3 4 5; do page open; echo; done) >"$dir/client$client" &
    clients="${clients:-} $!"
done
# shellcheck disable=SC2086
wait $clients
told=$(cat "$dir"/client* | sort -u | grep -c '^ticket ')
[ "$told" = 40 ] || { echo "failed: 40 tickets side by side became $told"; failed=1; }
expect open 'ticket 51'
stop

# A host that changed no ini line.
workers=1
start plain
expect conformance 'program: 48 passed'
expect open 'ticket 52'
expect refused 'REFUSED caller'
stop

exit "$failed"
