#!/bin/sh
# Uses the library as others do: installed, found with pkg-config and by CMake, linked shared and
# static, from C and from C++; and as a Meson subproject. The installation is copied once before, and
# uninstalled where it was.
#
# usage: consumers.sh SOURCE_ROOT
set -eu
root=$(cd "$1" && pwd)

for tool in meson ninja pkg-config gcc g++ cmake; do
    command -v "$tool" >/dev/null 2>&1 || { echo "skipped: no $tool"; exit 77; }
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# $1: what it is, the rest: a command whose output matters only when it fails.
quietly() {
    title=$1
    shift
    "$@" >"$work/log" 2>&1 || { cat "$work/log"; echo "failed: $title"; exit 1; }
}

# $1: a program, which prints the library's version and the first ticket's id.
expect_desk() {
    said=$("$1") || { echo "failed: $1 ended with $?"; exit 1; }
    [ "$said" = "$version 1" ] || { echo "failed: $1 said '$said', not '$version 1'"; exit 1; }
}

cat >"$work/shop.c" <<'END'
#include <stdio.h>
#include <supportcore.h>

int main(void)
{
    struct sup_store *store = NULL;
    sup_core *desk = NULL;
    struct sup_options options = {0};
    struct sup_caller caller = {0};
    struct sup_ticket_open_params params = {0};
    struct sup_receipt receipt = {0};
    int failed = sup_memory_open(NULL, &store, NULL) != SUP_OK;
    options.size = sizeof options;
    options.store = store;
    failed = failed || sup_open(&options, &desk, NULL) != SUP_OK;
    caller.size = sizeof caller;
    caller.actor_kind = SUP_ACTOR_SYSTEM;
    caller.now_ms = INT64_C(1774000000000);
    params.size = sizeof params;
    params.subject = "Where is my order?";
    receipt.size = sizeof receipt;
    failed = failed || sup_ticket_open(desk, &caller, &params, &receipt) != SUP_OK;
    if (!failed) {
        printf("%s %d\n", sup_version(), (int)receipt.id);
    }
    sup_close(desk);
    sup_store_close(store);
    return failed;
}
END
# The same program, as C++.
sed 's/= {0}/= {}/; s/NULL/nullptr/g; s/<stdio.h>/<cstdio>/' "$work/shop.c" >"$work/shop.cc"

# Both builds below compile the library with the same options, but for warnings and where things lie: what
# the first has compiled is taken again by the second, by source and options.
cat >"$work/cc" <<'END'
#!/bin/sh
kept=
name=
source=
out=
previous=
for argument in "$@"; do
    case $previous in
    -o) out=$argument ;;
    -c) source=$argument ;;
    -MQ | -MF) ;;
    *) case $argument in -I* | -W* | -o | -c | -M*) ;; *) name="$name $argument" ;; esac ;;
    esac
    previous=$argument
done
case $source in
*/lib/*.c) kept=${0%/*}/objects/$(echo "${source##*/lib/} $name" | cksum | tr ' ' -) ;;
esac
if [ -n "$kept" ] && [ -f "$kept" ]; then
    cp "$kept" "$out"
    exit
fi
gcc "$@" || exit
[ -z "$kept" ] || cp "$out" "$kept"
END
chmod +x "$work/cc"
mkdir "$work/objects"
CC=$work/cc
export CC

# Installed.
quietly 'setup for the installation' meson setup "$work/build" "$root" --prefix="$work/first" \
    --libdir=lib -Dpkgconfig.relocatable=true -Dbuildtype=plain -Dtests=false -Dprograms=false -Dwerror=true
quietly 'the installation' ninja -C "$work/build" install
cp -R "$work/first" "$work/root"
quietly 'the removal' ninja -C "$work/build" uninstall
[ ! -e "$work/first" ] || { find "$work/first"; echo 'failed: uninstalling leaves these'; exit 1; }

PKG_CONFIG_PATH=$work/root/lib/pkgconfig
export PKG_CONFIG_PATH
version=$(pkg-config --modversion supportcore)
flags="-Wall -Wextra -Wpedantic -Wconversion -Werror $(pkg-config --cflags supportcore)"
LD_LIBRARY_PATH=$work/root/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export LD_LIBRARY_PATH

link() { # $1: how; the rest: what to link
    how=$1
    shift
    quietly "C, $how" gcc -std=c11 $flags "$work/shop.c" -o "$work/c-$how" "$@"
    expect_desk "$work/c-$how"
    quietly "C++, $how" g++ -std=c++17 $flags "$work/shop.cc" -o "$work/cpp-$how" "$@"
    expect_desk "$work/cpp-$how"
}

