# shellcheck shell=bash
# What the steps of the demo are written in. APP is `social`, `saas` or `policies`; files
# are named relative to test/demo.d.
#
# sql APP [NAME=VALUE...] FILE...    runs the files in demo_APP with these psql variables,
#                                    stops at an error
# expect WHAT NUMBER APP QUERY       ends the demo with status 1 unless QUERY gives NUMBER
# measure STAGE TIMED_FILE...        times each file several times; remembers the median
#                                    and what it printed
# compare STAGE STAGE TIMED_FILE...  prints the times of both stages and their factor;
#                                    ends the demo where the results differ
#
# Needs say.sh, NOVA_SCRATCH and a running server.

# A file is run until this many seconds have passed, but so often at least and at most.
measure_seconds=6
measure_least=3
measure_most=9

sql() {
    local app=$1 argument args=()
    shift
    for argument in "$@"; do
        case $argument in
            *=*) args+=(-v "$argument") ;;
            *) args+=(-f "$argument") ;;
        esac
    done
    psql -Xq -v ON_ERROR_STOP=1 -P pager=off -P footer=off -d "demo_$app" "${args[@]}" ||
        die "failed in demo_$app: $*"
}

expect() {
    local what=$1 number=$2 app=$3 got
    got=$(psql -XAtq -v ON_ERROR_STOP=1 -d "demo_$app" -c "$4") || die "failed in demo_$app: $4"
    [ "$got" = "$number" ] || die "$what: expected $number, found $got"
    note "(checked: $what: $got)"
}

title_of() {
    sed -n '1s/^-- *//p' "$1"
}

# Where the runs of a timed file at a stage are kept.
runs_of() {
    echo "$NOVA_SCRATCH/measured/$1/$(basename "$2" .sql)"
}

# The middle one of the numbers in a file, one a line.
median() {
    sort -n "$1" | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

measure() {
    local stage=$1 file runs app count started
    shift
    for file in "$@"; do
        runs=$(runs_of "$stage" "$file")
        app=$(basename "$file")
        app=${app%%-*}
        mkdir -p "$runs"
        count=0
        started=$SECONDS
        while [ "$count" -lt "$measure_least" ] ||
            { [ "$count" -lt "$measure_most" ] && [ $((SECONDS - started)) -lt "$measure_seconds" ]; }; do
            sql "$app" "$file" >"$runs/out"
            sed -n 's/^Time: \([0-9.]*\) ms.*/\1/p' "$runs/out" | awk '{ s += $1 } END { print s }' >>"$runs/ms"
            grep -v '^Time: ' "$runs/out" >"$runs/result"
            count=$((count + 1))
        done
        printf '%-62s %10.1f ms\n' "$(title_of "$file")" "$(median "$runs/ms")"
    done
}

compare() {
    local from=$1 to=$2 file
    shift 2
    printf '\n%-62s %13s %13s %9s\n' "median times" "$from" "$to" "factor"
    for file in "$@"; do
        cmp -s "$(runs_of "$from" "$file")/result" "$(runs_of "$to" "$file")/result" ||
            die "$file: other results $to than $from"
        awk -v title="$(title_of "$file")" -v before="$(median "$(runs_of "$from" "$file")/ms")" \
            -v after="$(median "$(runs_of "$to" "$file")/ms")" \
            'BEGIN { printf "%-62s %10.1f ms %10.1f ms %8.0fx\n", title, before, after, before / after }'
    done
}
