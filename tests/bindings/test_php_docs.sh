#!/bin/sh
# The doc comments of the PHP binding, where there is PHP; what is tested stands in test_php_docs.php.
# usage: test_php_docs.sh SOURCE_ROOT
command -v php >/dev/null 2>&1 || { echo 'skipped: no php'; exit 77; }
exec php "$(dirname "$0")/test_php_docs.php" "$@"
