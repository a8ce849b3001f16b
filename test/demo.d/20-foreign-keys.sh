# shellcheck shell=bash
# Foreign keys without an index: what they cost, which they are, and after the fix.

keys=(report=nova_missing_fk_indexes what="foreign keys without an index")

heading "How long it takes today"
measure before timed/{social,saas}-*.sql

heading "The social app: which foreign keys have no index?"
sql social "${keys[@]}" count.sql findings.sql worst.sql
expect "findings in demo_social" 19 social "SELECT count(*) FROM nova_missing_fk_indexes()"

heading "The SaaS: which foreign keys have no index?"
sql saas "${keys[@]}" count.sql findings.sql worst.sql
expect "findings in demo_saas" 89 saas "SELECT count(*) FROM nova_missing_fk_indexes()"

for app in social saas; do
    heading "demo_$app: run the statements that the report proposes"
    started=$SECONDS
    sql "$app" "${keys[@]}" apply.sql
    note "(all of it took $((SECONDS - started)) s)"
    expect "findings left in demo_$app" 0 "$app" "SELECT count(*) FROM nova_missing_fk_indexes()"
    expect "ruined indexes in demo_$app" 0 "$app" "SELECT count(*) FROM pg_index WHERE NOT indisvalid"
done

heading "The same statements before and after"
measure after timed/{social,saas}-*.sql
compare before after timed/{social,saas}-*.sql
