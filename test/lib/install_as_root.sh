#!/usr/bin/env bash
# install_as_root.sh PACKAGE... : apt-get install as root, leaving existing clusters alone.
#
# - While it runs, postgresql-common is told not to create a "main" cluster, and
#   no service is started or stopped; both settings are removed again at the end.
# - Refuses (exit 1, nothing changed) where apt would upgrade an installed server
#   or remove anything: that would be felt by a running cluster.
# - `apt-get update` only when apt cannot find the packages as it is.
# - Output of apt goes to a log that is shown when something fails.
set -u

export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 LC_ALL=C.UTF-8
unset LANGUAGE

policy=/usr/sbin/policy-rc.d
common=/etc/postgresql-common
dropin=$common/createcluster.d/nova_fkindex_no_main_cluster.conf

log=$(mktemp)
made_files=()
made_dirs=()

clean_up() {
    [ "${#made_files[@]}" -eq 0 ] || rm -f "${made_files[@]}"
    [ "${#made_dirs[@]}" -eq 0 ] || rmdir "${made_dirs[@]}" 2>/dev/null
    rm -f "$log"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

fail() {
    cat "$log" >&2
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# Directories are noted inner first, so that rmdir takes them in that order.
make_dir() {
    [ -d "$1" ] || { mkdir "$1" && made_dirs=("$1" "${made_dirs[@]}"); }
}

hold_services_and_clusters() {
    if [ ! -e "$policy" ]; then
        made_files+=("$policy")
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    if [ -e $common/createcluster.conf ] &&
        ! grep -q '^ *include_dir.*createcluster\.d' $common/createcluster.conf; then
        fail "$common/createcluster.conf does not read createcluster.d, so a new cluster could not be prevented; install by hand: $*"
    fi
    make_dir $common
    make_dir $common/createcluster.d
    made_files+=("$dropin")
    echo "create_main_cluster = false" >"$dropin"
}

apt() {
    apt-get -y -q --no-install-recommends -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 "$@" >>"$log" 2>&1
}

plan() {
    : >"$log"
    apt --simulate install "$@"
}

refuse_harm() {
    grep -q '^Remv ' "$log" &&
        fail "apt would remove packages; install by hand: $*"
    grep -Eq '^Inst postgresql-[0-9]+ \[' "$log" &&
        fail "apt would upgrade an installed PostgreSQL server; upgrade it first, or install by hand: $*"
    return 0
}

plan "$@" || { apt update && plan "$@"; } || fail "apt cannot install: $*"
refuse_harm "$@"
hold_services_and_clusters "$@"
if ! apt --no-remove install "$@"; then
    # The lists may be older than the mirror.
    { apt update && plan "$@"; } || fail "apt cannot install: $*"
    refuse_harm "$@"
    apt --no-remove install "$@" || fail "apt could not install: $*"
fi
