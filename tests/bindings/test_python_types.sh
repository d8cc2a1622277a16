#!/bin/sh
# The Python binding is strictly typed, to mypy: itself, its README's example, and a program's use.
# usage: test_python_types.sh SOURCE_ROOT
set -eu
root=$(cd "$1" && pwd)
command -v mypy >/dev/null 2>&1 || { echo "skipped: no mypy"; exit 77; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root/tests/bindings/python_types.py" "$work"
sed -n '/^```python$/,/^```$/p' "$root/examples/bindings/python/README.md" | sed '/^```/d' >"$work/readme.py"
cd "$work"
MYPYPATH=$root/examples/bindings/python
export MYPYPATH
mypy --strict --python-version 3.11 --cache-dir cache -p supportcore
mypy --strict --python-version 3.11 --cache-dir cache readme.py python_types.py
