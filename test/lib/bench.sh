# shellcheck shell=bash
# Running a benchmark of test/bench on a throw-away server.
#
# run_benchmark NAME MEGABYTES ARG...
#     Installs what is missing, builds the extension in a private copy of the checkout
#     (with MEGABYTES free), starts a throw-away server, runs test/bench/NAME.py ARG...
#     on it and exits with its status. test/bench/NAME must be the script that calls
#     this: it is run once more inside the copy. Leaves nothing behind.
#     Before that call the script may set
#     benchmark_packages    what it needs beside python3 and psycopg2
#     benchmark_settings    the server's settings, GUC=VALUE; statement_settings are those
#                           of benchmarks that read pg_stat_statements

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
lib=$checkout/test/lib
# shellcheck source=test/lib/say.sh
. "$lib/say.sh"

benchmark_packages=()
benchmark_settings=()

# Plans of one process: what parallel workers read depends on how busy the machine is.
# shellcheck disable=SC2034  # for the scripts that source this
statement_settings=(
    shared_preload_libraries=pg_stat_statements
    pg_stat_statements.max=20000
    pg_stat_statements.track=all
    pg_stat_statements.track_planning=on
    shared_buffers=1GB
    work_mem=64MB
    maintenance_work_mem=256MB
    max_parallel_workers_per_gather=0
)

run_benchmark() {
    local name=$1 megabytes=$2
    shift 2
    if [ -z "${NOVA_SCRATCH:-}" ]; then
        # shellcheck source=test/lib/packages.sh
        . "$lib/packages.sh"
        # shellcheck source=test/lib/scratch.sh
        . "$lib/scratch.sh"
        choose_server
        install_missing "${SERVER_PACKAGES[@]}" g++ make libboost-dev python3 python3-psycopg2 \
            "${benchmark_packages[@]}"
        run_in_scratch "$checkout" "$megabytes" "test/bench/$name" "$@"
        exit
    fi

    # shellcheck source=test/lib/server.sh
    . "$lib/server.sh"
    trap stop_server EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP

    make -s -C "$checkout" -j "$(nproc)" || die "the extension does not build"
    copy_server || die "the server could not be copied"
    make -s -C "$checkout" install DESTDIR="$server_copy" >/dev/null || die "make install failed"
    start_server autovacuum=off "${benchmark_settings[@]}" || die "the server does not start"
    psql -XAt -c "SELECT version()"

    python3 "$checkout/test/bench/$name.py" "$@"
    exit
}
