# shellcheck shell=bash
# Migrations under the guard: one that is warned about, one that is refused, one that is silent.

heading "The guard: a migration that forgets the index is warned about as it commits"
sql social guard_warned.sql
expect "tables of the migration" 1 social "SELECT count(*) FROM pg_class WHERE relname = 'reactions'"
expect "keys of it without an index" 2 social \
    "SELECT count(*) FROM nova_missing_fk_indexes() WHERE table_name = 'reactions'::regclass"

heading "ALTER DATABASE ... SET nova_fkindex.guard = error: it is refused"
psql -XAtq -c "ALTER DATABASE demo_social SET nova_fkindex.guard = error" || die "ALTER DATABASE failed"
if psql -Xq -v ON_ERROR_STOP=1 -d demo_social -f guard_refused.sql; then
    die "the migration was not refused"
fi
expect "tables of the migration" 0 social "SELECT count(*) FROM pg_class WHERE relname = 'pins'"

heading "With the index in the same transaction it hears nothing"
said=$(psql -Xq -v ON_ERROR_STOP=1 -d demo_social -f guard_silent.sql 2>&1 | grep -c 'WARNING\|ERROR')
[ "$said" = 0 ] || die "the guard spoke"
expect "tables of the migration" 1 social "SELECT count(*) FROM pg_class WHERE relname = 'pins'"
