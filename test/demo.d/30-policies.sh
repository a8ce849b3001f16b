# shellcheck shell=bash
# Row-level security: the searches of policies that find no index, in the 80 policies of
# the SaaS and in a policy that looks into a table of members. Before and after.

searches=(report=nova_missing_rls_indexes what="searches of policies without an index")

heading "The 80 policies of the SaaS, in a copy without the indexes made above"
measure before timed/policies-inbox.sql
sql policies "${searches[@]}" count.sql policy_findings.sql policy_worst.sql
expect "findings in demo_policies" 30 policies "SELECT count(*) FROM nova_missing_rls_indexes()"
expect "policies that ask for them" 80 policies "SELECT sum(cardinality(policy_names)) FROM nova_missing_rls_indexes()"

heading "demo_policies: run the statements that the report proposes"
started=$SECONDS
sql policies "${searches[@]}" apply.sql
note "(all of it took $((SECONDS - started)) s)"
expect "findings left in demo_policies" 0 policies "SELECT count(*) FROM nova_missing_rls_indexes()"
measure after timed/policies-inbox.sql

heading "A new policy: the files of an organisation are for its members"
sql policies sharing_schema.sql sharing_policy.sql
measure before timed/policies-project-files.sql
sql policies policy_worst.sql
expect "the table and index that it wants" "org_members|{user_id,org_id}" policies \
    "SELECT index_table, column_names FROM nova_missing_rls_indexes()"
sql policies "${searches[@]}" apply.sql
expect "findings left in demo_policies" 0 policies "SELECT count(*) FROM nova_missing_rls_indexes()"
measure after timed/policies-project-files.sql

heading "The same pages before and after"
compare before after timed/policies-{inbox,project-files}.sql
