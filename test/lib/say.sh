# shellcheck shell=bash
# Words to the person at the terminal.
#
# heading TEXT     a heading on standard output
# note TEXT        a line on standard output
# die TEXT         the same on standard error, then exit 1
#
# Nothing here, and nothing that uses it, opens /dev/stderr or <( ): both need
# /proc, which a bare root may not have mounted.

heading() {
    printf '\n== %s\n' "$*"
}

note() {
    printf '%s\n' "$*"
}

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}