link shared $(pkg-config --libs supportcore)
for installed in include/supportcore.h include/supportcore/sys/store.h \
    include/supportcore/sys/conformance.h lib/libsupportcore.a lib/mod_supportcore.so \
    share/man/man3/sup_ticket_open.3 share/man/man7/supportcore-policy.7; do
    [ -f "$work/root/$installed" ] || { echo "failed: $installed is not installed"; exit 1; }
done
[ -f "$(pkg-config --variable=sqlite_extension supportcore)" ] ||
    { echo 'failed: pkg-config does not say where the extension is'; exit 1; }
schema=$work/root/share/supportcore/policy.schema.json
cmp -s "$schema" "$root/docs/policy.schema.json" || { echo "failed: $schema is not the schema"; exit 1; }
soname=$(readlink "$work/root/lib/libsupportcore.so" || true)
[ "$soname" = libsupportcore.so.0.1 ] || { echo "failed: libsupportcore.so is a link to '$soname'"; exit 1; }

# By CMake.
mkdir "$work/cmake"
cp "$work/shop.c" "$work/shop.cc" "$work/cmake/"
cat >"$work/cmake/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.16)
project(shop C CXX)
find_package(supportcore 0.1 REQUIRED COMPONENTS shared static)
add_executable(shop shop.c)
target_link_libraries(shop supportcore::supportcore)
add_executable(shop-static shop.c)
target_link_libraries(shop-static supportcore::static)
add_executable(shop-cpp shop.cc)
target_compile_features(shop-cpp PRIVATE cxx_std_17)
target_link_libraries(shop-cpp supportcore::supportcore)
END
cmake_finds() { # the rest: more options
    cmake -G Ninja -S "$work/cmake" -B "$work/cmakebuild" -DCMAKE_PREFIX_PATH="$work/root" "$@"
}
quietly 'setup by CMake' cmake_finds
quietly 'the build by CMake' cmake --build "$work/cmakebuild"
expect_desk "$work/cmakebuild/shop"
expect_desk "$work/cmakebuild/shop-cpp"
[ -z "$(ldd "$work/cmakebuild/shop-static" | grep libsupportcore)" ] ||
    { echo 'failed: supportcore::static is shared'; exit 1; }
expect_desk "$work/cmakebuild/shop-static"
# Another version, or a part that there is not, is told.
sed -i 's/supportcore 0.1 /supportcore 0.2 /' "$work/cmake/CMakeLists.txt"
rm -rf "$work/cmakebuild"
if cmake_finds >"$work/log" 2>&1 || ! grep -q "version: $version" "$work/log"; then
    cat "$work/log"
    echo 'failed: CMake took 0.1 for 0.2'
    exit 1
fi
sed -i 's/supportcore 0.2 /supportcore 0.1 /; s/shared static/shared framework/' "$work/cmake/CMakeLists.txt"
rm -rf "$work/cmakebuild"
if cmake_finds >"$work/log" 2>&1 || ! grep -q 'no component framework' "$work/log"; then
    cat "$work/log"
    echo 'failed: CMake did not tell of a part that there is not'
    exit 1
fi

rm "$work"/root/lib/libsupportcore.so*
link static $(pkg-config --static --libs supportcore)
# All of it: wherever others' archives are, and on Debian they are.
echo 'int main(void) { return 0; }' >"$work/empty.c"
if gcc -static "$work/empty.c" -o "$work/empty" -lsodium -lsqlite3 -lyajl_s -lm 2>"$work/log"; then
    link all-static -static $(pkg-config --static --libs supportcore)
    for program in c cpp; do
        ldd "$work/$program-all-static" >/dev/null 2>&1 &&
            { echo "failed: $program-all-static needs shared libraries"; exit 1; }
    done
else
    cat "$work/log"
    [ ! -e /etc/debian_version ] || { echo 'failed: Debian has these archives'; exit 1; }
fi

# As a subproject.
mkdir -p "$work/shop/subprojects"
ln -s "$root" "$work/shop/subprojects/supportcore"
cp "$work/shop.c" "$work/shop.cc" "$work/shop/"
cat >"$work/shop/meson.build" <<'END'
project('shop', 'c', 'cpp', default_options: ['c_std=c11', 'cpp_std=c++17', 'buildtype=plain'])
supportcore = dependency('supportcore', fallback: 'supportcore',
  default_options: ['tests=false', 'programs=false', 'default_library=static'])
executable('shop', 'shop.c', dependencies: supportcore)
executable('shop-cpp', 'shop.cc', dependencies: supportcore)
END
unset PKG_CONFIG_PATH
quietly 'setup as a subproject' meson setup "$work/subbuild" "$work/shop"
quietly 'the build as a subproject' ninja -C "$work/subbuild" shop shop-cpp
expect_desk "$work/subbuild/shop"
expect_desk "$work/subbuild/shop-cpp"
echo "ok: installed, by CMake and as a subproject, shared and static, C and C++, version $version"
