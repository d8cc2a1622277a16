# Sourced by tests/run.sh and examples/run.sh: makes sure that what a build needs is there.
# On Debian and Ubuntu missing packages are installed; elsewhere their names are printed.

packages_of() {
    case $1 in
    build) echo "gcc libc6-dev meson ninja-build pkg-config libsqlite3-dev libyajl-dev libsodium-dev" ;;
    test) echo "libcmocka-dev g++ python3 python3-jsonschema sqlite3 binutils cmake mandoc doxygen fish zsh" ;;
    bindings) echo "abigail-tools clang libfcgi-bin luajit mypy php-cli php-fpm php-phpstan-phpdoc-parser php-sqlite3 python3-cffi" ;;
    esac
}

# $@: groups of packages.
need_packages() {
    missing=
    for group in "$@"; do
        for package in $(packages_of "$group"); do
            if ! command -v dpkg-query >/dev/null 2>&1; then
                missing="$missing $package"
            elif ! dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
                missing="$missing $package"
            fi
        done
        # Node comes from many places, not from Debian alone.
        if [ "$group" = bindings ] && ! command -v npm >/dev/null 2>&1; then
            missing="$missing nodejs npm"
        fi
    done
    [ -n "$missing" ] || return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        # Not Debian: trust what is there, and say what the build needs if it fails.
        command -v meson >/dev/null 2>&1 && pkg-config --exists sqlite3 yajl libsodium && return 0
        echo "Please install what these Debian packages hold:$missing" >&2
        exit 1
    fi
    as_root=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 || {
            echo "Please install, as root: apt-get install$missing" >&2
            exit 1
        }
        as_root=sudo
    fi
    echo "Installing:$missing"
    $as_root apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

# $1: folder; the rest: packages of npm, as name@version. NODE_PATH finds them then.
need_node_packages() {
    folder=$1
    shift
    missing=
    for package in "$@"; do
        [ -d "$folder/node_modules/${package%@*}" ] || missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        echo "Installing:$missing"
        # All of them: npm removes what nobody asks for.
        npm install --silent --no-save --no-audit --no-fund --prefix "$folder" "$@" >/dev/null ||
            echo "npm could not install$missing: tests that need them are skipped" >&2
    fi
    NODE_PATH=$(cd "$folder" 2>/dev/null && pwd)/node_modules
    export NODE_PATH
}
