#!/bin/bash
# What the programs need of Debian: `system.sh product`, or `system.sh test` for what the suite needs besides.
# Root: installs what is missing. Anybody else: one line to hand to the administrator.
set -euo pipefail

missing=()
need() { # PACKAGE COMMAND...: the package is missing where the command fails
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}
library() { ldconfig -p 2>/dev/null | grep -q "$1" || /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }
venv_python() { "$(dirname "$0")/python.sh"; }
postgres() { compgen -G "/usr/lib/postgresql/*/bin/initdb" || command -v initdb; }
chinese_font() { fc-list :lang=zh | grep -q .; }

product() {
    need python3-venv venv_python
    need libpango-1.0-0 library libpango-1.0.so.0
    need libpangoft2-1.0-0 library libpangoft2-1.0.so.0
    need libharfbuzz-subset0 library libharfbuzz-subset.so.0
    need fontconfig command -v fc-list
}

suite() {
    need postgresql postgres
    need redis-server command -v redis-server
    need chromium-headless-shell command -v chromium-headless-shell
    need fonts-noto-cjk chinese_font
}

# Debian starts a server as soon as it is installed, and again at every start of the machine. The suite brings its own, so: no.
policy=/usr/sbin/policy-rc.d
cluster=/etc/postgresql-common/createcluster.conf
undo() {
    if [[ -n ${our_policy-} ]]; then rm -f "$policy"; fi
    if [[ -e $cluster.before ]]; then mv "$cluster.before" "$cluster"; fi
}
install_quietly() {
    export DEBIAN_FRONTEND=noninteractive
    local apt=(apt-get install -y -qq --no-install-recommends -o Dpkg::Use-Pty=0)
    trap undo EXIT
    if [[ ! -e $policy ]]; then
        our_policy=yes
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    apt-get update -qq
    if [[ " $* " == *" postgresql "* ]]; then
        "${apt[@]}" postgresql-common
        cp -p "$cluster" "$cluster.before"
        sed -i '/^ *create_main_cluster/d' "$cluster"
        echo "create_main_cluster = false" >>"$cluster"
    fi
    "${apt[@]}" "$@"
    if [[ " $* " == *" redis-server "* ]] && command -v systemctl >/dev/null; then
        systemctl disable redis-server >/dev/null 2>&1 || echo "Redis stays enabled as a system service." >&2
    fi
}

case ${1-} in
    product) product ;;
    test) product && suite ;;
    *) echo "usage: $0 product|test" >&2 && exit 2 ;;
esac

if ((${#missing[@]} == 0)); then
    exit 0
elif ! command -v apt-get >/dev/null; then
    echo "Missing, by the names of Debian's packages: ${missing[*]}. Install them and run make again." >&2
    exit 1
elif ((EUID != 0)); then
    echo "Some system packages are missing. Ask the administrator to run this line, then run make again:" >&2
    echo "    apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
    echo "(As root, $0 $1 does the same and keeps PostgreSQL and Redis from starting as system services.)" >&2
    exit 1
fi
echo "Installing from Debian: ${missing[*]}"
install_quietly "${missing[@]}"
