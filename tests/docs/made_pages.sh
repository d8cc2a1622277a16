#!/bin/sh
# The pages that a program prints are in the repository as it prints them.
# usage: made_pages.sh ROOT MAKE_DOCS [--write]
set -eu
root=$1
tool=$2
failed=0
for page in rpc:json-rpc.md errors:errors.md facts:facts.md kpis:kpi.md; do
    file=$root/docs/${page#*:}
    if [ "${3:-}" = --write ]; then
        "$tool" "${page%%:*}" >"$file"
    elif ! "$tool" "${page%%:*}" | diff -u "$file" - ; then
        echo "$file is stale: sh tests/docs/made_pages.sh . BUILD/tests/make_docs --write"
        failed=1
    fi
done
exit $failed
