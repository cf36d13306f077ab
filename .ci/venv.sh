# Sourced by ./run and ./test at the root: a virtual environment with the pinned packages. Sets $python.

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$name"
            return 0
        fi
    done
    echo "$0: no Python 3.11 or later was found (tried python3, python3.14 to python3.11, python); install one" >&2
    return 1
}

make_environment() {
    base=$(find_python) || exit 1
    rm -rf .venv
    if ! words=$("$base" -m venv .venv 2>&1); then
        version=$("$base" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        rm -rf .venv
        echo "$words" >&2
        echo "$0: $base cannot make a virtual environment; on Debian or Ubuntu: apt-get install python$version-venv" >&2
        exit 1
    fi
}

# make_venv FILE...: installs the lock files, each file by its hash, unless these very files were installed before.
# A stamp is taken away first and written last, so that a broken-off installation is never trusted.
make_venv() {
    python=.venv/bin/python
    "$python" -c 'import pip' >/dev/null 2>&1 || make_environment
    changed=
    for file in "$@"; do
        [ "$(cat ".venv/installed-$file" 2>/dev/null)" = "$(cksum <"$file")" ] || changed=yes
    done
    [ -n "$changed" ] || return 0
    echo "Installing what is needed" >&2
    for file in "$@"; do
        rm -f ".venv/installed-$file"
        set -- "$@" -r "$file"
        shift
    done
    if ! "$python" -m pip install --quiet --disable-pip-version-check --require-hashes "$@" >&2; then
        echo "$0: the packages could not be installed; see the message above and run again" >&2
        exit 1
    fi
    while [ $# -gt 0 ]; do
        cksum <"$2" >".venv/installed-$2"
        shift 2
    done
}
