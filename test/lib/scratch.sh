# shellcheck shell=bash
# Running a script of this checkout in a private copy of it, unprivileged.
#
# run_in_scratch CHECKOUT MEGABYTES SCRIPT ARG...
#     Makes a scratch directory with at least MEGABYTES free, copies CHECKOUT
#     (without build products) to NOVA_SCRATCH/tree, and runs NOVA_SCRATCH/tree/SCRIPT ARG...
#     as the caller, or as nobody when the caller is root (the server refuses root,
#     and nobody could not read a checkout below /root). Whatever happens, servers
#     whose data directory is in the scratch directory are stopped and it is removed.
#     Returns the script's exit status.
#
#     The script finds NOVA_SCRATCH (short enough for a Unix socket), HOME and TMPDIR
#     inside of it, PG_CONFIG, NOVA_*, and nothing else of the caller's environment:
#     above all no PG* variable that could lead to somebody's real server.
#
# Needs say.sh.

# Sockets: NOVA_SCRATCH/s/.s.PGSQL.5432, and 107 bytes are the limit.
longest_scratch_parent=50

# True when $1 can hold programs and has $2 megabytes free.
is_usable_parent() {
    local probe blocks size ran=1
    [ -d "$1" ] && [ -w "$1" ] && [ "${#1}" -le "$longest_scratch_parent" ] || return 1
    read -r blocks size <<<"$(stat -f -c '%a %S' "$1")"
    [ $((blocks * size / 1048576)) -ge "$2" ] || return 1
    probe=$(TMPDIR=$1 mktemp) || return 1
    printf '#!/bin/sh\nexit 0\n' >"$probe"
    chmod 700 "$probe"
    "$probe" 2>/dev/null && ran=0
    rm -f "$probe"
    return "$ran"
}

make_scratch() {
    local parent
    for parent in "${TMPDIR:-/tmp}" /tmp /var/tmp; do
        if is_usable_parent "$parent" "$1"; then
            scratch=$(TMPDIR=$parent mktemp -d) || die "mktemp failed in $parent"
            return
        fi
    done
    die "no temporary directory with $1 MB free that can hold programs (tried TMPDIR, /tmp, /var/tmp)"
}

copy_checkout() {
    mkdir "$2"
    tar -C "$1" --exclude=./.git -cf - . | tar -C "$2" --no-same-owner -xf - ||
        die "copying $1 failed"
    rm -rf "$2/build" "$2/results" "$2/output_iso" "$2/tmp_check"
    find "$2" -type f \( -name '*.o' -o -name '*.so' -o -name '*.bc' -o -name '*.d' \) -delete
}

# A server that a killed test left behind is known by its postmaster.pid.
stop_servers_below() {
    local file pid
    find "$1" -name postmaster.pid 2>/dev/null | while read -r file; do
        read -r pid <"$file"
        kill -QUIT "$pid" 2>/dev/null || continue
        for _ in 1 2 3 4 5 6 7 8 9 10; do
            kill -0 "$pid" 2>/dev/null || break
            sleep 0.3
        done
    done
}

remove_scratch() {
    trap '' INT TERM HUP
    if [ -n "${script_pid:-}" ] && kill -0 "$script_pid" 2>/dev/null; then
        kill -TERM -- "-$script_pid" 2>/dev/null
        wait "$script_pid" 2>/dev/null
    fi
    stop_servers_below "$scratch"
    rm -rf "$scratch"
}

run_in_scratch() {
    local checkout=$1 megabytes=$2 script=$3 name drop=() vars=()
    shift 3
    make_scratch "$megabytes"
    script_pid=
    trap remove_scratch EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP

    copy_checkout "$checkout" "$scratch/tree"
    mkdir "$scratch/home" "$scratch/tmp"
    if [ "$(id -u)" -eq 0 ]; then
        chown -R nobody: "$scratch" || die "cannot hand $scratch over to the user nobody"
        drop=(setpriv "--reuid=$(id -u nobody)" "--regid=$(id -g nobody)" --clear-groups --)
    fi
    for name in "${!NOVA_@}"; do
        vars+=("$name=${!name}")
    done

    # A session of its own, so that one signal reaches the script and all it started.
    cd "$scratch/tree" || die "cannot enter $scratch/tree"
    setsid "${drop[@]}" env -i "${vars[@]}" \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin \
        LANG=C.UTF-8 LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 \
        HOME="$scratch/home" TMPDIR="$scratch/tmp" NOVA_SCRATCH="$scratch" \
        PG_CONFIG="$PG_CONFIG" \
        bash "$scratch/tree/$script" "$@" </dev/null &
    script_pid=$!
    wait "$script_pid"
}
