# shellcheck shell=bash
# A throw-away server that shares no file with an installed one.
#
# copy_server           copies the server that PG_CONFIG names to NOVA_SCRATCH/root, keeping
#                       the absolute layout: a real copy of the programs finds its
#                       share and lib directories relative to itself. Sets
#                       server_copy (for `make install DESTDIR=`) and server_bin.
# start_server [GUC=VALUE...]
#                       initdb (trust, UTF8, C locale) and start, reachable only
#                       through a socket below NOVA_SCRATCH; exports PGHOST, PGPORT, PGUSER
#                       (superuser), PGDATABASE, and puts server_bin first in PATH.
# stop_server           stops and removes it. Harmless when none runs.
#
# All return non-zero with the log on standard error where something fails.
# Needs say.sh and the environment of run_in_scratch.

server_copy=$NOVA_SCRATCH/root
server_data=$NOVA_SCRATCH/data
server_log=$NOVA_SCRATCH/server.log

copy_server() {
    local dir bin share lib
    bin=$("$PG_CONFIG" --bindir)
    share=$("$PG_CONFIG" --sharedir)
    lib=$("$PG_CONFIG" --pkglibdir)
    case $bin in
        /bin | /usr/bin | /usr/local/bin)
            note "cannot copy a server whose programs lie in $bin"
            return 1
            ;;
    esac
    for dir in "$bin" "$share" "$lib"; do
        mkdir -p "$server_copy$dir"
        tar -C "$dir" --exclude=./bitcode --exclude=./pgxs --exclude=./man -cf - . |
            tar -C "$server_copy$dir" -xf - || return 1
    done
    server_bin=$server_copy$bin
}

start_server() {
    local setting
    export PGHOST=$NOVA_SCRATCH/s PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
    export PATH=$server_bin:$PATH
    mkdir -p "$PGHOST"
    chmod 700 "$PGHOST"
    if ! initdb -D "$server_data" -U postgres -A trust -E UTF8 --no-locale --no-sync >"$server_log" 2>&1; then
        cat "$server_log" >&2
        return 1
    fi
    {
        echo "listen_addresses = ''"
        echo "unix_socket_directories = '$PGHOST'"
        echo "port = $PGPORT"
        echo "fsync = off"
        echo "synchronous_commit = off"
        echo "full_page_writes = off"
        echo "max_wal_size = '4GB'"
        echo "shared_buffers = '256MB'"
        echo "max_locks_per_transaction = 1024"
        echo "jit = off"
        for setting in "$@"; do
            echo "${setting%%=*} = '${setting#*=}'"
        done
    } >>"$server_data/postgresql.conf"
    if ! pg_ctl -D "$server_data" -l "$server_log" -w -t 60 start >/dev/null; then
        cat "$server_log" >&2
        return 1
    fi
}

stop_server() {
    [ ! -f "$server_data/postmaster.pid" ] || pg_ctl -D "$server_data" -m immediate -w stop >/dev/null
    rm -rf "$server_data"
}
