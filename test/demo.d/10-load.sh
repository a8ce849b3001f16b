# shellcheck shell=bash
# The two databases: made, filled, and checked to be what the demo says they are; and a
# copy of the SaaS, where the policies are looked at without the indexes of its keys; and
# another for keys and policies together.

heading "Two applications are loaded (about a minute)"
createuser app_user
for app in social saas; do
    createdb "demo_$app"
    sql "$app" "${app}_schema.sql" "${app}_data.sql"
    psql -XAtq -d "demo_$app" -c "CREATE EXTENSION nova_fkindex" -c "
        SELECT format('demo_$app: %s tables, %s foreign keys, %s policies, %s rows, %s',
            (SELECT count(*) FROM pg_stat_user_tables WHERE relname <> 'nova_accepted'),
            (SELECT count(*) FROM pg_constraint WHERE contype = 'f'),
            (SELECT count(*) FROM pg_policies),
            (SELECT sum(n_live_tup) FROM pg_stat_user_tables),
            pg_size_pretty(pg_database_size(current_database())))"
done
sql saas saas_check.sql
createdb --template=demo_saas --strategy=file_copy demo_policies || die "demo_saas could not be copied"
createdb --template=demo_saas --strategy=file_copy demo_migration || die "demo_saas could not be copied"
