#!/bin/sh
# The PHP binding, where there is PHP; what is tested stands in test_php.php.
# usage: test_php.sh SOURCE_ROOT SHARED_LIBRARY PROGRAM [SQLITE_EXTENSION]
set -eu
command -v php >/dev/null 2>&1 || { echo 'skipped: no php'; exit 77; }
for needed in ffi pcntl posix sqlite3; do
    php -r 'exit(extension_loaded($argv[1]) ? 0 : 1);' "$needed" || {
        echo "skipped: PHP without $needed"
        exit 77
    }
done
# PHP loads extensions of SQLite from this folder only.
folder=
[ $# -lt 4 ] || folder=$(dirname "$(realpath "$4")")
exec php -d "sqlite3.extension_dir=$folder" "$(dirname "$0")/test_php.php" "$1" "$2" "$3"
