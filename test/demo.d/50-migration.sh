# shellcheck shell=bash
# Keys and policies together: the fewest indexes for all findings, as a script, in a copy without any of those above.

heading "89 keys and 80 policies: how many indexes?"
sql migration suggestions.sql
script=$(mktemp)
psql -XAtq -d demo_migration -c "SELECT * FROM nova_migration()" -o "$script" || die "no migration script"
note "nova_migration() gives a script of $(grep -c '^CREATE INDEX' "$script") CREATE INDEX; it begins like this:"
sed -n '1,25p' "$script"
started=$SECONDS
psql -XAtq -v ON_ERROR_STOP=1 -d demo_migration -f "$script" >/dev/null || die "the migration failed"
note "(psql -v ON_ERROR_STOP=1 -f: $((SECONDS - started)) s)"
rm -f "$script"
expect "keys without an index" 0 migration "SELECT count(*) FROM nova_missing_fk_indexes()"
expect "searches of policies without an index" 0 migration "SELECT count(*) FROM nova_missing_rls_indexes()"
expect "duplicate or redundant indexes among them" 0 migration \
    "SELECT count(*) FROM nova_index_problems() WHERE rule IN ('duplicate', 'redundant')"
sql migration sizes.sql
