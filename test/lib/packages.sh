# shellcheck shell=bash
# Which PostgreSQL to build against, and installing what is missing with apt.
#
# choose_server            sets and exports PG_CONFIG, and sets SERVER_PACKAGES to
#                          the packages that PG_CONFIG needs and that are missing.
#                          Order: the caller's PG_CONFIG; an installed server (the
#                          distribution's own major before others, then the newest);
#                          the major that the distribution's `postgresql` depends on.
# install_missing PKG...   installs those of PKG... that are missing, as root or
#                          through sudo. Does nothing, and does not ask for a
#                          password, when all are there.
# as_root COMMAND...       runs COMMAND as root, through sudo where necessary.
#
# Needs say.sh. No existing cluster is touched: see install_as_root.sh.

oldest_server=15
server_root=/usr/lib/postgresql

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        die "root is needed, and there is no sudo, for: $*"
    fi
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# The major version that the distribution ships; empty when apt does not know.
distribution_major() {
    apt-cache depends postgresql 2>/dev/null |
        sed -n 's/^ *|\{0,1\}Depends: postgresql-\([0-9][0-9]*\)$/\1/p' | sort -n | tail -n 1
}

# Majors with a server below server_root, ascending.
installed_majors() {
    local dir
    for dir in "$server_root"/*/; do
        dir=${dir%/}
        if [ -x "$dir/bin/postgres" ] && [ "${dir##*/}" -ge "$oldest_server" ] 2>/dev/null; then
            echo "${dir##*/}"
        fi
    done | sort -n
}

# True when pg_config $1 has a server, its headers, PGXS and pg_regress.
is_complete() {
    local bin headers pgxs
    bin=$("$1" --bindir 2>/dev/null) || return 1
    headers=$("$1" --includedir-server)
    pgxs=$("$1" --pgxs)
    [ -x "$bin/postgres" ] && [ -x "$bin/initdb" ] && [ -x "$bin/psql" ] &&
        [ -r "$headers/postgres.h" ] && [ -r "$pgxs" ] &&
        [ -x "${pgxs%/makefiles/pgxs.mk}/test/regress/pg_regress" ]
}

# shellcheck disable=SC2034  # SERVER_PACKAGES is for the scripts that source this
choose_server() {
    local major wanted
    SERVER_PACKAGES=()
    if [ -n "${PG_CONFIG:-}" ]; then
        PG_CONFIG=$(command -v "$PG_CONFIG") || die "PG_CONFIG is set, but there is no such program"
        is_complete "$PG_CONFIG" ||
            die "PG_CONFIG=$PG_CONFIG has no complete server (postgres, initdb, psql, headers, PGXS, pg_regress)"
        export PG_CONFIG
        return
    fi
    wanted=$(distribution_major)
    major=$(installed_majors | tail -n 1)
    if [ -n "$wanted" ] && installed_majors | grep -qx "$wanted"; then
        major=$wanted
    fi
    if [ -z "$major" ]; then
        if [ -z "$wanted" ]; then
            as_root apt-get -qq update || die "apt-get update failed"
            wanted=$(distribution_major)
        fi
        [ -n "$wanted" ] || die "apt knows no package postgresql; set PG_CONFIG to a server's pg_config"
        [ "$wanted" -ge "$oldest_server" ] ||
            die "this distribution has PostgreSQL $wanted, $oldest_server is needed; set PG_CONFIG to a newer server's pg_config"
        major=$wanted
    fi
    export PG_CONFIG=$server_root/$major/bin/pg_config
    if ! is_complete "$PG_CONFIG"; then
        SERVER_PACKAGES=("postgresql-$major" "postgresql-client-$major" "postgresql-server-dev-$major")
    fi
}

install_missing() {
    local package missing=()
    for package in "$@"; do
        is_installed "$package" || missing+=("$package")
    done
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        die "there is no sudo; let root run this first: apt-get install --no-install-recommends ${missing[*]}"
    fi
    note "Installing with apt (a minute or two): ${missing[*]}"
    as_root bash "$(dirname "${BASH_SOURCE[0]}")/install_as_root.sh" "${missing[@]}" ||
        die "these packages could not be installed: ${missing[*]}"
}
