#!/bin/sh
# The PHP binding, where there is PHP; what is tested stands in test_php.php.
# usage: test_php.sh SOURCE_ROOT SHARED_LIBRARY PROGRAM
set -eu
command -v php >/dev/null 2>&1 || { echo 'skipped: no php'; exit 77; }
for extension in ffi pcntl posix; do
    php -r 'exit(extension_loaded($argv[1]) ? 0 : 1);' "$extension" || {
        echo "skipped: PHP without $extension"
        exit 77
    }
done
exec php "$(dirname "$0")/test_php.php" "$@"
