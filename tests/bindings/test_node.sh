#!/bin/sh
# The Node binding, as a program has it that installed it: its tests, and its types.
# usage: test_node.sh SOURCE_ROOT SHARED_LIBRARY
# NODE_PATH: where koffi and typescript are.
set -eu
root=$1
SUPPORTCORE_LIBRARY=$(realpath "$2")
export SUPPORTCORE_LIBRARY

command -v node >/dev/null 2>&1 || { echo "skipped: not there: node"; exit 77; }
[ "$(node -p "parseInt(process.versions.node)")" -ge 18 ] || { echo "skipped: Node is older than 18"; exit 77; }
missing=
for package in koffi typescript; do
    [ -d "${NODE_PATH:-}/$package" ] || missing="$missing $package(npm)"
done
[ -z "$missing" ] || { echo "skipped: not there:$missing"; exit 77; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/node_modules"
cp -R "$root/examples/bindings/node" "$folder/node_modules/supportcore"
ln -s "$NODE_PATH/koffi" "$folder/node_modules/koffi"
cp "$root"/tests/bindings/node_cases.mjs "$root"/tests/bindings/node_types.ts "$folder"
cd "$folder"
# As the README says that it compiles, with its own example: all of it is checked, libraries too.
block() { # $1: of what language
    sed -n "/^\`\`\`$1\$/,/^\`\`\`\$/p" node_modules/supportcore/README.md | sed '/^```/d'
}
block json >tsconfig.json
block js >readme.mts
echo '{"type": "module"}' >package.json
node "$NODE_PATH/typescript/bin/tsc" --listFilesOnly | grep -c -E '/(readme.mts|node_types.ts)$' | grep -qx 2 ||
    { echo 'failed: not all is compiled'; exit 1; }
node "$NODE_PATH/typescript/bin/tsc"
node node_cases.mjs "$root"
