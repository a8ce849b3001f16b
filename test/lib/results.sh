# shellcheck shell=bash
# Counting tests.
#
# passed, failed                  the sums so far
# pass NAME, fail NAME REASON     one test; prints "ok - NAME" or "not ok - NAME: REASON"
# check NAME COMMAND...           runs COMMAND as one test; its output is shown
# check_each FORMAT NAME COMMAND...
#     Runs COMMAND, shows its output and counts the tests that it reports there, in
#     FORMAT `pg_regress` (15's and 16's kind), `tap` (prove --verbose) or `ctest`.
#     A command that fails without a failed test in its output, or that reports no
#     test at all, counts as one failure: nothing is skipped silently.
#     Returns non-zero if any of it failed.
# cannot_run NAME REASON          a part that has to be left out is one failure
# layer NAME                      a heading; what follows counts for NAME
# summary                         a line for each layer, with its sums and seconds
#
# Needs say.sh and NOVA_SCRATCH.

passed=0
failed=0
layer_lines=()

end_layer() {
    [ -n "${layer_name:-}" ] || return 0
    layer_lines+=("$(printf '%6d passed %4d failed %6d s  %s' \
        $((passed - layer_passed)) $((failed - layer_failed)) $((SECONDS - layer_started)) "$layer_name")")
    layer_name=
}

layer() {
    end_layer
    layer_name=$1 layer_passed=$passed layer_failed=$failed layer_started=$SECONDS
    heading "$1"
}

summary() {
    end_layer
    heading "Summary"
    [ "${#layer_lines[@]}" -eq 0 ] || printf '%s\n' "${layer_lines[@]}"
}

pass() {
    passed=$((passed + 1))
    note "ok - $1"
}

fail() {
    failed=$((failed + 1))
    note "not ok - $1: $2"
}

cannot_run() {
    fail "$1" "cannot run: $2"
}

check() {
    local name=$1 status=0 seconds=$SECONDS
    shift
    "$@" 2>&1 || status=$?
    if [ "$status" -eq 0 ]; then
        pass "$name ($((SECONDS - seconds)) s)"
    else
        fail "$name" "exit status $status"
        return 1
    fi
}

# Lines of file $2 that match the extended regular expression $1.
matches() {
    grep -Ec -- "$1" "$2" || true
}

count_pg_regress() {
    good=$(matches '^(ok [0-9]+ +[-+] |(test |  +)[^ ].* \.\.\. +ok( |$))' "$1")
    bad=$(matches '^(not ok [0-9]+ +[-+] |(test |  +)[^ ].* \.\.\. +FAILED)' "$1")
}

count_tap() {
    good=$(matches '^ok [0-9]+' "$1")
    bad=$(matches '^not ok [0-9]+' "$1")
}

# "95% tests passed, 1 tests failed out of 20"
count_ctest() {
    local total
    bad=$(sed -n 's/^[0-9]*% tests passed, \([0-9]*\) tests failed out of [0-9]*$/\1/p' "$1")
    total=$(sed -n 's/^[0-9]*% tests passed, [0-9]* tests failed out of \([0-9]*\)$/\1/p' "$1")
    bad=${bad:-0}
    good=$((${total:-0} - bad))
}

check_each() {
    local format=$1 name=$2 log=$NOVA_SCRATCH/check.log status good bad
    shift 2
    "$@" 2>&1 | tee "$log"
    status=${PIPESTATUS[0]}
    "count_$format" "$log"
    passed=$((passed + good))
    failed=$((failed + bad))
    note "-- $name: $good passed, $bad failed"
    if [ "$status" -ne 0 ] && [ "$bad" -eq 0 ]; then
        fail "$name" "exit status $status"
        return 1
    fi
    if [ $((good + bad)) -eq 0 ]; then
        fail "$name" "no test was run"
        return 1
    fi
    [ "$bad" -eq 0 ]
}
