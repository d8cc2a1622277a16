#!/bin/sh
# The Node storefront: its server and its worker as processes, asked over HTTP.
# usage: test_node_backend.sh SOURCE_ROOT EXTENSION
# NODE_PATH: where @photostructure/sqlite is.
set -eu
root=$1
SUPPORTCORE_EXTENSION=$(realpath "$2")
export SUPPORTCORE_EXTENSION

command -v node >/dev/null 2>&1 || { echo "skipped: not there: node"; exit 77; }
[ "$(node -p "parseInt(process.versions.node)")" -ge 18 ] || { echo "skipped: Node is older than 18"; exit 77; }
[ -d "${NODE_PATH:-}/@photostructure/sqlite" ] || { echo "skipped: not there: @photostructure/sqlite(npm)"; exit 77; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp "$root"/examples/backends/node/* "$root/tests/backends/node_backend_cases.mjs" "$folder"
ln -s "$NODE_PATH" "$folder/node_modules"
cd "$folder"
node node_backend_cases.mjs
