#!/bin/sh
# supportcore_ffi.h is read as it is by PHP FFI, LuaJIT, cffi and koffi, and calls the library.
# usage: test_ffi_hosts.sh SOURCE_ROOT SHARED_LIBRARY
# NODE_PATH: where koffi is.
set -eu
header=$1/include/supportcore_ffi.h
library=$2
version=$(sed -n "s/^  version: '\(.*\)',$/\1/p" "$1/meson.build")
failed=0
missing=

# $1: host, the rest: a command that prints the version, the size of an error and a code's value.
expect() {
    host=$1
    shift
    said=$("$@" 2>&1) || true
    if [ "$said" = "$version 592 -5" ]; then
        echo "ok: $host"
    else
        echo "failed: $host said '$said', not '$version 592 -5'"
        failed=1
    fi
}

if command -v php >/dev/null 2>&1 && php -r 'exit(class_exists("FFI") ? 0 : 1);'; then
    expect 'PHP FFI' php -r '
        $ffi = FFI::cdef(file_get_contents($argv[1]), $argv[2]);
        echo $ffi->sup_version(), " ", FFI::sizeof($ffi->new("struct sup_error")), " ", $ffi->SUP_REFUSED;
    ' "$header" "$library"
else
    missing="$missing php-cli"
fi

if command -v luajit >/dev/null 2>&1; then
    expect LuaJIT luajit -e "
        local ffi = require 'ffi'
        ffi.cdef(io.open('$header'):read('*a'))
        local library = ffi.load('$library')
        io.write(ffi.string(library.sup_version()), ' ', ffi.sizeof('struct sup_error'), ' ',
                 library.SUP_REFUSED)"
else
    missing="$missing luajit"
fi

# Debian's own Python has Debian's cffi.
python=
for candidate in /usr/bin/python3 python3; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import cffi' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -n "$python" ]; then
    expect cffi "$python" -c '
import sys
import cffi
ffi = cffi.FFI()
ffi.cdef(open(sys.argv[1]).read())
library = ffi.dlopen(sys.argv[2])
print(ffi.string(library.sup_version()).decode(), ffi.sizeof("struct sup_error"), library.SUP_REFUSED)
' "$header" "$library"
else
    missing="$missing python3-cffi"
fi

# koffi takes a declaration at a time; structs it is told of by their members.
if command -v node >/dev/null 2>&1 && node -e 'require("koffi")' 2>/dev/null; then
    expect koffi node -e '
const koffi = require("koffi");
const [header, path] = process.argv.slice(1);
const library = koffi.load(path);
const text = require("fs").readFileSync(header, "utf8").replace(/\/\*.*?\*\//gs, "");
const error = /struct sup_error \{(.*?)\}/s.exec(text)[1];
const value = (name) => Number(new RegExp(name + " = (-?\\d+)").exec(text)[1]);
const members = {};
for (const [, type, name, count] of error.matchAll(/(\w+) (\w+)(?:\[(\w+)\])?;/g)) {
  members[name] = count ? koffi.array(type, value(count)) : type;
}
const functions = {};
for (const line of text.split("\n")) {
  let match = /^typedef struct \w+ (\w+);$/.exec(line);
  if (match) {
    if (match[1] === "sup_error") koffi.struct("sup_error", members);
    else koffi.opaque(match[1]);
  } else if (line.startsWith("typedef ")) {
    koffi.proto(line.slice("typedef ".length, -1));
  } else if ((match = /^\w[^(]*?(\w+)\(.*\);$/.exec(line))) {
    functions[match[1]] = library.func(line);
  }
}
console.log(functions.sup_version(), koffi.sizeof("sup_error"), value("SUP_REFUSED"));
' "$header" "$library"
else
    missing="$missing koffi(npm)"
fi

[ "$failed" = 0 ] || exit 1
[ -z "$missing" ] || { echo "skipped: not there:$missing"; exit 77; }
